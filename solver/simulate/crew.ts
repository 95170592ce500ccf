import type { CompiledProblem } from './compile.js';
import type { ContactPool } from './contact-pool.js';
import { IndexedHeap } from './indexed-heap.js';
import { LinkedLists } from './linked-lists.js';
import type { Tally } from './tally.js';

/** `leaving`: the time on queue is over, the contact in hand is not. */
export const STATUS = { off: 0, on: 1, leaving: 2 } as const;

/**
 * The agents at work: who is on queue, what each has in hand and when the next of it ends. An agent with k contacts works on
 * all of them, each 1 + slowdown·(k − 1) times as slowly; when k changes, the work left is carried over.
 */
export class Crew {
  readonly status: Uint8Array;
  readonly profile: Int32Array;
  /** Window the agent is in, or was in last. */
  readonly window: Int32Array;
  /** Contacts in hand, and the most that may be in hand together with them. */
  readonly count: Int32Array;
  readonly room: Int32Array;
  /** Moment since which an agent that can take a contact has been as it is. */
  readonly readySince: Float64Array;
  readonly dutySince: Float64Array;
  /** agent × slot. */
  readonly slotContact: Int32Array;
  /** Next end of a contact of an agent on queue; return of an agent who is off. */
  readonly clock: IndexedHeap;
  /** Agents who can take a contact: profile × (contacts in hand, or on interruptible work). */
  readonly ready: LinkedLists;
  /** Lists per profile; the last holds agents on interruptible work. */
  readonly buckets: number;
  /** Agents on each queue. */
  readonly working: Int32Array;
  private readonly slotLeft: Float64Array;
  private readonly nextSlot: Int32Array;
  private readonly since: Float64Array;
  private readonly slots: number;
  private readonly concurrency: Int32Array;
  private readonly slowdown: Float64Array;
  private readonly interruptible: Uint8Array;
  private readonly speed: Float64Array;
  private readonly queues: number;
  private readonly firstWindow: Int32Array;

  constructor(
    problem: CompiledProblem,
    private readonly pool: ContactPool,
    private readonly tally: Tally,
  ) {
    const agents = problem.firstWindow.length - 1;
    const { slots, queues } = problem;
    this.slots = slots;
    this.queues = queues.length;
    this.speed = problem.speed;
    this.firstWindow = problem.firstWindow;
    this.buckets = slots + 1;
    this.concurrency = Int32Array.from(queues, (queue) => queue.concurrency);
    this.slowdown = Float64Array.from(queues, (queue) => queue.slowdown);
    this.interruptible = Uint8Array.from(queues, (queue) => (queue.deferrable?.interruptible === true ? 1 : 0));
    this.status = new Uint8Array(agents);
    this.profile = new Int32Array(agents);
    this.window = new Int32Array(agents);
    this.count = new Int32Array(agents);
    this.room = new Int32Array(agents);
    this.readySince = new Float64Array(agents);
    this.dutySince = new Float64Array(agents);
    this.since = new Float64Array(agents);
    this.nextSlot = new Int32Array(agents);
    this.slotContact = new Int32Array(agents * slots);
    this.slotLeft = new Float64Array(agents * slots);
    this.clock = new IndexedHeap(agents);
    this.ready = new LinkedLists(problem.profileQueues.length * this.buckets, agents);
    this.working = new Int32Array(queues.length);
  }

  clear(): void {
    this.status.fill(STATUS.off);
    this.count.fill(0);
    this.working.fill(0);
    this.clock.clear();
    this.ready.clear();
    for (let a = 0; a < this.window.length; a++) this.window[a] = this.firstWindow[a]! - 1;
  }

  login(agent: number, window: number, profile: number, now: number): void {
    this.status[agent] = STATUS.on;
    this.window[agent] = window;
    this.profile[agent] = profile;
    this.dutySince[agent] = now;
    this.since[agent] = now;
  }

  /** Books the time on queue under the present profile. */
  endDuty(agent: number, now: number): void {
    const { tally } = this;
    this.advance(agent, now);
    tally.spread(tally.dutySeconds, this.profile[agent]!, this.dutySince[agent]!, now, 1);
    this.dutySince[agent] = now;
  }

  /** Carries the work in hand forward to `now` and books the time. */
  advance(agent: number, now: number): void {
    const from = this.since[agent]!;
    this.since[agent] = now;
    const k = this.count[agent]!;
    if (k === 0 || now <= from) return;
    const { tally, slotContact, slotLeft, pool } = this;
    const base = agent * this.slots;
    tally.spread(tally.workSeconds, this.profile[agent]!, from, now, 1);
    for (let slot = base; slot < base + k; slot++) {
      const queue = pool.queue[slotContact[slot]!]!;
      slotLeft[slot]! -= (now - from) / (1 + this.slowdown[queue]! * (k - 1));
      tally.spread(tally.busySeconds, queue, from, now, 1 / k);
    }
  }

  /** Puts one more contact into the agent's hands. */
  begin(agent: number, contact: number, now: number): void {
    this.advance(agent, now);
    const queue = this.pool.queue[contact]!;
    const k = this.count[agent]!;
    const slot = agent * this.slots + k;
    this.slotContact[slot] = contact;
    this.slotLeft[slot] = this.pool.work[contact]! / this.speed[agent * this.queues + queue]!;
    const most = this.concurrency[queue]!;
    this.room[agent] = k === 0 ? most : Math.min(most, this.room[agent]!);
    this.count[agent] = k + 1;
    this.working[queue]!++;
    this.schedule(agent);
  }

  /** The contact that has just ended leaves the agent's hands; returns it. */
  finish(agent: number, now: number): number {
    this.advance(agent, now);
    return this.takeOut(agent, this.nextSlot[agent]!);
  }

  /** Lays interruptible work aside; returns it with what is left to do. */
  interrupt(agent: number, now: number): number {
    this.advance(agent, now);
    const slot = agent * this.slots;
    const contact = this.slotContact[slot]!;
    const queue = this.pool.queue[contact]!;
    this.pool.work[contact] = Math.max(0, this.slotLeft[slot]!) * this.speed[agent * this.queues + queue]!;
    return this.takeOut(agent, slot);
  }

  /** True for an agent whose work can be laid aside. */
  isInterruptible(agent: number): boolean {
    return this.count[agent] === 1 && this.interruptible[this.pool.queue[this.slotContact[agent * this.slots]!]!] === 1;
  }

  /** Files an agent on queue under what more he or she can take, at the end of the list. */
  fileReady(agent: number, now: number): void {
    const k = this.count[agent]!;
    const bucket = k === 0 || k < this.room[agent]! ? k : this.isInterruptible(agent) ? this.buckets - 1 : -1;
    const list = bucket < 0 ? -1 : this.profile[agent]! * this.buckets + bucket;
    if (this.ready.listOf(agent) === list) return;
    this.ready.remove(agent);
    if (list < 0) return;
    this.readySince[agent] = now;
    this.ready.append(list, agent);
  }

  private takeOut(agent: number, slot: number): number {
    const contact = this.slotContact[slot]!;
    const last = agent * this.slots + --this.count[agent]!;
    this.working[this.pool.queue[contact]!]!--;
    this.slotContact[slot] = this.slotContact[last]!;
    this.slotLeft[slot] = this.slotLeft[last]!;
    if (this.count[agent] === 0) this.clock.remove(agent);
    else {
      let room = this.slots;
      for (let other = agent * this.slots; other < last; other++)
        room = Math.min(room, this.concurrency[this.pool.queue[this.slotContact[other]!]!]!);
      this.room[agent] = room;
      this.schedule(agent);
    }
    return contact;
  }

  /** Sets the agent's clock to the contact that ends first. */
  private schedule(agent: number): void {
    const k = this.count[agent]!;
    const base = agent * this.slots;
    let soonest = Number.POSITIVE_INFINITY;
    for (let slot = base; slot < base + k; slot++) {
      const queue = this.pool.queue[this.slotContact[slot]!]!;
      const left = this.slotLeft[slot]! * (1 + this.slowdown[queue]! * (k - 1));
      if (left < soonest) {
        soonest = left;
        this.nextSlot[agent] = slot;
      }
    }
    this.clock.set(agent, this.since[agent]! + Math.max(0, soonest));
  }
}
