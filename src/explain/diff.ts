import type { RosterShift } from '../domain/roster.js';
import { formatInstant } from '../time/zone.js';
import type { Words } from './contract.js';

/** One day of one agent that differs between two rosters. */
export interface RosterDifference {
  readonly code: 'added' | 'dropped' | 'moved' | 'activities';
  readonly agent: string;
  readonly date: string;
  readonly text: Words;
}

/** Says in words what changed from one roster to another, by date and agent; nothing where they are alike. */
export function diffRosters(
  before: readonly RosterShift[],
  after: readonly RosterShift[],
  zoneOfSite: (site: string) => string,
): RosterDifference[] {
  const days = new Map<string, { was: RosterShift[]; is: RosterShift[] }>();
  const dayOf = (shift: RosterShift): { was: RosterShift[]; is: RosterShift[] } => {
    const key = `${shift.date}\u0000${shift.agent}`;
    const day = days.get(key) ?? { was: [], is: [] };
    days.set(key, day);
    return day;
  };
  for (const shift of before) dayOf(shift).was.push(shift);
  for (const shift of after) dayOf(shift).is.push(shift);
  const clock = (shift: RosterShift): string => {
    const zone = zoneOfSite(shift.site);
    const [from, to] = [shift.startMs, shift.endMs].map((ms) => formatInstant(ms, zone).slice(11, 16));
    return `${from}–${to} ${shift.site}`;
  };
  const list = (shifts: readonly RosterShift[]): string =>
    shifts
      .toSorted((a, b) => a.startMs - b.startMs)
      .map(clock)
      .join(', ');
  const differences: RosterDifference[] = [];
  for (const [, { was, is }] of [...days].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const { agent, date } = (was[0] ?? is[0])!;
    const on = (code: RosterDifference['code'], en: string, nl: string): void =>
      void differences.push({
        code,
        agent,
        date,
        text: { en: `${date} ${agent}: ${en}`, nl: `${date} ${agent}: ${nl}` },
      });
    if (was.length === 0) on('added', `works ${list(is)}, was off.`, `werkt ${list(is)}, was vrij.`);
    else if (is.length === 0) on('dropped', `is off, worked ${list(was)}.`, `is vrij, werkte ${list(was)}.`);
    else if (list(was) !== list(is))
      on('moved', `${list(was)} becomes ${list(is)}.`, `${list(was)} wordt ${list(is)}.`);
    else if (partsOf(was) !== partsOf(is))
      on('activities', 'breaks or activities move.', 'pauzes of activiteiten schuiven.');
  }
  return differences;
}

const partsOf = (shifts: readonly RosterShift[]): string =>
  JSON.stringify(
    shifts
      .flatMap((shift) => shift.activities)
      .map(({ activity, startMs, endMs, paid }) => [startMs, endMs, activity, paid])
      .sort((a, b) => Number(a[0]) - Number(b[0])),
  );
