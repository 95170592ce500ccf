import type { Agent, Wish } from '../domain/agent.js';
import type { Centre } from '../domain/centre.js';
import { ROSTER_COLUMNS, rosterCsvRows } from '../schedule/roster-csv.js';
import { formatInstant, formatMinute } from '../time/zone.js';
import type { CentreFiles } from './centre.js';
import { ADJUSTMENT_COLUMNS } from './read-adjustments.js';
import { ASSIGNMENT_COLUMNS, AVAILABILITY_COLUMNS, TIME_OFF_COLUMNS, WISH_COLUMNS } from './read-agent-tables.js';
import { AGENT_COLUMNS } from './read-agents.js';
import { CIRCUMSTANCE_COLUMNS } from './read-circumstances.js';
import { CORRECTIONS_OFF_COLUMNS } from './read-corrections-off.js';
import { EVENT_COLUMNS } from './read-events.js';
import { MEETING_COLUMNS } from './read-meetings.js';
import { DAY_NAMES } from './schema-words.js';
import type { Table } from './source.js';

/** The tables of a centre folder by the field that holds them, with their files and columns. */
export const TABLES = {
  agents: { file: 'agents.csv', columns: Object.keys(AGENT_COLUMNS) },
  availability: { file: 'availability.csv', columns: Object.keys(AVAILABILITY_COLUMNS) },
  timeOff: { file: 'time-off.csv', columns: Object.keys(TIME_OFF_COLUMNS) },
  wishes: { file: 'wishes.csv', columns: Object.keys(WISH_COLUMNS) },
  assignments: { file: 'assignments.csv', columns: Object.keys(ASSIGNMENT_COLUMNS) },
  meetings: { file: 'meetings.csv', columns: Object.keys(MEETING_COLUMNS) },
  events: { file: 'events.csv', columns: Object.keys(EVENT_COLUMNS) },
  adjustments: { file: 'adjustments.csv', columns: Object.keys(ADJUSTMENT_COLUMNS) },
  correctionsOff: { file: 'corrections-off.csv', columns: Object.keys(CORRECTIONS_OFF_COLUMNS) },
  worked: { file: 'worked.csv', columns: [...ROSTER_COLUMNS] as string[] },
  circumstances: { file: 'circumstances.csv', columns: Object.keys(CIRCUMSTANCE_COLUMNS) },
} as const satisfies Readonly<Record<string, { file: string; columns: readonly string[] }>>;

export type TableName = keyof typeof TABLES;

/** A table from cells in the order of its columns; the header is line 1. */
export const tableFrom = (name: TableName, rows: readonly (readonly string[])[]): Table => ({
  file: TABLES[name].file,
  header: TABLES[name].columns,
  headerLine: 1,
  rows: rows.map((cells, i) => ({ line: i + 2, cells: [...cells] })),
});

/** All tables of a centre; those that may be missing are left out where they would be empty. */
export function centreTables(centre: Centre): Pick<CentreFiles, TableName> {
  const zones = new Map<string, string>(centre.sites.map(({ id, zone }) => [id, zone]));
  const queueZones = new Map<string, string>(centre.queues.map(({ id, zone }) => [id, zone]));
  const optional = <Name extends Exclude<TableName, 'agents'>>(name: Name, rows: readonly (readonly string[])[]) =>
    (rows.length === 0 ? {} : { [name]: tableFrom(name, rows) }) as { [Key in Name]?: Table };
  return {
    agents: tableFrom('agents', centre.agents.map(agentCells)),
    ...optional(
      'availability',
      centre.availability.map(({ agent, weekdays, fromMinute, toMinute, fromDate, toDate }) => [
        agent,
        weekdays.map((day) => DAY_NAMES[day - 1]).join(','),
        formatMinute(fromMinute),
        formatMinute(toMinute),
        fromDate ?? '',
        toDate ?? '',
      ]),
    ),
    ...optional(
      'timeOff',
      centre.timeOff.map(({ agent, kind, fromDate, toDate, fromMinute, toMinute, paidMinutesPerDay }) => [
        agent,
        kind,
        fromDate,
        toDate,
        minuteCell(fromMinute),
        minuteCell(toMinute),
        paidMinutesPerDay === undefined ? '' : String(paidMinutesPerDay / 60),
      ]),
    ),
    ...optional(
      'wishes',
      centre.wishes.map(({ id, agent, date, want, weight }) => [
        id,
        agent,
        date,
        want.kind,
        wantCell(want),
        String(weight),
      ]),
    ),
    ...optional(
      'assignments',
      centre.assignments.map(({ agent, activity, date, fromMinute, toMinute }) => [
        agent,
        activity,
        date,
        formatMinute(fromMinute),
        formatMinute(toMinute),
      ]),
    ),
    ...optional(
      'meetings',
      (centre.meetings ?? []).map((one) => [
        one.id,
        one.activity,
        String(one.minutes),
        one.participants.join('|'),
        (one.leaders ?? []).join('|'),
        one.fromDate,
        one.toDate,
        one.weekdays.map((day) => DAY_NAMES[day - 1]).join(','),
        formatMinute(one.fromMinute),
        formatMinute(one.toMinute),
        one.each ? 'yes' : 'no',
        one.weekly ? 'week' : '',
        one.weight === undefined ? '' : String(one.weight),
      ]),
    ),
    ...optional(
      'events',
      centre.events.map(({ id, kind, queue, fromDate, toDate, factor, fromMinute, toMinute, note }) => [
        id,
        kind,
        queue ?? '',
        fromDate,
        toDate,
        factor === undefined ? '' : String(factor),
        minuteCell(fromMinute),
        minuteCell(toMinute),
        note,
      ]),
    ),
    ...optional(
      'adjustments',
      (centre.adjustments ?? []).map(({ id, queue, kind, value, scope, fromMs, toMs, author, reason, on }) => {
        const zone = queueZones.get(queue ?? '') ?? centre.zone;
        const [from, to] = [fromMs, toMs].map((ms) => formatInstant(ms, zone).slice(0, 16)) as [string, string];
        return [id, queue ?? '', kind, String(value), scope, from, to, author, reason, on ? 'yes' : 'no'];
      }),
    ),
    ...optional(
      'correctionsOff',
      (centre.correctionsOff ?? []).map((id) => [id, '', '']),
    ),
    ...optional(
      'worked',
      rosterCsvRows(centre.worked, (site) => zones.get(site) ?? centre.zone),
    ),
    ...optional(
      'circumstances',
      (centre.circumstances ?? []).map(({ agent, kind, fromDate, toDate, weekdays, fromMinute, toMinute, record }) => {
        const days = (weekdays ?? []).map((day) => DAY_NAMES[day - 1]).join(',');
        const hours = fromMinute === undefined ? '' : ` ${formatMinute(fromMinute)}-${minuteCell(toMinute)}`;
        return [agent, kind, fromDate ?? '', toDate ?? '', `${days}${hours}`, record ?? ''];
      }),
    ),
  };
}

const minuteCell = (minute: number | undefined): string => (minute === undefined ? '' : formatMinute(minute));

const agentCells = (agent: Agent): string[] => [
  agent.id,
  agent.name,
  agent.site,
  agent.contract,
  agent.workPlan,
  agent.skills.map(({ skill, proficiency }) => `${skill}:${proficiency}`).join('|'),
  agent.from ?? '',
  agent.to ?? '',
  agent.birthDate ?? '',
  agent.payScale,
  String(agent.homeDays),
  agent.team ?? '',
  (agent.roles ?? []).join('|'),
  agent.rotation ?? '',
  agent.rotationFrom ?? '',
];

const wantCell = (want: Wish['want']): string =>
  want.kind === 'shift' || want.kind === 'not-shift'
    ? want.kinds.join('|')
    : want.kind === 'start'
      ? `${formatMinute(want.fromMinute)}-${formatMinute(want.toMinute)}`
      : '';
