import { resolve } from 'node:path';
import { describeIssue, hasErrors, InputError, type Issue } from '../../../src/errors.js';
import { columnKey } from '../../../src/history/table.js';
import {
  caseColumns,
  GOAL_COLUMN,
  RESULT_COLUMNS,
  readCase,
  resultCells,
  type StaffingCase,
  solveCase,
} from '../../../src/requirement/staffing-cases.js';
import { csvText, readCsv } from '../../files/csv.js';
import { type Command, type CommandContext, EXIT, type Flags, UsageError } from '../command.js';
import { deliver } from '../options.js';

export const command: Command = {
  name: 'staff',
  summary: 'agents needed for single cases (Erlang B, C, A, chat)',
  help: `
usage: rooster staff CASES.csv [--out FILE] [--json]

Answers each row of a staffing cases CSV and writes the same rows with the results. A row with agents is evaluated at
that number; else the least number is found that meets every goal of the row.

  columns read     model (erlang-b, erlang-c, erlang-a, chat), offered, interval_minutes, aht_seconds, agents,
                   target_service_level (0 to 1) with target_seconds, max_asa_seconds, max_abandon, max_block,
                   max_occupancy, patience_seconds, shrinkage, concurrency, slowdown, lines (the most contacts
                   in talk and in the queue together, erlang-c and -a); others are kept as they are
  columns added    agents_required, agents_scheduled, service_level, asa_seconds, occupancy, p_wait, p_abandon, p_block
  --json           results as a JSON list, with the reason where no number of agents meets a goal

Exit code 3: some row has a goal that no number of agents meets; its results are empty and the reason is printed.`,
  options: {},

  async run(context, flags, positionals) {
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('give one CASES.csv.');
    const { header, rows } = await readRows(resolve(context.cwd, path), path, context, flags);
    const kept = keptColumns(header);
    const results = rows.map(({ one }) => solveCase(one));
    if (flags.json === true) {
      const list = rows.map(({ cells, one }, i) => {
        const values = resultCells(results[i]!);
        return {
          line: one.line,
          ...Object.fromEntries(kept.map((at) => [header[at], cells[at] ?? ''])),
          ...Object.fromEntries(RESULT_COLUMNS.map((name, c) => [name, jsonNumber(values[c])])),
          ...(results[i]!.failure === undefined ? {} : { failure: results[i]!.failure }),
        };
      });
      await deliver(context, flags, `${JSON.stringify(list, null, 1)}\n`);
    } else {
      const lines = rows.map(({ cells }, i) => [...kept.map((at) => cells[at] ?? ''), ...resultCells(results[i]!)]);
      const names = [...kept.map((at) => header[at]!), ...RESULT_COLUMNS];
      await deliver(context, flags, [...csvText(names, lines)].join(''));
    }
    rows.forEach(({ one }, i) => {
      const failure = results[i]!.failure;
      if (failure === undefined) return;
      const column = GOAL_COLUMN[failure.goal];
      context.stderr(
        `${path}:${one.line}:${column} no number of agents meets ${column} ${failure.value}: ${failure.reason}.`,
      );
    });
    return results.some((result) => result.failure !== undefined) ? EXIT.fallsShort : EXIT.done;
  },
};

interface CaseRow {
  readonly cells: readonly string[];
  readonly one: StaffingCase;
}

/** Reads the file to its end; every problem of every row is thrown at once. */
async function readRows(
  path: string,
  file: string,
  context: CommandContext,
  flags: Flags,
): Promise<{ header: readonly string[]; rows: readonly CaseRow[] }> {
  const table = await readCsv(path, file);
  try {
    const columns = caseColumns(table.header, { file, line: table.headerLine });
    if (!columns.ok) throw new InputError(columns.issues);
    const issues: Issue[] = [...columns.issues];
    const rows: CaseRow[] = [];
    for await (const row of table.rows) {
      const checked = readCase(row, columns.value, file);
      issues.push(...checked.issues);
      if (checked.ok) rows.push({ cells: row.cells, one: checked.value });
    }
    if (hasErrors(issues)) throw new InputError(issues);
    if (flags.quiet !== true) for (const issue of issues) context.stderr(describeIssue(issue));
    return { header: table.header, rows };
  } finally {
    await table.close();
  }
}

/** Columns that are written again: all but results of an earlier run. */
function keptColumns(header: readonly string[]): number[] {
  const results = new Set(RESULT_COLUMNS.map(columnKey));
  return [...header.keys()].filter((at) => !results.has(columnKey(header[at]!)));
}

/** JSON knows no infinity: it is written as text. */
const jsonNumber = (value: number | undefined): number | string | null =>
  value === undefined ? null : Number.isFinite(value) ? value : String(value);
