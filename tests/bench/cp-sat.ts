import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LinearModel } from '../../solver/lp/model.js';

/** What of or-tools-wasm is used here; its own package is not part of the default install. */
interface CpSat {
  readonly CpModel: new () => {
    newIntVar(low: number, high: number): unknown;
    addLinearConstraint(expression: unknown, low: number, high: number): unknown;
    minimize(expression: unknown): void;
  };
  readonly CpSolver: new () => {
    solve(model: unknown, parameters: { numSearchWorkers: number; maxTimeInSeconds: number }): Promise<unknown>;
    statusName(status: unknown): string;
    objectiveValue(): number;
    bestObjectiveBound(): number;
  };
  readonly weightedSum: (values: readonly unknown[], coefficients: readonly number[]) => unknown;
}

export interface CpSatResult {
  readonly status: string;
  readonly objective: number;
  readonly bound: number;
}

const FOLDER = resolve('tests/bench/cp-sat');

/**
 * Loads CP-SAT where its package is installed. @returns undefined where it is not
 */
export async function loadCpSat(): Promise<CpSat | undefined> {
  if (!existsSync(resolve(FOLDER, 'node_modules/or-tools-wasm'))) return undefined;
  const path = createRequire(resolve(FOLDER, 'package.json')).resolve('or-tools-wasm/cp-sat');
  const library = (await import(pathToFileURL(path).href)) as CpSat;
  // The first solve starts the workers, which takes seconds.
  await solveWithCpSat(library, TINY, 1);
  return library;
}

const TINY: LinearModel = {
  columnCost: Float64Array.of(1),
  columnLower: Float64Array.of(0),
  columnUpper: Float64Array.of(1),
  rowLower: Float64Array.of(1),
  rowUpper: Float64Array.of(1),
  starts: Int32Array.of(0, 1),
  rows: Int32Array.of(0),
  values: Float64Array.of(1),
};

/** Larger than anything a column of these programs can be. */
const MOST = 1000;

/**
 * Solves an integer program whose data are whole numbers: every column whole, those without an upper bound up to 1000. Two workers,
 * as many as the machine has cores.
 */
export async function solveWithCpSat(library: CpSat, model: LinearModel, seconds: number): Promise<CpSatResult> {
  const cp = new library.CpModel();
  const columns = Array.from(model.columnCost, (_, j) =>
    cp.newIntVar(model.columnLower[j]!, Math.min(MOST, model.columnUpper[j]!)),
  );
  const rows = Array.from(model.rowLower, () => ({ columns: [] as unknown[], values: [] as number[] }));
  columns.forEach((column, j) => {
    for (let k = model.starts[j]!; k < model.starts[j + 1]!; k++) {
      rows[model.rows[k]!]!.columns.push(column);
      rows[model.rows[k]!]!.values.push(model.values[k]!);
    }
  });
  const far = 1_000_000_000;
  rows.forEach((row, i) => {
    if (row.columns.length === 0) return;
    const [low, high] = [Math.max(-far, model.rowLower[i]!), Math.min(far, model.rowUpper[i]!)];
    cp.addLinearConstraint(library.weightedSum(row.columns, row.values), low, high);
  });
  cp.minimize(library.weightedSum(columns, Array.from(model.columnCost)));
  const solver = new library.CpSolver();
  const status = solver.statusName(await solver.solve(cp, { numSearchWorkers: 2, maxTimeInSeconds: seconds }));
  const found = status === 'OPTIMAL' || status === 'FEASIBLE';
  return {
    status,
    objective: found ? solver.objectiveValue() : Number.POSITIVE_INFINITY,
    bound: found ? solver.bestObjectiveBound() : Number.NEGATIVE_INFINITY,
  };
}
