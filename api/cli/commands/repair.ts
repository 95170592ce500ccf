import { resolve } from 'node:path';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { RosterProblem } from '../../../solver/problem.js';
import { recount } from '../../../solver/recount/index.js';
import type { RosterSolution } from '../../../solver/solution.js';
import { describeIssue } from '../../../src/errors.js';
import { diffRosters } from '../../../src/explain/diff.js';
import type { Absence, RepairResult } from '../../../src/repair/contract.js';
import { type Offer, offersOf } from '../../../src/repair/offers.js';
import { withAbsences } from '../../../src/repair/prepare.js';
import { repairRoster } from '../../../src/repair/repair.js';
import { toRosterFile } from '../../../src/schedule/roster-file.js';
import { calendarLookup, rosterOf, rosterShifts } from '../../../src/schedule/to-roster.js';
import { loadProblemRoster } from '../../files/problem-roster.js';
import { writeFileAtomically } from '../../files/write.js';
import { type Command, EXIT, type Flags, UsageError } from '../command.js';
import { deliver, integerOf, optional, seedOf } from '../options.js';

export const command: Command = {
  name: 'repair',
  summary: 'mend a published roster with the least change',
  help: `
usage: rooster repair PROBLEM.json ROSTER [--away A[:FROM[:TO[:REASON]]]]… [--frozen-until T] [--notice-until T] [--pin A]…
       [--change-cost N] [--most-changed N] [--offers] [--roster FILE] [--lang en|nl] [--json]

Mends a published roster after sickness, training, somebody leaving or a new forecast (a PROBLEM.json with other demand): each changed
day has a price, few people are changed, nobody else moves, and a proven bound says what any repair of as few people could still save.

  --away A:FROM:TO:REASON   A is away from FROM up to and including TO (YYYY-MM-DD; default: all of it); repeatable
  --frozen-until T     shifts that start before this instant (ISO 8601 with offset) stay
  --notice-until T     days before it are inside the term of notice: three times as dear, and flagged
  --pin A              nobody changes A; repeatable
  --change-cost N      price of a changed day, minor units; default: two paid hours
  --most-changed N     most people changed beside those away; default: 2 % of all, at least 3
  --offers             also what could be offered on top: overtime, open shifts to pick up, leaving early
  --roster FILE        write the mended roster (JSON)
  --lang L             language of the sentences: en (default) or nl
  --json               changes, cost, bound, gap and offers

Exit code 3: hard rules are broken that were not broken before.`,
  options: {
    away: { type: 'string', multiple: true },
    pin: { type: 'string', multiple: true },
    'frozen-until': { type: 'string' },
    'notice-until': { type: 'string' },
    'change-cost': { type: 'string' },
    'most-changed': { type: 'string' },
    offers: { type: 'boolean' },
    roster: { type: 'string' },
    lang: { type: 'string' },
  },

  async run(context, flags, positionals) {
    const [problemPath, rosterPath, ...more] = positionals;
    if (problemPath === undefined || rosterPath === undefined || more.length > 0)
      throw new UsageError('give a PROBLEM.json and a ROSTER.');
    const language = optional(flags, 'lang') ?? 'en';
    if (language !== 'en' && language !== 'nl') throw new UsageError(`--lang takes en or nl, not "${language}".`);
    const { problem, shifts, warnings } = await loadProblemRoster(problemPath, rosterPath, context.cwd);
    if (flags.quiet !== true) for (const issue of warnings) context.stderr(describeIssue(issue));
    const absences = listOf(flags, 'away').map((text) => absenceOf(problem, text));
    const frozenUntilSlot = slotOf(problem, flags, 'frozen-until');
    const noticeUntilSlot = slotOf(problem, flags, 'notice-until');
    const lp = await loadHighs();
    const result = repairRoster(
      {
        problem,
        shifts,
        absences,
        pinned: listOf(flags, 'pin'),
        ...(frozenUntilSlot === undefined ? {} : { frozenUntilSlot }),
        ...(noticeUntilSlot === undefined ? {} : { noticeUntilSlot }),
        ...(optional(flags, 'change-cost') === undefined
          ? {}
          : { changeCost: integerOf(flags, 'change-cost', 0, 0, 1e12) }),
        ...(optional(flags, 'most-changed') === undefined
          ? {}
          : { mostChanged: integerOf(flags, 'most-changed', 0, 0, 1e6) }),
      },
      lp,
    );
    const mended = withAbsences(problem, absences);
    const offers =
      flags.offers === true
        ? offersOf(mended, result.shifts, { fromSlot: frozenUntilSlot ?? 0, lost: lostOf(result) }, lp)
        : [];
    const to = optional(flags, 'roster');
    if (to !== undefined) {
      const roster = rosterOf(mended, solutionOf(mended, result, lp), seedOf(flags));
      const text = `${JSON.stringify(
        toRosterFile(roster, () => roster.zone),
        null,
        1,
      )}\n`;
      await writeFileAtomically(resolve(context.cwd, to), text);
    }
    const text =
      flags.json === true
        ? `${JSON.stringify(asJson(problem, result, offers), null, 1)}\n`
        : textOf(problem, shifts, result, offers, language);
    await deliver(context, flags, text);
    return result.hardBreaches.repaired > result.hardBreaches.unrepaired ? EXIT.fallsShort : EXIT.done;
  },
};

const listOf = (flags: Flags, name: string): string[] => {
  const value = flags[name];
  return typeof value === 'string' ? [value] : Array.isArray(value) ? [...value] : [];
};

/** `A:2026-12-01:2026-12-02:sick`. */
function absenceOf(problem: RosterProblem, text: string): Absence {
  const [agent = '', from = '', to = from, reason = 'sick'] = text.split(':');
  if (!problem.agents.some(({ id }) => id === agent || agent.startsWith(`${id}#`)))
    throw new UsageError(`the problem has no agent "${agent}".`);
  const days = calendarLookup(problem)(agent);
  const first = from === '' ? days[0] : days.find(({ date }) => date === from);
  const last = to === '' ? days.at(-1) : days.find(({ date }) => date === to);
  if (first === undefined || last === undefined || last.startSlot < first.startSlot)
    throw new UsageError(`--away ${text}: give dates of the roster as YYYY-MM-DD, the first before the last.`);
  return { agent, fromSlot: first.startSlot, toSlot: last.endSlot, reason };
}

function slotOf(problem: RosterProblem, flags: Flags, name: string): number | undefined {
  const text = optional(flags, name);
  if (text === undefined) return undefined;
  const ms = /([zZ]|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new UsageError(`--${name} takes an instant as 2026-12-01T12:00:00+01:00, not "${text}".`);
  return Math.ceil((ms - Date.parse(problem.origin)) / (problem.slotMinutes * 60_000));
}

/** Shifts that fell out and that nobody took over in the same form. */
const lostOf = ({ changes }: RepairResult) =>
  changes.flatMap(({ kind, before }) => (kind === 'absent' && before !== null ? [before] : []));

function solutionOf(
  problem: RosterProblem,
  { shifts, bound, hardBreaches }: RepairResult,
  lp: Awaited<ReturnType<typeof loadHighs>>,
): RosterSolution {
  const { breaches, coverage, cost, allocation } = recount(problem, shifts, undefined, { lp });
  const lower = Math.min(bound, cost.total);
  return {
    status: hardBreaches.repaired > 0 ? 'conflict' : 'feasible',
    shifts,
    breaches,
    coverage,
    allocation,
    cost,
    bound: lower,
    gap: (cost.total - lower) / Math.max(Math.abs(cost.total), 1e-9),
    reproducible: true,
    solver: { method: 'repair', work: 0, rounds: 0, columns: 0 },
  };
}

/** Everything but the shifts that stay. */
function asJson(problem: RosterProblem, { shifts: _, ...result }: RepairResult, offers: readonly Offer[]) {
  const dateOf = calendarLookup(problem);
  return {
    ...result,
    changes: result.changes.map((change) => ({ ...change, date: dateOf(change.agent)[change.day]?.date })),
    offers,
  };
}

function textOf(
  problem: RosterProblem,
  before: RepairResult['shifts'],
  result: RepairResult,
  offers: readonly Offer[],
  language: 'en' | 'nl',
): string {
  const zone = problem.calendars[0]!.zone ?? 'UTC';
  const away = new Set(
    result.changes.filter(({ kind }) => kind === 'absent').map(({ agent, day }) => `${agent} ${day}`),
  );
  const dates = calendarLookup(problem);
  const late = new Set(
    result.changes
      .filter(({ noticeKept }) => !noticeKept)
      .map(({ agent, day }) => `${agent} ${dates(agent)[day]!.date}`),
  );
  const differences = diffRosters(
    rosterShifts(
      problem,
      before.filter((shift) => !away.has(`${shift.agent} ${shift.day}`)),
    ),
    rosterShifts(problem, result.shifts),
    () => zone,
  );
  const { cost, short, touched, touchedShare, gap } = result;
  const euro = (amount: number): string => (amount / 100).toFixed(2);
  const flag = language === 'nl' ? ' (binnen de aankondigingstermijn)' : ' (inside the term of notice)';
  const lines = [
    ...differences.map((one) => `${one.text[language]}${late.has(`${one.agent} ${one.date}`) ? flag : ''}`),
    language === 'nl'
      ? `${touched.length} anderen gewijzigd (${(touchedShare * 100).toFixed(1)} %); kosten ${euro(cost.unrepaired)} → ${euro(cost.repaired)}; tekort ${short.unrepaired.toFixed(1)} → ${short.repaired.toFixed(1)}; hoogstens ${(gap * 100).toFixed(2)} % te besparen met zo weinig wijzigingen`
      : `${touched.length} others changed (${(touchedShare * 100).toFixed(1)} %); cost ${euro(cost.unrepaired)} → ${euro(cost.repaired)}; short ${short.unrepaired.toFixed(1)} → ${short.repaired.toFixed(1)}; at most ${(gap * 100).toFixed(2)} % to save with as few changes`,
    ...offers.map((offer) => `${offer.kind}: ${offer.text[language]}`),
  ];
  return `${lines.join('\n')}\n`;
}
