/**
 * LP and MIP backends: shift-cover models on both, and a column-generation master that is solved again after every round
 * of new columns, by each way to continue. Prints two tables; wall-clock seconds of this machine, counts are exact.
 * Run after the build: `node dist/tests/bench/lp.js [classes]` (default 6; 20 takes about five minutes)
 */
import { type Column, columnBatch, ModelBuilder } from '../../solver/lp/builder.js';
import { loadHighs } from '../../solver/lp/highs.js';
import { jsLp } from '../../solver/lp/js-lp.js';
import type { LpBackend, LpResult, SolveOptions } from '../../solver/lp/model.js';
import { solveOnce, withSession } from '../../solver/lp/session.js';
import { createRandom } from '../../solver/random.js';
import { shiftCover } from '../support/lp-samples.js';

const highs = await loadHighs();
const now = (): number => performance.now();
const seconds = (from: number): string => ((now() - from) / 1000).toFixed(3);

// Cover models -------------------------------------------------------------------------------------------------------
const LIMIT_SECONDS = 10;
const cover: Record<string, unknown>[] = [];
for (const [periods, patterns] of [
  [12, 24],
  [24, 72],
  [48, 144],
  [96, 144],
  [96, 600],
] as const) {
  for (const backend of [highs, jsLp]) {
    for (const integer of [false, true]) {
      const whole = shiftCover(periods, patterns);
      const { columnInteger: _, ...relaxed } = whole;
      const model = integer ? whole : relaxed;
      solveOnce(backend, model, { timeLimitSeconds: LIMIT_SECONDS, control: { now } });
      const from = now();
      const result = solveOnce(backend, model, { timeLimitSeconds: LIMIT_SECONDS, control: { now } });
      cover.push({
        size: `${periods}×${patterns}`,
        kind: integer ? 'MIP' : 'LP',
        backend: backend.name,
        seconds: seconds(from),
        status: result.status,
        objective: Math.round(result.objective * 1e4) / 1e4,
        bound: Math.round(result.bound * 1e4) / 1e4,
        nodes: result.nodes,
        iterations: result.work,
      });
    }
  }
}
console.table(cover);

// Column generation --------------------------------------------------------------------------------------------------
const CLASSES = Number(process.argv[2] ?? 6);
const QUEUES = 4;
const DAYS = 7;
const SLOTS = 48;
const SHIFT_SLOTS = 16;
const COLUMNS_PER_CLASS = 5;
const MAX_ROUNDS = 60;
const AGENTS_PER_CLASS = 25;

/** Rows: cover of queue × day × slot (equality with short and over columns, convex), then one per class: its agents. */
function emptyMaster(): ModelBuilder {
  const random = createRandom(7);
  const builder = new ModelBuilder();
  const scale = (CLASSES * AGENTS_PER_CLASS) / (QUEUES * 30);
  for (let row = 0; row < QUEUES * DAYS * SLOTS; row++) {
    const slot = row % SLOTS;
    const peaks = Math.exp(-((slot - 22) ** 2) / 30) + 0.8 * Math.exp(-((slot - 32) ** 2) / 24);
    const need = Math.round(scale * (1 + 14 * peaks + 2 * random.uniform()));
    builder.addRow(need, need);
    const step = Math.max(1, 0.1 * need);
    builder.addColumn({ cost: 2, upper: step, rows: [row], values: [1] });
    builder.addColumn({ cost: 5, upper: step, rows: [row], values: [1] });
    builder.addColumn({ cost: 12, rows: [row], values: [1] });
    builder.addColumn({ cost: 0.5, upper: step, rows: [row], values: [-1] });
    builder.addColumn({ cost: 2, rows: [row], values: [-1] });
  }
  for (let k = 0; k < CLASSES; k++) builder.addRow(Number.NEGATIVE_INFINITY, AGENTS_PER_CLASS);
  return builder;
}

/** The best weeks of each class at these duals: five of seven days, each with its best start, on the best queue. */
function price(rowDual: Float64Array): Column[] {
  const found: Column[] = [];
  for (let k = 0; k < CLASSES; k++) {
    const earliest = 12 + (k % 8);
    const candidates: { reduced: number; column: Column }[] = [];
    for (let queue = 0; queue < QUEUES; queue++) {
      if ((k + queue) % 4 === 3) continue;
      for (let latest = earliest + 4; latest <= earliest + 16; latest += 4) {
        const days = Array.from({ length: DAYS }, (_, day) => {
          const first = (queue * DAYS + day) * SLOTS;
          let best = { start: earliest, gain: Number.NEGATIVE_INFINITY };
          for (let start = earliest; start <= Math.min(latest, SLOTS - SHIFT_SLOTS); start++) {
            let gain = 0;
            for (let slot = start; slot < start + SHIFT_SLOTS; slot++) {
              if (slot !== start + 8) gain += rowDual[first + slot]!;
            }
            if (gain > best.gain) best = { start, gain };
          }
          return { first, ...best };
        });
        const chosen = days.toSorted((a, b) => b.gain - a.gain).slice(0, 5);
        const cost = 5 * 8 * (0.5 + 0.02 * (k % 5));
        const classRow = QUEUES * DAYS * SLOTS + k;
        const reduced = cost - chosen.reduce((sum, { gain }) => sum + gain, 0) - rowDual[classRow]!;
        if (reduced > -1e-6) continue;
        const rows = chosen.flatMap(({ first, start }) =>
          Array.from({ length: SHIFT_SLOTS }, (_, slot) => first + start + slot).filter((_, slot) => slot !== 8),
        );
        candidates.push({
          reduced,
          column: { cost, rows: [...rows, classRow], values: [...rows, classRow].map(() => 1) },
        });
      }
    }
    candidates.sort((a, b) => a.reduced - b.reduced);
    found.push(...candidates.slice(0, COLUMNS_PER_CLASS).map(({ column }) => column));
  }
  return found;
}

interface Way {
  readonly name: string;
  readonly backend: LpBackend;
  readonly options: SolveOptions;
}

const ways: Way[] = [
  { name: 'warm, primal (auto)', backend: highs, options: {} },
  { name: 'warm, dual', backend: highs, options: { simplex: 'dual' } },
  { name: 'cold, dual, presolve', backend: highs, options: { warmStart: false, simplex: 'dual' } },
  { name: 'cold, primal, presolve', backend: highs, options: { warmStart: false, simplex: 'primal' } },
];

const generation: Record<string, unknown>[] = [];
for (const { name, backend, options } of ways) {
  withSession(backend, emptyMaster().build(), (session) => {
    let solveMillis = 0;
    let iterations = 0;
    let rounds = 0;
    let result: LpResult | undefined;
    const solve = (): LpResult => {
      const from = now();
      const solved = session.solve(options);
      solveMillis += now() - from;
      iterations += solved.work;
      rounds++;
      return solved;
    };
    for (result = solve(); rounds < MAX_ROUNDS; result = solve()) {
      const columns = price(result.rowDual);
      if (columns.length === 0) break;
      session.addColumns(columnBatch(columns));
    }
    generation.push({
      way: name,
      rows: session.rowCount,
      columns: session.columnCount,
      rounds,
      seconds: (solveMillis / 1000).toFixed(2),
      iterations,
      objective: Math.round(result.objective * 100) / 100,
    });
  });
}
console.log(`\nColumn generation: ${CLASSES} classes of ${AGENTS_PER_CLASS}, ${QUEUES} queues, one week of half hours`);
console.table(generation);
