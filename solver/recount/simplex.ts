/** A column of a small linear program: lower bound 0, costs on two levels, the first of which counts before the second. */
export interface LpColumn {
  readonly costs: readonly [first: number, second: number];
  readonly upper: number;
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

/** min c x, A x = rhs, 0 ≤ x ≤ upper; `basis` names for each row a column such that the basic solution is feasible. */
export interface SmallLp {
  readonly rhs: readonly number[];
  readonly columns: readonly LpColumn[];
  readonly basis: readonly number[];
}

const REFACTOR_EVERY = 120;

/**
 * Primal simplex for bounded variables with an explicit inverse (Chvátal, *Linear Programming*, 1983, chapters 7 and 8),
 * for some hundred rows. Two levels of cost: columns whose first-level reduced cost is not zero at the first optimum are
 * frozen before the second level is minimised. Bland's rule takes over where it stalls, so it ends.
 * @returns the value of each column
 */
export function minimise(lp: SmallLp): Float64Array {
  const simplex = new Simplex(lp);
  simplex.run(0);
  simplex.freeze(0);
  simplex.run(1);
  return simplex.values();
}

class Simplex {
  private readonly m: number;
  private readonly basis: Int32Array;
  private readonly inverse: Float64Array;
  private readonly basic: Float64Array;
  private readonly isBasic: Uint8Array;
  private readonly atUpper: Uint8Array;
  private readonly frozen: Uint8Array;

  constructor(private readonly lp: SmallLp) {
    this.m = lp.rhs.length;
    this.basis = Int32Array.from(lp.basis);
    this.inverse = new Float64Array(this.m * this.m);
    this.basic = new Float64Array(this.m);
    this.isBasic = new Uint8Array(lp.columns.length);
    this.atUpper = new Uint8Array(lp.columns.length);
    this.frozen = new Uint8Array(lp.columns.length);
    for (const column of this.basis) this.isBasic[column] = 1;
    this.refactor();
  }

  run(level: 0 | 1): void {
    const { columns } = this.lp;
    const scale = columns.reduce((most, column) => Math.max(most, Math.abs(column.costs[level])), 0);
    if (scale === 0) return;
    const tolerance = 1e-9 * scale;
    let stalled = 0;
    for (let round = 1; ; round++) {
      if (round % REFACTOR_EVERY === 0) this.refactor();
      const entering = this.price(level, tolerance, stalled > 2 * this.m + 20);
      if (entering < 0) return;
      stalled = this.step(entering) > 1e-12 ? 0 : stalled + 1;
    }
  }

  /** Freezes every nonbasic column that the optimum of a level cannot move without loss. */
  freeze(level: 0 | 1): void {
    const { columns } = this.lp;
    const scale = columns.reduce((most, column) => Math.max(most, Math.abs(column.costs[level])), 0);
    if (scale === 0) return;
    const prices = this.prices(level);
    columns.forEach((column, j) => {
      if (this.isBasic[j] === 0 && Math.abs(this.reducedCost(column, level, prices)) > 1e-9 * scale) this.frozen[j] = 1;
    });
  }

  values(): Float64Array {
    const x = Float64Array.from(this.lp.columns, (column, j) => (this.atUpper[j] === 1 ? column.upper : 0));
    this.basis.forEach((column, row) => {
      x[column] = Math.max(0, this.basic[row]!);
    });
    return x;
  }

  private prices(level: 0 | 1): Float64Array {
    const y = new Float64Array(this.m);
    for (let r = 0; r < this.m; r++) {
      const cost = this.lp.columns[this.basis[r]!]!.costs[level];
      if (cost === 0) continue;
      for (let i = 0; i < this.m; i++) y[i]! += cost * this.inverse[r * this.m + i]!;
    }
    return y;
  }

  private reducedCost(column: LpColumn, level: 0 | 1, prices: Float64Array): number {
    let cost = column.costs[level];
    for (let k = 0; k < column.rows.length; k++) cost -= prices[column.rows[k]!]! * column.values[k]!;
    return cost;
  }

  /** The column to enter, or −1 at the optimum. */
  private price(level: 0 | 1, tolerance: number, bland: boolean): number {
    const prices = this.prices(level);
    let best = -1;
    let most = tolerance;
    const { columns } = this.lp;
    for (let j = 0; j < columns.length; j++) {
      if (this.isBasic[j] === 1 || this.frozen[j] === 1 || columns[j]!.upper <= 0) continue;
      const cost = this.reducedCost(columns[j]!, level, prices);
      const gain = this.atUpper[j] === 1 ? cost : -cost;
      if (gain <= most) continue;
      if (bland) return j;
      most = gain;
      best = j;
    }
    return best;
  }

  /** Moves the entering column as far as it goes; returns the length of the step. */
  private step(entering: number): number {
    const { m, inverse, basic, basis } = this;
    const column = this.lp.columns[entering]!;
    const sign = this.atUpper[entering] === 1 ? -1 : 1;
    const direction = new Float64Array(m);
    for (let r = 0; r < m; r++) {
      let sum = 0;
      for (let k = 0; k < column.rows.length; k++) sum += inverse[r * m + column.rows[k]!]! * column.values[k]!;
      direction[r] = sum;
    }
    let length = column.upper;
    let leaving = -1;
    let toUpper = false;
    for (let r = 0; r < m; r++) {
      const change = sign * direction[r]!;
      if (Math.abs(change) < 1e-11) continue;
      const upper = this.lp.columns[basis[r]!]!.upper;
      if (change < 0 && upper === Number.POSITIVE_INFINITY) continue;
      const room = change > 0 ? basic[r]! / change : (upper - basic[r]!) / -change;
      const limit = Math.max(0, room);
      const better = limit < length - 1e-12;
      const tie = limit <= length + 1e-12 && leaving >= 0 && Math.abs(direction[r]!) > Math.abs(direction[leaving]!);
      if (!better && !tie) continue;
      length = Math.min(length, limit);
      leaving = r;
      toUpper = change < 0;
    }
    if (length === Number.POSITIVE_INFINITY) throw new RangeError('the linear program of the allocation is unbounded');
    for (let r = 0; r < m; r++) basic[r]! -= sign * length * direction[r]!;
    if (leaving < 0) {
      this.atUpper[entering] = sign === 1 ? 1 : 0;
      return length;
    }
    const left = basis[leaving]!;
    this.isBasic[left] = 0;
    this.atUpper[left] = toUpper ? 1 : 0;
    basis[leaving] = entering;
    this.isBasic[entering] = 1;
    basic[leaving] = (sign === 1 ? 0 : column.upper) + sign * length;
    this.atUpper[entering] = 0;
    const pivot = direction[leaving]!;
    for (let i = 0; i < m; i++) inverse[leaving * m + i]! /= pivot;
    for (let r = 0; r < m; r++) {
      const factor = direction[r]!;
      if (r === leaving || factor === 0) continue;
      for (let i = 0; i < m; i++) inverse[r * m + i]! -= factor * inverse[leaving * m + i]!;
    }
    return length;
  }

  /** Inverts the basis afresh (Gauss and Jordan with row pivots) and recomputes the basic values. */
  private refactor(): void {
    const { m, inverse } = this;
    const matrix = new Float64Array(m * m);
    this.basis.forEach((j, c) => {
      const column = this.lp.columns[j]!;
      column.rows.forEach((row, k) => {
        matrix[row * m + c]! += column.values[k]!;
      });
    });
    inverse.fill(0);
    for (let i = 0; i < m; i++) inverse[i * m + i] = 1;
    for (let c = 0; c < m; c++) {
      let pivotRow = c;
      for (let r = c + 1; r < m; r++) {
        if (Math.abs(matrix[r * m + c]!) > Math.abs(matrix[pivotRow * m + c]!)) pivotRow = r;
      }
      if (Math.abs(matrix[pivotRow * m + c]!) < 1e-12) throw new RangeError('the basis of the allocation is singular');
      if (pivotRow !== c) swapRows(m, matrix, inverse, pivotRow, c);
      const pivot = matrix[c * m + c]!;
      for (let i = 0; i < m; i++) {
        matrix[c * m + i]! /= pivot;
        inverse[c * m + i]! /= pivot;
      }
      for (let r = 0; r < m; r++) {
        const factor = matrix[r * m + c]!;
        if (r === c || factor === 0) continue;
        for (let i = 0; i < m; i++) {
          matrix[r * m + i]! -= factor * matrix[c * m + i]!;
          inverse[r * m + i]! -= factor * inverse[c * m + i]!;
        }
      }
    }
    const rhs = Float64Array.from(this.lp.rhs);
    this.lp.columns.forEach((column, j) => {
      if (this.isBasic[j] === 1 || this.atUpper[j] === 0) return;
      column.rows.forEach((row, k) => {
        rhs[row]! -= column.values[k]! * column.upper;
      });
    });
    for (let r = 0; r < m; r++) {
      let sum = 0;
      for (let i = 0; i < m; i++) sum += inverse[r * m + i]! * rhs[i]!;
      this.basic[r] = sum;
    }
  }
}

function swapRows(m: number, matrix: Float64Array, inverse: Float64Array, a: number, b: number): void {
  for (const values of [matrix, inverse]) {
    for (let i = 0; i < m; i++) {
      const held = values[a * m + i]!;
      values[a * m + i] = values[b * m + i]!;
      values[b * m + i] = held;
    }
  }
}
