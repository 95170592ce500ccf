import { agentId, queueId, siteId } from '../domain/ids.js';
import type { RosterActivity, RosterShift } from '../domain/roster.js';
import { parseInstant } from './instant.js';
import type { IssueList } from './issue-list.js';
import { type Row, rowsOf } from './rows.js';
import type { Table } from './source.js';

/** Roster CSV: one row per activity; `start` and `end` are instants with offset. */
export const ROSTER_COLUMNS = {
  agent: { required: true },
  /** Local date on which the shift starts. */
  date: { required: true },
  site: { required: true },
  desk: {},
  start: { required: true },
  end: { required: true },
  activity: { required: true },
  /** Queue ids joined by `|`. */
  queue: {},
  /** `true` or `false`. */
  paid: { required: true },
} as const;

type RosterRow = Row<keyof typeof ROSTER_COLUMNS>;

/** Names that a roster may use. */
export interface RosterNames {
  readonly agents: ReadonlySet<string>;
  readonly sites: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
  readonly activities: ReadonlySet<string>;
}

/**
 * Shifts of a roster CSV: rows of one agent and date are one shift, its parts in order of time.
 * Codes beside those of cells: `instant-bad`, `times-reversed`, `paid-bad`, `activities-overlap`.
 * @param unknownAgents `skip`: rows of agents that are not (or no longer) there are left out with a warning
 */
export function readRosterTable(
  table: Table,
  names: RosterNames,
  issues: IssueList,
  unknownAgents: 'error' | 'skip' = 'error',
): RosterShift[] {
  const byShift = new Map<string, { row: RosterRow; parts: { activity: RosterActivity; row: RosterRow }[] }>();
  for (const row of rowsOf(table, ROSTER_COLUMNS, issues)) {
    const agent = row.required('agent');
    if (agent !== undefined && unknownAgents === 'skip' && !names.agents.has(agent)) {
      issues.warning('agent-unknown', row.place('agent'), `There is no agent "${agent}".`, 'The row is left out.');
      continue;
    }
    row.known('agent', 'agent', names.agents);
    row.required('date');
    const date = row.date('date');
    row.required('site');
    row.known('site', 'site', names.sites);
    const activity = readActivity(row, names);
    if (agent === undefined || date === undefined || activity === undefined) continue;
    const key = `${agent} ${date}`;
    const shift = byShift.get(key) ?? { row, parts: [] };
    shift.parts.push({ activity, row });
    byShift.set(key, shift);
  }
  return [...byShift.values()].map(({ row, parts }) => {
    parts.sort((a, b) => a.activity.startMs - b.activity.startMs);
    parts.forEach(({ activity, row: at }, i) => {
      if (i > 0 && activity.startMs < parts[i - 1]!.activity.endMs)
        at.report('start', 'activities-overlap', 'Starts before the activity before it ends.', 'Correct the times.');
    });
    const desk = row.text('desk');
    const area = desk?.replace(/-[^-]*$/, '');
    return {
      agent: agentId(row.text('agent')!),
      date: row.text('date')!,
      site: siteId(row.text('site') ?? ''),
      ...(desk === undefined ? {} : { desk }),
      ...(area === undefined ? {} : { area }),
      startMs: parts[0]!.activity.startMs,
      endMs: Math.max(...parts.map(({ activity }) => activity.endMs)),
      activities: parts.map(({ activity }) => activity),
    };
  });
}

function readActivity(row: RosterRow, names: RosterNames): RosterActivity | undefined {
  const startMs = instant(row, 'start');
  const endMs = instant(row, 'end');
  row.required('activity');
  const activity = row.known('activity', 'activity', names.activities);
  const queues = (row.text('queue') ?? '').split('|').filter((name) => name !== '');
  for (const name of queues)
    if (!names.queues.has(name))
      row.report('queue', 'queue-unknown', `There is no queue "${name}".`, `Use ${[...names.queues].join(', ')}.`);
  const paid = row.required('paid');
  if (paid !== undefined && paid !== 'true' && paid !== 'false')
    row.report('paid', 'paid-bad', `"${paid}" is neither true nor false.`, 'Write true or false.');
  if (startMs === undefined || endMs === undefined || activity === undefined) return undefined;
  if (endMs <= startMs) {
    row.report('end', 'times-reversed', 'The end is not after the start.', 'Correct the times.');
    return undefined;
  }
  return { activity, startMs, endMs, paid: paid === 'true', queues: queues.map(queueId) };
}

function instant(row: RosterRow, column: 'start' | 'end'): number | undefined {
  const text = row.required(column);
  if (text === undefined) return undefined;
  const ms = parseInstant(text);
  if (ms === undefined)
    row.report(
      column,
      'instant-bad',
      `"${text}" is not an instant.`,
      'Give ISO 8601 with offset: 2026-11-30T08:00:00+01:00.',
    );
  return ms;
}
