import type { Fairness } from '../domain/fairness.js';
import { checkKinds, type Entry, type Reading } from './reading.js';
import type { FairnessFile } from './schema-work.js';

const DEFAULT_WEEKS = 13;

/** `fairness` of centre.json. Codes: `kinds-missing`, `kind-unknown`, `weight-missing`. */
export function readFairness(
  entries: readonly Entry<FairnessFile>[],
  known: ReadonlySet<string>,
  reading: Reading,
): Fairness[] {
  const { source, issues } = reading;
  return entries.map(({ value: { id, count, kinds, weeks, weight }, path }) => {
    if (count === 'shifts' && kinds === undefined)
      issues.at(source, path, 'kinds-missing', `"${id}" counts shifts of no kind.`, 'Add "kinds", e.g. ["late"].');
    if (count !== 'wishes' && weight === undefined)
      issues.at(
        source,
        path,
        'weight-missing',
        `"${id}" has no weight.`,
        'Add "weight": what one more costs for each step over the fair share, in minor currency units.',
      );
    checkKinds(reading, kinds, known, [...path, 'kinds']);
    return {
      id,
      count,
      ...(kinds === undefined ? {} : { kinds }),
      weeks: weeks ?? DEFAULT_WEEKS,
      ...(weight === undefined ? {} : { weight }),
    };
  });
}
