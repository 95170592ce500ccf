import type { Calendar, ProblemAgent, ProblemQueue, RosterProblem, Rule, TeamRule } from '../problem.js';
import type { PlannedShift } from '../solution.js';

/** Weeks of a problem as a problem of their own, with what was decided before them as history. */
export interface RosterWindow {
  readonly problem: RosterProblem;
  /** Slots and, by calendar, days that the window lies after the start of the whole. */
  readonly slot: number;
  readonly dayOf: ReadonlyMap<string, number>;
}

/**
 * Cuts the rule weeks `from` up to, not including, `to` out of a problem of single people.
 * Shifts decided before become prior work; what they count towards sums over the period is carried. Least amounts over the period
 * wait for the last window. Work released before the window is taken to be done evenly over its open time.
 * @param decided shifts of the weeks before, in the slots and days of the whole
 */
export function windowOf(
  problem: RosterProblem,
  from: number,
  to: number,
  decided: ReadonlyMap<string, readonly PlannedShift[]>,
): RosterWindow {
  const first = problem.calendars[0]!.days;
  const slot = first.find((day) => day.week === from)!.startSlot;
  const isLast = !first.some((day) => day.week >= to);
  const end = isLast ? problem.slots : first.find((day) => day.week === to)!.startSlot;
  const days = new Map<string, { offset: number; count: number }>();
  const calendars = problem.calendars.map((calendar): Calendar => {
    const offset = calendar.days.findIndex((day) => day.week === from);
    const own = calendar.days.filter((day) => day.week >= from && day.week < to);
    days.set(calendar.id, { offset, count: own.length });
    return {
      ...calendar,
      days: own.map((day) => ({
        ...day,
        week: day.week - from,
        startSlot: day.startSlot - slot,
        endSlot: day.endSlot - slot,
      })),
    };
  });
  const kindOf = new Map(problem.shiftTemplates.map((template) => [template.id, template.kind ?? template.id]));
  const rulesOf = new Map(problem.ruleSets.map((set) => [set.id, set.rules]));
  const agents = problem.agents.map((agent) =>
    agentIn(agent, problem, slot, end - slot, days.get(agent.calendar)!, decided.get(agent.id) ?? [], kindOf, rulesOf),
  );
  const { shiftCover, priceLists, teamRules, ...rest } = problem;
  const intervals = { from: slot / problem.intervalSlots, to: end / problem.intervalSlots };
  return {
    slot,
    dayOf: new Map([...days].map(([id, { offset }]) => [id, offset])),
    problem: {
      ...rest,
      origin: new Date(Date.parse(problem.origin) + slot * problem.slotMinutes * 60_000).toISOString(),
      slots: end - slot,
      calendars,
      queues: problem.queues.map((queue) => queueIn(queue, intervals.from, intervals.to)),
      ruleSets: isLast
        ? problem.ruleSets
        : problem.ruleSets.map((set) => ({ ...set, rules: set.rules.map(withoutLeast) })),
      ...(priceLists === undefined
        ? {}
        : { priceLists: priceLists.map(({ id, perSlot }) => ({ id, perSlot: perSlot.slice(slot, end) })) }),
      ...(teamRules === undefined
        ? {}
        : {
            teamRules: teamRules.flatMap((rule): TeamRule[] => {
              if (rule.rule !== 'site-minimum') return [rule];
              const windows = shifted(rule.windows, slot, end - slot);
              return windows.length === 0 ? [] : [{ ...rule, windows }];
            }),
          }),
      ...(shiftCover === undefined
        ? {}
        : {
            shiftCover: shiftCover.flatMap((cover) => {
              const { offset, count } = days.get(cover.calendar)!;
              const list = (typeof cover.day === 'number' ? [cover.day] : cover.day)
                .map((day) => day - offset)
                .filter((day) => day >= 0 && day < count);
              return list.length === 0 ? [] : [{ ...cover, day: list }];
            }),
          }),
      agents,
    },
  };
}

/** A least amount over the whole period says nothing about its first weeks. */
function withoutLeast(rule: Rule): Rule {
  if (!('per' in rule) || rule.per !== 'period' || !('min' in rule)) return rule;
  const { min: _, ...rest } = rule;
  return rest as Rule;
}

function shifted<T extends { readonly from: number; readonly to: number }>(
  windows: readonly T[],
  by: number,
  before: number,
): T[] {
  return windows
    .map((window) => ({ ...window, from: window.from - by, to: window.to - by }))
    .filter((window) => window.to > 0 && window.from < before);
}

function queueIn(queue: ProblemQueue, from: number, to: number): ProblemQueue {
  const cut = <T>(list: readonly T[]): T[] => list.slice(from, to);
  const { underOf, overOf, minimum, demand } = queue;
  return {
    ...queue,
    demand:
      demand.kind === 'agents'
        ? { kind: 'agents', perInterval: cut(demand.perInterval) }
        : {
            kind: 'work',
            ...(demand.open === undefined ? {} : { open: cut(demand.open) }),
            items: demand.items.flatMap(({ release, deadline, agentIntervals }) => {
              const start = Math.max(release, from);
              const stop = Math.min(deadline, to);
              if (start >= stop) return [];
              const open = (a: number, b: number): number => {
                let count = 0;
                for (let t = a; t < b; t++) count += demand.open?.[t] === 0 ? 0 : 1;
                return count;
              };
              const share = open(start, stop) / Math.max(1, open(release, deadline));
              const amount = agentIntervals * share;
              return amount === 0 ? [] : [{ release: start - from, deadline: stop - from, agentIntervals: amount }];
            }),
          },
    ...(typeof underOf === 'number' ? {} : { underOf: cut(underOf) }),
    ...(overOf === undefined || typeof overOf === 'number' ? {} : { overOf: cut(overOf) }),
    ...(minimum === undefined ? {} : { minimum: cut(minimum) }),
  };
}

function agentIn(
  agent: ProblemAgent,
  problem: RosterProblem,
  slot: number,
  slots: number,
  { offset, count }: { offset: number; count: number },
  decided: readonly PlannedShift[],
  kindOf: ReadonlyMap<string, string>,
  rulesOf: ReadonlyMap<string, readonly Rule[]>,
): ProblemAgent {
  const { available, unavailable, credits, prior, fixed, pins, wishes, carried, ...rest } = agent;
  const onDays = <T extends { readonly day: number }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, day: one.day - offset })).filter(({ day }) => day >= 0 && day < count);
  const before = [
    ...(prior ?? []).map((one) => ({ ...one, startSlot: one.startSlot - slot, endSlot: one.endSlot - slot })),
    ...decided
      .toSorted((a, b) => a.startSlot - b.startSlot)
      .map(({ startSlot, endSlot, paidMinutes, template }) => ({
        startSlot: startSlot - slot,
        endSlot: endSlot - slot,
        paidMinutes,
        kind: kindOf.get(template)!,
      })),
  ];
  const rules = agent.rules.flatMap((id) => rulesOf.get(id) ?? []);
  const sums = rules.flatMap((rule) => {
    const earlier = carried?.find((one) => one.rule === rule.id)?.amount ?? 0;
    const amount = earlier + countOf(rule, agent, problem, decided, kindOf, offset);
    return amount > 0 ? [{ rule: rule.id, amount }] : [];
  });
  const at = {
    available: available && shifted(available, slot, Number.POSITIVE_INFINITY),
    unavailable: unavailable && shifted(unavailable, slot, Number.POSITIVE_INFINITY),
    fixed: fixed && shifted(fixed, slot, slots).filter((one) => one.from >= 0),
    credits: credits && onDays(credits),
    pins:
      pins &&
      onDays(pins).map((pin) =>
        'off' in pin
          ? pin
          : {
              ...pin,
              ...(pin.startSlot === undefined ? {} : { startSlot: pin.startSlot - slot }),
              ...(pin.endSlot === undefined ? {} : { endSlot: pin.endSlot - slot }),
            },
      ),
    wishes: wishes && onDays(wishes),
  };
  return {
    ...rest,
    // An empty list of windows would mean never.
    ...(at.available === undefined ? {} : { available: at.available }),
    ...(at.unavailable?.length ? { unavailable: at.unavailable } : {}),
    ...(at.fixed?.length ? { fixed: at.fixed } : {}),
    ...(at.credits?.length ? { credits: at.credits } : {}),
    ...(at.pins?.length ? { pins: at.pins } : {}),
    ...(at.wishes?.length ? { wishes: at.wishes } : {}),
    ...(before.length === 0 ? {} : { prior: before }),
    ...(sums.length === 0 ? {} : { carried: sums }),
  };
}

/** What decided shifts count towards a rule over the whole period. */
function countOf(
  rule: Rule,
  agent: ProblemAgent,
  { calendars }: RosterProblem,
  decided: readonly PlannedShift[],
  kindOf: ReadonlyMap<string, string>,
  offset: number,
): number {
  const { days } = calendars.find(({ id }) => id === agent.calendar)!;
  const counts = (shift: PlannedShift, weekdays: readonly number[] | undefined): boolean =>
    weekdays === undefined || weekdays.includes(days[shift.day]!.weekday);
  const spanMinutes = (minutes: (shift: PlannedShift) => number): number =>
    decided.reduce((sum, shift) => sum + minutes(shift), 0);
  switch (rule.rule) {
    case 'weekends':
      return rule.max === undefined
        ? 0
        : new Set(decided.filter((shift) => days[shift.day]!.weekday >= 6).map((shift) => days[shift.day]!.week)).size;
    case 'days-worked':
      return rule.per === 'period' ? decided.filter((shift) => counts(shift, rule.weekdays)).length : 0;
    case 'shift-count':
      return rule.per === 'period'
        ? decided.filter((shift) => counts(shift, rule.weekdays) && rule.kinds.includes(kindOf.get(shift.template)!))
            .length
        : 0;
    case 'place-days':
      return rule.per === 'period'
        ? decided.filter((shift) => counts(shift, rule.weekdays) && rule.sites.includes(shift.site)).length
        : 0;
    case 'paid-minutes':
      if (rule.per !== 'period') return 0;
      return (
        spanMinutes((shift) => shift.paidMinutes) +
        (agent.credits ?? []).reduce((sum, { day, paidMinutes }) => sum + (day < offset ? paidMinutes : 0), 0)
      );
    case 'work-minutes':
      return rule.per === 'period' ? spanMinutes((shift) => shift.paidMinutes) : 0;
    default:
      return 0;
  }
}
