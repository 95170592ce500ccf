import type { RosterDocument, WeekSummary } from '../api.js';
import { day, number, plainDay, time } from '../format.js';
import { useLanguage, useWords } from '../settings.js';

const MOST = 20;

/** Half hours that are short and rules that are broken, each with its reason one click away. */
export function Warnings({
  summary,
  roster,
  onShow,
}: {
  summary: WeekSummary;
  roster: RosterDocument;
  onShow: (queue: string) => void;
}) {
  const t = useWords();
  const language = useLanguage();
  const broken = [...roster.rulesBroken].sort((a, b) => Number(b.hard) - Number(a.hard));
  const nameOf = (id: string): string => summary.queues.find(({ queue }) => queue === id)?.name ?? id;
  return (
    <section class="warnings">
      <h2>{t('glance.warnings')}</h2>
      {summary.shortages.length + broken.length === 0 ? <p class="good">{t('glance.warnings.none')}</p> : null}
      {summary.shortages.map((short) => (
        <details key={`${short.queue} ${short.startMs}`}>
          <summary>
            {t('glance.warning.short', {
              queue: nameOf(short.queue),
              when: `${day(language, short.startMs, summary.zone)} ${time(language, short.startMs, summary.zone)}`,
              have: number(language, short.covered, 1),
              want: number(language, short.wanted, 1),
            })}
          </summary>
          <p>
            {t('glance.why.short')}{' '}
            <button type="button" onClick={() => onShow(short.queue)}>
              {t('glance.show')}
            </button>
          </p>
        </details>
      ))}
      {broken.slice(0, MOST).map((one, i) => (
        <details key={`${one.rule} ${i}`} class={one.hard ? 'bad' : ''}>
          <summary>
            {t(one.hard ? 'glance.warning.rule.hard' : 'glance.warning.rule.soft')}: {one.rule}
            {one.agents.length === 0 ? '' : `, ${one.agents.slice(0, 3).join(', ')}`}
          </summary>
          <p lang="en">
            {one.message} {one.dates.map((date) => plainDay(language, date)).join(', ')}
          </p>
        </details>
      ))}
    </section>
  );
}
