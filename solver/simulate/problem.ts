/**
 * A centre as the simulator sees it: numbers and indices. Times are seconds from the start of the simulation; interval i
 * is [i·intervalSeconds, (i + 1)·intervalSeconds).
 */
export interface SimulationProblem {
  readonly intervalSeconds: number;
  /** Intervals simulated, ≥ 1; what comes after the last one is not seen. */
  readonly intervals: number;
  readonly queues: readonly SimulatedQueue[];
  readonly agents: readonly SimulatedAgent[];
  /**
   * A break that starts late because of a contact keeps its length (default); false: the agent is back at the planned
   * time, or as soon as the contact ends.
   */
  readonly breaksKeepLength?: boolean;
}

/** Handle time of a contact at speed 1 with nothing in parallel; its mean is given per interval. */
export type HandleTime =
  | { readonly law: 'exponential' }
  /** Coefficient of variation ≥ 0. */
  | { readonly law: 'log-normal'; readonly variation: number }
  | { readonly law: 'constant' };

/** How long a contact waits before it gives up. */
export type Patience =
  | { readonly law: 'none' }
  | { readonly law: 'exponential'; readonly meanSeconds: number }
  | { readonly law: 'log-normal'; readonly meanSeconds: number; readonly variation: number }
  /** Drawn from measured patiences, each as likely; `Infinity` in it = waits for ever. */
  | { readonly law: 'empirical'; readonly seconds: ArrayLike<number> };

export interface SimulatedQueue {
  /** Contacts per interval, ≥ 0: expected ones of a Poisson process, or the numbers that came (placed uniformly). */
  readonly arrivals: ArrayLike<number>;
  readonly arrivalLaw: 'poisson' | 'counts';
  /** Mean handle time per interval of arrival, > 0 where there can be contacts. */
  readonly handleSeconds: ArrayLike<number>;
  readonly handle: HandleTime;
  readonly patience: Patience;
  /** Threshold of the service level, ≥ 0. */
  readonly targetSeconds: number;
  /** Served first where smaller; among equals the contact that waits longest. */
  readonly priority: number;
  /** Contacts one agent handles at once, ≥ 1, and handle-time factor per further one: 1 + slowdown·(k − 1). */
  readonly concurrency: number;
  readonly slowdown: number;
  /** Work that may wait; absent = real time. */
  readonly deferrable?: DeferrableWorkRules;
  /** Share of those who gave up that try again, after an exponential delay. */
  readonly redial?: { readonly share: number; readonly meanDelaySeconds: number };
  /** Share of the handled that go on to another queue the moment they end. */
  readonly escalation?: { readonly to: number; readonly share: number };
  /** Opening times, ascending and apart; absent = always open. */
  readonly open?: readonly Span[];
  /** Contacts that wait when the queue closes are still served (default), or sent away. */
  readonly atClosing?: 'serve' | 'drop';
  /**
   * Contacts that come to a closed queue are called back evenly over this time from its next opening on, ≥ 0; absent =
   * they are sent away.
   */
  readonly callBackSpreadSeconds?: number;
}

export interface DeferrableWorkRules {
  /** Instant by which work that arrives in each interval must be done; may lie after the end of the simulation. */
  readonly dueSeconds: ArrayLike<number>;
  /** Laid aside the moment a real-time contact comes or the time on queue ends, and continued later. */
  readonly interruptible: boolean;
  /** Work left from before; expected contacts or counts as the arrivals. */
  readonly backlog?: readonly { readonly contacts: number; readonly dueSeconds: number }[];
  /** Most agents on it at once, per interval; absent = no limit. */
  readonly agentsAtOnce?: ArrayLike<number>;
}

/** Half-open stretch of time. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SimulatedAgent {
  /** Relative speed per queue, > 0; read where a window names the queue. */
  readonly speed: ArrayLike<number>;
  /** Routing level per queue: contacts go to the lowest level that is free, agents to the lowest that waits; absent = 0. */
  readonly level?: ArrayLike<number>;
  readonly shifts: readonly SimulatedShift[];
}

export interface SimulatedShift {
  /** Time on queue, ascending and apart; what lies between two of them is a break. */
  readonly windows: readonly SimulatedWindow[];
  /** Probability that the whole shift falls out, 0 to 1. */
  readonly absence?: number;
  /** Probability of logging in late, and the mean of the exponential delay. */
  readonly late?: { readonly probability: number; readonly meanSeconds: number };
}

export interface SimulatedWindow extends Span {
  /** Indices of the queues whose contacts the agent takes. */
  readonly queues: readonly number[];
}
