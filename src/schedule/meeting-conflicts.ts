import type { ProblemAgent } from '../../solver/problem.js';
import type { Centre } from '../domain/centre.js';
import { bilingualWarning, type Issue } from '../errors.js';
import type { Period } from './period.js';
import { type Holding, holdingsOf } from './together.js';

/**
 * Meetings that cannot be held in a period, whatever the roster: a roster is made without them, so they are named. Codes:
 * `meeting-without-hours`, `meeting-without-participants`, `meeting-without-leader`.
 * @param agents people of the problem
 */
export function meetingConflicts(centre: Centre, period: Period, agents: readonly ProblemAgent[]): Issue[] {
  return holdingsOf(centre, period, agents).flatMap((holding) => conflictOf(holding) ?? []);
}

function conflictOf({ planned, id, windows, participants, hasLeader }: Holding): Issue | undefined {
  const place = { path: `meetings.${planned.id}` };
  const { minutes } = planned;
  if (windows.length === 0)
    return bilingualWarning(
      'meeting-without-hours',
      {
        message: `Meeting "${id}" of ${minutes} minutes has no hours in this period that are long enough.`,
        hint: 'Give it more days, longer hours or later dates.',
      },
      {
        message: `Bijeenkomst "${id}" van ${minutes} minuten heeft in deze periode geen uren die lang genoeg zijn.`,
        hint: 'Geef meer dagen, ruimere uren of latere data.',
      },
      place,
    );
  if (participants.length === 0)
    return bilingualWarning(
      'meeting-without-participants',
      {
        message: `Nobody who takes part in meeting "${id}" is there in any of its hours.`,
        hint: 'Move it to a day on which participants are there, or drop it.',
      },
      {
        message: `Geen enkele deelnemer aan bijeenkomst "${id}" is er op een van haar uren.`,
        hint: 'Verplaats de bijeenkomst naar een dag waarop deelnemers er zijn, of laat haar vervallen.',
      },
      place,
    );
  if (!hasLeader)
    return bilingualWarning(
      'meeting-without-leader',
      {
        message: `Nobody who may lead meeting "${id}" is there in any of its hours.`,
        hint: 'Move it to a day on which one of them is there, or let somebody else lead it.',
      },
      {
        message: `Niemand die bijeenkomst "${id}" mag leiden is er op een van haar uren.`,
        hint: 'Verplaats de bijeenkomst naar een dag waarop een van hen er is, of laat iemand anders haar leiden.',
      },
      place,
    );
  return undefined;
}
