/**
 * Rosters of many weeks, week by week: cost, one proven gap over all weeks (of the changeable cost), time and memory.
 * `node dist/tests/bench/roster-weeks.js [agents] [weeks] [look-ahead] [kinds]`, for example `roster-weeks.js 5000 4`; look-ahead 1 = week by
 * week with the next in sight.
 * The engine's own budget of work: the same roster on every machine. As many weeks in sight as there are = all at once.
 */
import { loadHighs } from '../../solver/lp/highs.js';
import { solveRolling } from '../../solver/roster/rolling.js';
import { makeRosterProblem } from '../support/roster-problems.js';

const [agents = 150, weeks = 4, lookAhead, kinds = agents] = process.argv.slice(2).map(Number);
const lp = await loadHighs();
const problem = makeRosterProblem({ agents, queues: agents >= 500 ? 8 : 5, kinds, weeks });
const start = performance.now();
const cpu = process.cpuUsage();
let told = '';
const used = (): string => {
  const { user, system } = process.cpuUsage(cpu);
  return `${((performance.now() - start) / 1000).toFixed(0)} s, processor ${((user + system) / 1e6).toFixed(0)} s`;
};
const solution = await solveRolling(problem, {
  seed: 1,
  lp,
  ...(lookAhead === undefined ? {} : { lookAhead }),
  control: {
    onProgress: ({ phase, share, incumbent, bound = Number.NaN }) => {
      const line = `${phase}${incumbent === undefined ? '' : ` ${incumbent.toFixed(0)}, bound ${bound.toFixed(0)}`}`;
      if (line === told) return;
      told = line;
      console.error(`${(share * 100).toFixed(0).padStart(3)} % ${line.padEnd(32)} ${used()}`);
    },
  },
});
const { cost, bound, gap, status, solver, shifts, breaches } = solution;
console.log(
  [
    `${agents} agents in ${problem.agents.length} kinds, ${weeks} weeks, ${shifts.length} shifts, ${solver.method}, ${solver.rounds} rounds, ${status}`,
    `cost ${cost.total.toFixed(0)}, bound ${bound.toFixed(0)}, gap ${(gap * 100).toFixed(2)} %, hard rules broken ${breaches.filter(({ hard }) => hard).length}`,
    `${used()}, peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  ].join('\n'),
);
