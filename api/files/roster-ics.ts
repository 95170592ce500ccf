import ical, { ICalCalendarMethod } from 'ical-generator';
import type { RosterShift } from '../../src/domain/roster.js';
import { eventUid } from '../../src/schedule/event-uid.js';
import { formatMinute, localMinute } from '../../src/time/zone.js';

/** How a calendar of shifts is labelled. */
export interface ShiftCalendar {
  readonly name: string;
  readonly shifts: readonly RosterShift[];
  readonly zoneOfSite: (site: string) => string;
  readonly siteName: (site: string) => string;
  /** Names in front of the shifts, for a calendar of several people. */
  readonly agentName?: (agent: string) => string;
  /** Moment the calendar was made; the kernel knows no clock. */
  readonly stampMs: number;
}

/** Shifts as an iCalendar: one event a shift, in UTC instants so that clock changes cannot shift it; breaks in the text. */
export function shiftsToIcs({ name, shifts, zoneOfSite, siteName, agentName, stampMs }: ShiftCalendar): string {
  const calendar = ical({
    name,
    prodId: { company: 'Rooster', product: 'Rooster', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  });
  const count = new Map<string, number>();
  for (const shift of shifts) {
    const day = `${shift.date} ${shift.agent}`;
    const n = count.get(day) ?? 0;
    count.set(day, n + 1);
    const zone = zoneOfSite(shift.site);
    const clock = (ms: number): string => formatMinute(localMinute(ms, zone));
    calendar.createEvent({
      id: eventUid(shift.date, n, shift.agent),
      stamp: new Date(stampMs),
      start: new Date(shift.startMs),
      end: new Date(shift.endMs),
      summary: `${agentName === undefined ? '' : `${agentName(shift.agent)}: `}${shift.kind ?? 'Shift'} ${clock(shift.startMs)}–${clock(shift.endMs)}`,
      location: shift.desk === undefined ? siteName(shift.site) : `${siteName(shift.site)}, ${shift.desk}`,
      description: shift.activities
        .map((part) => `${clock(part.startMs)}–${clock(part.endMs)} ${part.activity}`)
        .join('\n'),
    });
  }
  return calendar.toString();
}
