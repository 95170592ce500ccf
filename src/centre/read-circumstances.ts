import type { Circumstance } from '../domain/agent.js';
import { agentId } from '../domain/ids.js';
import { parseMinute } from '../time/zone.js';
import type { IssueList } from './issue-list.js';
import { dateSpan } from './read-agent-tables.js';
import { weekdaysOf } from './reading.js';
import { type Row, rowsOf } from './rows.js';
import { DAYS_PATTERN } from './schema-words.js';
import type { Table } from './source.js';

/** What labour law asks to know about people beside their age. The record, not the reason, is what belongs in `record`. */
export const CIRCUMSTANCE_COLUMNS = {
  agent: { required: true },
  /** `pregnant`, `breast-feeding`, `no-nights` (medical grounds), `rest-day` (another than Sunday) or `school` (minors). */
  kind: { required: true },
  /** Pregnant: since it was told. Breast-feeding: the birth. Default: always. */
  from: {},
  /** Pregnant: the birth, expected until it is known. Breast-feeding: default nine months on. */
  to: {},
  /** `sat` for a day of rest, `mon-fri 08:30-15:00` for school. */
  value: {},
  /** Where it is recorded, e.g. `letter of 2026-10-01`. */
  record: {},
} as const;

const KINDS = new Set(['pregnant', 'breast-feeding', 'no-nights', 'rest-day', 'school']);
const SCHOOL = /^(?<days>.+) (?<from>\d{2}:\d{2})-(?<to>\d{2}:\d{2})$/;

type CircumstanceRow = Row<keyof typeof CIRCUMSTANCE_COLUMNS>;

/** `circumstances.csv`. Codes beside those of cells: `rest-day-bad`, `school-bad`, `dates-reversed`. */
export function readCircumstances(table: Table, agents: ReadonlySet<string>, issues: IssueList): Circumstance[] {
  return rowsOf(table, CIRCUMSTANCE_COLUMNS, issues).flatMap((row) => {
    row.required('agent');
    const agent = row.known('agent', 'agent', agents);
    row.required('kind');
    const kind = row.known('kind', 'kind', KINDS) as Circumstance['kind'] | undefined;
    if (kind === 'pregnant') row.required('to');
    if (kind === 'breast-feeding') row.required('from');
    const { from, to } = dateSpan(row, 'from', 'to');
    const value = detailsOf(row, kind);
    const record = row.text('record');
    if (agent === undefined || kind === undefined || value === undefined) return [];
    return [
      {
        agent: agentId(agent),
        kind,
        ...(from === undefined ? {} : { fromDate: from }),
        ...(to === undefined ? {} : { toDate: to }),
        ...value,
        ...(record === undefined ? {} : { record }),
      },
    ];
  });
}

function detailsOf(
  row: CircumstanceRow,
  kind: Circumstance['kind'] | undefined,
): Pick<Circumstance, 'weekdays' | 'fromMinute' | 'toMinute'> | undefined {
  const value = row.text('value') ?? '';
  const isDays = (text: string): boolean => new RegExp(DAYS_PATTERN, 'u').test(text);
  if (kind === 'rest-day') {
    const days = isDays(value) ? weekdaysOf(value) : [];
    if (days.length === 1) return { weekdays: days };
    row.report('value', 'rest-day-bad', `"${value}" is not one weekday.`, 'Give the day of rest, e.g. "sat".');
    return undefined;
  }
  if (kind !== 'school') return {};
  const { days = '', from = '', to = '' } = SCHOOL.exec(value)?.groups ?? {};
  const [fromMinute, toMinute] = [parseMinute(from), parseMinute(to)];
  if (isDays(days) && fromMinute !== undefined && toMinute !== undefined && fromMinute < toMinute) {
    return { weekdays: weekdaysOf(days), fromMinute, toMinute };
  }
  row.report(
    'value',
    'school-bad',
    `"${value}" is not hours of school.`,
    'Write days and hours, e.g. "mon-fri 08:30-15:00".',
  );
  return undefined;
}
