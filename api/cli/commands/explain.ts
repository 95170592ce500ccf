import { loadHighs } from '../../../solver/lp/highs.js';
import type { RosterProblem } from '../../../solver/problem.js';
import { describeIssue } from '../../../src/errors.js';
import type { RosterExplanation, Words } from '../../../src/explain/contract.js';
import { diffRosters } from '../../../src/explain/diff.js';
import { explainRoster, explainShift } from '../../../src/explain/explain.js';
import { calendarLookup, rosterShifts } from '../../../src/schedule/to-roster.js';
import { formatInstant } from '../../../src/time/zone.js';
import { loadProblemRoster, loadShifts } from '../../files/problem-roster.js';
import { type Command, EXIT, type Flags, UsageError } from '../command.js';
import { deliver, integerOf, optional } from '../options.js';

export const command: Command = {
  name: 'explain',
  summary: 'why a roster is as it is, and what one more agent, hour or desk is worth',
  help: `
usage: rooster explain PROBLEM.json ROSTER [--most N] [--lang en|nl] [--json] [--out FILE]
       rooster explain PROBLEM.json ROSTER --agent A --date D [--lang en|nl] [--json]
       rooster explain PROBLEM.json ROSTER --against EARLIER [--lang en|nl] [--json]

Says in words: the score of every rule, those without a match too; why queues stay short (skills, absence, the rules in the way,
desks, price); what one more agent of every set of skills, hour and desk would be worth.

  --agent A --date D   why agent A has that day as it is, and what the next best ways to spend it would cost
  --against EARLIER    what changed from another roster of the problem, by date and agent
  --most N             short intervals explained, worst first (default 10)
  --lang L             language of the sentences: en (default) or nl
  --json               everything, both languages, with stable codes

Amounts are in the problem's currency. ROSTER is a roster, JSON or CSV; \`rooster plan\` writes both files.`,
  options: {
    agent: { type: 'string' },
    date: { type: 'string' },
    against: { type: 'string' },
    most: { type: 'string' },
    lang: { type: 'string' },
  },

  async run(context, flags, positionals) {
    const [problemPath, rosterPath, ...more] = positionals;
    if (problemPath === undefined || rosterPath === undefined || more.length > 0)
      throw new UsageError('give a PROBLEM.json and a ROSTER.');
    const words = wordsOf(flags);
    const agent = optional(flags, 'agent');
    const date = optional(flags, 'date');
    if ((agent === undefined) !== (date === undefined)) throw new UsageError('--agent and --date go together.');
    const { problem, shifts, warnings } = await loadProblemRoster(problemPath, rosterPath, context.cwd);
    if (flags.quiet !== true) for (const issue of warnings) context.stderr(describeIssue(issue));
    const send = (value: unknown, text: string): Promise<void> =>
      deliver(context, flags, flags.json === true ? `${JSON.stringify(value, null, 1)}\n` : text);

    const earlier = optional(flags, 'against');
    if (earlier !== undefined) {
      const zone = problem.calendars[0]!.zone ?? 'UTC';
      const before = rosterShifts(problem, await loadShifts(problem, earlier, context.cwd));
      const differences = diffRosters(before, rosterShifts(problem, shifts), () => zone);
      await send(differences, lines(differences.map((one) => words(one.text))));
      return EXIT.done;
    }
    const lp = await loadHighs();
    if (agent !== undefined && date !== undefined) {
      const reason = explainShift(problem, shifts, agent, dayOf(problem, agent, date), lp);
      const zone = problem.calendars[0]!.zone ?? 'UTC';
      const clock = (ms: number): string => formatInstant(ms, zone).slice(11, 16);
      const ways = reason.alternatives.map(({ startMs, endMs, template, cost }) => {
        const what = startMs === null || endMs === null ? '-' : `${clock(startMs)}–${clock(endMs)} ${template}`;
        return `  ${what}: +${(cost / 100).toFixed(2)}`;
      });
      await send(reason, lines([words(reason.text), ...ways]));
      return EXIT.done;
    }
    const explained = explainRoster(problem, shifts, { mostShort: integerOf(flags, 'most', 10, 0, 10_000), lp });
    await send(explained, textOf(problem, explained, words));
    return EXIT.done;
  },
};

type Choose = (words: Words) => string;

function wordsOf(flags: Flags): Choose {
  const language = optional(flags, 'lang') ?? 'en';
  if (language !== 'en' && language !== 'nl') throw new UsageError(`--lang takes en or nl, not "${language}".`);
  return (words) => words[language];
}

/** Index of a date in the calendar of an agent. */
function dayOf(problem: RosterProblem, agent: string, date: string): number {
  const known = problem.agents.some(({ id }) => id === agent || agent.startsWith(`${id}#`));
  if (!known) throw new UsageError(`the problem has no agent "${agent}".`);
  const day = calendarLookup(problem)(agent).findIndex((one) => one.date === date);
  if (day < 0) throw new UsageError(`the calendar of "${agent}" has no ${date}; write YYYY-MM-DD.`);
  return day;
}

const lines = (list: readonly string[]): string => list.map((line) => `${line}\n`).join('');

function textOf(
  problem: RosterProblem,
  { rules, short, worth, hours, desks }: RosterExplanation,
  words: Choose,
): string {
  const zone = problem.calendars[0]!.zone ?? 'UTC';
  const broken = rules.filter((rule) => rule.matches > 0);
  const kept = rules.length - broken.length;
  const title: Record<'rules' | 'kept' | 'short' | 'worth', Words> = {
    rules: { en: 'rules', nl: 'regels' },
    kept: { en: `${kept} without a match`, nl: `${kept} zonder overtreding` },
    short: { en: 'short', nl: 'tekort' },
    worth: { en: 'worth', nl: 'waarde' },
  };
  return lines([
    `${words(title.rules)}:`,
    ...broken.map(
      ({ ruleId, hard, matches, amount, cost }) =>
        `  ${ruleId}${hard ? ' (!)' : ''}: ${matches} ×, ${Number(amount.toFixed(2))}, ${(cost / 100).toFixed(2)}`,
    ),
    `  ${words(title.kept)}`,
    `${words(title.short)}:`,
    ...short.flatMap(({ queue, startMs, short: missing, wanted, causes }) => [
      `  ${queue} ${formatInstant(startMs, zone).slice(0, 16).replace('T', ' ')}: ${missing.toFixed(1)} / ${wanted.toFixed(1)}`,
      ...causes.map((cause) => `    ${cause.code}: ${words(cause.text)}`),
    ]),
    `${words(title.worth)}:`,
    ...[...worth, ...hours, ...desks].map((one) => `  ${words(one.text)}`),
  ]);
}
