/**
 * Rosters of made-up centres: cost, proven gap, time and memory by size. `node dist/tests/bench/roster.js [seconds] [agents …]`.
 * Every size is solved once with everyone different and once in 40 kinds, under a wall-clock limit.
 */
import { loadHighs } from '../../solver/lp/highs.js';
import { solveRoster } from '../../solver/roster/index.js';
import { makeRosterProblem } from '../support/roster-problems.js';

const [seconds = 60, ...sizes] = process.argv.slice(2).map(Number);
const lp = await loadHighs();
console.log('agents  queues  kinds  status    cost        bound       gap      seconds  rounds  columns  MB');
for (const agents of sizes.length > 0 ? sizes : [150, 500, 1000]) {
  for (const kinds of [40, agents]) {
    const queues = agents >= 500 ? 8 : 5;
    const problem = makeRosterProblem({ agents, queues, kinds });
    const start = performance.now();
    const solution = await solveRoster(problem, {
      seed: 1,
      lp,
      stop: { timeLimitMillis: seconds * 1000 },
      control: { now: () => performance.now() },
    });
    const cells = [
      String(agents).padEnd(7),
      String(queues).padEnd(7),
      String(kinds).padEnd(6),
      solution.status.padEnd(9),
      solution.cost.total.toFixed(0).padEnd(11),
      solution.bound.toFixed(0).padEnd(11),
      `${(solution.gap * 100).toFixed(2)} %`.padEnd(8),
      ((performance.now() - start) / 1000).toFixed(1).padEnd(8),
      String(solution.solver.rounds).padEnd(7),
      String(solution.solver.columns).padEnd(8),
      (process.memoryUsage().rss / 1e6).toFixed(0),
    ];
    console.log(cells.join(' '));
  }
}
