import type { AgentClass, AgentRule } from './agents.js';

/** Days that one paid-minutes or days-worked sum runs over. */
export interface Segment {
  readonly first: number;
  readonly last: number;
  /** Paid slots of leave in it. */
  readonly creditSlots: number;
}

/**
 * The two sums that pricing carries natively and looks ahead on: paid slots (in units) and days worked, per rule week or
 * per period. Every other rule is carried as a state machine.
 */
export interface Counters {
  readonly segments: readonly Segment[];
  readonly segmentOf: Int32Array;
  /** Slots per paid unit. */
  readonly unit: number;
  /** Sizes of the two dimensions; 1 where a sum is not carried. */
  readonly paidStates: number;
  readonly dayStates: number;
  /** Most paid units that a segment can end with where no hard rule is broken. */
  readonly mostPaid: Int32Array;
  /** Penalty at the end of a segment by segment, paid units and days; Infinity where a hard rule forbids it. */
  readonly penalty: readonly Float64Array[];
  /** The same with hard breaches priced. */
  readonly pricedPenalty: readonly Float64Array[];
  /** Rules the penalties stand for. */
  readonly covered: ReadonlySet<AgentRule>;
}

const MOST_STATES = 60_000;

/** Chooses the sums to carry for a class of agents. */
export function chooseCounters(agent: AgentClass, slotMinutes: number): Counters {
  const spans = (name: string): AgentRule[] =>
    agent.rules.filter(
      ({ rule }) =>
        rule.rule === name &&
        'per' in rule &&
        rule.per !== 'day' &&
        !('weekdays' in rule) &&
        !agent.context.carried.has(rule.id),
    );
  const paidRules = spans('paid-minutes');
  const dayRules = spans('days-worked');
  const all = [...paidRules, ...dayRules];
  const per = all.some(({ rule }) => 'per' in rule && rule.per === 'week') ? 'week' : 'period';
  const paid = paidRules.filter(({ rule }) => 'per' in rule && rule.per === per);
  let days = dayRules.filter(({ rule }) => 'per' in rule && rule.per === per);
  const segments = cutSegments(agent, per, slotMinutes);
  const segmentOf = new Int32Array(agent.days.length);
  segments.forEach((segment, s) => {
    segmentOf.fill(s, segment.first, segment.last + 1);
  });
  let unit = 0;
  const most = agent.days.map(({ day }) => {
    let longest = 0;
    for (const shape of day.shapes) {
      unit = gcd(unit, shape.paid);
      longest = Math.max(longest, shape.paid);
    }
    return longest;
  });
  unit = Math.max(1, unit);
  let paidStates = 1;
  let dayStates = 1;
  for (const { first, last } of segments) {
    let sum = 0;
    for (let d = first; d <= last; d++) sum += most[d]!;
    if (paid.length > 0) paidStates = Math.max(paidStates, Math.floor(sum / unit) + 1);
    if (days.length > 0) dayStates = Math.max(dayStates, last - first + 2);
  }
  if (paidStates * dayStates * agent.days.length > MOST_STATES) {
    days = [];
    dayStates = 1;
  }
  const table = (priced: boolean): Float64Array[] =>
    segments.map(({ creditSlots }) => {
      const cells = new Float64Array(paidStates * dayStates);
      for (let a = 0; a < paidStates; a++) {
        for (let b = 0; b < dayStates; b++) {
          let cost = 0;
          for (const item of paid) cost += charge(item, (a * unit + creditSlots) * slotMinutes, priced);
          for (const item of days) cost += charge(item, b, priced);
          cells[a * dayStates + b] = cost;
        }
      }
      return cells;
    });
  const penalty = table(false);
  const mostPaid = Int32Array.from(penalty, (cells) => {
    let last = cells.length - 1;
    while (last > 0 && cells[last] === Infinity) last--;
    return Math.floor(last / dayStates);
  });
  return {
    segments,
    segmentOf,
    unit,
    paidStates,
    dayStates,
    mostPaid,
    penalty,
    pricedPenalty: table(true),
    covered: new Set([...paid, ...days]),
  };
}

function charge({ rule, weight }: AgentRule, value: number, priced: boolean): number {
  const limits = rule as { min?: number; max?: number; all?: boolean };
  const over = Math.max(0, value - (limits.max ?? Infinity));
  const amount = Math.max(0, (limits.min ?? 0) - value) + (limits.all === true && over > 1e-9 ? value : over);
  if (amount <= 1e-9) return 0;
  return rule.hard && !priced ? Infinity : amount * weight;
}

function cutSegments(agent: AgentClass, per: 'week' | 'period', slotMinutes: number): Segment[] {
  const { days, creditMinutes } = agent.context;
  const segments: Segment[] = [];
  let first = 0;
  for (let d = 0; d < days.length; d++) {
    const ends = d === days.length - 1 || (per === 'week' && days[d + 1]!.week !== days[d]!.week);
    if (!ends) continue;
    let credit = 0;
    for (let i = first; i <= d; i++) credit += creditMinutes[i]!;
    segments.push({ first, last: d, creditSlots: credit / slotMinutes });
    first = d + 1;
  }
  return segments;
}

function gcd(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
