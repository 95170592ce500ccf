import type { ShiftFile } from '../api.js';
import { number, time } from '../format.js';
import type { Frame } from '../frame.js';
import { useLanguage, useWords, wordOr } from '../settings.js';

/** Kinds of activity that have a colour and a name of their own. */
const KINDS = new Set(['work', 'login', 'break', 'meal', 'training', 'coaching', 'meeting']);
export const kindOf = (activity: string): string =>
  KINDS.has(activity) ? activity : activity.endsWith('-pause') ? 'break' : 'other';

export const paidHours = (shift: ShiftFile): number =>
  shift.activities.reduce((sum, part) => sum + (part.paid ? Date.parse(part.end) - Date.parse(part.start) : 0), 0) /
  3_600_000;

interface DayPlanProps {
  readonly shift: ShiftFile;
  readonly frame: Frame;
  readonly nowMs: number;
  readonly open?: boolean;
}

/** One shift with its activities, where it is worked, and where in it now is. */
export function DayPlan({ shift, frame, nowMs, open = false }: DayPlanProps) {
  const t = useWords();
  const language = useLanguage();
  const site = frame.centre.sites.find(({ id }) => id === shift.site);
  const zone = site?.zone ?? frame.centre.zone;
  const clock = (iso: string): string => time(language, Date.parse(iso), zone);
  const [from, to] = [Date.parse(shift.start), Date.parse(shift.end)];
  const share = (ms: number): string => `${((ms - from) / (to - from)) * 100}%`;
  const place =
    site?.kind === 'home'
      ? t('me.home')
      : [site?.name ?? shift.site, shift.desk === undefined ? (shift.area ?? '') : t('me.desk', { desk: shift.desk })]
          .filter((part) => part !== '')
          .join(', ');
  const within = nowMs >= from && nowMs < to;
  return (
    <details class="shift-card" open={open}>
      <summary>
        <strong>
          {clock(shift.start)}–{clock(shift.end)}
        </strong>
        <span>{place}</span>
        <span class="muted">{t('me.hours', { hours: number(language, paidHours(shift), 1) })}</span>
        <span class="strip" aria-hidden="true">
          {shift.activities.map((part) => (
            <i
              key={part.start}
              class={`act ${kindOf(part.activity)}`}
              style={{
                left: share(Date.parse(part.start)),
                width: `${((Date.parse(part.end) - Date.parse(part.start)) / (to - from)) * 100}%`,
              }}
            />
          ))}
          {within ? <b class="now" style={{ left: share(nowMs) }} /> : null}
        </span>
        {zone === frame.centre.zone ? null : <span class="muted">{t('week.zone', { zone })}</span>}
      </summary>
      <ul class="activities" aria-label={t('me.activities')}>
        {shift.activities.map((part) => {
          const current = nowMs >= Date.parse(part.start) && nowMs < Date.parse(part.end);
          return (
            <li key={part.start} aria-current={current ? 'time' : undefined}>
              <i class={`act ${kindOf(part.activity)}`} aria-hidden="true" />
              <span class="clock">
                {clock(part.start)}–{clock(part.end)}
              </span>
              <span class="what">
                {wordOr(t, `act.${part.activity}`, part.activity)}
                {part.queues.length === 0
                  ? ''
                  : ` (${part.queues.map((id) => frame.centre.queues.find((queue) => queue.id === id)?.name ?? id).join(', ')})`}
                {part.paid ? null : <small> {t('me.unpaid')}</small>}
              </span>
              {current ? <strong class="tag published">{t('me.now')}</strong> : null}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
