import type { ProblemAgent, RosterProblem, ShiftCover, ShiftTemplate } from '../problem.js';
import type { PlannedShift } from '../solution.js';
import { wallClockStart } from './grid.js';

/** A shift of the design: how many people work it on each day of its calendar. */
export interface DesignedShift {
  readonly template: string;
  readonly calendar: string;
  /** Wall-clock start, minutes after midnight, and paid length. */
  readonly startMinute: number;
  readonly paidMinutes: number;
  /** People per day of the calendar. */
  readonly perDay: readonly number[];
}

/**
 * The problem without its people: on every day as many of each kind of worker as there are, free to work or not, each shift by
 * itself. Rules, meetings, leave, wishes and what was worked before are of persons and fall away; few distinct shifts are a priced wish.
 * @param distinctShiftCost price of each shift (template, start, length) in use; absent = the problem's own
 */
export function withoutPeople(problem: RosterProblem, distinctShiftCost?: number): RosterProblem {
  const kinds = new Map<string, { agent: ProblemAgent; count: number }>();
  for (const agent of problem.agents) {
    const { calendar, skills, places, shifts, costPerPaidSlot, slotPrices, costPerShift } = agent;
    const key = JSON.stringify([calendar, skills, places, shifts, costPerPaidSlot, slotPrices, costPerShift]);
    const known = kinds.get(key);
    kinds.set(key, { agent: known?.agent ?? agent, count: (known?.count ?? 0) + (agent.count ?? 1) });
  }
  const price = distinctShiftCost ?? problem.distinctShiftCost;
  const { teamRules: _rules, meetings: _meetings, ...rest } = problem;
  return {
    ...rest,
    name: `${problem.name}, shifts only`,
    ruleSets: [],
    ...(price === undefined ? {} : { distinctShiftCost: price }),
    agents: [...kinds.values()].flatMap(({ agent, count }, k) => {
      const days = problem.calendars.find((calendar) => calendar.id === agent.calendar)!.days;
      return days.map((_, day): ProblemAgent => {
        const { calendar, skills, places, shifts, costPerPaidSlot, slotPrices, costPerShift } = agent;
        return {
          id: `kind-${k}/day-${day}`,
          count,
          calendar,
          skills,
          places,
          shifts,
          rules: [],
          pins: days.flatMap((_, other) => (other === day ? [] : [{ day: other, off: true as const }])),
          costPerPaidSlot,
          ...(slotPrices === undefined ? {} : { slotPrices }),
          ...(costPerShift === undefined ? {} : { costPerShift }),
        };
      });
    }),
  };
}

/** Reads the design off the roster of {@link withoutPeople}. */
export function designOf(problem: RosterProblem, shifts: readonly PlannedShift[]): DesignedShift[] {
  const calendars = new Map(problem.calendars.map((calendar) => [calendar.id, calendar.days]));
  const calendarOf = new Map(problem.agents.map((agent) => [agent.id, agent.calendar]));
  const found = new Map<string, { shift: Omit<DesignedShift, 'perDay'>; perDay: number[] }>();
  for (const shift of shifts) {
    const calendar = calendarOf.get(shift.agent) ?? calendarOf.get(shift.agent.replace(/#\d+$/, ''))!;
    const days = calendars.get(calendar)!;
    const start = wallClockStart(days[shift.day]!, shift.startSlot, problem.slotMinutes);
    const key = JSON.stringify([calendar, shift.template, start, shift.paidMinutes]);
    let known = found.get(key);
    if (!known) {
      const { template, paidMinutes } = shift;
      known = {
        shift: { template, calendar, startMinute: start, paidMinutes },
        perDay: new Array<number>(days.length).fill(0),
      };
      found.set(key, known);
    }
    known.perDay[shift.day]!++;
  }
  return Array.from(found.values(), ({ shift, perDay }) => ({ ...shift, perDay })).toSorted(
    (a, b) =>
      a.startMinute - b.startMinute ||
      a.paidMinutes - b.paidMinutes ||
      (a.template < b.template ? -1 : a.template > b.template ? 1 : a.calendar < b.calendar ? -1 : 1),
  );
}

/**
 * The problem with its people again, whose only shifts are those of the design: assignment (or bidding, with wishes for their
 * kinds) deals them out. A shift of the design left open, or one too many, costs many times what any shift or wish does.
 */
export function assignmentOf(problem: RosterProblem, design: readonly DesignedShift[]): RosterProblem {
  const idOf = (shift: DesignedShift): string => `${shift.template}/${shift.startMinute}/${shift.paidMinutes}`;
  const templates = new Map<string, ShiftTemplate>();
  const byTemplate = new Map<string, string[]>();
  for (const shift of design) {
    const id = idOf(shift);
    if (templates.has(id)) continue;
    const own = problem.shiftTemplates.find((template) => template.id === shift.template)!;
    const { startMinute, paidMinutes } = shift;
    templates.set(id, {
      ...own,
      id,
      kind: own.kind ?? own.id,
      start: { earliest: startMinute, latest: startMinute, step: own.start.step },
      paid: { min: paidMinutes, max: paidMinutes, step: own.paid.step },
    });
    byTemplate.set(shift.template, [...(byTemplate.get(shift.template) ?? []), id]);
  }
  // Demand by shift speaks of kinds: each designed shift gets one of its own, and rules and wishes name them all.
  const kinds = new Map<string, string[]>();
  for (const { id, kind } of templates.values()) kinds.set(kind!, [...(kinds.get(kind!) ?? []), id]);
  const unfold = (names: readonly string[]): string[] => names.flatMap((name) => kinds.get(name) ?? [name]);
  const longest = Math.max(0, ...design.map((shift) => shift.paidMinutes)) / problem.slotMinutes;
  const dearest = problem.agents.flatMap((agent) => [
    agent.costPerPaidSlot * longest + (agent.costPerShift ?? 0),
    ...(agent.wishes ?? []).map((wish) => wish.weight),
  ]);
  const costs = [{ cost: 10 * Math.max(1, ...dearest) }];
  return {
    ...problem,
    name: `${problem.name}, assignment`,
    queues: [],
    shiftTemplates: Array.from(templates.values(), ({ kind: _, ...template }) => template),
    shiftCover: design.flatMap((shift): ShiftCover[] =>
      shift.perDay.map((wanted, day) => ({
        calendar: shift.calendar,
        day,
        kinds: [idOf(shift)],
        wanted,
        under: costs,
        over: costs,
      })),
    ),
    ruleSets: problem.ruleSets.map((set) => ({
      ...set,
      rules: set.rules.map((rule) => ({
        ...rule,
        ...('kinds' in rule ? { kinds: unfold(rule.kinds) } : {}),
        ...(rule.rule === 'succession' ? { from: unfold(rule.from), to: unfold(rule.to) } : {}),
        ...(rule.rule === 'sequence'
          ? { days: rule.days.map((day) => ('kinds' in day ? { kinds: unfold(day.kinds) } : day)) }
          : {}),
        ...(rule.rule === 'rotation'
          ? {
              weeks: rule.weeks.map((week) =>
                week.map((part) => ('kinds' in part && part.kinds ? { ...part, kinds: unfold(part.kinds) } : part)),
              ),
            }
          : {}),
      })),
    })) as RosterProblem['ruleSets'],
    agents: problem.agents.map((agent) => ({
      ...agent,
      skills: [],
      shifts: agent.shifts.flatMap((id) => byTemplate.get(id) ?? []),
      ...(agent.pins && { pins: agent.pins.filter((pin) => 'off' in pin) }),
      ...(agent.wishes && {
        wishes: agent.wishes.map((wish) => ({
          ...wish,
          want:
            'kinds' in wish.want
              ? { kinds: unfold(wish.want.kinds) }
              : 'notKinds' in wish.want
                ? { notKinds: unfold(wish.want.notKinds) }
                : wish.want,
        })),
      }),
    })),
  };
}
