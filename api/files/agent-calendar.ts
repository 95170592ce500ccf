import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator';
import type { TimeOff } from '../../src/domain/agent.js';
import type { Centre } from '../../src/domain/centre.js';
import { absenceMs } from '../../src/schedule/people.js';
import type { RosterFile } from '../../src/schedule/roster-file.js';
import { addDays, formatMinute, localMinute } from '../../src/time/zone.js';
import type { CalendarEventRow } from '../db/schema.js';

type FileShift = RosterFile['shifts'][number];

const WORDS: Readonly<Record<TimeOff['kind'], string>> = {
  leave: 'Leave',
  sick: 'Absent',
  unpaid: 'Unpaid leave',
  other: 'Absent',
};

/** An absence in a calendar; `event` where it was asked for, and may have been taken back since. */
export type CalendarAbsence = TimeOff & {
  readonly event?: {
    readonly id: string;
    readonly revision: number;
    /** ISO 8601 instant. */
    readonly changedAt: string;
    readonly cancelled: boolean;
  };
};

/**
 * An agent's calendar for subscription: shifts as UTC instants, so that clock changes cannot move them; a change is the same event with
 * a higher sequence, a shift that is gone or leave taken back is a cancelled event; leave as whole days, or as the part of a day that it is. Same events, same bytes.
 */
export function agentCalendar(
  centre: Centre,
  agent: string,
  events: readonly CalendarEventRow[],
  timeOff: readonly CalendarAbsence[],
): string {
  const names = new Map<string, string>(centre.sites.map(({ id, name }) => [id, name]));
  const zones = new Map<string, string>(centre.sites.map(({ id, zone }) => [id, zone]));
  const calendar = ical({
    name: `${centre.name}: shifts`,
    prodId: { company: 'Rooster', product: 'Rooster', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const row of events) {
    const shift = JSON.parse(row.body) as FileShift;
    const zone = zones.get(shift.site) ?? centre.zone;
    const clock = (instant: string): string => formatMinute(localMinute(Date.parse(instant), zone));
    const name = names.get(shift.site) ?? shift.site;
    calendar.createEvent({
      id: row.uid,
      sequence: row.sequence,
      status: row.cancelled === 1 ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      stamp: new Date(row.changed_at),
      lastModified: new Date(row.changed_at),
      start: new Date(shift.start),
      end: new Date(shift.end),
      summary: `${shift.kind ?? 'Shift'} ${clock(shift.start)}–${clock(shift.end)}`,
      location: shift.desk === undefined ? name : `${name}, ${shift.desk}`,
      description: shift.activities
        .map((part) => `${clock(part.start)}–${clock(part.end)} ${part.activity}`)
        .join('\n'),
    });
  }
  const site = centre.agents.find(({ id }) => id === agent)?.site;
  for (const off of timeOff) {
    const [fromMs, toMs] = absenceMs(off, zones.get(site ?? '') ?? centre.zone);
    const whole = off.fromMinute === undefined;
    const midnight = (date: string): Date => new Date(`${date}T00:00:00Z`);
    calendar.createEvent({
      busystatus: ICalEventBusyStatus.OOF,
      summary: WORDS[off.kind],
      id: `off-${off.event?.id ?? (whole ? off.fromDate : `${off.fromDate}-${off.fromMinute}`)}-${agent}@rooster`,
      stamp:
        off.event === undefined ? (whole ? midnight(off.fromDate) : new Date(fromMs)) : new Date(off.event.changedAt),
      ...(off.event === undefined
        ? {}
        : {
            sequence: off.event.revision - 1,
            status: off.event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
          }),
      // The end of a whole-day event is the day after (RFC 5545, 3.6.1).
      ...(whole
        ? { start: midnight(off.fromDate), end: midnight(addDays(off.toDate, 1)), allDay: true, timezone: 'UTC' }
        : { start: new Date(fromMs), end: new Date(toMs) }),
    });
  }
  return calendar.toString();
}
