import { resolve } from 'node:path';
import { correctAllocated } from '../../../src/correction/index.js';
import { describeIssue, InputError } from '../../../src/errors.js';
import type { Requirement } from '../../../src/requirement/contract.js';
import { type Backlog, require } from '../../../src/requirement/index.js';
import {
  CORRECTION_COLUMNS,
  correctionCells,
  REQUIREMENT_COLUMNS,
  requirementRows,
} from '../../../src/requirement/requirement-csv.js';
import { readCentre } from '../../files/centre.js';
import { csvText } from '../../files/csv.js';
import { readForecastFile } from '../../files/forecast.js';
import { type Command, EXIT, type Flags, UsageError } from '../command.js';
import { deliver, integerOf, required, seedOf } from '../options.js';

export const command: Command = {
  name: 'require',
  summary: 'forecast to agents needed per queue and interval',
  help: `
usage: rooster require --centre DIR --forecast FILE [--backlog QUEUE=HOURS]... [--correct]
                       [--replications N] [--out FILE] [--json]

Agents needed per queue and interval, and the service they buy, from a forecast CSV. Real-time queues: the least whole
number that meets every goal. Deferrable queues: the smoothest rate that keeps the deadlines. Second line: what the first
line hands on, later by its handle time, plus its direct contacts.

  --centre DIR            centre folder
  --forecast FILE         forecast CSV (\`rooster forecast\`)
  --backlog QUEUE=HOURS   hours of work left from before in a deferrable queue; may be repeated. Without it the time
                          before is taken to be like the time forecast: what runs out at its end comes in at its start
  --correct               let simulation correct the formulas, each queue with its own agents alone (\`rooster plan\` does
                          it with the agents as rostered); adds the columns agents_formula and agents_help
  --replications N        repetitions of each simulation (default 40)
  --json                  rows, deferrable work with its deadlines and goals out of reach as JSON

Exit code 3: a queue has a goal that no number of agents meets; the rows meet its other goals.`,
  options: {
    centre: { type: 'string' },
    forecast: { type: 'string' },
    backlog: { type: 'string', multiple: true },
    correct: { type: 'boolean' },
    replications: { type: 'string' },
  },

  async run(context, flags, positionals) {
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is too much.`);
    const folder = required(flags, 'centre', 'the folder of the centre');
    const path = required(flags, 'forecast', 'the forecast CSV');
    const checked = await readCentre(resolve(context.cwd, folder));
    if (!checked.ok) throw new InputError(checked.issues);
    const centre = checked.value;
    const deferrable = centre.queues.filter((queue) => queue.deadlineMinutes !== undefined).map((queue) => queue.id);
    const backlog = backlogOf(flags, deferrable);
    const forecasts = await readForecastFile(
      resolve(context.cwd, path),
      path,
      centre.queues.map((queue) => queue.id),
    );
    if (flags.quiet !== true) for (const issue of checked.issues) context.stderr(describeIssue(issue));
    const replications = integerOf(flags, 'replications', 40, 2, 100_000);
    const known = backlog.size === 0 ? {} : { backlog };
    const byFormula = require(centre, forecasts, known);
    const correct = flags.correct === true;
    const requirement = correct
      ? await correctAllocated(centre, forecasts, byFormula, { seed: seedOf(flags), replications, ...known })
      : byFormula;
    const zones = new Map<string, string>(centre.queues.map((queue) => [queue.id, queue.zone]));
    const own = requirementRows(requirement.rows, (queue) => zones.get(queue) ?? centre.zone);
    const columns = correct ? [...REQUIREMENT_COLUMNS, ...CORRECTION_COLUMNS] : REQUIREMENT_COLUMNS;
    const more = correct ? correctionCells(requirement.rows) : [];
    const rows = own.map((row, i) => [...row, ...(more[i] ?? [])]);
    await deliver(
      context,
      flags,
      flags.json === true ? jsonText(requirement, columns, rows) : [...csvText(columns, rows)].join(''),
    );
    for (const { queue, goal, value, reason } of requirement.unmet)
      context.stderr(`queue ${queue}: no number of agents meets ${goal} ${value}: ${reason}.`);
    return requirement.unmet.length > 0 ? EXIT.fallsShort : EXIT.done;
  },
};

function backlogOf(flags: Flags, deferrable: readonly string[]): Map<string, Backlog[]> {
  const backlog = new Map<string, Backlog[]>();
  const given = flags.backlog;
  for (const text of Array.isArray(given) ? (given as readonly string[]) : []) {
    const at = text.lastIndexOf('=');
    const queue = text.slice(0, at);
    const hours = at < 0 || text.slice(at + 1) === '' ? Number.NaN : Number(text.slice(at + 1));
    if (!deferrable.includes(queue))
      throw new UsageError(`--backlog ${text}: deferrable queues are ${deferrable.join(', ') || 'none'}.`);
    if (!(hours >= 0 && hours < Number.POSITIVE_INFINITY))
      throw new UsageError(`--backlog ${text}: give hours of work, as ${queue}=12.5.`);
    backlog.set(queue, [...(backlog.get(queue) ?? []), { workSeconds: hours * 3600 }]);
  }
  return backlog;
}

/** Column names as in the CSV; JSON knows no infinity, so it is written as text. */
function jsonText(requirement: Requirement, columns: readonly string[], rows: readonly (string | number)[][]): string {
  const value = (cell: string | number): string | number =>
    typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell;
  return `${JSON.stringify(
    {
      rows: rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, value(row[i]!)]))),
      deferrable: requirement.deferrable.map(({ queue, startMs, deadlineMs, workSeconds }) => ({
        queue,
        start: new Date(startMs).toISOString(),
        deadline: new Date(deadlineMs).toISOString(),
        work_seconds: workSeconds,
      })),
      unmet: requirement.unmet,
    },
    null,
    1,
  )}\n`;
}
