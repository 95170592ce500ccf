import { ModelBuilder } from '../../solver/lp/builder.js';
import { loadHighs } from '../../solver/lp/highs.js';
import { jsLp } from '../../solver/lp/js-lp.js';
import type { LinearModel, LpBackend } from '../../solver/lp/model.js';

/** Every backend there is; the contract holds for each. */
export const allBackends = async (): Promise<readonly LpBackend[]> => [await loadHighs(), jsLp];

/** A model written out by hand: dense rows, defaults 0 … ∞ for columns and −∞ … ∞ for rows. */
export interface DenseModel {
  readonly cost: readonly number[];
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  readonly integer?: readonly boolean[];
  readonly rows: readonly DenseRow[];
}

export interface DenseRow {
  readonly terms: readonly number[];
  readonly lower?: number;
  readonly upper?: number;
}

export function denseModel(dense: DenseModel): LinearModel {
  const builder = new ModelBuilder();
  for (const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY } of dense.rows) {
    builder.addRow(lower, upper);
  }
  dense.cost.forEach((cost, j) => {
    builder.addColumn({
      cost,
      lower: dense.lower?.[j] ?? 0,
      upper: dense.upper?.[j] ?? Number.POSITIVE_INFINITY,
      integer: dense.integer?.[j] ?? false,
      rows: dense.rows.map((_, i) => i),
      values: dense.rows.map(({ terms }) => terms[j]!),
    });
  });
  return builder.build();
}

/**
 * Minimum cost of a small all-integer model by trying every point of its box; +Infinity where none fits.
 * The box must be finite and small.
 */
export function bruteForce(dense: DenseModel): number {
  const { cost, rows } = dense;
  const x = cost.map(() => 0);
  let best = Number.POSITIVE_INFINITY;
  const visit = (j: number): void => {
    if (j === cost.length) {
      const fits = rows.every(({ terms, lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY }) => {
        const activity = terms.reduce((sum, term, k) => sum + term * x[k]!, 0);
        return activity >= lower - 1e-9 && activity <= upper + 1e-9;
      });
      if (fits) {
        best = Math.min(
          best,
          cost.reduce((sum, c, k) => sum + c * x[k]!, 0),
        );
      }
      return;
    }
    for (let value = dense.lower?.[j] ?? 0; value <= (dense.upper?.[j] ?? Number.NaN); value++) {
      x[j] = value;
      visit(j + 1);
    }
  };
  visit(0);
  return best;
}
