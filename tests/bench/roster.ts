/**
 * Rosters of made-up centres: cost, proven gap, time and memory by size.
 * `node dist/tests/bench/roster.js [--workers N] [seconds] [agents[:kinds[:weeks]] …]`, for example
 * `roster.js 0 150 1000:200 150:150:4`. 0 seconds: the engine's own budget of work, so that the rosters are the same on every machine.
 * Where no kinds are given, every size is solved in 40 kinds, in 200 and with everyone different; without sizes 150, 500, 1,000 and 5,000
 * agents × 1 week, and 150 and 500 × 4 weeks. Four weeks are decided as a plan decides them: at once, or one by one with the next in sight.
 * `first` is the time to the first legal roster, `cpu` what the process used on all cores, `MB` the most memory so far: sizes solved in one
 * run share it. Last, for each number of kinds solved at three sizes or more, processor time fitted to agents^p · log agents.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { pricingThreads } from '../../api/jobs/pricing-threads.js';
import { loadHighs } from '../../solver/lp/highs.js';
import { solveRolling } from '../../solver/roster/rolling.js';
import { lookAheadOf } from '../../src/plan.js';
import { makeRosterProblem } from '../support/roster-problems.js';

const { values: flags, positionals } = parseArgs({
  options: { workers: { type: 'string', default: String(availableParallelism()) } },
  allowPositionals: true,
});
const [limit = '60', ...sizes] = positionals;
const seconds = Number(limit);
const workers = Number(flags.workers);
const ALL = ['150', '500', '1000', '5000', '150:150:4', '500:500:4'];

interface Run {
  readonly agents: number;
  readonly kinds: number;
  readonly weeks: number;
  readonly cpuSeconds: number;
}

const lp = await loadHighs();
console.log(`${workers} thread(s), ${seconds > 0 ? `${seconds} s` : 'default work'}`);
console.log(
  'agents  kinds  weeks  queues  status    cost        bound       gap      first s  seconds  cpu s   cpu ms an agent  MB',
);

async function solve(agents: number, kinds: number, weeks: number): Promise<Run> {
  const queues = agents >= 500 ? 8 : 5;
  const problem = makeRosterProblem({ agents, queues, kinds, weeks });
  const start = performance.now();
  const cpu = process.cpuUsage();
  let first: number | null = null;
  const solution = await solveRolling(problem, {
    seed: 1,
    lp,
    lookAhead: lookAheadOf(weeks, agents),
    executor: pricingThreads(workers),
    ...(seconds > 0 ? { stop: { timeLimitMillis: seconds * 1000 } } : {}),
    control: {
      now: () => performance.now(),
      onProgress: ({ incumbent }) => {
        if (incumbent !== undefined) first ??= (performance.now() - start) / 1000;
      },
    },
  });
  const used = process.cpuUsage(cpu);
  const took = (performance.now() - start) / 1000;
  const cpuSeconds = (used.user + used.system) / 1e6;
  const cells = [
    String(agents).padEnd(7),
    String(kinds).padEnd(6),
    String(weeks).padEnd(6),
    String(queues).padEnd(7),
    solution.status.padEnd(9),
    solution.cost.total.toFixed(0).padEnd(11),
    solution.bound.toFixed(0).padEnd(11),
    `${(solution.gap * 100).toFixed(2)} %`.padEnd(8),
    (first ?? took).toFixed(1).padEnd(8),
    took.toFixed(1).padEnd(8),
    cpuSeconds.toFixed(1).padEnd(7),
    ((cpuSeconds / agents) * 1000).toFixed(0).padEnd(16),
    (process.resourceUsage().maxRSS / 1000).toFixed(0),
  ];
  console.log(cells.join(' '));
  return { agents, kinds, weeks, cpuSeconds };
}

/** Least squares of log(time / log n) over log n: the power of n beside the logarithm. */
function growth(runs: readonly Run[]): number {
  const points = runs.map(
    ({ agents, cpuSeconds }) => [Math.log(agents), Math.log(cpuSeconds / Math.log(agents))] as const,
  );
  const mean = (k: 0 | 1): number => points.reduce((sum, point) => sum + point[k], 0) / points.length;
  const [x0, y0] = [mean(0), mean(1)];
  const slope = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  return slope / points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
}

const runs: { readonly family: string; readonly run: Run }[] = [];
for (const size of sizes.length > 0 ? sizes : ALL) {
  const [agents = 150, given, weeks = 1] = size.split(':').map(Number);
  const kindsOf = given === undefined ? [40, 200, agents].filter((kinds) => kinds <= agents) : [given];
  for (const kinds of kindsOf) {
    const family = `${kinds === agents ? 'all different' : `${kinds} kinds`}, ${weeks} week(s)`;
    runs.push({ family, run: await solve(agents, kinds, weeks) });
  }
}
for (const family of new Set(runs.map((one) => one.family))) {
  const own = runs.filter((one) => one.family === family).map(({ run }) => run);
  if (new Set(own.map(({ agents }) => agents)).size < 3) continue;
  console.log(`${family}: processor time grows as agents^${growth(own).toFixed(2)} · log agents`);
}
