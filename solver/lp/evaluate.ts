import type { LinearModel } from './model.js';

/** cᵀx. */
export function objectiveOf(model: LinearModel, x: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < model.columnCost.length; j++) sum += model.columnCost[j]! * x[j]!;
  return sum;
}

/** Ax, one activity per row. */
export function rowActivity(model: LinearModel, x: ArrayLike<number>): Float64Array {
  const activity = new Float64Array(model.rowLower.length);
  for (let j = 0; j < model.columnCost.length; j++) {
    const value = x[j]!;
    if (value === 0) continue;
    for (let k = model.starts[j]!; k < model.starts[j + 1]!; k++) activity[model.rows[k]!]! += model.values[k]! * value;
  }
  return activity;
}

/** The largest amount by which x breaks a row, a bound or integrality, in the model's own units; 0 = feasible. */
export function violation(model: LinearModel, x: ArrayLike<number>): number {
  let worst = 0;
  rowActivity(model, x).forEach((activity, i) => {
    worst = Math.max(worst, model.rowLower[i]! - activity, activity - model.rowUpper[i]!);
  });
  for (let j = 0; j < model.columnCost.length; j++) {
    const value = x[j]!;
    worst = Math.max(worst, model.columnLower[j]! - value, value - model.columnUpper[j]!);
    if (model.columnInteger?.[j] === 1) worst = Math.max(worst, Math.abs(value - Math.round(value)));
  }
  return worst;
}

/** c − Aᵀy. */
export function reducedCostOf(model: LinearModel, rowDual: ArrayLike<number>): Float64Array {
  return model.columnCost.map((cost, j) => {
    let reduced = cost;
    for (let k = model.starts[j]!; k < model.starts[j + 1]!; k++)
      reduced -= model.values[k]! * rowDual[model.rows[k]!]!;
    return reduced;
  });
}

/**
 * The lower bound on the optimum that any row duals prove (weak duality): each row and each column contributes its dual
 * or reduced cost times the bound it pushes against. −Infinity where one pushes against an infinite bound by more than
 * `tolerance`; smaller ones count as 0, like in the solvers. Holds for integer models too (Lagrangian bound).
 */
export function dualBound(model: LinearModel, rowDual: ArrayLike<number>, tolerance = 1e-7): number {
  let bound = 0;
  for (let i = 0; i < model.rowLower.length; i++) {
    bound += support(rowDual[i]!, model.rowLower[i]!, model.rowUpper[i]!, tolerance);
  }
  reducedCostOf(model, rowDual).forEach((reduced, j) => {
    bound += support(reduced, model.columnLower[j]!, model.columnUpper[j]!, tolerance);
  });
  return bound;
}

/** min of price · t for lower ≤ t ≤ upper. */
function support(price: number, lower: number, upper: number, tolerance: number): number {
  const against = price > 0 ? lower : upper;
  if (Number.isFinite(against)) return price * against;
  return Math.abs(price) <= tolerance ? 0 : Number.NEGATIVE_INFINITY;
}
