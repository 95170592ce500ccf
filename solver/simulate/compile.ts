import { checkProblem } from './check.js';
import type { SimulatedQueue, SimulationProblem } from './problem.js';

/** Kinds of planned events; at one moment they happen in this order. */
export const EVENT = { windowEnd: 0, windowStart: 1, closing: 2, intervalStart: 3 } as const;

/**
 * The problem as arrays. A *profile* is a set of queues with levels that agents have open at some time; agents with the
 * same profile are interchangeable for routing. Windows are numbered through over all agents.
 */
export interface CompiledProblem {
  readonly queues: readonly SimulatedQueue[];
  readonly intervals: number;
  readonly intervalSeconds: number;
  readonly endSeconds: number;
  readonly breaksKeepLength: boolean;
  /** Most contacts that one agent can have at once. */
  readonly slots: number;
  /** Queues of each profile in the order in which they are served, and equal ranks where the longest wait decides. */
  readonly profileQueues: readonly Int32Array[];
  readonly profileRanks: readonly Int32Array[];
  /** Profiles that take each queue, best level first, with the level. */
  readonly takers: readonly Int32Array[];
  readonly takerLevels: readonly Float64Array[];
  /** agent × queue. */
  readonly speed: Float64Array;
  readonly windowAgent: Int32Array;
  readonly windowStart: Float64Array;
  readonly windowEnd: Float64Array;
  readonly windowProfile: Int32Array;
  readonly windowShift: Int32Array;
  /** 1 where the agent's next window starts the moment this one ends. */
  readonly windowJoins: Uint8Array;
  /** 1 at the first window of a shift. */
  readonly windowOpensShift: Uint8Array;
  /** Windows of agent a: firstWindow[a] … firstWindow[a + 1] − 1. */
  readonly firstWindow: Int32Array;
  readonly absence: Float64Array;
  readonly lateProbability: Float64Array;
  readonly lateMean: Float64Array;
  readonly eventTime: Float64Array;
  readonly eventKind: Uint8Array;
  /** Window, queue or interval the event is about. */
  readonly eventItem: Int32Array;
}

/** @throws RangeError naming the first value out of range */
export function compile(problem: SimulationProblem): CompiledProblem {
  checkProblem(problem);
  const { queues, agents, intervals, intervalSeconds } = problem;
  const profiles = new ProfileBook(queues);
  const speed = new Float64Array(agents.length * queues.length);
  const windows: { agent: number; start: number; end: number; profile: number; shift: number; opens: boolean }[] = [];
  const firstWindow = new Int32Array(agents.length + 1);
  const shifts = agents.flatMap((agent) => agent.shifts);
  let shift = -1;
  agents.forEach((agent, a) => {
    for (let q = 0; q < queues.length; q++) speed[a * queues.length + q] = agent.speed[q] ?? 1;
    for (const { windows: own } of agent.shifts) {
      shift++;
      own.forEach(({ start, end, queues: open }, i) => {
        windows.push({ agent: a, start, end, profile: profiles.of(open, agent.level), shift, opens: i === 0 });
      });
    }
    firstWindow[a + 1] = windows.length;
  });
  const joins = windows.map((window, w) => {
    const next = windows[w + 1];
    return next !== undefined && next.agent === window.agent && next.start === window.end ? 1 : 0;
  });
  const endSeconds = intervals * intervalSeconds;
  return {
    queues,
    intervals,
    intervalSeconds,
    endSeconds,
    breaksKeepLength: problem.breaksKeepLength ?? true,
    slots: queues.reduce((most, queue) => Math.max(most, queue.concurrency), 1),
    ...profiles.arrays(),
    speed,
    windowAgent: Int32Array.from(windows, (window) => window.agent),
    windowStart: Float64Array.from(windows, (window) => window.start),
    windowEnd: Float64Array.from(windows, (window) => window.end),
    windowProfile: Int32Array.from(windows, (window) => window.profile),
    windowShift: Int32Array.from(windows, (window) => window.shift),
    windowJoins: Uint8Array.from(joins),
    windowOpensShift: Uint8Array.from(windows, (window) => (window.opens ? 1 : 0)),
    firstWindow,
    absence: Float64Array.from(shifts, ({ absence }) => absence ?? 0),
    lateProbability: Float64Array.from(shifts, ({ late }) => late?.probability ?? 0),
    lateMean: Float64Array.from(shifts, ({ late }) => late?.meanSeconds ?? 0),
    ...plannedEvents(problem, windows, endSeconds),
  };
}

function plannedEvents(
  { queues, intervals, intervalSeconds }: SimulationProblem,
  windows: readonly { readonly start: number; readonly end: number }[],
  endSeconds: number,
) {
  const events: { time: number; kind: number; item: number }[] = [];
  windows.forEach(({ start, end }, item) => {
    if (end <= 0 || start >= endSeconds) return;
    events.push({ time: Math.max(0, start), kind: EVENT.windowStart, item });
    events.push({ time: end, kind: EVENT.windowEnd, item });
  });
  queues.forEach((queue, item) => {
    if (queue.atClosing === 'drop')
      for (const { end } of queue.open ?? []) events.push({ time: end, kind: EVENT.closing, item });
  });
  if (queues.some((queue) => queue.deferrable?.agentsAtOnce !== undefined))
    for (let item = 1; item < intervals; item++)
      events.push({ time: item * intervalSeconds, kind: EVENT.intervalStart, item });
  events.sort((a, b) => a.time - b.time || a.kind - b.kind || a.item - b.item);
  return {
    eventTime: Float64Array.from(events, (event) => event.time),
    eventKind: Uint8Array.from(events, (event) => event.kind),
    eventItem: Int32Array.from(events, (event) => event.item),
  };
}

/** Numbers the profiles that occur. */
class ProfileBook {
  private readonly known = new Map<string, number>();
  private readonly members: { readonly queue: number; readonly level: number }[][] = [];

  constructor(private readonly queues: readonly SimulatedQueue[]) {}

  of(open: readonly number[], levels: ArrayLike<number> | undefined): number {
    const members = [...new Set(open)]
      .map((queue) => ({ queue, level: levels?.[queue] ?? 0 }))
      .sort((a, b) => this.before(a, b) || a.queue - b.queue);
    const key = members.map(({ queue, level }) => `${queue}:${level}`).join(' ');
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, this.members.length);
    return this.members.push(members) - 1;
  }

  arrays() {
    const { queues, members } = this;
    const takers = queues.map((_, q) =>
      members
        .flatMap((own, profile) => own.filter((member) => member.queue === q).map(({ level }) => ({ profile, level })))
        .sort((a, b) => a.level - b.level || a.profile - b.profile),
    );
    return {
      profileQueues: members.map((own) => Int32Array.from(own, ({ queue }) => queue)),
      profileRanks: members.map((own) => {
        let rank = 0;
        return Int32Array.from(own, (member, i) => (i > 0 && this.before(own[i - 1]!, member) !== 0 ? ++rank : rank));
      }),
      takers: takers.map((own) => Int32Array.from(own, ({ profile }) => profile)),
      takerLevels: takers.map((own) => Float64Array.from(own, ({ level }) => level)),
    };
  }

  private before(a: { queue: number; level: number }, b: { queue: number; level: number }): number {
    return this.queues[a.queue]!.priority - this.queues[b.queue]!.priority || a.level - b.level;
  }
}
