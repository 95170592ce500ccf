import type { SimulatedAgent, SimulatedQueue, SimulatedWindow } from '../../solver/simulate/index.js';

/** A real-time queue; `arrivals` per interval. */
export function simulatedQueue(
  arrivals: ArrayLike<number>,
  handleSeconds: number,
  rest: Partial<SimulatedQueue> = {},
): SimulatedQueue {
  return {
    arrivals,
    arrivalLaw: 'poisson',
    handleSeconds: new Float64Array(arrivals.length).fill(handleSeconds),
    handle: { law: 'exponential' },
    patience: { law: 'none' },
    targetSeconds: 20,
    priority: 0,
    concurrency: 1,
    slowdown: 0,
    ...rest,
  };
}

/** Equal agents with one shift of the windows given. */
export function simulatedAgents(
  count: number,
  windows: readonly SimulatedWindow[],
  rest: Partial<SimulatedAgent> & { readonly absence?: number } = {},
): SimulatedAgent[] {
  const { absence = 0, ...agent } = rest;
  return Array.from({ length: count }, () => ({
    speed: new Float64Array(8).fill(1),
    shifts: [{ windows, absence }],
    ...agent,
  }));
}
