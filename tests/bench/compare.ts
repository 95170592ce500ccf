/**
 * The engine beside a straightforward integer program in HiGHS, on made-up staff-rostering problems of the structure of
 * Curtois & Qu 2014: same time limit, same machine, one run. `node dist/tests/bench/compare.js [seconds] [staff,weeks,shifts …]`.
 */
import { loadHighs } from '../../solver/lp/highs.js';
import { solveRoster } from '../../solver/roster/index.js';
import { plainProgram, requestsOn } from '../support/literature/plain-program.js';
import { staffInstance } from '../support/literature/staff-instance.js';
import { staffRostering } from '../support/literature/staff-rostering.js';

const [seconds = '30', ...sizes] = process.argv.slice(2);
const timeLimitMillis = Number(seconds) * 1000;
const lp = await loadHighs();
const now = (): number => performance.now();
console.log(
  'staff weeks shifts  engine: cost  bound  seconds  means                        HiGHS: cost  bound  seconds  ratio',
);
for (const size of sizes.length > 0 ? sizes : ['8,2,1', '16,2,3', '30,2,4', '20,4,3']) {
  const [staff = 8, weeks = 2, shifts = 1] = size.split(',').map(Number);
  const problem = staffRostering(staffInstance(staff, weeks, shifts, 2));
  let start = now();
  const own = await solveRoster(problem, { seed: 1, lp, stop: { timeLimitMillis }, control: { now } });
  const ownSeconds = (now() - start) / 1000;
  const session = lp.open(plainProgram(problem));
  start = now();
  const plain = session.solve({ timeLimitSeconds: Number(seconds), control: { now } });
  const plainSeconds = (now() - start) / 1000;
  session.dispose();
  const constant = requestsOn(problem);
  const cost = plain.objective + constant;
  const cells = [
    `${String(staff).padEnd(5)} ${String(weeks).padEnd(5)} ${String(shifts).padEnd(7)}`,
    `        ${own.cost.total.toFixed(0).padEnd(5)} ${own.bound.toFixed(1).padEnd(6)} ${ownSeconds.toFixed(1).padEnd(8)}`,
    own.solver.method.padEnd(28),
    `       ${cost.toFixed(0).padEnd(5)} ${(plain.bound + constant).toFixed(1).padEnd(6)} ${plainSeconds.toFixed(1).padEnd(8)}`,
    ((cost + 1e-9) / (own.cost.total + 1e-9)).toFixed(2),
  ];
  console.log(cells.join(' '));
}
