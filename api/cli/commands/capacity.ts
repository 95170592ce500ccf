import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type CapacityPlan,
  type CapacityRequest,
  capacityTables,
  type GroupPlan,
} from '../../../src/capacity/index.js';
import { formatMinor } from '../../../src/cost/money.js';
import type { Centre } from '../../../src/domain/centre.js';
import { describeIssue, InputError } from '../../../src/errors.js';
import { csvText } from '../../files/csv.js';
import { loadPlanInput, mondayOf } from '../../files/plan-input.js';
import { spreadsheet } from '../../files/spreadsheet.js';
import { CAPACITY_FILE, readCapacityFile } from '../../files/what-if.js';
import { writeFileAtomically } from '../../files/write.js';
import { runTask } from '../../jobs/run-task.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { integerOf, optional, required, seedOf } from '../options.js';
import { progressBar } from '../progress.js';

const MOST_WEEKS = 65;

export const command: Command = {
  name: 'capacity',
  summary: 'required against available FTE for a year, and a hiring plan',
  help: `
usage: rooster capacity --centre DIR --from 2026-W49 --out DIR [--weeks N] [--input FILE] [--history FILE]

Forecasts the weeks ahead, sets the agents they take against the agents there will be (attrition, leave seasons, training
and learning curve), and finds the classes, overtime and outsourcing that close the gap at least cost. Writes capacity.csv
(a row per group and week), hiring.csv (classes), budget.csv (budget against forecast against actual), and all of it as
capacity.json and capacity.xlsx.

  --centre DIR     centre folder
  --from W         ISO week, the first of the plan
  --weeks N        how many weeks, 1 to ${MOST_WEEKS} (default 52)
  --input FILE     attrition, training, hiring … (\`rooster schema capacity\`); default: capacity.json of the centre folder
  --history FILE   history CSV; default: history.csv of the centre folder
  --json           print the plan as JSON

Exit code 3: hours stay short in some week; the files are written and say where.`,
  options: {
    centre: { type: 'string' },
    history: { type: 'string' },
    from: { type: 'string' },
    weeks: { type: 'string' },
    input: { type: 'string' },
  },

  async run(context, flags, positionals) {
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is too much.`);
    const folder = required(flags, 'centre', 'the folder of the centre');
    const out = resolve(context.cwd, required(flags, 'out', 'the folder to write to'));
    const fromDate = mondayOf(required(flags, 'from', 'the first week, as 2026-W49'));
    const weeks = integerOf(flags, 'weeks', 52, 1, MOST_WEEKS);
    const { centre, history, warnings } = await loadPlanInput(folder, optional(flags, 'history'), context.cwd);
    const given = optional(flags, 'input');
    const input =
      given === undefined
        ? await loadInput(resolve(context.cwd, folder, CAPACITY_FILE), CAPACITY_FILE, centre)
        : await loadInput(resolve(context.cwd, given), given, centre);
    const request: CapacityRequest = { centre, history, input, fromDate, weeks, seed: seedOf(flags) };
    const bar = progressBar(context, flags);
    const plan = await runTask(
      { kind: 'capacity', request },
      { signal: context.signal, onProgress: (progress) => bar.show(progress) },
    ).finally(() => bar.end());

    const tables = capacityTables(plan);
    const json = `${JSON.stringify(plan, null, 1)}\n`;
    await mkdir(out, { recursive: true });
    for (const { name, header, rows } of tables)
      await writeFileAtomically(join(out, `${name}.csv`), csvText(header, rows));
    await writeFileAtomically(join(out, 'capacity.json'), json);
    await writeFileAtomically(join(out, 'capacity.xlsx'), await spreadsheet(tables));
    if (flags.quiet !== true) for (const issue of [...warnings, ...plan.issues]) context.stderr(describeIssue(issue));
    context.stdout(flags.json === true ? json : capacityText(plan));
    if (context.signal.aborted) return EXIT.stopped;
    return plan.groups.some(({ totals }) => totals.shortHours > LEAST_SHORT_HOURS) ? EXIT.fallsShort : EXIT.done;
  },
};

/** Hours that count as short; less is rounding of the linear program. */
const LEAST_SHORT_HOURS = 0.01;

async function loadInput(path: string, name: string, centre: Centre) {
  const input = await readCapacityFile(path, name, centre);
  if (!input.ok) throw new InputError(input.issues);
  return input.value;
}

/** The plan as a planner reads it on a terminal: a line per four weeks and group, then classes and totals. */
function capacityText(plan: CapacityPlan): string {
  return `${plan.groups.flatMap((group) => groupText(plan, group)).join('\n')}\n`;
}

const COLUMNS = [
  'required',
  'available',
  'gap',
  'unhired',
  'heads',
  'hired',
  'left',
  'overtime h',
  'outsourced h',
  'short h',
];
const WIDTHS = COLUMNS.map((name) => Math.max(8, name.length + 2));
const EVERY = 4;

function groupText(
  { currency, weeks }: CapacityPlan,
  { group, weeks: rows, classes, totals, objective }: GroupPlan,
): string[] {
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(10)}${cells.map((cell, c) => cell.padStart(WIDTHS[c]!)).join('')}`;
  const money = (minor: number): string => `${formatMinor(minor, currency)} ${currency}`;
  const hires = classes.map(({ week, contract, heads }) => `${week} ${heads} ${contract}`);
  return [
    `${group}: FTE, every ${EVERY}th of ${weeks} weeks`,
    line('week', COLUMNS),
    ...rows
      .filter((_, t) => t % EVERY === 0 || t === rows.length - 1)
      .map((row) =>
        line(
          row.week,
          [
            row.requiredFte,
            row.availableFte,
            row.gapFte,
            row.gapFteWithoutHiring,
            row.heads,
            row.hired,
            row.left,
            row.overtimeHours,
            row.outsourcedHours,
            row.shortHours,
          ].map((value) => value.toFixed(1)),
        ),
      ),
    `classes   ${hires.length === 0 ? 'none' : hires.join(', ')}`,
    `cost      ${money(totals.costMinor)}: pay ${money(totals.payMinor)}, hiring ${money(totals.hiringMinor)}, overtime ${money(totals.overtimeMinor)}, outsourcing ${money(totals.outsourcingMinor)}`,
    `people    ${totals.hired.toFixed(0)} hired, ${totals.left.toFixed(1)} leave; ${totals.shortHours.toFixed(1)} hours short`,
    `optimum   at most ${(objective.gap * 100).toFixed(2)} % of what the plan decides away`,
    '',
  ];
}
