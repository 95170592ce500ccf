import { resolve } from 'node:path';
import { loadHighs } from '../../../solver/lp/highs.js';
import { OpenRoster } from '../../../solver/roster/open-roster.js';
import type { PlannedShift } from '../../../solver/solution.js';
import { describeIssue, InputError } from '../../../src/errors.js';
import { lawBookOf } from '../../../src/labour/book.js';
import { checkLaw } from '../../../src/labour/check-law.js';
import { calendarLookup, rosterShifts } from '../../../src/schedule/to-roster.js';
import { checkSwap, type SwapOptions } from '../../../src/swap/check-swap.js';
import { readCentre } from '../../files/centre.js';
import { loadProblemRoster } from '../../files/problem-roster.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { deliver, integerOf, optional, required } from '../options.js';

export const command: Command = {
  name: 'swap',
  summary: 'check a swap, a give-away or a pick-up of a shift',
  help: `
usage: rooster swap PROBLEM.json ROSTER --from A --to B --date D [--back-date D2] [--centre DIR] [--most-loss N] [--lang en|nl] [--json]

Checks whether B may take the shift of A on that date, in exchange for B's own shift of --back-date where one is given: work
plans, absences, all rules, skills, desks, service, and the labour law of the site where a centre is given. Nothing is changed.

  --centre DIR     also audit both tours against the law of their sites
  --most-loss N    refuse where queues are served worse by more than N (minor units); default: say so only
  --lang L         language of the sentences: en (default) or nl
  --json           { allowed, reasons, labourChange, serviceChange }; every reason has a stable code

Exit code 3: refused.`,
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    date: { type: 'string' },
    'back-date': { type: 'string' },
    centre: { type: 'string' },
    'most-loss': { type: 'string' },
    lang: { type: 'string' },
  },

  async run(context, flags, positionals) {
    const [problemPath, rosterPath, ...more] = positionals;
    if (problemPath === undefined || rosterPath === undefined || more.length > 0)
      throw new UsageError('give a PROBLEM.json and a ROSTER.');
    const from = required(flags, 'from', 'who gives the shift');
    const to = required(flags, 'to', 'who takes it');
    const date = required(flags, 'date', 'the local date of the shift');
    const backDate = optional(flags, 'back-date');
    const language = optional(flags, 'lang') ?? 'en';
    if (language !== 'en' && language !== 'nl') throw new UsageError(`--lang takes en or nl, not "${language}".`);
    const { problem, shifts, warnings } = await loadProblemRoster(problemPath, rosterPath, context.cwd);
    if (flags.quiet !== true) for (const issue of warnings) context.stderr(describeIssue(issue));
    const daysOf = calendarLookup(problem);
    const shiftOn = (agent: string, on: string): PlannedShift => {
      const found = shifts.find((shift) => shift.agent === agent && daysOf(agent)[shift.day]?.date === on);
      if (found === undefined) throw new UsageError(`"${agent}" has no shift on ${on}.`);
      return found;
    };
    const folder = optional(flags, 'centre');
    const law: SwapOptions['law'] | undefined =
      folder === undefined ? undefined : await lawOf(folder, context.cwd, (tours) => rosterShifts(problem, tours));
    const loss = optional(flags, 'most-loss') === undefined ? undefined : integerOf(flags, 'most-loss', 0, 0, 1e12);
    const roster = new OpenRoster(problem, shifts, { lp: await loadHighs() });
    const verdict = checkSwap(
      roster,
      { from, to, shift: shiftOn(from, date), ...(backDate === undefined ? {} : { back: shiftOn(to, backDate) }) },
      { ...(law === undefined ? {} : { law }), ...(loss === undefined ? {} : { mostServiceLoss: loss }) },
    );
    const { tours: _, ...plain } = verdict;
    const answer =
      language === 'nl' ? (verdict.allowed ? 'toegestaan' : 'geweigerd') : verdict.allowed ? 'allowed' : 'refused';
    const text = [
      answer,
      ...verdict.reasons.map(
        ({ code, blocks, text: words }) => `  ${blocks ? '' : '('}${code}: ${words[language]}${blocks ? '' : ')'}`,
      ),
    ];
    await deliver(context, flags, flags.json === true ? `${JSON.stringify(plain, null, 1)}\n` : `${text.join('\n')}\n`);
    return verdict.allowed ? EXIT.done : EXIT.fallsShort;
  },
};

/** Findings of labour law for tours, with what was worked before. */
async function lawOf(
  folder: string,
  cwd: string,
  inWords: (tours: readonly PlannedShift[]) => ReturnType<typeof rosterShifts>,
): Promise<NonNullable<SwapOptions['law']>> {
  const checked = await readCentre(resolve(cwd, folder));
  if (!checked.ok) throw new InputError(checked.issues);
  const centre = checked.value;
  const laws = lawBookOf(centre.law);
  return (tours) => checkLaw({ shifts: inWords([...tours.values()].flat()), centre, laws });
}
