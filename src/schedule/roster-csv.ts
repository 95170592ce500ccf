import { agentId, queueId, siteId } from '../domain/ids.js';
import type { RosterActivity, RosterShift } from '../domain/roster.js';
import { type Checked, type Issue, inputError } from '../errors.js';
import { formatInstant, isDate } from '../time/zone.js';

/** Columns of the roster CSV: one row per activity. */
export const ROSTER_COLUMNS = ['agent', 'date', 'site', 'desk', 'start', 'end', 'activity', 'queue', 'paid'] as const;

/** Roster rows in order of date, agent and time; instants with the offset of the zone where the agent works. */
export function rosterCsvRows(shifts: readonly RosterShift[], zoneOfSite: (site: string) => string): string[][] {
  const rows: string[][] = [];
  for (const shift of shifts) {
    const zone = zoneOfSite(shift.site);
    for (const { activity, startMs, endMs, paid, queues } of shift.activities) {
      rows.push([
        shift.agent,
        shift.date,
        shift.site,
        shift.desk ?? '',
        formatInstant(startMs, zone),
        formatInstant(endMs, zone),
        activity,
        queues.join('|'),
        String(paid),
      ]);
    }
  }
  return rows;
}

/** A CSV row with the line it stands on and its cells in the order of {@link ROSTER_COLUMNS}. */
export interface RosterRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A longer gap between rows of one agent, date and site parts two shifts; a shorter one is a break that is not written out. */
const SPLIT_GAP_MS = 2 * 3_600_000;

/**
 * Puts rows of a roster CSV together into shifts: rows of one agent, date and site that touch, or follow each other within
 * two hours, belong to one shift; rows that overlap belong to different ones. Refused only for its form (a date that is none, an instant without offset), never for its content.
 */
export function shiftsFromCsv(rows: readonly RosterRow[], file: string): Checked<readonly RosterShift[]> {
  const issues: Issue[] = [];
  const groups = new Map<string, PlacedRow[]>();
  for (const row of rows) {
    const activity = activityOf(row, file, issues);
    if (activity === undefined) continue;
    const key = `${row.cells[0]}\u0000${row.cells[1]}\u0000${row.cells[2]}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ row, activity }]);
    else group.push({ row, activity });
  }
  if (issues.length > 0) return { ok: false, issues };
  const shifts: RosterShift[] = [];
  for (const group of groups.values()) {
    for (const rows of partShifts(group)) {
      const first = rows[0]!.row.cells;
      const activities = rows.map((entry) => entry.activity);
      shifts.push({
        agent: agentId(first[0]!),
        date: first[1]!,
        site: siteId(first[2]!),
        ...(first[3] === '' ? {} : { desk: first[3]! }),
        startMs: activities[0]!.startMs,
        endMs: activities.at(-1)!.endMs,
        activities,
      });
    }
  }
  return { ok: true, value: shifts, issues: [] };
}

interface PlacedRow {
  readonly row: RosterRow;
  readonly activity: RosterActivity;
}

/** Chains of rows: each goes on the chain that ended last before it, unless that is too long ago. */
function partShifts(group: readonly PlacedRow[]): PlacedRow[][] {
  const chains: PlacedRow[][] = [];
  for (const entry of [...group].sort((a, b) => a.activity.startMs - b.activity.startMs)) {
    let next: PlacedRow[] | undefined;
    for (const chain of chains) {
      const gapMs = entry.activity.startMs - endOf(chain);
      if (gapMs >= 0 && gapMs <= SPLIT_GAP_MS && (next === undefined || endOf(chain) > endOf(next))) next = chain;
    }
    if (next === undefined) chains.push([entry]);
    else next.push(entry);
  }
  return chains;
}

const endOf = (chain: readonly PlacedRow[]): number => chain.at(-1)!.activity.endMs;

function activityOf(row: RosterRow, file: string, issues: Issue[]): RosterActivity | undefined {
  const place = (column: string) => ({ file, line: row.line, column });
  const before = issues.length;
  const [agent = '', date = '', , , start = '', end = '', activity = '', queue = '', paid = ''] = row.cells;
  if (agent === '')
    issues.push(inputError('roster-agent', 'The agent is empty.', 'Give the id of the agent.', place('agent')));
  if (!isDate(date)) {
    issues.push(inputError('roster-date', `"${date}" is not a date.`, 'Write YYYY-MM-DD.', place('date')));
  }
  const instants = (
    [
      ['start', start],
      ['end', end],
    ] as const
  ).map(([column, text]) => {
    const ms = /([zZ]|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(ms)) {
      issues.push(
        inputError(
          'roster-instant',
          `"${text}" is not an instant.`,
          'Write ISO 8601 with an offset, as 2026-11-30T08:00:00+01:00.',
          place(column),
        ),
      );
    }
    return ms;
  });
  if (instants[1]! <= instants[0]!) {
    issues.push(
      inputError(
        'roster-order',
        `It ends at ${end}, not after its start ${start}.`,
        'Give an end after the start.',
        place('end'),
      ),
    );
  }
  if (paid !== 'true' && paid !== 'false') {
    issues.push(
      inputError('roster-paid', `"${paid}" is neither true nor false.`, 'Write true or false.', place('paid')),
    );
  }
  if (issues.length > before) return undefined;
  return {
    activity,
    startMs: instants[0]!,
    endMs: instants[1]!,
    paid: paid === 'true',
    queues: queue === '' ? [] : queue.split('|').map(queueId),
  };
}
