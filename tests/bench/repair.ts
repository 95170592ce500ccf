/**
 * Repair after ten random absences, and swaps, in a made-up centre: time, people touched, cost won back.
 * `node dist/tests/bench/repair.js [agents] [seconds for the roster]`.
 */
import { loadHighs } from '../../solver/lp/highs.js';
import { createRandom } from '../../solver/random.js';
import { solveRoster } from '../../solver/roster/index.js';
import { OpenRoster } from '../../solver/roster/open-roster.js';
import { repairRoster } from '../../src/repair/repair.js';
import { checkSwap } from '../../src/swap/check-swap.js';
import { makeRosterProblem } from '../support/roster-problems.js';

const [agents = 1000, seconds = 60] = process.argv.slice(2).map(Number);
const lp = await loadHighs();
const problem = makeRosterProblem({ agents, queues: agents >= 500 ? 8 : 5, kinds: agents });
const solution = await solveRoster(problem, {
  seed: 1,
  lp,
  stop: { timeLimitMillis: seconds * 1000 },
  control: { now: () => performance.now() },
});
console.log(
  `${agents} agents, ${solution.shifts.length} shifts, cost ${solution.cost.total.toFixed(0)}, gap ${(solution.gap * 100).toFixed(2)} %`,
);
const random = createRandom(1);
const away = new Set<string>();
while (away.size < 10) away.add(solution.shifts[random.integer(solution.shifts.length)]!.agent);
const absences = [...away].map((agent) => ({ agent, fromSlot: 0, toSlot: problem.slots, reason: 'sick' }));
let start = performance.now();
const repaired = repairRoster({ problem, shifts: solution.shifts, absences }, lp);
const { cost, short, touched, touchedShare, changes, hardBreaches } = repaired;
console.log(
  [
    `repair ${((performance.now() - start) / 1000).toFixed(1)} s`,
    `${touched.length} others touched (${(touchedShare * 100).toFixed(2)} %), ${changes.filter((change) => change.kind !== 'absent').length} days`,
    `cost unrepaired ${cost.unrepaired.toFixed(0)}, repaired ${cost.repaired.toFixed(0)}`,
    `short ${short.unrepaired.toFixed(1)}, ${short.repaired.toFixed(1)} agent-intervals`,
    `hard rules broken ${hardBreaches.repaired}, most that one more person would gain ${repaired.leftOver.toFixed(0)}`,
    `over the published bound ${(((cost.repaired - solution.bound) / cost.repaired) * 100).toFixed(2)} %`,
  ].join('\n'),
);
start = performance.now();
const roster = new OpenRoster(problem, solution.shifts);
console.log(`opened in ${((performance.now() - start) / 1000).toFixed(1)} s`);
const times: number[] = [];
let allowed = 0;
for (let i = 0; i < 200; i++) {
  const shift = solution.shifts[random.integer(solution.shifts.length)]!;
  const to = roster.names[random.integer(roster.names.length)]!;
  if (to === shift.agent) continue;
  start = performance.now();
  if (checkSwap(roster, { from: shift.agent, to, shift }).allowed) allowed++;
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
console.log(
  `swaps: ${times.length} checked, ${allowed} allowed, median ${times[times.length >> 1]!.toFixed(2)} ms, longest ${times.at(-1)!.toFixed(2)} ms`,
);
