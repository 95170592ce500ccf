import type { PlannedShift } from '../solution.js';
import { type Assembler, type Assignment, labourCost } from './assemble.js';
import type { Compiled } from './compile.js';
import { plannedShift } from './report.js';
import { type Choice, ruleCost } from './tour.js';

/** A shift that no work plan of the agent allows: the engine cannot hold it. */
export interface UnknownShift {
  readonly agent: string;
  readonly day: number;
  /** `agent`: not in the problem; `shift`: no template, start and length like it; `place`; `breaks`: not where they may lie. */
  readonly why: 'agent' | 'shift' | 'place' | 'breaks';
}

/** A tour in the engine's numbers, without the shifts that the problem does not know. */
export interface ReadTour {
  readonly assignment: Assignment;
  readonly unknown: readonly UnknownShift[];
}

/** Reads somebody's shifts as a tour, breaks where the shifts have them. */
export function readTour(
  compiled: Compiled,
  assembler: Assembler,
  person: number,
  shifts: readonly PlannedShift[],
): ReadTour {
  const { grid, hardPenalty, areas } = compiled;
  const agent = compiled.classes[compiled.classOf[person]!]!;
  const name = compiled.names[person]!;
  const unknown: UnknownShift[] = [];
  const choice: Choice = {
    shape: new Int32Array(agent.days.length).fill(-1),
    place: new Int32Array(agent.days.length).fill(-1),
  };
  const breaks: (Int32Array | null)[] = new Array<Int32Array | null>(agent.days.length).fill(null);
  for (const shift of shifts) {
    const { day } = shift;
    const info = agent.days[day];
    const of = (why: UnknownShift['why']): void => void unknown.push({ agent: name, day, why });
    const s =
      info?.day.shapes.findIndex(
        (one, i) =>
          one.template.id === shift.template &&
          one.start === shift.startSlot &&
          one.end === shift.endSlot &&
          info.breach[i] !== 255,
      ) ?? -1;
    if (info === undefined || s < 0 || choice.shape[day]! >= 0) {
      of('shift');
      continue;
    }
    const place = agent.places.findIndex((one) => {
      const { site, area } = areas[one.area]!;
      return site === shift.site && area === shift.area;
    });
    if (place < 0) {
      of('place');
      continue;
    }
    const starts = breakStarts(info.day.shapes[s]!.breaks, shift, grid.low);
    if (starts === undefined) {
      of('breaks');
      continue;
    }
    choice.shape[day] = s;
    choice.place[day] = place;
    breaks[day] = starts;
  }
  const assignment: Assignment = {
    choice,
    breaks,
    cover: assembler.coverOf(agent, choice, breaks),
    ownCost: labourCost(agent, choice, breaks, grid.low) + ruleCost(agent, choice, grid.slots, hardPenalty),
  };
  return { assignment, unknown };
}

/** A tour as shifts. */
export function plannedTour(compiled: Compiled, person: number, assignment: Assignment | null): PlannedShift[] {
  if (!assignment) return [];
  const agent = compiled.classes[compiled.classOf[person]!]!;
  const shifts: PlannedShift[] = [];
  assignment.choice.shape.forEach((shape, day) => {
    if (shape >= 0) shifts.push(plannedShift(compiled, agent, compiled.names[person]!, assignment, day));
  });
  return shifts;
}

/** Shifts by agent. */
export function groupShifts(shifts: readonly PlannedShift[]): Map<string, readonly PlannedShift[]> {
  const groups = new Map<string, PlannedShift[]>();
  for (const shift of shifts) {
    const group = groups.get(shift.agent);
    if (group === undefined) groups.set(shift.agent, [shift]);
    else group.push(shift);
  }
  return groups;
}

/** Starts of a shape's breaks in a shift (padded slots), in the shape's order; undefined where one is missing. */
function breakStarts(
  breaks: readonly { readonly activity: string; readonly slots: number; readonly paid: boolean }[],
  shift: PlannedShift,
  low: number,
): Int32Array | undefined {
  const left = [...shift.activities];
  const starts = new Int32Array(breaks.length);
  for (const [b, part] of breaks.entries()) {
    const at = left.findIndex(
      (one) => one.activity === part.activity && one.endSlot - one.startSlot === part.slots && one.paid === part.paid,
    );
    if (at < 0) return undefined;
    starts[b] = left[at]!.startSlot - low;
    left.splice(at, 1);
  }
  return starts;
}
