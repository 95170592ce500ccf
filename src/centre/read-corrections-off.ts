import type { IssueList } from './issue-list.js';
import { rowsOf } from './rows.js';
import type { Table } from './source.js';

/** Corrections to the history that a planner takes back; `rooster forecast --json` lists the ids. */
export const CORRECTIONS_OFF_COLUMNS = {
  /** As listed, e.g. `outage:phone:2026-06-17T08:00Z`. */
  id: { required: true },
  author: {},
  reason: {},
} as const;

/** `corrections-off.csv`: ids in file order. */
export const readCorrectionsOff = (table: Table, issues: IssueList): string[] =>
  rowsOf(table, CORRECTIONS_OFF_COLUMNS, issues).flatMap((row) => row.required('id') ?? []);
