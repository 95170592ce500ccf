import type { Frame } from '../frame.js';
import { weekPath } from '../router.js';
import { useWords } from '../settings.js';
import { mondayOfIsoWeek } from '../weeks.js';

/** Says that a week has no plan, and what to do. */
export function Unplanned({ frame, week }: { frame: Frame; week: string }) {
  const t = useWords();
  const exists = mondayOfIsoWeek(week) !== undefined;
  const planned = [...new Set(frame.plans.map((plan) => plan.week))].sort().reverse();
  return (
    <section class="notice">
      <h1>{exists ? t('empty.week.title', { week }) : t('error.week-unknown')}</h1>
      {exists ? (
        <>
          <p>{t('empty.week.text')}</p>
          <p>
            <a class="button main" data-in-app href={`/runs?week=${week}`}>
              {t('empty.week.act', { week })}
            </a>
          </p>
        </>
      ) : null}
      {planned.length === 0 ? null : (
        <p>
          {t('empty.other')}{' '}
          {planned.slice(0, 8).map((other) => (
            <a key={other} data-in-app class="chip" href={weekPath(other)}>
              {other}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}
