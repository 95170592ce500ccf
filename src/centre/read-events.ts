import type { CentreEvent } from '../domain/centre.js';
import { queueId } from '../domain/ids.js';
import type { IssueList } from './issue-list.js';
import { dateSpan, minuteSpan } from './read-agent-tables.js';
import { rowsOf } from './rows.js';
import type { Table } from './source.js';

/** Special days, campaigns, outages and changed opening hours. */
export const EVENT_COLUMNS = {
  /** Default: `event-` and the line. */
  id: {},
  /** `special-day`, `campaign`, `outage`, `closed` or `opening-hours`. */
  kind: { required: true },
  /** Default: every queue. */
  queue: {},
  /** Local dates of the queue's zone, inclusive. */
  from_date: { required: true },
  to_date: {},
  /** Volume factor, e.g. 1.3; empty = learned from the history. */
  factor: {},
  /** Part of the day, or the opening hours of kind `opening-hours`. */
  from: {},
  to: {},
  note: {},
} as const;

const KINDS = new Set(['special-day', 'campaign', 'outage', 'closed', 'opening-hours']);

/** `events.csv`; `hours-missing` where changed opening hours have no times. */
export function readEvents(table: Table, queues: ReadonlySet<string>, issues: IssueList): CentreEvent[] {
  const lines = new Map<string, number>();
  return rowsOf(table, EVENT_COLUMNS, issues).flatMap((row) => {
    const id = row.text('id') ?? `event-${row.line}`;
    const before = lines.get(id);
    if (before !== undefined)
      row.report('id', 'id-duplicate', `Event "${id}" is already in line ${before}.`, 'Give each a different id.');
    else lines.set(id, row.line);
    row.required('kind');
    const kind = row.known('kind', 'kind', KINDS);
    const queue = row.known('queue', 'queue', queues);
    row.required('from_date');
    const { from: fromDate, to: toDate = fromDate } = dateSpan(row, 'from_date', 'to_date');
    const factor = row.number('factor', 0, 100);
    const timed = row.text('from') !== undefined || row.text('to') !== undefined;
    const span = timed ? minuteSpan(row, { from: 0, to: 1440 }) : {};
    if (kind === 'opening-hours' && !timed)
      row.report('from', 'hours-missing', 'Changed opening hours without times.', 'Fill in "from" and "to".');
    if (kind === undefined || fromDate === undefined || toDate === undefined || span === undefined) return [];
    return [
      {
        id,
        kind: kind as CentreEvent['kind'],
        ...(queue === undefined ? {} : { queue: queueId(queue) }),
        fromDate,
        toDate,
        ...(factor === undefined ? {} : { factor }),
        ...span,
        note: row.text('note') ?? '',
      },
    ];
  });
}
