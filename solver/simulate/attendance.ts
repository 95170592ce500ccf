import type { CompiledProblem } from './compile.js';
import type { ContactPool } from './contact-pool.js';
import { type Crew, STATUS } from './crew.js';
import type { Draws } from './draws.js';
import type { Router } from './router.js';

/** When agents are on queue: shifts that begin late or not at all, breaks and ends that wait for the contact in hand. */
export class Attendance {
  constructor(
    private readonly problem: CompiledProblem,
    private readonly pool: ContactPool,
    private readonly crew: Crew,
    private readonly draws: Draws,
    private readonly router: Router,
  ) {}

  /** Time on queue begins as planned, unless the agent is absent, late, or still on a break that began late. */
  startWindow(window: number, now: number): void {
    const { problem, crew, draws } = this;
    const agent = problem.windowAgent[window]!;
    const shift = problem.windowShift[window]!;
    if (crew.status[agent] !== STATUS.off || crew.clock.has(agent) || draws.absent[shift] === 1) return;
    crew.window[agent] = window - 1;
    const late = problem.windowOpensShift[window] === 1 ? draws.lateSeconds[shift]! : 0;
    if (late > 0) crew.clock.set(agent, now + late);
    else this.resume(agent, now);
  }

  /** Time on queue ends: the contact in hand is finished first, interruptible work is laid aside. */
  endWindow(window: number, now: number): void {
    const { problem, crew, pool, router } = this;
    const agent = problem.windowAgent[window]!;
    if (crew.status[agent] !== STATUS.on || crew.window[agent] !== window) return;
    crew.endDuty(agent, now);
    crew.ready.remove(agent);
    let aside = -1;
    if (problem.windowJoins[window] === 1 && this.draws.absent[problem.windowShift[window + 1]!] === 0) {
      crew.window[agent] = window + 1;
      crew.profile[agent] = problem.windowProfile[window + 1]!;
      if (crew.isInterruptible(agent) && !router.takes(agent, router.queueInHand(agent)))
        aside = router.layAside(agent, now);
      router.refill(agent, now);
    } else {
      if (crew.isInterruptible(agent)) aside = router.layAside(agent, now);
      if (crew.count[agent] === 0) this.leave(agent, now);
      else crew.status[agent] = STATUS.leaving;
    }
    if (aside >= 0) router.offerWaiting(pool.queue[aside]!, now);
  }

  /** An agent with empty hands goes off queue. */
  leave(agent: number, now: number): void {
    const { crew, problem } = this;
    crew.endDuty(agent, now);
    crew.ready.remove(agent);
    crew.status[agent] = STATUS.off;
    const window = crew.window[agent]!;
    const next = window + 1;
    const delay = now - problem.windowEnd[window]!;
    const sameShift =
      next < problem.firstWindow[agent + 1]! && problem.windowShift[next] === problem.windowShift[window];
    if (problem.breaksKeepLength && sameShift && delay > 0) crew.clock.set(agent, problem.windowStart[next]! + delay);
    else this.resume(agent, now);
  }

  /** An agent who is off goes on queue if there is a window at this moment; else the start of the next one calls. */
  resume(agent: number, now: number): void {
    const { crew, problem, router } = this;
    let window = crew.window[agent]! + 1;
    while (window < problem.firstWindow[agent + 1]! && problem.windowEnd[window]! <= now) window++;
    if (window >= problem.firstWindow[agent + 1]! || problem.windowStart[window]! > now) return;
    if (this.draws.absent[problem.windowShift[window]!] === 1) return;
    crew.login(agent, window, problem.windowProfile[window]!, now);
    router.refill(agent, now);
  }
}
