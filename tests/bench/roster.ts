/**
 * Rosters of made-up centres: cost, proven gap, time and memory by size.
 * `node dist/tests/bench/roster.js [seconds] [agents[:kinds[:weeks]] …]`, for example `roster.js 60 150 1000:200 150:150:4`.
 * 0 seconds: the engine's own budget of work, so that the rosters are the same on every machine. Where no kinds are given,
 * every size is solved in 40 kinds, in 200 and with everyone different. `first` is the time to the first legal roster,
 * `cpu` what the process used on all cores.
 */
import { loadHighs } from '../../solver/lp/highs.js';
import { solveRoster } from '../../solver/roster/index.js';
import { makeRosterProblem } from '../support/roster-problems.js';

const [limit = '60', ...sizes] = process.argv.slice(2);
const seconds = Number(limit);
const lp = await loadHighs();
console.log(
  'agents  kinds  weeks  queues  status    cost        bound       gap      first s  seconds  cpu s   per agent ms  MB',
);
for (const size of sizes.length > 0 ? sizes : ['150', '500', '1000', '5000']) {
  const [agents = 150, given, weeks = 1] = size.split(':').map(Number);
  const kindsOf = given === undefined ? [40, 200, agents].filter((kinds) => kinds <= agents) : [given];
  for (const kinds of kindsOf) {
    const queues = agents >= 500 ? 8 : 5;
    const problem = makeRosterProblem({ agents, queues, kinds, weeks });
    const start = performance.now();
    const cpu = process.cpuUsage();
    let first: number | null = null;
    const solution = await solveRoster(problem, {
      seed: 1,
      lp,
      ...(seconds > 0 ? { stop: { timeLimitMillis: seconds * 1000 } } : {}),
      control: {
        now: () => performance.now(),
        onProgress: ({ incumbent }) => {
          if (incumbent !== undefined) first ??= (performance.now() - start) / 1000;
        },
      },
    });
    const used = process.cpuUsage(cpu);
    const took = performance.now() - start;
    const cells = [
      String(agents).padEnd(7),
      String(kinds).padEnd(6),
      String(weeks).padEnd(6),
      String(queues).padEnd(7),
      solution.status.padEnd(9),
      solution.cost.total.toFixed(0).padEnd(11),
      solution.bound.toFixed(0).padEnd(11),
      `${(solution.gap * 100).toFixed(2)} %`.padEnd(8),
      (first ?? took / 1000).toFixed(1).padEnd(8),
      (took / 1000).toFixed(1).padEnd(8),
      ((used.user + used.system) / 1e6).toFixed(1).padEnd(7),
      (took / agents).toFixed(1).padEnd(13),
      (process.memoryUsage().rss / 1e6).toFixed(0),
    ];
    console.log(cells.join(' '));
  }
}
