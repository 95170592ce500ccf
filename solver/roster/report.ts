import type { LpBackend } from '../lp/model.js';
import type { Breach, PlannedActivity, PlannedShift, QueueCoverage, RosterCost, SkillAllocation } from '../solution.js';
import type { AgentClass } from './agents.js';
import { type Allocation, allocate } from './allocation.js';
import { type Assignment, labourCost } from './assemble.js';
import type { Compiled } from './compile.js';
import { curveCost } from './demand.js';
import { numberDesks } from './desks.js';
import { teamBreaches } from './report-team.js';
import { ruleMatches } from './tour.js';

/** A roster in words, judged on the true rules with the capacity allocated exactly. */
export interface Report {
  readonly shifts: readonly PlannedShift[];
  readonly breaches: readonly Breach[];
  readonly coverage: readonly QueueCoverage[];
  readonly allocation: readonly SkillAllocation[];
  readonly cost: RosterCost;
  readonly hardBreaches: number;
}

/** Capacity of everybody's tours, agents by group × intervals + interval. */
export function capacityOf(compiled: Compiled, assigned: readonly (Assignment | null)[]): Float64Array {
  const { grid, groups, classes, classOf } = compiled;
  const capacity = new Float64Array(groups.length * grid.intervals);
  assigned.forEach((assignment, person) => {
    if (!assignment) return;
    const { cover } = assignment;
    const base = classes[classOf[person]!]!.group * grid.intervals;
    for (let i = 0; i < cover.length; i += 2) capacity[base + cover[i]!]! += cover[i + 1]! / grid.intervalSlots;
  });
  return capacity;
}

/**
 * Writes out everyone's tours.
 * @param used the allocation of their capacity, where it is known
 */
export function report(
  compiled: Compiled,
  assigned: readonly (Assignment | null)[],
  backend: LpBackend,
  used: Allocation = allocate(compiled, capacityOf(compiled, assigned), backend),
): Report {
  const { problem, grid, groups, names, classes, classOf } = compiled;
  const T = grid.intervals;
  const shifts: PlannedShift[] = [];
  const breaches: Breach[] = [];
  let labour = 0;
  const seated: { shift: number; area: number; from: number; to: number }[] = [];
  assigned.forEach((assignment, person) => {
    const agent = classes[classOf[person]!]!;
    const name = names[person]!;
    if (!assignment) return;
    const { choice, breaks } = assignment;
    labour += labourCost(agent, choice, breaks, grid.low);
    for (let day = 0; day < choice.shape.length; day++) {
      if (choice.shape[day]! < 0) continue;
      const place = agent.places[choice.place[day]!]!;
      const shift = plannedShift(compiled, agent, name, assignment, day);
      if (compiled.areas[place.area]!.seats < Infinity) {
        seated.push({ shift: shifts.length, area: place.area, from: shift.startSlot, to: shift.endSlot });
      }
      shifts.push(shift);
    }
    breaches.push(...personBreaches(compiled, agent, name, assignment));
  });
  const desks = numberDesks(compiled, seated);
  for (const [shift, desk] of desks.deskOf) shifts[shift] = { ...shifts[shift]!, desk };
  for (const crowd of desks.crowds) {
    const { site, area, seats } = compiled.areas[crowd.area]!;
    breaches.push({
      ruleId: 'seats',
      rule: 'seats',
      hard: true,
      agents: crowd.shifts.map((s) => shifts[s]!.agent),
      days: [...new Set(crowd.shifts.map((s) => shifts[s]!.day))].sort((a, b) => a - b),
      amount: crowd.most - seats,
      cost: 0,
      message: `${crowd.most} agents at once in ${site}, ${area} with ${seats} seats, slots ${crowd.from}–${crowd.to}`,
    });
  }
  for (const { shift } of desks.standing) {
    const { agent, day, site, area } = shifts[shift]!;
    breaches.push({
      ruleId: 'seats',
      rule: 'seats',
      hard: true,
      agents: [agent],
      days: [day],
      amount: 1,
      cost: 0,
      message: `no desk in ${site}, ${area} is free for ${agent} all through the shift of day ${day}, round by round`,
    });
  }
  const coverage = problem.queues.map((queue, q) => coverageOf(compiled, used, queue.id, q));
  const allocation: SkillAllocation[] = [];
  let pair = 0;
  for (const group of groups) {
    for (const q of group.queues) {
      const agents = Array.from(used.given.subarray(pair * T, (pair + 1) * T));
      allocation.push({ group: group.name, queue: compiled.demand.queueIds[q]!, agents });
      pair++;
    }
  }
  breaches.push(...minimumBreaches(compiled, used), ...teamBreaches(compiled, assigned));
  const cover = shiftCoverCost(compiled, assigned);
  const rules = breaches.reduce((sum, breach) => sum + breach.cost, 0);
  const distinctShifts = distinctCost(compiled, assigned);
  const under = used.underCost + cover.under;
  const over = used.overCost + cover.over;
  return {
    shifts,
    breaches,
    coverage,
    allocation,
    cost: { total: labour + under + over + rules + distinctShifts, labour, under, over, rules, distinctShifts },
    hardBreaches: breaches.filter((breach) => breach.hard).length,
  };
}

/** One day of a tour, its breaks and fixed activities in order. */
export function plannedShift(
  compiled: Compiled,
  agent: AgentClass,
  name: string,
  { choice, breaks }: Assignment,
  day: number,
): PlannedShift {
  const { grid, demand, areas } = compiled;
  const s = choice.shape[day]!;
  const info = agent.days[day]!;
  const shape = info.day.shapes[s]!;
  const place = agent.places[choice.place[day]!]!;
  const parts: PlannedActivity[] = [];
  if (shape.login > 0) {
    const activity = shape.template.login!.activity;
    parts.push({ activity, startSlot: shape.start, endSlot: shape.start + shape.login, paid: true, queues: [] });
  }
  shape.breaks.forEach((part, b) => {
    const startSlot = breaks[day]![b]! + grid.low;
    parts.push({ activity: part.activity, startSlot, endSlot: startSlot + part.slots, paid: part.paid, queues: [] });
  });
  for (const part of info.day.fixed) {
    parts.push({ activity: part.activity, startSlot: part.from, endSlot: part.to, paid: part.paid, queues: [] });
  }
  parts.sort((a, b) => a.startSlot - b.startSlot);
  const queues = Array.from(compiled.groups[agent.group]!.queues, (q) => demand.queueIds[q]!);
  const activities: PlannedActivity[] = [];
  let at = shape.start;
  for (const part of [...parts, null]) {
    const until = part ? part.startSlot : shape.end;
    if (until > at) activities.push({ activity: 'work', startSlot: at, endSlot: until, paid: true, queues });
    if (part) {
      activities.push(part);
      at = part.endSlot;
    }
  }
  const { site, area } = areas[place.area]!;
  return {
    agent: name,
    day,
    template: shape.template.id,
    site,
    area,
    desk: null,
    startSlot: shape.start,
    endSlot: shape.end,
    paidMinutes: shape.paid * grid.slotMinutes,
    activities,
  };
}

/** Rules, laws of single days and wishes that one person's tour does not keep. */
export function personBreaches(compiled: Compiled, agent: AgentClass, name: string, { choice }: Assignment): Breach[] {
  const breaches: Breach[] = [];
  for (const match of ruleMatches(agent, choice, compiled.grid.slots)) {
    const { rule, machine } = agent.rules[match.rule]!;
    breaches.push({
      ruleId: rule.id,
      rule: rule.rule,
      hard: rule.hard,
      agents: [name],
      days: [match.day],
      amount: match.amount,
      cost: rule.hard ? 0 : match.amount * (rule.weight ?? 0),
      message: `${name}: ${machine.describe(match.amount)} (${rule.id}, day ${match.day})`,
    });
  }
  const law = (kind: 'pin' | 'fixed-activity' | 'overlap', day: number, amount: number, message: string): void => {
    const message_ = `${name} ${message} on day ${day}`;
    breaches.push({
      ruleId: kind,
      rule: kind,
      hard: true,
      agents: [name],
      days: [day],
      amount,
      cost: 0,
      message: message_,
    });
  };
  let end = agent.priorEnd;
  choice.shape.forEach((s, day) => {
    const shape = s < 0 ? undefined : agent.days[day]!.day.shapes[s]!;
    const site = shape ? compiled.areas[agent.places[choice.place[day]!]!.area]!.site : '';
    for (const pin of agent.agent.pins ?? []) {
      if (pin.day !== day) continue;
      const kept =
        'off' in pin
          ? !shape
          : shape !== undefined &&
            shape.template.id === pin.template &&
            (pin.startSlot === undefined || shape.start === pin.startSlot) &&
            (pin.endSlot === undefined || shape.end === pin.endSlot) &&
            (pin.site === undefined || pin.site === site);
      if (!kept)
        law('pin', day, 1, 'off' in pin ? 'is pinned as off but works' : `is not given its pinned ${pin.template}`);
    }
    if (shape) {
      if (shape.start < end)
        law('overlap', day, (end - shape.start) * compiled.grid.slotMinutes, 'has two shifts at once');
      end = shape.end;
    }
    for (const wish of agent.agent.wishes ?? []) {
      if (wish.day !== day || isGranted(agent, wish.want, s, day)) continue;
      breaches.push({
        ruleId: wish.id ?? 'wish',
        rule: 'wish',
        hard: false,
        agents: [name],
        days: [day],
        amount: 1,
        cost: wish.weight,
        message: `${name} is not granted a wish on day ${day}`,
      });
    }
  });
  // In a ring the last shift is followed by the first.
  const first = choice.shape.findIndex((s) => s >= 0);
  if (agent.context.cyclic && first >= 0) {
    const seam = agent.days[first]!.day.shapes[choice.shape[first]!]!.start + compiled.grid.slots;
    if (seam < end) law('overlap', first, (end - seam) * compiled.grid.slotMinutes, 'has two shifts at once');
  }
  for (const part of agent.agent.fixed ?? []) {
    const held = agent.days.some(
      (info, day) => choice.shape[day]! >= 0 && info.day.fixed.some((f) => f.from === part.from && f.to === part.to),
    );
    if (held) continue;
    const days = agent.context.days;
    const day = Math.max(
      0,
      days.findIndex((d) => part.from >= d.startSlot && part.from < d.endSlot),
    );
    law(
      'fixed-activity',
      day,
      (part.to - part.from) * compiled.grid.slotMinutes,
      `does not hold ${part.activity} as fixed`,
    );
  }
  return breaches;
}

type Want = NonNullable<AgentClass['agent']['wishes']>[number]['want'];

function isGranted(agent: AgentClass, want: Want, s: number, day: number): boolean {
  const shape = s < 0 ? undefined : agent.days[day]!.day.shapes[s]!;
  const kind = shape && (shape.template.kind ?? shape.template.id);
  if ('off' in want) return !shape;
  if ('on' in want) return shape !== undefined;
  if ('kinds' in want) return kind !== undefined && want.kinds.includes(kind);
  if ('notKinds' in want) return kind === undefined || !want.notKinds.includes(kind);
  return !shape || (shape.startMinute >= want.startFrom && shape.startMinute <= want.startTo);
}

function coverageOf({ demand, grid }: Compiled, used: Allocation, queue: string, q: number): QueueCoverage {
  const T = grid.intervals;
  const slice = (values: Float64Array): number[] => Array.from(values.subarray(q * T, (q + 1) * T));
  const covered = slice(used.covered);
  if (demand.deferrable[q] === 1) {
    const wanted = new Array<number>(T).fill(0);
    for (const item of demand.items) if (item.queue === q) wanted[item.due]! += item.amount;
    const done = slice(used.done);
    const over = covered.map((c, t) => Math.max(0, c - done[t]!));
    return { queue, wanted, covered, under: slice(used.undone), over };
  }
  const wanted = slice(demand.wanted);
  return {
    queue,
    wanted,
    covered,
    under: wanted.map((w, t) => Math.max(0, w - covered[t]!)),
    over: wanted.map((w, t) => Math.max(0, covered[t]! - w)),
  };
}

function minimumBreaches({ demand, grid }: Compiled, used: Allocation): Breach[] {
  const breaches: Breach[] = [];
  const T = grid.intervals;
  used.minimumShort.forEach((amount, i) => {
    if (amount <= 1e-6) return;
    const queue = demand.queueIds[Math.floor(i / T)]!;
    const message = `${queue} is ${amount} agents under its minimum of ${demand.minimum![i]!} in interval ${i % T}`;
    breaches.push({
      ruleId: 'minimum-staffing',
      rule: 'minimum-staffing',
      hard: true,
      agents: [],
      days: [],
      amount,
      cost: 0,
      message,
    });
  });
  return breaches;
}

function shiftCoverCost(
  { demand, classes, classOf }: Compiled,
  assigned: readonly (Assignment | null)[],
): { under: number; over: number } {
  const there = new Float64Array(demand.covers.length);
  assigned.forEach((assignment, person) => {
    const agent = classes[classOf[person]!]!;
    assignment?.choice.shape.forEach((s, day) => {
      if (s < 0) return;
      const info = agent.days[day]!;
      for (const row of info.coverRows.get(info.day.shapes[s]!.kind) ?? []) there[row]!++;
    });
  });
  let under = 0;
  let over = 0;
  demand.covers.forEach(({ wanted, curve }, row) => {
    const x = there[row]! - wanted;
    const cost = curveCost(demand.curves[curve]!, x);
    if (x < 0) under += cost;
    else over += cost;
  });
  return { under, over };
}

function distinctCost(compiled: Compiled, assigned: readonly (Assignment | null)[]): number {
  if (compiled.distinctCost === 0) return 0;
  const used = new Set<number>();
  assigned.forEach((assignment, person) => {
    const agent = compiled.classes[compiled.classOf[person]!]!;
    assignment?.choice.shape.forEach((s, day) => {
      if (s >= 0) used.add(agent.days[day]!.day.distinct[s]!);
    });
  });
  return used.size * compiled.distinctCost;
}
