import type { Agent, Circumstance } from '../domain/agent.js';
import type { RosterShift } from '../domain/roster.js';
import { addDays, daysBetween, isoWeekday, resolveLocal } from '../time/zone.js';

/** What the law asks about a person on a date. */
export interface AgentFacts {
  /** Absent = an adult. */
  readonly ageYears?: number;
  /** From the day on which it was told until six months after the birth (ATW 4:5, 4:7). */
  readonly pregnant?: boolean;
  /** From 28 days before the expected birth to 42 days after the birth (ATW 4:6). */
  readonly maternity?: boolean;
  readonly breastFeeding?: boolean;
  /** No night duties on medical grounds (ATW 4:9). */
  readonly noNights?: boolean;
}

const DAYS_BEFORE_BIRTH = 28;
const DAYS_AFTER_BIRTH = 42;
const MONTHS_AFTER_BIRTH = 6;
const MONTHS_OF_FEEDING = 9;
const SUNDAY = 7;
const ADULT = 18;

/** Facts about an agent on a local date, from the birth date and circumstances. */
export function factsOn(
  agent: Pick<Agent, 'birthDate'> | undefined,
  circumstances: readonly Circumstance[],
  date: string,
): AgentFacts {
  const birthDate = agent?.birthDate;
  const has = (holds: (one: Circumstance) => boolean): boolean => circumstances.some(holds);
  const birthOf = (one: Circumstance): string | undefined => (one.kind === 'pregnant' ? one.toDate : undefined);
  const facts = {
    pregnant: has(
      (one) =>
        one.kind === 'pregnant' &&
        (one.fromDate ?? date) <= date &&
        date <= addMonths(one.toDate ?? date, MONTHS_AFTER_BIRTH),
    ),
    maternity: has((one) => {
      const birth = birthOf(one);
      if (birth === undefined) return false;
      const days = daysBetween(birth, date);
      return days >= -DAYS_BEFORE_BIRTH && days <= DAYS_AFTER_BIRTH;
    }),
    breastFeeding: has(
      (one) =>
        one.kind === 'breast-feeding' &&
        (one.fromDate ?? date) <= date &&
        date <= (one.toDate ?? addMonths(one.fromDate ?? date, MONTHS_OF_FEEDING)),
    ),
    noNights: has((one) => one.kind === 'no-nights' && isDuring(one, date)),
  };
  return {
    ...(birthDate === undefined ? {} : { ageYears: ageOn(birthDate, date) }),
    ...Object.fromEntries(Object.entries(facts).filter(([, holds]) => holds)),
  };
}

const isDuring = (one: Circumstance, date: string): boolean =>
  (one.fromDate ?? date) <= date && date <= (one.toDate ?? date);

/** Weekly day of rest of a person, 7 = Sunday unless another was asked for (ATW 5:1). */
export function restDayOn(circumstances: readonly Circumstance[], date: string): number {
  const other = circumstances.find((one) => one.kind === 'rest-day' && isDuring(one, date));
  return other?.weekdays?.[0] ?? SUNDAY;
}

/** Hours at school of a minor between two dates as shifts that were worked: they are working time, breaks included (ATW 4:4). */
export function schoolShifts(
  agent: Agent,
  circumstances: readonly Circumstance[],
  fromDate: string,
  toDate: string,
  place: { readonly zone: string; readonly holidays: ReadonlyMap<string, string> },
): RosterShift[] {
  const school = circumstances.filter((one) => one.kind === 'school');
  if (school.length === 0 || agent.birthDate === undefined) return [];
  const shifts: RosterShift[] = [];
  for (let date = fromDate; date <= toDate; date = addDays(date, 1)) {
    if (ageOn(agent.birthDate, date) >= ADULT || place.holidays.has(date)) continue;
    for (const one of school) {
      if (!isDuring(one, date) || one.weekdays?.includes(isoWeekday(date)) === false) continue;
      shifts.push({
        agent: agent.id,
        date,
        site: agent.site,
        startMs: resolveLocal(date, one.fromMinute ?? 0, place.zone).next,
        endMs: resolveLocal(date, one.toMinute ?? 0, place.zone).next,
        activities: [],
      });
    }
  }
  return shifts;
}

/** Whole years of age on a date. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The same day so many months on, or the last of a month that is shorter. */
function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + month - 1 + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  const next = `${String(Math.floor((index + 1) / 12)).padStart(4, '0')}-${String(((index + 1) % 12) + 1).padStart(2, '0')}-01`;
  return addDays(first, Math.min(day, daysBetween(first, next)) - 1);
}
