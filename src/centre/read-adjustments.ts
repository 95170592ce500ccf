import type { ForecastAdjustment, Queue } from '../domain/centre.js';
import { queueId } from '../domain/ids.js';
import { addDays, isDate, parseMinute, resolveLocal, startOfDay } from '../time/zone.js';
import type { IssueList } from './issue-list.js';
import { type Row, rowsOf } from './rows.js';
import type { Table } from './source.js';

/** Changes on top of the computed forecast; they act in file order and stay when it is computed anew. */
export const ADJUSTMENT_COLUMNS = {
  /** Default: `adjustment-` and the line. */
  id: {},
  /** Default: every queue. */
  queue: {},
  /** `set`, `add`, `percent`, `min` or `max`. */
  kind: { required: true },
  value: { required: true },
  /** `interval` (default: each interval) or `day` (the total of each day; its shape is kept). */
  scope: {},
  /** Local date, or date and time as `2026-12-05T09:00`, of the queue's zone (of the centre's for every queue). */
  from: { required: true },
  /** Default: the same day. A date is inclusive, a time is where it ends. */
  to: {},
  author: { required: true },
  reason: { required: true },
  /** `yes` (default) or `no`: kept, but without effect. */
  on: {},
} as const;

const KINDS = new Set(['set', 'add', 'percent', 'min', 'max']);
const SCOPES = new Set(['interval', 'day']);
const SWITCH = new Set(['yes', 'no']);
const LARGEST = 1e9;

/** `adjustments.csv`; `moment-bad` for no date or time, `adjustment-reversed` where it ends before it begins. */
export function readAdjustments(
  table: Table,
  centre: { readonly zone: string; readonly queues: readonly Pick<Queue, 'id' | 'zone'>[] },
  issues: IssueList,
): ForecastAdjustment[] {
  const zones = new Map<string, string>(centre.queues.map(({ id, zone }) => [id, zone]));
  const lines = new Map<string, number>();
  return rowsOf(table, ADJUSTMENT_COLUMNS, issues).flatMap((row) => {
    const id = row.text('id') ?? `adjustment-${row.line}`;
    const before = lines.get(id);
    if (before !== undefined)
      row.report('id', 'id-duplicate', `Adjustment "${id}" is already in line ${before}.`, 'Give each a different id.');
    else lines.set(id, row.line);
    const queue = row.known('queue', 'queue', new Set(zones.keys()));
    row.required('kind');
    const kind = row.known('kind', 'kind', KINDS) as ForecastAdjustment['kind'] | undefined;
    row.required('value');
    const value = row.number('value', kind === 'add' ? -LARGEST : kind === 'percent' ? -100 : 0, LARGEST);
    const scope = row.known('scope', 'scope', SCOPES) as ForecastAdjustment['scope'] | undefined;
    const on = row.known('on', 'switch', SWITCH);
    const range = rangeOf(row, zones.get(queue ?? '') ?? centre.zone);
    const author = row.required('author');
    const reason = row.required('reason');
    if (kind === undefined || value === undefined || range === undefined) return [];
    if (author === undefined || reason === undefined) return [];
    return [
      {
        id,
        ...(queue === undefined ? {} : { queue: queueId(queue) }),
        kind,
        value,
        scope: scope ?? 'interval',
        ...range,
        author,
        reason,
        on: on !== 'no',
      },
    ];
  });
}

function rangeOf(
  row: Row<keyof typeof ADJUSTMENT_COLUMNS>,
  zone: string,
): Pick<ForecastAdjustment, 'fromMs' | 'toMs'> | undefined {
  const from = row.required('from');
  if (from === undefined) return undefined;
  const to = row.text('to') ?? from.slice(0, 10);
  const fromMs = instant(from, zone, false);
  const toMs = instant(to, zone, true);
  for (const [column, ms, text] of [
    ['from', fromMs, from],
    ['to', toMs, to],
  ] as const)
    if (ms === undefined)
      row.report(column, 'moment-bad', `"${text}" is no moment.`, 'Write 2026-12-05 or 2026-12-05T09:00.');
  if (fromMs === undefined || toMs === undefined) return undefined;
  if (toMs > fromMs) return { fromMs, toMs };
  row.report('to', 'adjustment-reversed', `It ends at ${to}, not after ${from}.`, 'Give a later end.');
  return undefined;
}

/** Start of a date (or, as an end, of the next), or the instant of a wall-clock time; undefined where it is neither. */
function instant(text: string, zone: string, end: boolean): number | undefined {
  const [, date = '', time] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/.exec(text) ?? [];
  if (!isDate(date)) return undefined;
  if (time === undefined) return startOfDay(end ? addDays(date, 1) : date, zone);
  const minute = parseMinute(time);
  if (minute === undefined) return undefined;
  const { instants, next } = resolveLocal(date, minute, zone);
  return instants[0] ?? next;
}
