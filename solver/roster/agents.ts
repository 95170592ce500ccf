import type { Calendar, ProblemAgent, RosterProblem, Rule, ShiftTemplate } from '../problem.js';
import { type DayKernel, flattenDay } from './breaks.js';
import type { Grid } from './grid.js';
import type { Area } from './places.js';
import { createMachine, type RuleContext, type RuleMachine, type Step } from './rules/index.js';
import { type DayShapes, enumerateShapes, type FixedPart, type Shape } from './shapes.js';

/** A day's shapes with their kernel. */
export interface Day {
  readonly shapes: readonly Shape[];
  readonly kernel: DayKernel;
  readonly fixed: readonly FixedPart[];
  /** Index of (template, wall-clock start, paid length) per shape. */
  readonly distinct: Int32Array;
}

/** A rule of an agent, ready to run. */
export interface AgentRule {
  readonly rule: Rule;
  readonly machine: RuleMachine;
  /** Offset of its words in the state. */
  readonly offset: number;
  /** Cost per unit of breach; the hard penalty for hard rules. */
  readonly weight: number;
}

/** What may happen on one day of one kind of agent. */
export interface AgentDay {
  readonly day: Day;
  /** Hard laws a shape would break (pins, fixed activities): 0 = none, 255 = never. */
  readonly breach: Uint8Array;
  /** Cost of wishes not granted, per shape. */
  readonly wishes: Float64Array;
  readonly offBreach: number;
  readonly offWishes: number;
  /** Indices into `places` that may be used. */
  readonly places: readonly number[];
  /** Rows of shift cover per kind. */
  readonly coverRows: ReadonlyMap<number, readonly number[]>;
  /** Distinguishes days with fixed activities of the agent's own from the shared ones. */
  readonly own: boolean;
  /** The day without fixed activities: that of the family. */
  readonly plain: Day;
  /** Whether a fixed activity changes or overlaps the shapes. */
  readonly apart: boolean;
}

export interface AgentPlace {
  readonly area: number;
  readonly site: number;
  readonly cost: number;
}

/** Agents alike in everything but their name. */
export interface AgentClass {
  readonly index: number;
  readonly agent: ProblemAgent;
  readonly calendar: number;
  readonly group: number;
  readonly members: number[];
  readonly days: readonly AgentDay[];
  readonly context: RuleContext;
  readonly rules: readonly AgentRule[];
  readonly words: number;
  /** State before the period. */
  readonly initial: Int32Array;
  readonly places: readonly AgentPlace[];
  readonly costPerPaidSlot: number;
  readonly costPerShift: number;
  /** Premium per padded slot, or null. */
  readonly prices: Float64Array | null;
  /** Agents with equal keys get equal shape costs from equal slot values. */
  readonly shapeKey: string;
  /** Agents with equal keys differ in the costs of their shapes by what a paid slot and a shift cost, where nothing fixed is in the way. */
  readonly familyKey: string;
  /** End of the last prior shift, slots. */
  readonly priorEnd: number;
}

/** Everything shared by agents of one problem while they are compiled. */
export interface CompileContext {
  readonly problem: RosterProblem;
  readonly grid: Grid;
  readonly calendars: ReadonlyMap<string, { calendar: Calendar; index: number }>;
  readonly templates: ReadonlyMap<string, ShiftTemplate>;
  readonly kindIndex: ReadonlyMap<string, number>;
  readonly siteIndex: ReadonlyMap<string, number>;
  readonly areas: readonly Area[];
  readonly groupOf: (agent: ProblemAgent) => number;
  readonly hardPenalty: number;
  readonly distinctKeys: Map<string, number>;
  /** Rows of shift cover by `calendar|day|kind`. */
  readonly demandRows: ReadonlyMap<string, readonly number[]>;
  /** Days already enumerated, by calendar, templates, day. */
  readonly dayCache: Map<string, Day>;
}

/** Compiles one agent of the problem into the class of all agents like it. */
export function compileAgent(context: CompileContext, agent: ProblemAgent, index: number): AgentClass {
  const { problem, grid } = context;
  const found = context.calendars.get(agent.calendar);
  if (!found) throw new RangeError(`agent ${agent.id} names unknown calendar ${agent.calendar}`);
  const { calendar } = found;
  const templates = agent.shifts.map((id) => {
    const template = context.templates.get(id);
    if (!template) throw new RangeError(`agent ${agent.id} names unknown shift template ${id}`);
    return template;
  });
  const places = agent.places.map((place) => {
    const area = context.areas.findIndex((one) => one.site === place.site && one.area === place.area);
    if (area < 0) throw new RangeError(`agent ${agent.id} names unknown place ${place.site}, ${place.area}`);
    return { area, site: context.areas[area]!.siteIndex, cost: place.costPerShift };
  });
  const fixedOf = assignFixed(context, agent, calendar.days);
  const enumerate = (day: number, fixed: readonly FixedPart[]): Day => {
    const key = `${found.index}|${agent.shifts.join(',')}|${day}`;
    const cached = fixed.length === 0 ? context.dayCache.get(key) : undefined;
    if (cached) return cached;
    const made = finishDay(
      context,
      enumerateShapes({
        days: calendar.days,
        day,
        templates,
        kindIndex: context.kindIndex,
        slotMinutes: grid.slotMinutes,
        cyclic: grid.cyclic,
        fixed,
      }),
    );
    if (fixed.length === 0) context.dayCache.set(key, made);
    return made;
  };
  const days = calendar.days.map((_, day) =>
    compileDay(context, agent, found.index, day, fixedOf[day]!, enumerate, places),
  );
  const lastDay = calendar.days.length - 1;
  const earliestLater = new Int32Array(calendar.days.length).fill(1_000_000_000);
  for (let day = lastDay - 1; day >= 0; day--) {
    let first = earliestLater[day + 1]!;
    for (const shape of days[day + 1]!.day.shapes) first = Math.min(first, shape.start);
    earliestLater[day] = first;
  }
  const creditMinutes = new Float64Array(calendar.days.length);
  for (const credit of agent.credits ?? []) creditMinutes[credit.day]! += credit.paidMinutes;
  const prior = problem.cyclic ? [] : (agent.prior ?? []).toSorted((a, b) => a.startSlot - b.startSlot);
  const ruleContext: RuleContext = {
    slotMinutes: grid.slotMinutes,
    days: calendar.days,
    lastOfWeek: Uint8Array.from(calendar.days, (day, d) => (calendar.days[d + 1]?.week === day.week ? 0 : 1)),
    creditMinutes,
    kindIndex: context.kindIndex,
    carried: new Map((agent.carried ?? []).map(({ rule, amount }) => [rule, amount])),
    siteIndex: context.siteIndex,
    cyclic: problem.cyclic,
    ringSlots: problem.slots,
    earliestLater,
  };
  const rules: AgentRule[] = [];
  let words = 0;
  for (const set of problem.ruleSets) {
    if (!agent.rules.includes(set.id)) continue;
    for (const rule of set.rules) {
      const machine = createMachine(rule, ruleContext);
      const weight = rule.hard ? context.hardPenalty : (rule.weight ?? 0);
      rules.push({ rule, machine, offset: words, weight });
      words += machine.words;
    }
  }
  const priceList = agent.slotPrices && problem.priceLists?.find((list) => list.id === agent.slotPrices);
  if (agent.slotPrices && !priceList)
    throw new RangeError(`agent ${agent.id} names unknown price list ${agent.slotPrices}`);
  const prices = priceList ? new Float64Array(grid.size) : null;
  if (prices && priceList) {
    for (let i = 0; i < grid.size; i++) {
      const slot = i + grid.low;
      const inside = grid.cyclic ? ((slot % grid.slots) + grid.slots) % grid.slots : slot;
      prices[i] = priceList.perSlot[inside] ?? 0;
    }
  }
  const group = context.groupOf(agent);
  const costPerShift = agent.costPerShift ?? 0;
  return {
    index,
    agent,
    calendar: found.index,
    group,
    members: [],
    days,
    context: ruleContext,
    rules,
    words,
    initial: initialState(rules, words, prior, context, calendar.days[0]!),
    places,
    costPerPaidSlot: agent.costPerPaidSlot,
    costPerShift,
    prices,
    familyKey: `${found.index}|${agent.shifts.join(',')}|${group}|${agent.slotPrices}`,
    shapeKey: `${found.index}|${agent.shifts.join(',')}|${group}|${agent.slotPrices}|${agent.costPerPaidSlot}|${costPerShift}`,
    priorEnd: prior.length > 0 ? Math.max(...prior.map((shift) => shift.endSlot)) : -1_000_000_000,
  };
}

function finishDay(context: CompileContext, day: DayShapes): Day {
  const distinct = Int32Array.from(day.shapes, (shape) => {
    let index = context.distinctKeys.get(shape.distinct);
    if (index === undefined) {
      index = context.distinctKeys.size;
      context.distinctKeys.set(shape.distinct, index);
    }
    return index;
  });
  return { shapes: day.shapes, kernel: flattenDay(day, context.grid.low), fixed: day.fixed, distinct };
}

/** Fixed activities by the local day on which they start. */
function assignFixed(
  context: CompileContext,
  agent: ProblemAgent,
  days: CompileContext['problem']['calendars'][number]['days'],
): FixedPart[][] {
  const byDay: FixedPart[][] = days.map(() => []);
  for (const part of agent.fixed ?? []) {
    let day = days.findIndex((one) => part.from >= one.startSlot && part.from < one.endSlot);
    if (day < 0) continue;
    const fits = (d: number): boolean =>
      enumerateShapes({
        days,
        day: d,
        templates: agent.shifts.map((id) => context.templates.get(id)!),
        kindIndex: context.kindIndex,
        slotMinutes: context.grid.slotMinutes,
        cyclic: context.grid.cyclic,
        fixed: [part],
      }).shapes.length > 0;
    // An activity after midnight may belong to the night shift of the day before.
    if (!fits(day) && day > 0 && fits(day - 1)) day--;
    byDay[day]!.push(part);
  }
  return byDay;
}

function compileDay(
  context: CompileContext,
  agent: ProblemAgent,
  calendar: number,
  index: number,
  fixed: readonly FixedPart[],
  enumerate: (day: number, fixed: readonly FixedPart[]) => Day,
  places: readonly AgentPlace[],
): AgentDay {
  const pins = (agent.pins ?? []).filter((pin) => pin.day === index);
  let day = enumerate(index, fixed);
  // Where no shift can hold the fixed activities at all, the day is planned without them and the breach is named.
  const unheld = fixed.length > 0 && day.shapes.length === 0;
  if (unheld) day = enumerate(index, []);
  const breach = new Uint8Array(day.shapes.length);
  const wishes = new Float64Array(day.shapes.length);
  let offBreach = unheld || fixed.length === 0 ? 0 : fixed.length;
  let offWishes = 0;
  day.shapes.forEach((shape, s) => {
    if (!isAvailable(context, agent, shape)) breach[s] = 255;
  });
  for (const pin of pins) {
    if ('off' in pin) {
      for (let s = 0; s < breach.length; s++) if (breach[s] !== 255) breach[s]!++;
      continue;
    }
    offBreach++;
    day.shapes.forEach((shape, s) => {
      const kept =
        shape.template.id === pin.template &&
        (pin.startSlot === undefined || shape.start === pin.startSlot) &&
        (pin.endSlot === undefined || shape.end === pin.endSlot);
      if (!kept && breach[s] !== 255) breach[s]!++;
    });
  }
  const sites = new Set(pins.flatMap((pin) => ('off' in pin || pin.site === undefined ? [] : [pin.site])));
  const pinned = places
    .map((_, p) => p)
    .filter((p) => sites.size === 0 || sites.has(context.areas[places[p]!.area]!.site));
  for (const wish of agent.wishes ?? []) {
    if (wish.day !== index) continue;
    const { want, weight } = wish;
    if ('on' in want || 'kinds' in want) offWishes += weight;
    day.shapes.forEach((shape, s) => {
      const kind = shape.template.kind ?? shape.template.id;
      const granted =
        'off' in want
          ? false
          : 'on' in want
            ? true
            : 'kinds' in want
              ? want.kinds.includes(kind)
              : 'notKinds' in want
                ? !want.notKinds.includes(kind)
                : shape.startMinute >= want.startFrom && shape.startMinute <= want.startTo;
      if (!granted) wishes[s]! += weight;
    });
  }
  const coverRows = new Map<number, readonly number[]>();
  for (const shape of day.shapes) {
    const rows = context.demandRows.get(`${calendar}|${index}|${shape.kind}`);
    if (rows) coverRows.set(shape.kind, rows);
  }
  return {
    day,
    plain: enumerate(index, []),
    apart: fixed.length > 0 || overlapping(agent.fixed ?? [], day.shapes),
    breach,
    wishes,
    offBreach,
    offWishes,
    places: pinned.length > 0 ? pinned : places.map((_, p) => p),
    coverRows,
    own: fixed.length > 0 && !unheld,
  };
}

const overlapping = (fixed: readonly { from: number; to: number }[], shapes: readonly Shape[]): boolean =>
  fixed.some((part) => shapes.some((shape) => part.from < shape.end && part.to > shape.start));

function isAvailable(context: CompileContext, agent: ProblemAgent, shape: Shape): boolean {
  const { problem } = context;
  const rounds = problem.cyclic ? [-problem.slots, 0, problem.slots] : [0];
  if (!problem.cyclic && agent.prior?.some((shift) => shape.start < shift.endSlot)) return false;
  if (
    agent.available &&
    !agent.available.some((window) => rounds.some((r) => shape.start >= window.from + r && shape.end <= window.to + r))
  )
    return false;
  return !agent.unavailable?.some((window) =>
    rounds.some((r) => shape.start < window.to + r && shape.end > window.from + r),
  );
}

/** Runs the rules over the days before the period. */
function initialState(
  rules: readonly AgentRule[],
  words: number,
  prior: readonly { startSlot: number; endSlot: number; paidMinutes: number; kind?: string | undefined }[],
  context: CompileContext,
  firstDay: { startSlot: number; weekday: number },
): Int32Array {
  const state = new Int32Array(words);
  for (const { machine, offset } of rules) machine.init(state, offset);
  const slotsPerDay = 1440 / context.grid.slotMinutes;
  const dayOf = (slot: number): number => Math.floor((slot - firstDay.startSlot) / slotsPerDay);
  const oldest = prior.length > 0 ? dayOf(prior[0]!.startSlot) : 0;
  const stepOf = (day: number, shifts: typeof prior): Step => ({
    day,
    weekday: ((((firstDay.weekday - 1 + day) % 7) + 7) % 7) + 1,
    on: shifts.length > 0,
    start: shifts[0]?.startSlot ?? 0,
    end: shifts.at(-1)?.endSlot ?? 0,
    paid: (shifts[0]?.paidMinutes ?? 0) / context.grid.slotMinutes,
    work: (shifts[0]?.paidMinutes ?? 0) / context.grid.slotMinutes,
    kind: context.kindIndex.get(shifts.at(-1)?.kind ?? '') ?? -1,
    startMinute: 0,
    site: -1,
  });
  for (let day = oldest; day < 0; day++) {
    const step = stepOf(
      day,
      prior.filter((shift) => dayOf(shift.startSlot) === day),
    );
    for (const { machine, offset } of rules) machine.step(state, offset, step);
  }
  // Where the calendar's first day has begun, prior shifts on it still count for rest.
  for (const shift of prior) {
    if (dayOf(shift.startSlot) < 0) continue;
    for (const { rule, machine, offset } of rules) {
      if (rule.rule === 'daily-rest' || rule.rule === 'weekly-rest') machine.step(state, offset, stepOf(-1, [shift]));
    }
  }
  return state;
}
