import type { Activity, Contract, Shrinkage } from '../domain/centre.js';
import { activityId, contractId } from '../domain/ids.js';
import { DEFAULTS, SHIPPED_ACTIVITIES } from './defaults.js';
import type { Entry, Reading } from './reading.js';
import type { ActivityFile, CentreFile } from './schema.js';
import type { ContractFile } from './schema-work.js';

/** Contracts; `days-reversed` where the least number of days exceeds the largest. */
export function readContracts(entries: readonly Entry<ContractFile>[], reading: Reading): Contract[] {
  return entries.map(({ value, path }) => {
    const daysPerWeek = value.daysPerWeek ?? DEFAULTS.daysPerWeek;
    if (daysPerWeek.min > daysPerWeek.max)
      reading.issues.at(
        reading.source,
        [...path, 'daysPerWeek'],
        'days-reversed',
        `At least ${daysPerWeek.min} but at most ${daysPerWeek.max} days a week.`,
        'Give "min" not above "max".',
      );
    return {
      id: contractId(value.id),
      name: value.name ?? value.id,
      hoursPerWeek: value.hoursPerWeek,
      fullTimeHours: value.fullTimeHours ?? DEFAULTS.fullTimeHours,
      underMinutes: value.underMinutes ?? DEFAULTS.underMinutes,
      overMinutes: value.overMinutes ?? DEFAULTS.overMinutes,
      permanent: value.permanent ?? true,
      onCall: value.onCall ?? false,
      daysPerWeek,
    };
  });
}

/** The shipped activities, replaced or added to by those of the file. */
export function readActivities(entries: readonly Entry<ActivityFile>[]): Activity[] {
  const byId = new Map(SHIPPED_ACTIVITIES.map((activity) => [activity.id, activity]));
  for (const { value } of entries) {
    const ofKind = SHIPPED_ACTIVITIES.find((activity) => activity.kind === value.kind)!;
    const id = activityId(value.id);
    byId.set(id, {
      id,
      name: value.name ?? value.id,
      kind: value.kind,
      paid: value.paid ?? ofKind.paid,
      countsAsWork: value.countsAsWork ?? ofKind.countsAsWork,
      countsAsShrinkage: value.countsAsShrinkage ?? ofKind.countsAsShrinkage,
    });
  }
  return [...byId.values()];
}

/** Shrinkage in whole basis points; `percent-too-fine`, `shrinkage-too-large`. */
export function readShrinkage(
  entries: readonly Entry<NonNullable<CentreFile['shrinkage']>[number]>[],
  reading: Reading,
): Shrinkage[] {
  const shrinkage = entries.map(({ value, path }) => {
    const basisPoints = Math.round(value.percent * 100);
    if (Math.abs(value.percent * 100 - basisPoints) > 1e-9)
      reading.issues.at(
        reading.source,
        [...path, 'percent'],
        'percent-too-fine',
        `${value.percent} % is not a whole number of basis points.`,
        'Give at most two decimals.',
      );
    return {
      reason: value.reason,
      basisPoints,
      planned: value.planned ?? true,
      inRoster: value.inRoster ?? false,
    };
  });
  const total = shrinkage.reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  if (total >= 10_000)
    reading.issues.at(
      reading.source,
      ['shrinkage'],
      'shrinkage-too-large',
      `The reasons add up to ${total / 100} % of paid time.`,
      'They must leave some time for contacts: less than 100 % in all.',
    );
  return shrinkage;
}
