/**
 * A year of half hours for 50 queues (876,000 intervals), each with its own load, staffed exactly: Erlang C (80 % in
 * 20 s, occupancy at most 90 %) and Erlang A (80 % in 20 s, at most 5 % hang up). One core.
 * Run after the build: node dist/tests/bench/erlang.js
 */
import { hintFrom, requiredAgents } from '../../solver/erlang/index.js';
import { createRandom } from '../../solver/random.js';

const QUEUES = 50;
const INTERVALS = 365 * 48;

/** A day's curve (quiet at night) times weekday, season and Poisson noise; queues of 1 to 125 erlangs at their peak. */
function loads(): Float64Array[] {
  return Array.from({ length: QUEUES }, (_, queue) => {
    const random = createRandom(1, queue);
    const aht = 180 + 10 * queue;
    const peak = 1 + queue * 2.5;
    return Float64Array.from({ length: INTERVALS }, (_, t) => {
      const hour = (t % 48) / 2;
      const day = Math.floor(t / 48);
      const shape = 0.02 + Math.exp(-(((hour - 13) / 4) ** 2));
      const week = day % 7 >= 5 ? 0.4 : 1;
      const season = 1 + 0.2 * Math.sin((2 * Math.PI * day) / 365);
      const contacts = (peak * 1800 * shape * week * season) / aht;
      return (random.poisson(contacts) * aht * (1 + 0.05 * random.uniform())) / 1800;
    });
  });
}

function measure(name: string, run: (load: number, queue: number) => number, all: readonly Float64Array[]): void {
  const start = process.hrtime.bigint();
  let agents = 0;
  all.forEach((series, queue) => {
    for (const load of series) agents += run(load, queue);
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const count = all.length * INTERVALS;
  console.log(
    `${name}: ${count} intervals in ${seconds.toFixed(2)} s (${((seconds / count) * 1e6).toFixed(2)} µs each), ${agents} agent half hours`,
  );
}

const all = loads();
measure(
  'Erlang C',
  (load) => {
    const outcome = requiredAgents(
      { model: 'erlang-c', load, ahtSeconds: 300 },
      { serviceLevel: 0.8, targetSeconds: 20, maxOccupancy: 0.9 },
    );
    return outcome.ok ? outcome.value.agents : Number.NaN;
  },
  all,
);
let known = { agents: 0, load: 0 };
measure(
  'Erlang A',
  (load) => {
    const outcome = requiredAgents(
      { model: 'erlang-a', load, ahtSeconds: 300, patienceSeconds: 180 },
      { serviceLevel: 0.8, targetSeconds: 20, maxAbandon: 0.05 },
      hintFrom(known.agents, known.load, load),
    );
    if (!outcome.ok) return Number.NaN;
    if (load > 0) known = { agents: outcome.value.agents, load };
    return outcome.value.agents;
  },
  all,
);
