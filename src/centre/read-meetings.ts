import type { Agent } from '../domain/agent.js';
import type { Activity } from '../domain/centre.js';
import { activityId } from '../domain/ids.js';
import { type PlannedMeeting, peopleOf } from '../domain/together.js';
import { type IssueList, knownHint } from './issue-list.js';
import { dateSpan, minuteSpan } from './read-agent-tables.js';
import { weekdaysOf } from './reading.js';
import { type Row, rowsOf } from './rows.js';
import { DAYS_PATTERN } from './schema-words.js';
import type { Table } from './source.js';

/** Meetings, training and coaching whose time the roster chooses. */
export const MEETING_COLUMNS = {
  id: { required: true },
  activity: { required: true },
  minutes: { required: true },
  /** Agents, teams or roles: `a1|a2|red|trainee`. */
  participants: { required: true },
  /** One of these leads it: `coach`. Default: nobody need to. */
  leaders: {},
  /** First day, and last day, inclusive; default the first. It is held in the planned period that holds the last day. */
  from_date: { required: true },
  to_date: {},
  /** Weekdays. Default: daily. */
  days: {},
  /** Hours between which it lies, wall clock of the centre. Default 00:00 and 24:00. */
  from: {},
  to: {},
  /** `yes`: one for each participant alone. Default: one for all together. */
  each: {},
  /** `week`: one in every week. Default: one in all. */
  every: {},
  /** Cost of each participant missing, minor currency units. Default: it must be held. */
  weight: {},
} as const;

export interface MeetingContext {
  /** Agents, teams and roles. */
  readonly people: ReadonlySet<string>;
  readonly agents: readonly Agent[];
  readonly activities: readonly Activity[];
  readonly slotMinutes: number;
}

/** `meetings.csv`. Codes beside those of cells: `id-duplicate`, `people-unknown`, `activity-unpaid`, `time-off-grid`, `hours-too-short`, `days-bad`, `meeting-ambiguous`. */
export function readMeetings(table: Table, context: MeetingContext, issues: IssueList): PlannedMeeting[] {
  const lines = new Map<string, number>();
  const read: PlannedMeeting[] = [];
  const activities = new Map(context.activities.map((one) => [String(one.id), one]));
  for (const row of rowsOf(table, MEETING_COLUMNS, issues)) {
    const id = row.required('id');
    const before = id === undefined ? undefined : lines.get(id);
    if (before !== undefined)
      row.report('id', 'id-duplicate', `Meeting "${id}" is already in line ${before}.`, 'Give each a different id.');
    if (id !== undefined) lines.set(id, row.line);
    row.required('activity');
    const activity = row.known('activity', 'activity', new Set(activities.keys()));
    if (activity !== undefined && activities.get(activity)?.paid === false)
      row.report('activity', 'activity-unpaid', `"${activity}" is not paid.`, 'Use a paid activity for meetings.');
    row.required('minutes');
    const minutes = row.number('minutes', 1, 1440);
    const participants = namesOf(row, 'participants', context.people);
    const leaders = row.text('leaders') === undefined ? undefined : namesOf(row, 'leaders', context.people);
    row.required('from_date');
    const { from: fromDate, to: toDate = fromDate } = dateSpan(row, 'from_date', 'to_date');
    const days = row.text('days') ?? 'daily';
    const daysFit = new RegExp(DAYS_PATTERN, 'u').test(days);
    if (!daysFit) row.report('days', 'days-bad', `"${days}" are no weekdays.`, 'Give "mon-fri", "mon,wed" or "daily".');
    const span = minuteSpan(row, { from: 0, to: 1440 });
    for (const [column, value] of [
      ['minutes', minutes],
      ['from', span?.fromMinute],
      ['to', span?.toMinute],
    ] as const) {
      if (value === undefined || value % context.slotMinutes === 0) continue;
      const message = `${row.text(column)} is not on a ${context.slotMinutes}-minute slot.`;
      row.report(column, 'time-off-grid', message, 'Give a time on the grid.');
    }
    if (span !== undefined && minutes !== undefined && span.toMinute - span.fromMinute < minutes)
      row.report('to', 'hours-too-short', `${minutes} minutes do not fit between its hours.`, 'Give longer hours.');
    const each = row.known('each', 'answer', new Set(['yes', 'no'])) === 'yes';
    const weekly = row.known('every', 'rhythm', new Set(['week'])) === 'week';
    const weight = row.number('weight', 0, Number.POSITIVE_INFINITY);
    row.required('participants');
    if (id === undefined || activity === undefined || minutes === undefined || participants === undefined) continue;
    if (fromDate === undefined || toDate === undefined || span === undefined || !daysFit) continue;
    const meeting: PlannedMeeting = {
      id,
      activity: activityId(activity),
      minutes,
      participants,
      ...(leaders === undefined ? {} : { leaders }),
      weekdays: weekdaysOf(days),
      ...span,
      fromDate,
      toDate,
      each,
      weekly,
      ...(weight === undefined ? {} : { weight }),
    };
    const twin = read.find((other) => areAlike(other, meeting, context.agents));
    if (twin !== undefined)
      row.report(
        'activity',
        'meeting-ambiguous',
        `Somebody's ${activity} of ${minutes} minutes could be "${id}" or "${twin.id}".`,
        'Give them other lengths, activities or hours.',
      );
    read.push(meeting);
  }
  return read;
}

/** Whether a roster could not tell two meetings apart: same activity, length and hours, with people in common. */
function areAlike(a: PlannedMeeting, b: PlannedMeeting, agents: readonly Agent[]): boolean {
  if (a.activity !== b.activity || a.minutes !== b.minutes) return false;
  if (a.toDate < b.fromDate || b.toDate < a.fromDate || a.toMinute <= b.fromMinute || b.toMinute <= a.fromMinute)
    return false;
  if (!a.weekdays.some((day) => b.weekdays.includes(day))) return false;
  const [one, two] = [a, b].map(({ participants, leaders = [] }) => ({
    learn: peopleOf(agents, participants),
    all: new Set(peopleOf(agents, [...participants, ...leaders])),
  })) as [{ learn: string[]; all: Set<string> }, { learn: string[]; all: Set<string> }];
  return one.learn.some((id) => two.all.has(id)) || two.learn.some((id) => one.all.has(id));
}

function namesOf(
  row: Row<keyof typeof MEETING_COLUMNS>,
  column: 'participants' | 'leaders',
  known: ReadonlySet<string>,
): string[] | undefined {
  const names = (row.text(column) ?? '').split('|').map((name) => name.trim());
  const unknown = names.filter((name) => name !== '' && !known.has(name));
  for (const name of unknown)
    row.report(column, 'people-unknown', `There is no agent, team or role "${name}".`, knownHint(name, known));
  return unknown.length === 0 && names.some((name) => name !== '') ? names.filter((name) => name !== '') : undefined;
}
