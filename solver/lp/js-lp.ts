import type { SolverAPI } from 'javascript-lp-solver';
import * as library from 'javascript-lp-solver';
import { type Cut, INTEGRALITY_TOLERANCE, type Relaxation } from './branch-and-bound.js';
import { checkedBackend } from './checked.js';
import { objectiveOf } from './evaluate.js';
import { type Meter, Stop } from './meter.js';
import type { LinearModel, LpBackend } from './model.js';
import { StoredSession } from './stored-session.js';
import { type OpenTableau, solveByTableau } from './tableau.js';

// The package's types are CommonJS-flavoured while Node loads its ES module, so the solver's place is stated here.
const solver = (library as unknown as { default: SolverAPI }).default;

type LibraryModel = InstanceType<SolverAPI['Model']>;
type LibraryVariable = ReturnType<LibraryModel['addVariable']>;
type LibraryConstraint = ReturnType<LibraryModel['smallerThan']>;

/**
 * javascript-lp-solver 1.0.3: a dense tableau in plain JavaScript, for small problems and as a cross-check of HiGHS.
 * Every solve starts over; it has no basis to keep and ignores `seed`, `simplex` and `warmStart`. Only its simplex and
 * its tableau are used: its branch and bound reports fractional solutions as feasible after a time-out and never says
 * what is proven, its presolve drops the cost of fixed variables, its free variables may take wrong pivots, and its JSON
 * form lets a variable called `result` overwrite the objective. Each answer is checked against the model before it is
 * reported; one that fails the check is `limit` or `feasible`, never `optimal`.
 */
export const jsLp: LpBackend = checkedBackend(
  'javascript-lp-solver',
  (model) => new StoredSession(model, (current, options) => solveByTableau(openSimplex, current, options)),
);

/** Largest improving entry of the cost row up to which the simplex counts as finished. */
const OPTIMALITY_TOLERANCE = 1e-6;
/** The tableau's own zero. */
const PIVOT_TOLERANCE = 1e-8;
/** The library can circle in phase 1; no simplex run needs this many pivots per row and column. */
const RUNAWAY_PIVOTS_PER_LINE = 100;

/** A column in terms of the library's non-negative variables: offset + Σ sign · variable. */
interface Substitution {
  readonly offset: number;
  readonly parts: readonly { readonly sign: 1 | -1; readonly variable: number }[];
}

function openSimplex(model: LinearModel, meter: Meter): OpenTableau | undefined {
  const hasFreeInteger = model.columnInteger?.some(
    (whole, j) =>
      whole === 1 &&
      model.columnLower[j] === Number.NEGATIVE_INFINITY &&
      model.columnUpper[j] === Number.POSITIVE_INFINITY,
  );
  return hasFreeInteger === true ? rebuildPerNode(model, meter) : openTableau(model, meter);
}

/**
 * Branching on the two halves of a free integer x = v − w climbs an endless ladder (v ≥ 1, w ≥ 4, v ≥ 2, …), so here
 * each node gets a tableau of its own with the branch in the column's bounds. Slower, and rare.
 */
function rebuildPerNode(model: LinearModel, meter: Meter): OpenTableau {
  const { columnInteger = new Uint8Array(0), ...continuous } = model;
  return {
    integerVariables: Array.from(columnInteger.keys()).filter((j) => columnInteger[j] === 1),
    relax: (cuts) => {
      const columnLower = model.columnLower.slice();
      const columnUpper = model.columnUpper.slice();
      for (const { variable, type, value } of cuts) {
        if (type === 'min') columnLower[variable] = Math.max(columnLower[variable]!, value);
        else columnUpper[variable] = Math.min(columnUpper[variable]!, value);
      }
      const tableau = openTableau({ ...continuous, columnLower, columnUpper }, meter);
      const relaxed: Relaxation = tableau?.relax([]) ?? { status: 'infeasible' };
      return tableau === undefined || relaxed.status !== 'optimal'
        ? relaxed
        : { ...relaxed, values: tableau.toColumns(relaxed.values) };
    },
    toColumns: (values) => values,
    rowDual: () => new Float64Array(0),
  };
}

/**
 * Builds the library's tableau. Its variables are non-negative, so x = lower + v, x = upper − v or, for a free column,
 * x = v − w; a finite range adds the row v ≤ upper − lower. Undefined where bounds cross.
 */
function openTableau(model: LinearModel, meter: Meter): OpenTableau | undefined {
  if (model.rowLower.some((lower, i) => lower > model.rowUpper[i]!)) return undefined;
  const target: LibraryModel = new solver.Model(PIVOT_TOLERANCE);
  target.minimize();
  const variables: LibraryVariable[] = [];
  const integerVariables: number[] = [];
  const columns: Substitution[] = [];
  const addVariable = (cost: number, isInteger: boolean): number => {
    if (isInteger) integerVariables.push(variables.length);
    return variables.push(target.addVariable(cost, null, isInteger)) - 1;
  };
  for (let j = 0; j < model.columnCost.length; j++) {
    const isInteger = model.columnInteger?.[j] === 1;
    const { lower, upper } = bounds(model, j, isInteger);
    if (lower > upper) return undefined;
    const cost = model.columnCost[j]!;
    if (lower === upper) columns.push({ offset: lower, parts: [] });
    else if (lower > Number.NEGATIVE_INFINITY) {
      const variable = addVariable(cost, isInteger);
      if (upper < Number.POSITIVE_INFINITY) target.smallerThan(upper - lower).addTerm(1, variables[variable]!);
      columns.push({ offset: lower, parts: [{ sign: 1, variable }] });
    } else if (upper < Number.POSITIVE_INFINITY) {
      columns.push({ offset: upper, parts: [{ sign: -1, variable: addVariable(-cost, isInteger) }] });
    } else {
      const plus = addVariable(cost, isInteger);
      const minus = addVariable(-cost, isInteger);
      columns.push({
        offset: 0,
        parts: [
          { sign: 1, variable: plus },
          { sign: -1, variable: minus },
        ],
      });
    }
  }
  const rows = addRows(model, target, columns, variables);
  return operate(model, target, { variables, integerVariables, columns, rows }, meter);
}

function bounds(model: LinearModel, j: number, isInteger: boolean): { lower: number; upper: number } {
  const lower = model.columnLower[j]!;
  const upper = model.columnUpper[j]!;
  if (!isInteger) return { lower, upper };
  return { lower: Math.ceil(lower - INTEGRALITY_TOLERANCE), upper: Math.floor(upper + INTEGRALITY_TOLERANCE) };
}

interface RowPair {
  readonly above: LibraryConstraint | undefined;
  readonly below: LibraryConstraint | undefined;
}

/** Each row becomes a ≥ and a ≤ constraint, as far as its bounds are finite; offsets move to the right-hand side. */
function addRows(
  model: LinearModel,
  target: LibraryModel,
  columns: readonly Substitution[],
  variables: readonly LibraryVariable[],
): RowPair[] {
  const constant = new Float64Array(model.rowLower.length);
  columns.forEach(({ offset }, j) => {
    for (let k = model.starts[j]!; k < model.starts[j + 1]!; k++)
      constant[model.rows[k]!]! += model.values[k]! * offset;
  });
  const pairs = Array.from(model.rowLower, (lower, i): RowPair => {
    const upper = model.rowUpper[i]!;
    return {
      above: lower > Number.NEGATIVE_INFINITY ? target.greaterThan(lower - constant[i]!) : undefined,
      below: upper < Number.POSITIVE_INFINITY ? target.smallerThan(upper - constant[i]!) : undefined,
    };
  });
  columns.forEach(({ parts }, j) => {
    for (let k = model.starts[j]!; k < model.starts[j + 1]!; k++) {
      const { above, below } = pairs[model.rows[k]!]!;
      for (const { sign, variable } of parts) {
        above?.addTerm(sign * model.values[k]!, variables[variable]!);
        below?.addTerm(sign * model.values[k]!, variables[variable]!);
      }
    }
  });
  return pairs;
}

interface Parts {
  readonly variables: readonly LibraryVariable[];
  readonly integerVariables: readonly number[];
  readonly columns: readonly Substitution[];
  readonly rows: readonly RowPair[];
}

function operate(model: LinearModel, target: LibraryModel, parts: Parts, meter: Meter): OpenTableau {
  const { variables, integerVariables, columns, rows } = parts;
  const { tableau } = target;
  tableau.setModel(target);
  const runaway = RUNAWAY_PIVOTS_PER_LINE * (tableau.width + tableau.height);
  let runEnd = runaway;
  const pivot = tableau.pivot.bind(tableau);
  tableau.pivot = (row, column) => {
    meter.countPivot();
    if (meter.pivots > runEnd) throw new Stop('stuck');
    pivot(row, column);
  };

  const run = (cuts: readonly Cut[]): Relaxation['status'] => {
    tableau.restore();
    const messages = target.messages.length;
    runEnd = meter.pivots + runaway;
    try {
      meter.check();
      tableau.addCutConstraints(
        cuts.map(({ variable, type, value }) => ({ varIndex: variables[variable]!.index, type, value })),
      );
      tableau.simplex();
    } catch (error) {
      if (error instanceof Stop) return error.why;
      throw error;
    }
    // The library reports a cycle as infeasible and leaves a message.
    if (target.messages.length > messages) return 'stuck';
    if (!tableau.feasible) return 'infeasible';
    if (!tableau.bounded) return isRay() ? 'unbounded' : 'stuck';
    return isOptimal() ? 'optimal' : 'stuck';
  };

  /** Whether the column called unbounded really meets no row: the ratio test overlooks quotients near 0. */
  const isRay = (): boolean => {
    const column = tableau.unboundedVarIndex === null ? -1 : tableau.colByVarIndex[tableau.unboundedVarIndex]!;
    if (column < 1) return false;
    for (let row = 1; row < tableau.height; row++) {
      if (tableau.matrix[row * tableau.width + column]! > PIVOT_TOLERANCE) return false;
    }
    return true;
  };

  /** Whether no column improves: the simplex also ends when it stalls. */
  const isOptimal = (): boolean => {
    for (let column = 1; column < tableau.width; column++) {
      if (tableau.matrix[column]! > OPTIMALITY_TOLERANCE) return false;
    }
    return true;
  };

  const relax = (cuts: readonly Cut[]): Relaxation => {
    const status = run(cuts);
    if (status !== 'optimal') return { status };
    if (tableau.savedState === null && integerVariables.length > 0) tableau.save();
    const values = Float64Array.from(variables, ({ index }) => {
      const row = tableau.rowByVarIndex[index]!;
      return row === -1 ? 0 : tableau.matrix[row * tableau.width + tableau.rhsColumn]!;
    });
    return { status, objective: objectiveOf(model, toColumns(values)), values };
  };

  const toColumns = (values: Float64Array): Float64Array =>
    Float64Array.from(columns, ({ offset, parts: own }) =>
      own.reduce((sum, { sign, variable }) => sum + sign * values[variable]!, offset),
    );

  /** The cost row holds, under a nonbasic slack, the negative of its reduced cost: the dual up to the row's direction. */
  const price = (constraint: LibraryConstraint | undefined): number => {
    const column = constraint === undefined ? -1 : tableau.colByVarIndex[constraint.index]!;
    return column === -1 ? 0 : tableau.matrix[column]!;
  };

  return {
    integerVariables,
    relax,
    toColumns,
    rowDual: () => Float64Array.from(rows, ({ above, below }) => price(below) - price(above) + 0),
  };
}
