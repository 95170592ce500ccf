import { number, percent } from '../format.js';
import type { Language, Translate } from '../settings.js';

/**
 * The goal of a queue in the reader's language. A plan keeps its goal as the report words it (`goalInWords` of
 * `src/summary.ts`), because the queue may have another goal by now.
 */
export function goalWords(t: Translate, language: Language, goal: string): string {
  return goal
    .split(', ')
    .map((part) => {
      const [, value = '', seconds = ''] = /([\d.]+)(?: % in ([\d.]+) s)?/.exec(part) ?? [];
      const n = number(language, Number(value), value.includes('.') ? 1 : 0);
      const share = percent(language, Number(value) / 100, value.includes('.') ? 1 : 0);
      if (part.startsWith('within')) return t('goal.within', { n });
      if (part.startsWith('ASA')) return t('goal.asa', { n });
      if (part.startsWith('abandoned')) return t('goal.abandoned', { n: share });
      if (part.startsWith('occupancy')) return t('goal.occupancy', { n: share });
      return seconds === '' ? part : t('goal.in', { share, seconds });
    })
    .join(', ');
}

/** Share of contacts in time that the goal asks for; undefined where it asks for something else. */
export function goalShare(goal: string): number | undefined {
  const share = /^([\d.]+) % in/.exec(goal)?.[1];
  return share === undefined ? undefined : Number(share) / 100;
}
