import type { Centre, IsoWeekday, PlanShift } from '../domain/centre.js';
import { formatMinute } from '../time/zone.js';
import type { CentreFiles } from './centre.js';
import { SHIPPED_ACTIVITIES } from './defaults.js';
import { centreTables } from './print-tables.js';
import { rotationFileOf } from './read-rotations.js';
import type { CentreFile } from './schema.js';
import { DAY_NAMES } from './schema-words.js';
import { jsonSource } from './source.js';

/**
 * The files that a centre could have been read from: what was left to defaults is written out. Reading them again gives
 * the same centre, so that a change can be made to the files and checked like a folder.
 */
export function printCentre(centre: Centre): CentreFiles {
  return {
    centre: jsonSource(centreFileOf(centre), 'centre.json'),
    ...centreTables(centre),
    ...(centre.pay === undefined ? {} : { pay: jsonSource(centre.pay, 'pay.json') }),
    ...(centre.law === undefined ? {} : { law: jsonSource(centre.law, 'law.json') }),
  };
}

/** The content of `centre.json`. */
export function centreFileOf(centre: Centre): CentreFile {
  const { name, zone, country, region, currency, intervalMinutes, slotMinutes, noticeDays, lateLogIn } = centre;
  const shipped = new Map(SHIPPED_ACTIVITIES.map((activity) => [activity.id, JSON.stringify(activity)]));
  return {
    name,
    zone,
    country,
    ...(region === undefined ? {} : { region }),
    currency,
    intervalMinutes: intervalMinutes as 15 | 30 | 60,
    slotMinutes,
    noticeDays,
    ...(lateLogIn === undefined ? {} : { lateLogIn: { ...lateLogIn } }),
    sites: centre.sites.map(({ areas, staffing, ...site }) => ({
      ...site,
      areas: areas.map((area) => ({ ...area })),
      ...(staffing === undefined
        ? {}
        : {
            staffing: staffing.map(({ weekdays, fromMinute, toMinute, roles, ...one }) => ({
              ...one,
              days: dayNames(weekdays),
              from: formatMinute(fromMinute),
              to: formatMinute(toMinute),
              ...(roles === undefined ? {} : { roles: [...roles] }),
            })),
          }),
    })),
    skills: centre.skills.map((skill) => ({ ...skill })),
    queues: centre.queues.map(queueFileOf),
    activities: centre.activities
      .filter((activity) => shipped.get(activity.id) !== JSON.stringify(activity))
      .map((activity) => ({ ...activity })),
    contracts: centre.contracts.map(({ daysPerWeek, ...contract }) => ({
      ...contract,
      daysPerWeek: { ...daysPerWeek },
    })),
    shifts: shiftFamiliesOf(centre).map(shiftFileOf),
    workPlans: centre.workPlans.map(({ id, name, shifts, rules, rotation }) => ({
      id,
      name,
      shifts: shifts.map((shift) => shift.id),
      rules: [...rules] as NonNullable<NonNullable<CentreFile['workPlans']>[number]['rules']>,
      ...(rotation === undefined ? {} : { rotation }),
    })),
    ...(centre.rotations === undefined ? {} : { rotations: centre.rotations.map(rotationFileOf) }),
    ...(centre.fairness === undefined
      ? {}
      : {
          fairness: centre.fairness.map(({ kinds, ...one }) => ({
            ...one,
            ...(kinds === undefined ? {} : { kinds: [...kinds] }),
          })),
        }),
    ...(centre.supervision === undefined
      ? {}
      : {
          supervision: centre.supervision.map(({ trainees, coaches, sites, ...one }) => ({
            ...one,
            trainees: [...trainees],
            coaches: [...coaches],
            ...(sites === undefined ? {} : { sites: [...sites] }),
          })),
        }),
    shrinkage: centre.shrinkage.map(({ reason, basisPoints, planned, inRoster }) => ({
      reason,
      percent: basisPoints / 100,
      planned,
      inRoster,
    })),
  };
}

/** Every family of shifts once: those of the work plans in their order, then those that no plan uses. */
export function shiftFamiliesOf(centre: Pick<Centre, 'workPlans' | 'spareShifts'>): PlanShift[] {
  const all = [...centre.workPlans.flatMap(({ shifts }) => shifts), ...(centre.spareShifts ?? [])];
  return [...new Map(all.map((shift) => [shift.id, shift])).values()];
}

const dayNames = (weekdays: readonly IsoWeekday[]): string =>
  weekdays.length === 7 ? 'daily' : weekdays.map((day) => DAY_NAMES[day - 1]).join(',');

function queueFileOf(queue: Centre['queues'][number]): CentreFile['queues'][number] {
  const { openingHours, goal, patience, skills, ...rest } = queue;
  return {
    ...rest,
    skills: [...skills],
    openingHours: openingHours.map(({ weekdays, fromMinute, toMinute }) => ({
      days: dayNames(weekdays),
      from: formatMinute(fromMinute),
      to: formatMinute(toMinute),
    })),
    ...(Object.keys(goal).length === 0 ? {} : { goal: { ...goal } }),
    ...(patience === undefined
      ? {}
      : { patience: patience.law === 'empirical' ? { ...patience, seconds: [...patience.seconds] } : { ...patience } }),
  };
}

function shiftFileOf(shift: PlanShift): CentreFile['shifts'][number] {
  const { id, kind, weekdays, start, endLatest, paid, breaks, loginMinutes, maxStretchMinutes } = shift;
  return {
    id,
    kind,
    days: dayNames(weekdays),
    start: { earliest: formatMinute(start.earliest), latest: formatMinute(start.latest), stepMinutes: start.step },
    ...(endLatest === undefined ? {} : { endLatest: formatMinute(endLatest) }),
    paidHours: { min: paid.min / 60, max: paid.max / 60, step: paid.step / 60 },
    breaks: breaks.map((item) => ({ ...item })),
    loginMinutes,
    ...(maxStretchMinutes === undefined ? {} : { maxStretchMinutes }),
  };
}
