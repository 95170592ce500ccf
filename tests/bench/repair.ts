/**
 * Repair after ten random absences, and swaps, in a made-up centre: time, people touched, cost won back.
 * `node dist/tests/bench/repair.js [agents] [seconds for the roster]`.
 */
import { loadHighs } from '../../solver/lp/highs.js';
import { createRandom } from '../../solver/random.js';
import { solveRoster } from '../../solver/roster/index.js';
import { OpenRoster } from '../../solver/roster/open-roster.js';
import { repairRoster } from '../../src/repair/repair.js';
import { checkSwap, type SwapProposal } from '../../src/swap/check-swap.js';
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
    `hard rules broken ${hardBreaches.repaired}, no repair of as few people costs ${(repaired.gap * 100).toFixed(2)} % less`,
    `over the published roster's own bound ${(((cost.repaired - solution.bound) / cost.repaired) * 100).toFixed(2)} %`,
  ].join('\n'),
);
start = performance.now();
const roster = new OpenRoster(problem, solution.shifts, { lp });
console.log(`opened in ${((performance.now() - start) / 1000).toFixed(1)} s`);
const times: number[] = [];
const allowed = { anybody: 0, alike: 0, swap: 0 };
const works = new Map<string, (typeof solution.shifts)[number]>();
for (const shift of solution.shifts) works.set(`${shift.agent} ${shift.day}`, shift);
const timed = (kind: keyof typeof allowed, proposal: SwapProposal): void => {
  const at = performance.now();
  if (checkSwap(roster, proposal).allowed) allowed[kind]++;
  times.push(performance.now() - at);
};
// Once without a clock: the compiler's own time is not the check's.
checkSwap(roster, { from: solution.shifts[0]!.agent, to: solution.shifts.at(-1)!.agent, shift: solution.shifts[0]! });
for (let i = 0; i < 200; i++) {
  const shift = solution.shifts[random.integer(solution.shifts.length)]!;
  const anybody = roster.names[random.integer(roster.names.length)]!;
  if (anybody !== shift.agent) timed('anybody', { from: shift.agent, to: anybody, shift });
  // Somebody with the same skills who is off that day takes it; or one at work elsewhere in the day changes with them.
  const skills = roster.queuesOf(shift.agent).join('|');
  const alike = roster.names.filter((name) => name !== shift.agent && roster.queuesOf(name).join('|') === skills);
  const free = alike.find((name) => !works.has(`${name} ${shift.day}`));
  if (free !== undefined) timed('alike', { from: shift.agent, to: free, shift });
  const other = alike.find((name) => works.get(`${name} ${shift.day}`)?.template === shift.template);
  if (other !== undefined)
    timed('swap', { from: shift.agent, to: other, shift, back: works.get(`${other} ${shift.day}`)! });
}
times.sort((a, b) => a - b);
console.log(
  `swaps: ${times.length} checked, allowed ${Object.entries(allowed)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')}, median ${times[times.length >> 1]!.toFixed(2)} ms, longest ${times.at(-1)!.toFixed(2)} ms`,
);
