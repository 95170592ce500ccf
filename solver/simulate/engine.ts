import { randomlyRounded } from './arrivals.js';
import { Attendance } from './attendance.js';
import { type CompiledProblem, EVENT } from './compile.js';
import { ContactPool, STATE } from './contact-pool.js';
import { Crew, STATUS } from './crew.js';
import { Draws } from './draws.js';
import { OpeningTimes } from './opening-times.js';
import { Router } from './router.js';
import { Tally } from './tally.js';

/**
 * The event loop. One replication after the other on the same arrays: nothing is allocated while it runs, except where more
 * contacts are in the centre at once than ever before.
 */
export class Engine {
  readonly tally: Tally;
  private readonly pool: ContactPool;
  private readonly crew: Crew;
  private readonly draws: Draws;
  private readonly opening: OpeningTimes;
  private readonly router: Router;
  private readonly attendance: Attendance;

  constructor(private readonly problem: CompiledProblem) {
    const { queues, intervals, intervalSeconds, profileQueues } = problem;
    this.tally = new Tally(queues.length, profileQueues.length, intervals, intervalSeconds);
    this.pool = new ContactPool(queues.length);
    this.crew = new Crew(problem, this.pool, this.tally);
    this.draws = new Draws(problem);
    this.opening = new OpeningTimes(queues);
    this.router = new Router(problem, this.pool, this.crew, this.tally);
    this.attendance = new Attendance(problem, this.pool, this.crew, this.draws, this.router);
  }

  /** Runs one replication from the first interval to the last; its counts are in {@link tally} until the next run. */
  run(seed: number, replication: number): Tally {
    const { problem, pool, crew, draws } = this;
    const { eventTime, endSeconds } = problem;
    const { nextArrival } = draws;
    this.tally.clear();
    pool.clear();
    crew.clear();
    this.opening.clear();
    draws.start(seed, replication);
    this.enterBacklog();
    let event = 0;
    for (;;) {
      let queue = 0;
      let arrival = nextArrival.length === 0 ? Number.POSITIVE_INFINITY : nextArrival[0]!;
      for (let q = 1; q < nextArrival.length; q++) {
        if (nextArrival[q]! < arrival) {
          arrival = nextArrival[q]!;
          queue = q;
        }
      }
      const planned = event < eventTime.length ? eventTime[event]! : Number.POSITIVE_INFINITY;
      const ending = crew.clock.topTime();
      const timer = pool.timers.topTime();
      const now = Math.min(arrival, planned, ending, timer);
      if (now >= endSeconds) break;
      if (now === planned) this.happen(event++, now);
      else if (now === ending) this.ring(crew.clock.topItem(), now);
      else if (now === timer) this.expire(pool.timers.topItem(), now);
      else {
        this.enter(this.create(queue, now), now);
        draws.passArrival(queue);
      }
    }
    this.close();
    return this.tally;
  }

  private create(queue: number, now: number): number {
    const { pool, draws, problem } = this;
    const contact = pool.take();
    const interval = Math.floor(now / problem.intervalSeconds);
    pool.queue[contact] = queue;
    pool.begun[contact] = 0;
    pool.work[contact] = draws.handleSeconds(queue, problem.queues[queue]!.handleSeconds[interval]!);
    pool.patience[contact] = draws.patienceSeconds(queue);
    return contact;
  }

  /** A contact comes to its queue, or learns that it is closed. */
  private enter(contact: number, now: number): void {
    const { pool, problem, tally } = this;
    const q = pool.queue[contact]!;
    const queue = problem.queues[q]!;
    const interval = Math.floor(now / problem.intervalSeconds);
    if (!this.opening.isOpen(q, now)) {
      const next = this.opening.nextOpening(q);
      if (queue.callBackSpreadSeconds !== undefined && next < problem.endSeconds) {
        pool.state[contact] = STATE.coming;
        const spread = queue.callBackSpreadSeconds * this.draws.aftermath(q).uniform();
        pool.timers.set(contact, next + spread);
        return;
      }
      tally.offered[q * problem.intervals + interval]!++;
      const fate = queue.callBackSpreadSeconds === undefined ? tally.dropped : tally.left;
      fate[q * problem.intervals + interval]!++;
      pool.release(contact);
      return;
    }
    tally.offered[q * problem.intervals + interval]!++;
    pool.interval[contact] = interval;
    pool.arrived[contact] = now;
    pool.due[contact] = queue.deferrable === undefined ? 0 : queue.deferrable.dueSeconds[interval]!;
    this.router.arrive(contact, now);
  }

  /** A contact ends, or an agent comes back. */
  private ring(agent: number, now: number): void {
    const { crew, pool, problem, tally, draws } = this;
    if (crew.status[agent] === STATUS.off) {
      crew.clock.remove(agent);
      this.attendance.resume(agent, now);
      return;
    }
    const contact = crew.finish(agent, now);
    const q = pool.queue[contact]!;
    const cell = q * problem.intervals + pool.interval[contact]!;
    const { escalation, deferrable } = problem.queues[q]!;
    tally.handled[cell]!++;
    if (deferrable !== undefined && now <= pool.due[contact]!) tally.inTarget[cell]!++;
    pool.release(contact);
    // The agent moves on before the second line gets the contact, and may be its taker.
    if (crew.status[agent] === STATUS.on) this.router.refill(agent, now);
    else if (crew.count[agent] === 0) this.attendance.leave(agent, now);
    if (escalation !== undefined && draws.aftermath(q).uniform() < escalation.share)
      this.enter(this.create(escalation.to, now), now);
  }

  /** Patience runs out, or a contact comes back. */
  private expire(contact: number, now: number): void {
    const { pool, problem, tally, draws } = this;
    const q = pool.queue[contact]!;
    pool.timers.remove(contact);
    if (pool.state[contact] === STATE.coming) {
      this.enter(contact, now);
      return;
    }
    pool.waiting.remove(contact);
    tally.abandoned[q * problem.intervals + pool.interval[contact]!]!++;
    const { redial } = problem.queues[q]!;
    if (redial !== undefined && draws.aftermath(q).uniform() < redial.share) {
      pool.state[contact] = STATE.coming;
      pool.patience[contact] = draws.patienceSeconds(q);
      pool.timers.set(contact, now + draws.aftermath(q).exponential(redial.meanDelaySeconds));
    } else pool.release(contact);
  }

  private happen(event: number, now: number): void {
    const { problem, router, attendance } = this;
    const item = problem.eventItem[event]!;
    switch (problem.eventKind[event]) {
      case EVENT.windowStart:
        attendance.startWindow(item, now);
        break;
      case EVENT.windowEnd:
        attendance.endWindow(item, now);
        break;
      case EVENT.closing:
        router.sendAway(item);
        break;
      default:
        problem.queues.forEach((queue, q) => {
          if (queue.deferrable !== undefined) router.offerWaiting(q, now);
        });
    }
  }

  private enterBacklog(): void {
    const { problem, pool, tally, draws } = this;
    problem.queues.forEach(({ deferrable, arrivalLaw }, q) => {
      for (const { contacts, dueSeconds } of deferrable?.backlog ?? []) {
        const random = draws.aftermath(q);
        const count = arrivalLaw === 'poisson' ? random.poisson(contacts) : randomlyRounded(contacts, random);
        for (let i = 0; i < count; i++) {
          const contact = this.create(q, 0);
          pool.interval[contact] = 0;
          pool.arrived[contact] = 0;
          pool.due[contact] = dueSeconds;
          pool.state[contact] = STATE.waiting;
          pool.waiting.append(q, contact);
          tally.offered[q * problem.intervals]!++;
        }
      }
    });
  }

  /** Books what is still in the centre at the end. */
  private close(): void {
    const { problem, crew, pool, tally } = this;
    const { endSeconds, intervals } = problem;
    const countOpen = (contact: number): void => {
      const q = pool.queue[contact]!;
      const cell = q * intervals + pool.interval[contact]!;
      if (pool.begun[contact] === 0) tally.left[cell]!++;
      if (problem.queues[q]!.deferrable !== undefined && pool.due[contact]! > endSeconds) tally.notDue[cell]!++;
    };
    for (let agent = 0; agent < crew.status.length; agent++) {
      if (crew.status[agent] === STATUS.off) continue;
      crew.endDuty(agent, endSeconds);
      for (let slot = 0; slot < crew.count[agent]!; slot++) countOpen(crew.slotContact[agent * problem.slots + slot]!);
    }
    problem.queues.forEach((_, q) => {
      for (let contact = pool.waiting.head(q); contact >= 0; contact = pool.waiting.head(q)) {
        countOpen(contact);
        pool.waiting.remove(contact);
      }
    });
  }
}
