import type { BreakTemplate, CalendarDay, ShiftTemplate } from '../problem.js';
import { slotOfMinute, wallClockStart } from './grid.js';

/** A break as it lies in a shape; lengths in slots. */
export interface ShapeBreak {
  readonly activity: string;
  readonly paid: boolean;
  readonly slots: number;
  /** Grid of starts, slots. */
  readonly step: number;
}

/** A fixed activity of an agent. */
export interface FixedPart {
  readonly activity: string;
  readonly from: number;
  readonly to: number;
  readonly paid: boolean;
}

/** A shift of a local day before its breaks are placed: template, start and paid length. */
export interface Shape {
  readonly template: ShiftTemplate;
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  /** Slots of paid activities. */
  readonly paid: number;
  /** Span less the unpaid breaks of the template, slots. */
  readonly work: number;
  readonly startMinute: number;
  /** Paid log-in at the start, slots. */
  readonly login: number;
  readonly breaks: readonly ShapeBreak[];
  /** First and last possible start of each break, slots. */
  readonly earliest: readonly number[];
  readonly latest: readonly number[];
  /** Least and longest stretch without a break, slots. */
  readonly stretchMin: number;
  readonly stretchMax: number;
  /** Key of (template, wall-clock start, paid length): what counts as the same shift for few distinct shifts. */
  readonly distinct: string;
}

/** All shapes of one local day for one list of templates; `fixed` are the agent's own activities it must hold. */
export interface DayShapes {
  readonly day: number;
  readonly shapes: readonly Shape[];
  readonly fixed: readonly FixedPart[];
}

export interface ShapeInput {
  readonly days: readonly CalendarDay[];
  readonly day: number;
  readonly templates: readonly ShiftTemplate[];
  readonly kindIndex: ReadonlyMap<string, number>;
  readonly slotMinutes: number;
  readonly cyclic: boolean;
  readonly fixed: readonly FixedPart[];
}

/** Enumerates (template, start, paid length) of a day; shapes in which the breaks cannot lie are left out. */
export function enumerateShapes(input: ShapeInput): DayShapes {
  const { days, day, templates, slotMinutes, cyclic } = input;
  const shapes: Shape[] = [];
  for (const template of templates) {
    if (template.weekdays && !template.weekdays.includes(days[day]!.weekday)) continue;
    const endFrom = template.end?.earliest;
    const endTo = template.end?.latest;
    const firstEnd = endFrom === undefined ? -Infinity : slotOfMinute(days, day, endFrom, slotMinutes, cyclic);
    const lastEnd = endTo === undefined ? Infinity : slotOfMinute(days, day, endTo, slotMinutes, cyclic);
    const starts = new Set<number>();
    for (const minute of range(template.start.earliest, template.start.latest, template.start.step)) {
      const start = slotOfMinute(days, day, minute, slotMinutes, cyclic);
      if (Number.isInteger(start)) starts.add(start);
    }
    for (const start of starts) {
      for (const paidLength of range(template.paid.min, template.paid.max, template.paid.step)) {
        const shape = createShape(input, template, start, paidLength);
        if (shape && shape.end >= firstEnd && shape.end <= lastEnd && shape.end > shape.start) shapes.push(shape);
      }
    }
  }
  return { day, shapes, fixed: input.fixed };
}

function createShape(input: ShapeInput, template: ShiftTemplate, start: number, paidLength: number): Shape | undefined {
  const { slotMinutes, fixed } = input;
  const toSlots = (minutes: number): number => minutes / slotMinutes;
  const held = template.breaks
    .filter((part) => part.ifWorkOver === undefined || paidLength > part.ifWorkOver)
    .toSorted((a, b) => a.earliestAfterStart - b.earliestAfterStart || latestOf(a) - latestOf(b));
  const unpaidBreaks = held.reduce((sum, part) => sum + (part.paid ? 0 : part.minutes), 0);
  const span = toSlots(paidLength + unpaidBreaks);
  if (!Number.isInteger(span)) return undefined;
  const end = start + span;
  const login = toSlots(template.login?.minutes ?? 0);
  let unpaidFixed = 0;
  for (const part of fixed) {
    if (part.from < start + login || part.to > end) return undefined;
    if (!part.paid) unpaidFixed += part.to - part.from;
  }
  const earliest: number[] = [];
  const latest: number[] = [];
  for (const part of held) {
    const step = Math.max(1, toSlots(part.stepMinutes ?? slotMinutes));
    const first = Math.ceil(Math.max(toSlots(part.earliestAfterStart), login) / step) * step;
    const limit = Math.min(
      toSlots(part.latestAfterStart ?? Infinity),
      span - toSlots(part.endBeforeShiftEnd ?? 0) - toSlots(part.minutes),
    );
    const last = Math.floor(limit / step) * step;
    if (last < first) return undefined;
    earliest.push(start + first);
    latest.push(start + last);
  }
  const startMinute = wallClockStart(input.days[input.day]!, start, slotMinutes);
  return {
    template,
    kind: input.kindIndex.get(template.kind ?? template.id)!,
    start,
    end,
    paid: toSlots(paidLength) - unpaidFixed,
    work: toSlots(paidLength),
    startMinute,
    login,
    breaks: held.map((part) => ({
      activity: part.activity,
      paid: part.paid,
      slots: toSlots(part.minutes),
      step: Math.max(1, toSlots(part.stepMinutes ?? slotMinutes)),
    })),
    earliest,
    latest,
    stretchMin: toSlots(template.stretch?.min ?? 0),
    stretchMax: toSlots(template.stretch?.max ?? Infinity),
    distinct: `${template.id}|${startMinute}|${paidLength}`,
  };
}

const latestOf = (part: BreakTemplate): number => part.latestAfterStart ?? Infinity;

/** Values from `from` to `to` in steps; a step of 0 gives the first only. */
function range(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to + 1e-9; value += step) {
    values.push(value);
    if (step <= 0) break;
  }
  return values;
}
