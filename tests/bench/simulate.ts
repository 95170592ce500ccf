/**
 * Contacts simulated per second of processor time on one core: a single phone queue with exponential patience (twelve hours
 * of half hours, 60 agents), and a blended centre (phone, chat, second line, interruptible e-mail; 60 agents with breaks).
 * Run after the build: node dist/tests/bench/simulate.js
 */
import {
  type SimulatedAgent,
  type SimulatedQueue,
  type SimulationProblem,
  simulate,
} from '../../solver/simulate/index.js';

const HALF_HOUR = 1800;
const INTERVALS = 24;

function queue(contacts: number, ahtSeconds: number, rest: Partial<SimulatedQueue> = {}): SimulatedQueue {
  return {
    arrivals: new Float64Array(INTERVALS).fill(contacts),
    arrivalLaw: 'poisson',
    handleSeconds: new Float64Array(INTERVALS).fill(ahtSeconds),
    handle: { law: 'exponential' },
    patience: { law: 'exponential', meanSeconds: 300 },
    targetSeconds: 20,
    priority: 0,
    concurrency: 1,
    slowdown: 0,
    ...rest,
  };
}

function agents(count: number, queues: readonly number[], withBreaks: boolean): SimulatedAgent[] {
  const end = INTERVALS * HALF_HOUR;
  return Array.from({ length: count }, (_, a) => {
    const pause = 7200 + 300 * (a % 24);
    const windows = withBreaks
      ? [
          { start: 0, end: pause, queues },
          { start: pause + 900, end, queues },
        ]
      : [{ start: 0, end, queues }];
    return { speed: [1, 1, 1, 1], shifts: [{ windows }] };
  });
}

const CASES: Readonly<Record<string, SimulationProblem>> = {
  'single phone queue': {
    intervalSeconds: HALF_HOUR,
    intervals: INTERVALS,
    queues: [queue(340, 300)],
    agents: agents(60, [0], false),
  },
  'blended centre': {
    intervalSeconds: HALF_HOUR,
    intervals: INTERVALS,
    queues: [
      queue(120, 300, { escalation: { to: 1, share: 0.1 } }),
      queue(10, 480),
      queue(60, 540, { concurrency: 2, slowdown: 0.3, targetSeconds: 60 }),
      queue(40, 330, {
        priority: 1,
        patience: { law: 'none' },
        deferrable: { dueSeconds: new Float64Array(INTERVALS).fill(1e9), interruptible: true },
      }),
    ],
    agents: [...agents(20, [0, 3], true), ...agents(10, [0, 1], true), ...agents(30, [0, 2, 3], true)],
  },
};

for (const [name, problem] of Object.entries(CASES)) {
  simulate(problem, { seed: 1, replications: 20 });
  const before = process.cpuUsage();
  const { contacts } = simulate(problem, { seed: 2, replications: 300 });
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  console.log(`${name}: ${contacts} contacts in ${seconds.toFixed(2)} s, ${Math.round(contacts / seconds)} a second`);
}
