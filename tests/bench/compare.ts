/**
 * The engine beside a straightforward integer program in HiGHS and, where it is installed (`npm ci --prefix tests/bench/cp-sat`),
 * the same program in CP-SAT, on made-up staff-rostering problems of the structure of Curtois & Qu 2014: same time limit, same
 * machine, one run; engine and HiGHS use one core, CP-SAT two. `node dist/tests/bench/compare.js [seconds] [staff,weeks,shifts …]`.
 */
import { loadHighs } from '../../solver/lp/highs.js';
import { solveRoster } from '../../solver/roster/index.js';
import { plainProgram, requestsOn } from '../support/literature/plain-program.js';
import { staffInstance } from '../support/literature/staff-instance.js';
import { staffRostering } from '../support/literature/staff-rostering.js';
import { loadCpSat, solveWithCpSat } from './cp-sat.js';

const [seconds = '30', ...sizes] = process.argv.slice(2);
const timeLimitMillis = Number(seconds) * 1000;
const lp = await loadHighs();
const cpSat = await loadCpSat();
if (cpSat === undefined) console.log('CP-SAT is left out: npm ci --prefix tests/bench/cp-sat installs it (318 MB).');
const now = (): number => performance.now();

const SIZES = ['8,1,1', '8,2,1', '16,1,3', '16,2,3', '30,1,4', '30,2,4', '60,1,4', '60,2,4'];
const cell = (value: number | string, width: number): string => String(value).padStart(width);
const outcome = (cost: number, bound: number, millis: number): string =>
  `${cell(Number.isFinite(cost) ? Math.round(cost) : '-', 7)} ${cell(Number.isFinite(bound) ? bound.toFixed(1) : '-', 8)} ${cell((millis / 1000).toFixed(1), 6)}`;
const ratio = (other: number, own: number): string =>
  cell(Number.isFinite(other) ? ((other + 1e-9) / (own + 1e-9)).toFixed(2) : '-', 6);

console.log('                    engine                  HiGHS                         CP-SAT');
console.log(
  'staff weeks shifts     cost    bound     s     cost    bound     s  ratio     cost    bound     s  ratio  means',
);
for (const size of sizes.length > 0 ? sizes : SIZES) {
  const [staff = 8, weeks = 2, shifts = 1] = size.split(',').map(Number);
  const problem = staffRostering(staffInstance(staff, weeks, shifts, 2));
  let start = now();
  const own = await solveRoster(problem, { seed: 1, lp, stop: { timeLimitMillis }, control: { now } });
  const cells = [cell(staff, 5), cell(weeks, 5), cell(shifts, 6)];
  cells.push(outcome(own.cost.total, own.bound, now() - start));
  const program = plainProgram(problem);
  const constant = requestsOn(problem);
  const session = lp.open(program);
  start = now();
  const plain = session.solve({ timeLimitSeconds: Number(seconds), control: { now } });
  const cost = plain.x.length > 0 ? plain.objective + constant : Number.POSITIVE_INFINITY;
  cells.push(outcome(cost, plain.bound + constant, now() - start), ratio(cost, own.cost.total));
  session.dispose();
  if (cpSat !== undefined) {
    start = now();
    const other = await solveWithCpSat(cpSat, program, Number(seconds));
    cells.push(outcome(other.objective + constant, other.bound + constant, now() - start));
    cells.push(ratio(other.objective + constant, own.cost.total));
  }
  console.log(cells.join(' '), own.solver.method);
}
// Its worker threads would keep the process.
process.exit(0);
