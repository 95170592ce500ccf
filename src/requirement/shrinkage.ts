import type { Centre } from '../domain/centre.js';
import { InputError, inputError } from '../errors.js';

/** Shrinkage of a centre in basis points of paid time; reasons add up, since each is a share of the same paid time. */
export interface ShrinkageTotals {
  /** Every reason: what head count on the payroll is raised by. */
  readonly all: number;
  /** Reasons that the roster does not show as activities or absences (sickness, lateness). */
  readonly outsideRoster: number;
}

/** Throws InputError `shrinkage-whole` where the reasons take up all paid time. */
export function shrinkageOf(centre: Pick<Centre, 'shrinkage'>): ShrinkageTotals {
  const sum = (parts: Centre['shrinkage']): number => parts.reduce((total, part) => total + part.basisPoints, 0);
  const all = sum(centre.shrinkage);
  if (all >= 10_000)
    throw new InputError([
      inputError(
        'shrinkage-whole',
        `Shrinkage adds up to ${all / 100} % of paid time, so nobody would ever work.`,
        'Shares of all reasons together must stay under 100 %.',
        { path: 'shrinkage' },
      ),
    ]);
  return { all, outsideRoster: sum(centre.shrinkage.filter((part) => !part.inRoster)) };
}
