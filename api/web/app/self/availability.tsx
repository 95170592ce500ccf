import { useState } from 'preact/hooks';
import { read, send } from '../api.js';
import { plainLongDay } from '../format.js';
import { useLoad } from '../load.js';
import { Clock } from '../parts/clock.js';
import { clockOf, minuteOf } from '../parts/clocks.js';
import { Show } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays } from '../weeks.js';
import { hoursOf, match, type useAct } from './parts.js';
import type { Availability, Window } from './types.js';

type Act = ReturnType<typeof useAct>['act'];
/** Any Monday: only its weekday is shown. */
const A_MONDAY = '2026-11-30';
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** One window a day. */
interface Day {
  readonly on: boolean;
  readonly from: string;
  readonly to: string;
}

/** When an agent can work, a row for each weekday. */
export function AvailabilityForm({ round, act }: { round: number; act: Act }) {
  const loaded = useLoad(`availability ${round}`, async () => (await read<Availability>('/v1/me/availability')).value);
  return <Show loaded={loaded}>{(own) => <Form key={own.revision} own={own} act={act} />}</Show>;
}

const daysOf = (windows: readonly Window[]): Day[] =>
  DAYS.map((weekday) => {
    const window = windows.find(({ weekdays }) => weekdays.includes(weekday));
    return {
      on: windows.length === 0 || window !== undefined,
      from: clockOf(window?.fromMinute ?? 0),
      to: clockOf(window?.toMinute ?? 1440),
    };
  });

function Form({ own, act }: { own: Availability; act: Act }) {
  const t = useWords();
  const language = useLanguage();
  const [days, setDays] = useState(() => daysOf(own.windows));
  const many = DAYS.some((weekday) => own.windows.filter(({ weekdays }) => weekdays.includes(weekday)).length > 1);
  if (!own.allowed || many) return <p class="help">{t(many ? 'avail.many' : 'avail.fixed')}</p>;
  const change = (i: number, next: Partial<Day>): void =>
    setDays(days.map((day, at) => (at === i ? { ...day, ...next } : day)));
  const save = (event: Event): void => {
    event.preventDefault();
    const windows = days.flatMap(({ on, from, to }, i): Window[] => {
      const fromMinute = minuteOf(from);
      const until = minuteOf(to);
      // An end at or before the start lies on the next day.
      return on ? [{ weekdays: [i + 1], fromMinute, toMinute: until <= fromMinute ? until + 1440 : until }] : [];
    });
    act(() => send('PUT', '/v1/me/availability', { windows }, match(own.revision)), t('self.saved'));
  };
  return (
    <form class="fields column" onSubmit={save}>
      <p class="help">{t('avail.text', { hours: hoursOf(language, own.leastMinutes) })}</p>
      {days.map(({ on, from, to }, i) => {
        const name = plainLongDay(language, addDays(A_MONDAY, i)).split(' ')[0]!.replace(',', '');
        return (
          <div class="weekday" key={name}>
            <label class="tick">
              <input
                type="checkbox"
                checked={on}
                aria-label={t('avail.can', { day: name })}
                onChange={(event) => change(i, { on: event.currentTarget.checked })}
              />
              <span aria-hidden="true">{name}</span>
            </label>
            <Clock
              unseen
              label={`${name}, ${t('self.begin')}`}
              disabled={!on}
              value={from}
              onChange={(clock) => change(i, { from: clock })}
            />
            <Clock
              unseen
              label={`${name}, ${t('self.end')}`}
              disabled={!on}
              value={to}
              onChange={(clock) => change(i, { to: clock })}
            />
          </div>
        );
      })}
      <button type="submit" class="main">
        {t('self.save')}
      </button>
    </form>
  );
}
