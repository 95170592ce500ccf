import type { Activity, PlanBreak, PlanShift } from '../domain/centre.js';
import { activityId } from '../domain/ids.js';
import { formatMinute } from '../time/zone.js';
import { breaksFit, spanOf } from './breaks-fit.js';
import { DEFAULT_BREAKS, DEFAULTS } from './defaults.js';
import { checkKnown, type Entry, minuteOf, minutesOfHours, type Reading, weekdaysOf } from './reading.js';
import type { ShiftFile } from './schema-work.js';
import type { JsonPath } from './source.js';

/** Shift families with their grids, windows and breaks checked. */
export function readShifts(
  entries: readonly Entry<ShiftFile>[],
  activities: readonly Activity[],
  reading: Reading,
): PlanShift[] {
  return entries.map(({ value, path }) => {
    const breaks: readonly PlanBreak[] = (value.breaks ?? DEFAULT_BREAKS).map((item) => ({
      ...(item as PlanBreak),
      activity: activityId(item.activity),
    }));
    const shift: PlanShift = {
      id: value.id,
      kind: value.kind ?? value.id,
      weekdays: weekdaysOf(value.days ?? 'daily'),
      start: {
        earliest: minuteOf(value.start.earliest),
        latest: minuteOf(value.start.latest),
        step: value.start.stepMinutes ?? DEFAULTS.startStepMinutes,
      },
      ...(value.endLatest === undefined ? {} : { endLatest: minuteOf(value.endLatest) }),
      paid: readLengths(value, path, reading),
      breaks,
      loginMinutes: value.loginMinutes ?? DEFAULTS.loginMinutes,
      ...(value.maxStretchMinutes === undefined ? {} : { maxStretchMinutes: value.maxStretchMinutes }),
    };
    const knownBreaks = breaks.every(({ activity }, i) =>
      checkKnown(reading, 'activity', activity, value.breaks === undefined ? path : [...path, 'breaks', i, 'activity']),
    );
    const onGrid = checkGrid(shift, value, path, reading);
    if (shift.start.latest < shift.start.earliest)
      reading.issues.at(
        reading.source,
        [...path, 'start'],
        'window-reversed',
        `The latest start ${value.start.latest} lies before the earliest ${value.start.earliest}.`,
        'Swap them.',
      );
    else if (knownBreaks && onGrid && shift.paid.min <= shift.paid.max) checkRoom(shift, path, activities, reading);
    return shift;
  });
}

function readLengths(file: ShiftFile, path: JsonPath, reading: Reading): PlanShift['paid'] {
  const { paidHours } = file;
  const step = paidHours.step ?? DEFAULTS.lengthStepHours;
  const [min, max, grid] = [paidHours.min, paidHours.max, step].map(minutesOfHours);
  if (min === undefined || max === undefined || grid === undefined || grid === 0)
    reading.issues.at(
      reading.source,
      [...path, 'paidHours'],
      'length-not-minutes',
      `Lengths of ${paidHours.min} to ${paidHours.max} hours by ${step} are not whole minutes.`,
      'Give hours that are whole minutes, e.g. 7.5 or 7.25.',
    );
  if (paidHours.min > paidHours.max)
    reading.issues.at(
      reading.source,
      [...path, 'paidHours'],
      'length-reversed',
      `The shortest length ${paidHours.min} h exceeds the longest ${paidHours.max} h.`,
      'Swap them.',
    );
  return { min: min ?? 1, max: max ?? 1, step: grid ?? 1 };
}

/** `shift-off-grid`: what does not fall on slots. */
function checkGrid(shift: PlanShift, file: ShiftFile, path: JsonPath, reading: Reading): boolean {
  const { slotMinutes } = reading;
  const checked: [string, number, JsonPath][] = [
    ['earliest start', shift.start.earliest, ['start', 'earliest']],
    ['latest start', shift.start.latest, ['start', 'latest']],
    ['grid of starts', shift.start.step, file.start.stepMinutes === undefined ? ['start'] : ['start', 'stepMinutes']],
    ['shortest length', shift.paid.min, ['paidHours', 'min']],
    ['longest length', shift.paid.max, ['paidHours', 'max']],
    ['grid of lengths', shift.paid.step, file.paidHours.step === undefined ? ['paidHours'] : ['paidHours', 'step']],
    ['log-in', shift.loginMinutes, file.loginMinutes === undefined ? [] : ['loginMinutes']],
  ];
  shift.breaks.forEach((item, i) => {
    const at = file.breaks === undefined ? [] : ['breaks', i];
    checked.push([`length of the break`, item.minutes, file.breaks === undefined ? at : [...at, 'minutes']]);
    if (item.stepMinutes !== undefined) checked.push(['grid of the break', item.stepMinutes, [...at, 'stepMinutes']]);
  });
  const off = checked.filter(([, minutes]) => minutes % slotMinutes !== 0);
  for (const [what, minutes, at] of off)
    reading.issues.at(
      reading.source,
      [...path, ...at],
      'shift-off-grid',
      `The ${what} of ${minutes} minutes is not a multiple of the ${slotMinutes}-minute slot.`,
      'Give a multiple of the slot, or a finer one (slotMinutes).',
    );
  return off.length === 0;
}

/** `breaks-without-room`, `shift-without-room`. */
function checkRoom(shift: PlanShift, path: JsonPath, activities: readonly Activity[], reading: Reading): void {
  const paidOf = new Map(activities.map(({ id, paid }) => [id, paid]));
  const breaks = shift.breaks.map((item) => ({ ...item, paid: paidOf.get(item.activity) ?? true }));
  const options = {
    loginMinutes: shift.loginMinutes,
    slotMinutes: reading.slotMinutes,
    ...(shift.maxStretchMinutes === undefined ? {} : { maxStretch: shift.maxStretchMinutes }),
  };
  const { min, max, step } = shift.paid;
  const tight: number[] = [];
  for (let length = min; length <= max; length += step) if (!breaksFit(length, breaks, options)) tight.push(length);
  if (tight.length > 0)
    reading.issues.at(
      reading.source,
      [...path, 'breaks'],
      'breaks-without-room',
      `Shift "${shift.id}" of ${tight.map((length) => `${length / 60} h`).join(', ')} cannot hold its breaks.`,
      'Widen the windows of the breaks, tie them to longer shifts with "ifWorkOver", or change the lengths.',
    );
  const shortest = shift.start.earliest + spanOf(min, breaks).span;
  if (shift.endLatest !== undefined && shortest > shift.endLatest)
    reading.issues.at(
      reading.source,
      [...path, 'endLatest'],
      'shift-without-room',
      `The earliest start and shortest length end at ${formatMinute(shortest)}, after ${formatMinute(shift.endLatest)}.`,
      'Give a later end, an earlier start or a shorter length.',
    );
}
