import type { AgentClass } from './agents.js';
import type { Step } from './rules/index.js';

/** What one person does: a shape and a place per day (−1 = off). */
export interface Choice {
  readonly shape: Int32Array;
  readonly place: Int32Array;
}

/** One rule broken on one day. */
export interface RuleMatch {
  /** Index into the class's rules. */
  readonly rule: number;
  readonly day: number;
  readonly amount: number;
}

const step: Step = {
  day: 0,
  weekday: 1,
  on: false,
  start: 0,
  end: 0,
  paid: 0,
  work: 0,
  kind: -1,
  startMinute: 0,
  site: -1,
};

/** Fills the shared step with a day of a choice; `shift` moves it in time (rounds of a ring). */
export function dayStep(agent: AgentClass, choice: Choice, day: number, shift: number): Step {
  step.day = day;
  step.weekday = agent.context.days[day]!.weekday;
  const s = choice.shape[day]!;
  step.on = s >= 0;
  if (s >= 0) {
    const shape = agent.days[day]!.day.shapes[s]!;
    step.start = shape.start + shift;
    step.end = shape.end + shift;
    step.paid = shape.paid;
    step.work = shape.work;
    step.kind = shape.kind;
    step.startMinute = shape.startMinute;
    step.site = agent.places[choice.place[day]!]!.site;
  }
  return step;
}

/** Every breach of the class's rules by a choice, on the true rules. In a ring the days are run twice and judged once. */
export function ruleMatches(agent: AgentClass, choice: Choice, slots: number): RuleMatch[] {
  const matches: RuleMatch[] = [];
  const { cyclic } = agent.context;
  agent.rules.forEach(({ machine, offset }, r) => {
    const state = agent.initial.slice(offset, offset + machine.words);
    for (let round = cyclic ? 0 : 1; round < 2; round++) {
      for (let day = 0; day < agent.days.length; day++) {
        const amount = machine.step(state, 0, dayStep(agent, choice, day, cyclic ? round * slots : 0));
        if (round === 1 && amount > 0) matches.push({ rule: r, day, amount });
      }
    }
    const last = machine.finish(state, 0);
    if (last > 0) matches.push({ rule: r, day: agent.days.length - 1, amount: last });
  });
  return matches;
}

const scratch = new Int32Array(256);

/** Cost of a choice's breaches (hard ones at the hard penalty) and of wishes not granted. */
export function ruleCost(agent: AgentClass, choice: Choice, slots: number, hardPenalty: number): number {
  let cost = 0;
  const { cyclic } = agent.context;
  for (const { machine, offset, weight } of agent.rules) {
    for (let w = 0; w < machine.words; w++) scratch[w] = agent.initial[offset + w]!;
    for (let round = cyclic ? 0 : 1; round < 2; round++) {
      for (let day = 0; day < agent.days.length; day++) {
        const amount = machine.step(scratch, 0, dayStep(agent, choice, day, cyclic ? round * slots : 0));
        if (round === 1 && amount > 0) cost += amount * weight;
      }
    }
    cost += machine.finish(scratch, 0) * weight;
  }
  return cost + dayCost(agent, choice, hardPenalty) + overlapCost(agent, choice, slots, hardPenalty);
}

/** Wishes not granted and laws of single days broken (pins, fixed activities). */
export function dayCost(agent: AgentClass, choice: Choice, hardPenalty: number): number {
  let cost = 0;
  for (let day = 0; day < agent.days.length; day++) {
    const info = agent.days[day]!;
    const s = choice.shape[day]!;
    cost += s >= 0 ? info.wishes[s]! + info.breach[s]! * hardPenalty : info.offWishes + info.offBreach * hardPenalty;
  }
  return cost;
}

/** The part of {@link ruleCost} that is penalty for hard breaches. */
export function hardCost(agent: AgentClass, choice: Choice, slots: number, hardPenalty: number): number {
  let cost = overlapCost(agent, choice, slots, hardPenalty);
  for (const { rule, amount } of ruleMatches(agent, choice, slots)) {
    if (agent.rules[rule]!.rule.hard) cost += amount * hardPenalty;
  }
  for (let day = 0; day < agent.days.length; day++) {
    const s = choice.shape[day]!;
    const info = agent.days[day]!;
    cost += (s >= 0 ? info.breach[s]! : info.offBreach) * hardPenalty;
  }
  return cost;
}

function overlapCost(agent: AgentClass, choice: Choice, slots: number, hardPenalty: number): number {
  let end = agent.priorEnd;
  let first = Infinity;
  let cost = 0;
  for (let day = 0; day < agent.days.length; day++) {
    const s = choice.shape[day]!;
    if (s < 0) continue;
    const shape = agent.days[day]!.day.shapes[s]!;
    if (shape.start < end) cost += hardPenalty;
    end = shape.end;
    first = Math.min(first, shape.start);
  }
  return agent.context.cyclic && first + slots < end ? cost + hardPenalty : cost;
}
