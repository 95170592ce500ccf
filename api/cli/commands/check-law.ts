import type { Centre } from '../../../src/domain/centre.js';
import { describeIssue, InputError } from '../../../src/errors.js';
import { lawBookOf } from '../../../src/labour/book.js';
import { checkLaw } from '../../../src/labour/check-law.js';
import { FINDING_COLUMNS, findingRow, type LawFinding, windowOf } from '../../../src/labour/finding.js';
import { csvText } from '../../files/csv.js';
import { zoneLookup } from '../../files/plan-documents.js';
import { readRoster } from '../../files/roster.js';
import { loadRosterInput } from '../../files/roster-input.js';
import { type Command, type CommandContext, EXIT, type Flags, UsageError } from '../command.js';
import { deliver, optional, required } from '../options.js';

export const command: Command = {
  name: 'check-law',
  summary: 'findings of labour law in a roster',
  help: `
usage: rooster check-law --centre DIR --roster R [--announced T [--earlier E]] [--json] [--out FILE]

Audits any roster, also one made elsewhere, against the labour law of each agent's site: rest, hours, breaks, nights, Sundays,
minors, pregnancy, being on call, notice. Looks back at worked.csv of the centre; circumstances.csv says who is pregnant, at school or
rests on another day than Sunday. Each finding names rule, article, window, measured value and limit, in English and Dutch, as a CSV row.
Nothing is refused for its content: unknown agents and overlapping shifts are findings.

  --centre DIR     centre folder; its law.json replaces or adds to the shipped rule sets
  --roster R       roster, JSON or CSV; rows of activity "on-call" and "call-out" are time on call and work on calls
  --announced T    when the roster was made known, ISO 8601 with offset: judges terms of notice too
  --earlier E      the roster that had been made known before: only what changed is news, calls withdrawn late are named
  --json           findings as JSON

Severity: "hard" breaks the law; "soft" needs a record of consent or a permit, or breaks an own rule; "note" is allowed but
worth knowing, such as a shorter rest used once a week.

Exit code 3: there are hard findings.`,
  options: {
    centre: { type: 'string' },
    roster: { type: 'string' },
    announced: { type: 'string' },
    earlier: { type: 'string' },
  },

  async run(context, flags) {
    const folder = required(flags, 'centre', 'the folder of the centre');
    const path = required(flags, 'roster', 'the roster to audit, JSON or CSV');
    const { centre, roster, warnings } = await loadRosterInput(folder, path, context.cwd);
    const findings = checkLaw({
      shifts: roster.shifts,
      centre,
      laws: lawBookOf(centre.law),
      ...(await announcement(context, flags, centre.zone)),
    });
    const text =
      flags.json === true
        ? `${JSON.stringify(findings.map(asJson(centre)), null, 1)}\n`
        : [...csvText(FINDING_COLUMNS, rowsOf(centre, findings))].join('');
    await deliver(context, flags, text);
    const count = (severity: LawFinding['severity']): number =>
      findings.filter((finding) => finding.severity === severity).length;
    if (flags.quiet !== true) {
      for (const issue of warnings) context.stderr(describeIssue(issue));
      context.stderr(
        `${roster.shifts.length} shifts: ${count('hard')} hard, ${count('soft')} soft, ${count('note')} notes`,
      );
    }
    return count('hard') > 0 ? EXIT.fallsShort : EXIT.done;
  },
};

/** When the roster was made known, and what had been before. */
async function announcement(context: CommandContext, flags: Flags, zone: string) {
  const announced = optional(flags, 'announced');
  const earlier = optional(flags, 'earlier');
  if (announced === undefined) {
    if (earlier !== undefined) throw new UsageError('--earlier needs --announced: when was the change made known?');
    return {};
  }
  const announcedMs = /([zZ]|[+-]\d{2}:\d{2})$/.test(announced) ? Date.parse(announced) : Number.NaN;
  if (Number.isNaN(announcedMs))
    throw new UsageError(`--announced takes an instant as 2026-11-02T12:00:00+01:00, not "${announced}".`);
  if (earlier === undefined) return { announcedMs };
  const before = await readRoster(earlier, zone, context.cwd);
  if (!before.ok) throw new InputError(before.issues);
  return { announcedMs, earlier: before.value.shifts };
}

function rowsOf(centre: Centre, findings: readonly LawFinding[]): (string | number)[][] {
  const zoneOf = zoneLookup(centre);
  return findings.map((finding) => findingRow(finding, zoneOf(finding.site)));
}

/** A finding with its window as instants in words. */
function asJson(centre: Centre) {
  const zoneOf = zoneLookup(centre);
  return ({ fromMs, toMs, ...finding }: LawFinding) => ({
    ...finding,
    ...windowOf(fromMs, toMs, zoneOf(finding.site)),
  });
}
