import type { CompiledProblem } from './compile.js';
import { type ContactPool, STATE } from './contact-pool.js';
import { type Crew, STATUS } from './crew.js';
import type { Tally } from './tally.js';

/**
 * Who gets whom. A contact goes to the lowest level at which somebody is idle (the one idle longest) or on deferrable work
 * that can be interrupted; then, where contacts run in parallel, to the one with the fewest in hand. An agent who can take a
 * contact gets the one of the lowest priority number and level, among them the one that waits longest.
 */
export class Router {
  private readonly concurrency: Int32Array;
  private readonly deferrable: Uint8Array;
  private readonly targetSeconds: Float64Array;

  constructor(
    private readonly problem: CompiledProblem,
    private readonly pool: ContactPool,
    private readonly crew: Crew,
    private readonly tally: Tally,
  ) {
    this.concurrency = Int32Array.from(problem.queues, (queue) => queue.concurrency);
    this.deferrable = Uint8Array.from(problem.queues, (queue) => (queue.deferrable === undefined ? 0 : 1));
    this.targetSeconds = Float64Array.from(problem.queues, (queue) => queue.targetSeconds);
  }

  /** A contact has come: it is taken at once or waits. */
  arrive(contact: number, now: number): void {
    const { pool } = this;
    const queue = pool.queue[contact]!;
    const agent = this.limitReached(queue, now) ? -1 : this.pickAgent(queue);
    if (agent >= 0) {
      if (this.crew.isInterruptible(agent)) this.layAside(agent, now);
      this.serve(agent, contact, now);
      return;
    }
    pool.state[contact] = STATE.waiting;
    pool.waiting.append(queue, contact);
    const patience = pool.patience[contact]!;
    if (patience !== Number.POSITIVE_INFINITY) pool.timers.set(contact, now + patience);
  }

  /** An agent on queue takes what waits for him or her, as much as there is room for. */
  refill(agent: number, now: number): void {
    for (let contact = this.pickContact(agent, now); contact >= 0; contact = this.pickContact(agent, now)) {
      this.pool.waiting.remove(contact);
      this.serve(agent, contact, now);
    }
    this.crew.fileReady(agent, now);
  }

  /** Idle agents take waiting contacts of a queue, as after a limit was raised. */
  offerWaiting(queue: number, now: number): void {
    const { waiting } = this.pool;
    for (let contact = waiting.head(queue); contact >= 0; contact = waiting.head(queue)) {
      const agent = this.limitReached(queue, now) ? -1 : this.pickIn(queue, 0, -1);
      if (agent < 0) return;
      waiting.remove(contact);
      this.serve(agent, contact, now);
    }
  }

  /** The queue closes: all who wait go away. */
  sendAway(queue: number): void {
    const { pool, tally, problem } = this;
    for (let contact = pool.waiting.head(queue); contact >= 0; contact = pool.waiting.head(queue)) {
      pool.waiting.remove(contact);
      pool.timers.remove(contact);
      tally.dropped[queue * problem.intervals + pool.interval[contact]!]!++;
      pool.release(contact);
    }
  }

  /** Interruptible work goes back to the head of its queue; returns it. */
  layAside(agent: number, now: number): number {
    const { pool } = this;
    const contact = this.crew.interrupt(agent, now);
    pool.state[contact] = STATE.waiting;
    pool.waiting.prepend(pool.queue[contact]!, contact);
    return contact;
  }

  queueInHand(agent: number): number {
    return this.pool.queue[this.crew.slotContact[agent * this.problem.slots]!]!;
  }

  /** True where the agent's present profile holds the queue. */
  takes(agent: number, queue: number): boolean {
    return this.problem.profileQueues[this.crew.profile[agent]!]!.includes(queue);
  }

  private serve(agent: number, contact: number, now: number): void {
    const { pool, tally, crew } = this;
    const queue = pool.queue[contact]!;
    pool.timers.remove(contact);
    pool.state[contact] = STATE.served;
    if (pool.begun[contact] === 0) {
      pool.begun[contact] = 1;
      const wait = now - pool.arrived[contact]!;
      const cell = queue * this.problem.intervals + pool.interval[contact]!;
      tally.answered[cell]!++;
      tally.waitSeconds[cell]! += wait;
      if (this.deferrable[queue] === 0 && wait <= this.targetSeconds[queue]!) tally.inTarget[cell]!++;
    }
    crew.begin(agent, contact, now);
    if (crew.status[agent] === STATUS.on) crew.fileReady(agent, now);
  }

  private limitReached(queue: number, now: number): boolean {
    if (this.deferrable[queue] === 0) return false;
    const limit = this.problem.queues[queue]!.deferrable?.agentsAtOnce;
    if (limit === undefined) return false;
    const interval = Math.floor(now / this.problem.intervalSeconds);
    return this.crew.working[queue]! >= limit[interval]!;
  }

  private pickAgent(queue: number): number {
    if (this.deferrable[queue] === 1) return this.pickIn(queue, 0, -1);
    let agent = this.pickIn(queue, 0, this.crew.buckets - 1);
    const most = this.concurrency[queue]!;
    for (let inHand = 1; agent < 0 && inHand < most; inHand++) agent = this.pickIn(queue, inHand, -1);
    return agent;
  }

  /**
   * Agent of the best level, ready longest, among those of one list per profile; within a level those of a second list
   * (−1 = none) come after.
   */
  private pickIn(queue: number, bucket: number, afterwards: number): number {
    const { crew } = this;
    const takers = this.problem.takers[queue]!;
    const levels = this.problem.takerLevels[queue]!;
    let best = -1;
    let second = -1;
    for (let i = 0; i < takers.length; i++) {
      if (i > 0 && levels[i]! > levels[i - 1]!) {
        if (best >= 0) return best;
        if (second >= 0) return second;
      }
      const list = takers[i]! * crew.buckets;
      best = this.longer(best, crew.ready.head(list + bucket));
      if (afterwards >= 0) second = this.longer(second, crew.ready.head(list + afterwards));
    }
    return best >= 0 ? best : second;
  }

  /** The agent of the two who is ready longer; −1 = nobody. */
  private longer(a: number, b: number): number {
    const { readySince } = this.crew;
    return b >= 0 && (a < 0 || readySince[b]! < readySince[a]!) ? b : a;
  }

  private pickContact(agent: number, now: number): number {
    const { crew, pool, problem } = this;
    const inHand = crew.count[agent]!;
    if (inHand > 0 && inHand >= crew.room[agent]!) return -1;
    const profile = crew.profile[agent]!;
    const queues = problem.profileQueues[profile]!;
    const ranks = problem.profileRanks[profile]!;
    let best = -1;
    let rank = 0;
    for (let i = 0; i < queues.length; i++) {
      if (best >= 0 && ranks[i] !== rank) break;
      const queue = queues[i]!;
      const head = pool.waiting.head(queue);
      if (head < 0 || (inHand > 0 && this.concurrency[queue]! <= inHand) || this.limitReached(queue, now)) continue;
      if (best >= 0 && pool.arrived[head]! >= pool.arrived[best]!) continue;
      best = head;
      rank = ranks[i]!;
    }
    return best;
  }
}
