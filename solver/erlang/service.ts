/** The service that a number of agents gives in the steady state. */
export interface Service {
  /** Agents (lines in Erlang B). */
  readonly agents: number;
  /** Answered within the threshold / all offered, 0 to 1. */
  readonly serviceLevel: number;
  /** 1 − service level, accurate when it is tiny: answered later, hung up or blocked / all offered. */
  readonly missed: number;
  /** Mean wait of the answered; `Infinity` where the queue grows without end or nobody is answered. */
  readonly asaSeconds: number;
  /** Share of logged-in time spent on contacts, 0 to 1; 1 where there is work and nobody to do it. */
  readonly occupancy: number;
  /** Share of offered contacts that do not get an agent at once (blocked ones not counted). */
  readonly pWait: number;
  /** Share of offered contacts that hang up. */
  readonly pAbandon: number;
  /** Share of offered contacts that find no free line. */
  readonly pBlock: number;
}

/** No contacts: nothing to wait for, whatever the number of agents. */
export const idleService = (agents: number): Service => ({
  agents,
  serviceLevel: 1,
  missed: 0,
  asaSeconds: 0,
  occupancy: 0,
  pWait: 0,
  pAbandon: 0,
  pBlock: 0,
});

/** Work never catches up: the queue grows without end (load ≥ agents and nobody hangs up). */
export const overwhelmedService = (agents: number): Service => ({
  agents,
  serviceLevel: 0,
  missed: 1,
  asaSeconds: Number.POSITIVE_INFINITY,
  occupancy: 1,
  pWait: 1,
  pAbandon: 0,
  pBlock: 0,
});

/** Nobody there and callers with patience: all of them hang up. */
export const desertedService = (): Service => ({ ...overwhelmedService(0), pAbandon: 1 });
