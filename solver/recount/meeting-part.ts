import type { Meeting, RosterProblem } from '../problem.js';
import type { PlannedActivity } from '../solution.js';

/** Whether a part of somebody's shift could be a meeting that they take part in or lead: its name, length, time and grid. */
export function isMeetingPart(problem: RosterProblem, name: string, part: PlannedActivity): boolean {
  return (problem.meetings ?? []).some(
    (meeting) =>
      (meeting.participants.includes(name) || meeting.leaders?.includes(name) === true) && fits(problem, meeting, part),
  );
}

/** Whether a part of a shift could be this meeting. */
export function fits(problem: RosterProblem, meeting: Meeting, part: PlannedActivity): boolean {
  const minutes = (part.endSlot - part.startSlot) * problem.slotMinutes;
  if (part.activity !== meeting.activity || !part.paid || minutes !== meeting.minutes) return false;
  const step = meeting.stepMinutes ?? problem.slotMinutes;
  return meeting.windows.some(
    ({ from, to }) =>
      part.startSlot >= from &&
      part.endSlot <= to &&
      (step <= 0 ? part.startSlot === from : ((part.startSlot - from) * problem.slotMinutes) % step === 0),
  );
}
