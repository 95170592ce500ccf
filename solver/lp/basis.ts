import type { BasisStatus, LpBasis } from './model.js';

/** Basis statuses by HiGHS' code. */
const NAMES: readonly BasisStatus[] = ['lower', 'basic', 'upper', 'zero', 'nonbasic'];
const LOWER = NAMES.indexOf('lower');
const UPPER = NAMES.indexOf('upper');
const BASIC = NAMES.indexOf('basic');
const NONBASIC = NAMES.indexOf('nonbasic');

/**
 * The last LP basis, kept in step with the model's changes, and what these changes broke: new columns and costs leave a
 * basis primal feasible (continue with the primal simplex), new rows and bounds leave it dual feasible (dual simplex).
 */
export class BasisKeeper {
  #columns: number[] | undefined;
  #rows: number[] = [];
  #primalBroken = false;
  #dualBroken = false;
  /** False where the library has lost its own copy (an integer solve, a deletion), true where it continues by itself. */
  isLive = false;

  get isKnown(): boolean {
    return this.#columns !== undefined;
  }

  /** Continue with the primal simplex? */
  get isPrimalOnly(): boolean {
    return this.isKnown && this.#dualBroken && !this.#primalBroken;
  }

  /** Takes over the library's basis; one that is not optimal still has to make up for the changes before it. */
  keep(columns: Int32Array, rows: Int32Array, isOptimal: boolean): void {
    this.#columns = Array.from(columns);
    this.#rows = Array.from(rows);
    if (isOptimal) {
      this.#primalBroken = false;
      this.#dualBroken = false;
    }
    this.isLive = true;
  }

  forget(): void {
    this.#columns = undefined;
    this.isLive = false;
  }

  get(): LpBasis | undefined {
    if (this.#columns === undefined) return undefined;
    return { columns: this.#columns.map((code) => NAMES[code]!), rows: this.#rows.map((code) => NAMES[code]!) };
  }

  /** A basis from outside: nothing is known of its feasibility, and the library does not hold it yet. */
  set(basis: LpBasis): void {
    this.#columns = basis.columns.map((name) => NAMES.indexOf(name));
    this.#rows = basis.rows.map((name) => NAMES.indexOf(name));
    this.#primalBroken = true;
    this.isLive = false;
  }

  /** In HiGHS' codes; only where {@link isKnown}. */
  codes(): { readonly colStatus: Int32Array; readonly rowStatus: Int32Array } {
    return { colStatus: Int32Array.from(this.#columns ?? []), rowStatus: Int32Array.from(this.#rows) };
  }

  costsChanged(): void {
    this.#dualBroken = true;
  }

  boundsChanged(): void {
    this.#primalBroken = true;
  }

  columnsAdded(count: number): void {
    for (let k = 0; k < count; k++) this.#columns?.push(NONBASIC);
    this.#dualBroken = true;
  }

  rowsAdded(count: number): void {
    for (let k = 0; k < count; k++) this.#rows.push(BASIC);
    this.#primalBroken = true;
  }

  /**
   * Without a basic column the rest is no basis; without a nonbasic one at a bound other than 0 the other values move.
   * @param lower bounds of the columns in `gone`; @param upper likewise
   */
  columnsRemoved(gone: Int32Array, lower: Float64Array, upper: Float64Array): void {
    this.isLive = false;
    if (this.#columns === undefined) return;
    gone.forEach((j, k) => {
      const code = this.#columns?.[j];
      if (code === BASIC) this.forget();
      else if ((code === LOWER && lower[k] !== 0) || (code === UPPER && upper[k] !== 0)) this.#primalBroken = true;
    });
    if (this.#columns !== undefined) without(this.#columns, gone);
  }

  /** Without a row whose slack is nonbasic the rest is no basis. */
  rowsRemoved(gone: Int32Array): void {
    this.isLive = false;
    if (gone.some((i) => this.#rows[i] !== BASIC)) this.forget();
    without(this.#rows, gone);
  }
}

/** Removes the positions `gone` (ascending) from `list` in place. */
export function without<T>(list: T[], gone: Int32Array): void {
  let next = 0;
  let kept = 0;
  for (let k = 0; k < list.length; k++) {
    if (gone[next] === k) next++;
    else list[kept++] = list[k]!;
  }
  list.length = kept;
}
