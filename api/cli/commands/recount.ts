import { resolve } from 'node:path';
import { loadHighs } from '../../../solver/lp/highs.js';
import type { RosterProblem } from '../../../solver/problem.js';
import { type Difference, differences, type Recount, recount } from '../../../solver/recount/index.js';
import type { Breach } from '../../../solver/solution.js';
import type { JsonSource } from '../../../src/centre/index.js';
import { type Checked, describeIssue, InputError, type Issue } from '../../../src/errors.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { claimDifferences } from '../../../src/schedule/problem-claims.js';
import { plannedShifts } from '../../../src/schedule/problem-roster.js';
import { checkSolution } from '../../../src/schedule/problem-solution.js';
import { fromRosterFile } from '../../../src/schedule/roster-file.js';
import { readJson } from '../../files/json.js';
import { type Command, type CommandContext, EXIT, UsageError } from '../command.js';
import { deliver } from '../options.js';

export const command: Command = {
  name: 'recount',
  summary: 'recount rules, coverage and cost of a roster',
  help: `
usage: rooster recount PROBLEM.json ROSTER.json [--json] [--out FILE]

Derives every rule broken, the coverage and the cost of a roster from the problem and its shifts alone, without the
engine, and lists everything that the roster claims otherwise. ROSTER.json is a roster (\`rooster schema roster\`) or a bare
solution of the engine. Warnings of the problem's check go to standard error.

Exit code 3: a hard rule is broken, or a claim of the roster is not confirmed.`,
  options: {},

  async run(context, flags, positionals) {
    const [problemPath, rosterPath, ...more] = positionals;
    if (problemPath === undefined || rosterPath === undefined || more.length > 0) {
      throw new UsageError('give a PROBLEM.json and a ROSTER.json.');
    }
    const problemSource = await source(context, problemPath);
    const rosterSource = await source(context, rosterPath);
    const checked = checkProblem(problemSource.value, problemSource);
    const problem = orThrow(checked);
    if (flags.quiet !== true) for (const issue of checked.issues) context.stderr(describeIssue(issue));
    const { counted, disagreements } = await judge(problem, rosterSource);
    const { breaches, coverage, cost } = counted;
    const text =
      flags.json === true
        ? `${JSON.stringify({ breaches, coverage, cost, differences: disagreements }, null, 1)}\n`
        : recountText(problem, counted, disagreements);
    await deliver(context, flags, text);
    const broken = breaches.some((breach) => breach.hard) || disagreements.length > 0;
    return broken ? EXIT.fallsShort : EXIT.done;
  },
};

async function source(context: CommandContext, path: string): Promise<JsonSource> {
  return orThrow(await readJson(resolve(context.cwd, path), path));
}

function orThrow<T>(checked: Checked<T>, place: (issue: Issue) => Issue = (issue) => issue): T {
  if (!checked.ok) throw new InputError(checked.issues.map(place));
  return checked.value;
}

/** Recounts a roster in its file form or a bare solution (told apart by `format`, which only the former has). */
async function judge(
  problem: RosterProblem,
  file: JsonSource,
): Promise<{ counted: Recount; disagreements: readonly Difference[] }> {
  const options = { lp: await loadHighs() };
  const { value } = file;
  if (typeof value === 'object' && value !== null && 'status' in value && !('format' in value)) {
    const solution = orThrow(checkSolution(file));
    const counted = recount(problem, solution.shifts, solution.allocation, options);
    return { counted, disagreements: differences(counted, solution) };
  }
  const inFile = (issue: Issue): Issue => ({ ...issue, place: { ...issue.place, file: file.file } });
  const roster = orThrow(fromRosterFile(value), inFile);
  const counted = recount(problem, orThrow(plannedShifts(problem, roster), inFile), undefined, options);
  return { counted, disagreements: claimDifferences(problem, roster, counted) };
}

function recountText(problem: RosterProblem, counted: Recount, disagreements: readonly Difference[]): string {
  const { breaches, coverage, cost } = counted;
  const hard = breaches.filter((breach) => breach.hard);
  const soft = breaches.filter((breach) => !breach.hard);
  const hours = (agents: readonly number[]): string => {
    const perInterval = (problem.intervalSlots * problem.slotMinutes) / 60;
    return (agents.reduce((sum, n) => sum + n, 0) * perInterval).toFixed(2);
  };
  const currency = problem.currency === undefined ? '' : ` (minor units of ${problem.currency})`;
  const parts = [
    ['labour', cost.labour],
    ['short', cost.under],
    ['over', cost.over],
    ['soft rules', cost.rules],
    ['distinct shifts', cost.distinctShifts],
    ['total', cost.total],
  ] as const;
  const lines = [
    `hard rules broken: ${hard.length}`,
    ...hard.map(breachLine),
    `soft rules and wishes not met: ${soft.length}`,
    ...soft.map((breach) => `${breachLine(breach)}, cost ${breach.cost}`),
    'coverage in agent hours:',
    ...coverage.map(
      (row) =>
        `  ${row.queue}: wanted ${hours(row.wanted)}, given ${hours(row.covered)}, short ${hours(row.under)}, over ${hours(row.over)}`,
    ),
    `cost${currency}:`,
    ...parts.map(([name, amount]) => `  ${name}: ${amount.toFixed(2)}`),
    `claims not confirmed: ${disagreements.length}`,
    ...disagreements.map((difference) => `  ${difference.message}`),
  ];
  return `${lines.join('\n')}\n`;
}

const breachLine = (breach: Breach): string => `  ${breach.ruleId}: ${breach.message} [${breach.amount}]`;
