import type { Assignment, AvailabilityWindow, TimeOff, Wish } from '../domain/agent.js';
import { activityId, agentId } from '../domain/ids.js';
import { DEFAULTS } from './defaults.js';
import type { IssueList } from './issue-list.js';
import { weekdaysOf } from './reading.js';
import { type Row, rowsOf } from './rows.js';
import { DAYS_PATTERN } from './schema-words.js';
import type { Table } from './source.js';

/** Windows in which an agent can work; no row = always. Times are the wall clock of the agent's site. */
export const AVAILABILITY_COLUMNS = {
  agent: { required: true },
  /** `mon-fri`, `mon,wed`, `daily`. Default: daily. */
  days: {},
  /** Default 00:00 and 24:00; up to 48:00 where the window runs into the next day. */
  from: {},
  to: {},
  /** The window holds from and to these dates, inclusive. Default: always. */
  from_date: {},
  to_date: {},
} as const;

export function readAvailability(table: Table, agents: ReadonlySet<string>, issues: IssueList): AvailabilityWindow[] {
  return rowsOf(table, AVAILABILITY_COLUMNS, issues).flatMap((row) => {
    const agent = agentOf(row, agents);
    const days = row.text('days') ?? 'daily';
    const daysFit = new RegExp(DAYS_PATTERN, 'u').test(days);
    if (!daysFit) row.report('days', 'days-bad', `"${days}" are no weekdays.`, 'Give "mon-fri", "mon,wed" or "daily".');
    const span = minuteSpan(row, { from: 0, to: 1440 });
    const dates = dateSpan(row, 'from_date', 'to_date');
    if (agent === undefined || !daysFit || span === undefined) return [];
    return [
      {
        agent: agentId(agent),
        weekdays: weekdaysOf(days),
        ...span,
        ...(dates.from === undefined ? {} : { fromDate: dates.from }),
        ...(dates.to === undefined ? {} : { toDate: dates.to }),
      },
    ];
  });
}

/** Absences. */
export const TIME_OFF_COLUMNS = {
  agent: { required: true },
  /** `leave`, `sick`, `unpaid` or `other`. Default: leave. */
  kind: {},
  from_date: { required: true },
  /** Last day, inclusive. Default: the first. */
  to_date: {},
  /** Part of a single day, wall clock of the site. Default: whole days. */
  from: {},
  to: {},
  /** Paid hours it counts for per day. Default: contract hours by days worked. */
  paid_hours_per_day: {},
} as const;

const TIME_OFF_KINDS = new Set(['leave', 'sick', 'unpaid', 'other']);

export function readTimeOff(table: Table, agents: ReadonlySet<string>, issues: IssueList): TimeOff[] {
  return rowsOf(table, TIME_OFF_COLUMNS, issues).flatMap((row) => {
    const agent = agentOf(row, agents);
    const kind = row.text('kind') === undefined ? 'leave' : row.known('kind', 'kind', TIME_OFF_KINDS);
    row.required('from_date');
    const { from: fromDate, to: toDate = fromDate } = dateSpan(row, 'from_date', 'to_date');
    const part = row.text('from') !== undefined || row.text('to') !== undefined;
    const span = part ? minuteSpan(row, { from: 0, to: 1440 }) : {};
    if (part && fromDate !== toDate)
      row.report('from', 'part-of-many-days', 'Times are given for more than one day.', 'Give one row per day.');
    const hours = row.number('paid_hours_per_day', 0, 24);
    if (agent === undefined || kind === undefined || span === undefined) return [];
    if (fromDate === undefined || toDate === undefined) return [];
    return [
      {
        agent: agentId(agent),
        kind: kind as TimeOff['kind'],
        fromDate,
        toDate,
        ...span,
        ...(hours === undefined ? {} : { paidMinutesPerDay: Math.round(hours * 60) }),
      },
    ];
  });
}

/** Requests. */
export const WISH_COLUMNS = {
  /** Default: `wish-` and the line. */
  id: {},
  agent: { required: true },
  date: { required: true },
  /** `off`, `on`, `shift`, `not-shift` (with kinds as value) or `start` (with a window as value). */
  want: { required: true },
  /** `early|day` or `08:00-10:00`. */
  value: {},
  /** What not granting it costs, minor currency units. Default 1000. */
  weight: {},
} as const;

type WishRow = Row<keyof typeof WISH_COLUMNS>;

export function readWishes(
  table: Table,
  agents: ReadonlySet<string>,
  kinds: ReadonlySet<string>,
  issues: IssueList,
): Wish[] {
  const lines = new Map<string, number>();
  return rowsOf(table, WISH_COLUMNS, issues).flatMap((row) => {
    const agent = agentOf(row, agents);
    row.required('date');
    const date = row.date('date');
    const want = readWant(row, kinds);
    const weight = row.number('weight', 0, Number.POSITIVE_INFINITY) ?? DEFAULTS.wishWeight;
    const id = row.text('id') ?? `wish-${row.line}`;
    const before = lines.get(id);
    if (before !== undefined)
      row.report('id', 'id-duplicate', `Wish "${id}" is already in line ${before}.`, 'Give each a different id.');
    else lines.set(id, row.line);
    if (agent === undefined || date === undefined || want === undefined) return [];
    return [{ id, agent: agentId(agent), date, want, weight }];
  });
}

const WANTS = new Set(['off', 'on', 'shift', 'not-shift', 'start']);

function readWant(row: WishRow, kinds: ReadonlySet<string>): Wish['want'] | undefined {
  row.required('want');
  const want = row.known('want', 'want', WANTS);
  if (want === undefined) return undefined;
  if (want === 'off' || want === 'on') return { kind: want };
  const value = row.required('value');
  if (value === undefined) return undefined;
  if (want === 'start') {
    const match = /^(\d\d):([0-5]\d)-(\d\d):([0-5]\d)$/.exec(value);
    const [from, to] =
      match === null ? [1, 0] : [Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4])];
    if (from <= to) return { kind: 'start', fromMinute: from, toMinute: to };
    row.report('value', 'time-bad', `"${value}" is not a window.`, 'Give the window of the start like 08:00-10:00.');
    return undefined;
  }
  const wanted = value.split('|').map((name) => name.trim());
  for (const name of wanted)
    if (!kinds.has(name))
      row.report('value', 'kind-unknown', `No shift is of kind "${name}".`, `Use ${[...kinds].join(', ')}.`);
  return { kind: want as 'shift' | 'not-shift', kinds: wanted };
}

/** Activities fixed in advance. */
export const ASSIGNMENT_COLUMNS = {
  agent: { required: true },
  activity: { required: true },
  date: { required: true },
  /** Wall clock of the agent's site, on slots. */
  from: { required: true },
  to: { required: true },
} as const;

export function readAssignments(
  table: Table,
  agents: ReadonlySet<string>,
  activities: ReadonlySet<string>,
  slotMinutes: number,
  issues: IssueList,
): Assignment[] {
  return rowsOf(table, ASSIGNMENT_COLUMNS, issues).flatMap((row) => {
    const agent = agentOf(row, agents);
    row.required('activity');
    const activity = row.known('activity', 'activity', activities);
    row.required('date');
    const date = row.date('date');
    row.required('from');
    row.required('to');
    const span = minuteSpan(row, {});
    for (const column of ['from', 'to'] as const) {
      const minute = span?.[column === 'from' ? 'fromMinute' : 'toMinute'] ?? 0;
      if (minute % slotMinutes !== 0)
        row.report(
          column,
          'time-off-grid',
          `${row.text(column)} is not on a ${slotMinutes}-minute slot.`,
          'Give a time on the grid.',
        );
    }
    if (agent === undefined || activity === undefined || date === undefined || span === undefined) return [];
    return [{ agent: agentId(agent), activity: activityId(activity), date, ...span }];
  });
}

function agentOf<Name extends string>(row: Row<Name | 'agent'>, agents: ReadonlySet<string>): string | undefined {
  row.required('agent');
  return row.known('agent', 'agent', agents);
}

/** From and to of a row in minutes; `times-reversed`. */
export function minuteSpan(
  row: Row<'from' | 'to'>,
  defaults: { readonly from?: number; readonly to?: number },
): { fromMinute: number; toMinute: number } | undefined {
  const fromMinute = row.minute('from') ?? (row.text('from') === undefined ? defaults.from : undefined);
  const toMinute = row.minute('to') ?? (row.text('to') === undefined ? defaults.to : undefined);
  if (fromMinute === undefined || toMinute === undefined) return undefined;
  if (fromMinute < toMinute) return { fromMinute, toMinute };
  row.report(
    'to',
    'times-reversed',
    `${row.text('to') ?? '24:00'} is not after ${row.text('from') ?? '00:00'}.`,
    'Give a later time; after midnight count on: 25:00 is one o’clock.',
  );
  return undefined;
}

/** Two dates of a row, both optional; `dates-reversed`. */
export function dateSpan<Name extends string>(
  row: Row<Name>,
  fromColumn: Name,
  toColumn: Name,
): { from: string | undefined; to: string | undefined } {
  const from = row.date(fromColumn);
  const to = row.date(toColumn);
  if (from !== undefined && to !== undefined && to < from)
    row.report(toColumn, 'dates-reversed', `${to} lies before ${from}.`, 'Give a last day on or after the first.');
  return { from, to };
}
