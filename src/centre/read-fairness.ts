import type { Fairness } from '../domain/fairness.js';
import { knownHint } from './issue-list.js';
import type { Entry, Reading } from './reading.js';
import type { FairnessFile } from './schema-work.js';

const DEFAULT_WEEKS = 13;

/** `fairness` of centre.json. Codes: `kinds-missing`, `kind-unknown`, `weight-missing`. */
export function readFairness(
  entries: readonly Entry<FairnessFile>[],
  known: ReadonlySet<string>,
  { source, issues }: Reading,
): Fairness[] {
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
    kinds?.forEach((kind, k) => {
      if (!known.has(kind))
        issues.at(
          source,
          [...path, 'kinds', k],
          'kind-unknown',
          `No shift is of kind "${kind}".`,
          knownHint(kind, known),
        );
    });
    return {
      id,
      count,
      ...(kinds === undefined ? {} : { kinds }),
      weeks: weeks ?? DEFAULT_WEEKS,
      ...(weight === undefined ? {} : { weight }),
    };
  });
}
