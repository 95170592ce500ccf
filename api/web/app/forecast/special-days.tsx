import { number, plainDay } from '../format.js';
import { useLanguage, useWords, wordOr } from '../settings.js';
import type { CentreEvent } from './types.js';

/** Events of the centre that touch the week. */
export function SpecialDays({ events }: { events: readonly CentreEvent[] }) {
  const t = useWords();
  const language = useLanguage();
  if (events.length === 0) return null;
  return (
    <p>
      <strong>{t('forecast.special')}:</strong>{' '}
      {events.map((one) => (
        <span class="chip" key={one.id}>
          {plainDay(language, one.fromDate)}
          {(one.toDate ?? one.fromDate) === one.fromDate ? '' : ` – ${plainDay(language, one.toDate!)}`}:{' '}
          {one.note === undefined || one.note === '' ? wordOr(t, `event.${one.kind}`, one.kind) : one.note}
          {one.factor === undefined ? '' : ` × ${number(language, one.factor, 2)}`}
        </span>
      ))}
    </p>
  );
}
