import type { Agent, Circumstance, TimeOff } from '../domain/agent.js';
import type { Activity, Contract, Site } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { publicHolidays } from '../time/holidays.js';
import { addDays, daysBetween } from '../time/zone.js';
import { paidAbsence } from './absence.js';
import { nightIn } from './audit.js';
import { applies, type LawRule, type LawSet } from './book.js';
import { isRestDayWorked } from './checks/days.js';
import { nightsIn } from './checks/nights.js';
import { type WeekInput, weeksOf } from './checks/weeks.js';
import type { LocalClock } from './clock.js';
import { callOutsOf, dutiesOf, HOUR, overlapMs } from './duty.js';
import { factsOn, restDayOn, schoolShifts } from './facts.js';

/** What weeks before a period already count towards averages and numbers; index 0 is the week just before it. */
export interface PastWork {
  readonly hours: readonly number[];
  /** Night duties, and those that end after a time of day. */
  readonly nights: (endsAfter: string | undefined) => readonly number[];
  readonly restDays: readonly number[];
  /** Hours of each week of the period that are taken already: paid absence, school, work that began before. */
  readonly taken: readonly number[];
  /** Those of them that are no paid absence, which contracts count by themselves. */
  readonly takenBeside: readonly number[];
}

export interface PastInput {
  readonly agent: Agent;
  readonly site: Site;
  readonly contract: Contract;
  readonly activities: ReadonlyMap<string, Activity>;
  readonly worked: readonly RosterShift[];
  readonly timeOff: readonly TimeOff[];
  readonly circumstances: readonly Circumstance[];
  readonly set: LawSet;
  /** Covers the shifts worked and the period. */
  readonly clock: LocalClock;
  readonly fromDate: string;
  readonly days: number;
}

const LOOK_BACK_WEEKS = 52;

/** Weeks of the past as the audit counts them, so that a plan can stay within limits that look back. */
export function pastWork(input: PastInput): PastWork {
  const { agent, site, set, clock, activities, fromDate, days, circumstances } = input;
  const first = addDays(fromDate, -7 * LOOK_BACK_WEEKS);
  const toDate = addDays(fromDate, days - 1);
  const worked = input.worked.filter((shift) => shift.date >= first && shift.date < fromDate);
  const holidays = publicHolidays(site.country, site.region, clock.fromDate, clock.toDate);
  const schoolFrom = first > clock.fromDate ? first : addDays(clock.fromDate, 1);
  const school = schoolShifts(agent, circumstances, schoolFrom, toDate, { zone: site.zone, holidays });
  const absence = new Map(
    paidAbsence(agent, input.contract, input.timeOff, first, toDate).map((day) => [day.date, day.minutes]),
  );
  const weekInput: WeekInput = {
    duties: dutiesOf([...worked, ...school], new Set(), set, clock, activities),
    set,
    clock,
    absence,
    callOuts: callOutsOf(worked, activities),
  };
  const holds = (rule: LawRule, date: string): boolean => applies(rule, date, factsOn(agent, circumstances, date));
  const restDay = restDayOn(circumstances, fromDate);
  const weeks = weeksOf(weekInput);
  /** One number per week before the period. */
  const past = (count: (week: (typeof weeks)[number]) => number): number[] => {
    const result = new Array<number>(LOOK_BACK_WEEKS).fill(0);
    for (const week of weeks) {
      const ago = Math.round(daysBetween(week.date, fromDate) / 7);
      if (ago >= 1 && ago <= LOOK_BACK_WEEKS) result[ago - 1] = count(week);
    }
    return result;
  };
  const mondays = Array.from({ length: days / 7 }, (_, w) => addDays(fromDate, 7 * w));
  const takenBeside = mondays.map((monday) => {
    const [weekStart, weekEnd] = [clock.startOfDay(monday), clock.startOfDay(addDays(monday, 7))];
    return weekInput.duties.reduce((hours, duty) => hours + overlapMs(duty.work, weekStart, weekEnd) / HOUR, 0);
  });
  const taken = mondays.map((monday, w) => {
    let hours = takenBeside[w]!;
    for (let d = 0; d < 7; d++) hours += (absence.get(addDays(monday, d)) ?? 0) / 60;
    return hours;
  });
  return {
    hours: past((week) => week.hours),
    nights: (endsAfter) =>
      past((week) =>
        nightsIn(week, (duty) => {
          const night = nightIn({ set, clock, holds }, duty);
          return endsAfter === undefined ? night.isNight : night.endsAfter(endsAfter);
        }),
      ),
    restDays: past((week) => (isRestDayWorked(week, { clock, set, restDay }) ? 1 : 0)),
    taken,
    takenBeside,
  };
}
