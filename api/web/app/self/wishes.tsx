import { useState } from 'preact/hooks';
import { read, send } from '../api.js';
import { localDate, plainDay, plainLongDay } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Clock } from '../parts/clock.js';
import { clockOf, minuteOf } from '../parts/clocks.js';
import { Show } from '../parts/frame.js';
import { type Translate, useLanguage, useWords } from '../settings.js';
import { addDays, isoWeekOf, mondayOfIsoWeek } from '../weeks.js';
import { AvailabilityForm } from './availability.js';
import { match, useAct } from './parts.js';
import { SelfTabs } from './tabs.js';
import type { Want, Wish, WishList } from './types.js';

/** Weeks ahead at which the page opens: the next ones are planned already. */
const WEEKS_AHEAD = 4;

/** Wishes of an agent for a week, ranked, and when the agent can work. */
export function WishesPage({ frame }: { frame: Frame }) {
  const t = useWords();
  const { round, act, outcome } = useAct();
  const [week, setWeek] = useState(() => isoWeekOf(addDays(localDate(Date.now(), frame.centre.zone), 7 * WEEKS_AHEAD)));
  const loaded = useLoad(`wishes ${week} ${round}`, async () => (await read<WishList>(`/v1/me/wishes/${week}`)).value);
  const move = (weeks: number): void => setWeek(isoWeekOf(addDays(mondayOfIsoWeek(week)!, 7 * weeks)));
  const language = useLanguage();
  const monday = mondayOfIsoWeek(week)!;
  return (
    <div class="me">
      <SelfTabs at="wishes" />
      <h1>{t('wish.title')}</h1>
      <div class="week-line">
        <button type="button" aria-label={t('week.previous')} onClick={() => move(-1)}>
          ‹
        </button>
        <strong>
          {t('week.label', { week })}
          <small>
            {plainDay(language, monday)} – {plainDay(language, addDays(monday, 6))}
          </small>
        </strong>
        <button type="button" aria-label={t('week.next')} onClick={() => move(1)}>
          ›
        </button>
      </div>
      <Show loaded={loaded}>{(list) => <List key={`${week} ${round}`} list={list} monday={monday} act={act} />}</Show>
      {outcome}
      <h2>{t('avail.title')}</h2>
      <AvailabilityForm round={round} act={act} />
    </div>
  );
}

function wishText(t: Translate, language: 'nl' | 'en', { date, want }: Wish): string {
  const fill = { day: plainDay(language, date) };
  if ('kinds' in want) return t(`wish.is.${want.kind}`, { ...fill, kinds: want.kinds.join(', ') });
  return want.kind === 'start'
    ? t('wish.is.start', { ...fill, from: clockOf(want.fromMinute), to: clockOf(want.toMinute) })
    : t(`wish.is.${want.kind}`, fill);
}

function List({ list, monday, act }: { list: WishList; monday: string; act: ReturnType<typeof useAct>['act'] }) {
  const t = useWords();
  const language = useLanguage();
  const save = (wishes: readonly Wish[]): void =>
    act(() => send('PUT', `/v1/me/wishes/${list.week}`, { wishes }, match(list.revision)));
  const { wishes } = list;
  const swapped = (i: number): Wish[] =>
    wishes.map((wish, at) => (at === i ? wishes[i - 1]! : at === i - 1 ? wishes[i]! : wish));
  return (
    <>
      <p class="help">
        {t(list.open ? 'wish.text' : 'wish.closed', { most: list.most, day: plainDay(language, list.lastDay) })}
      </p>
      {wishes.length === 0 ? <p>{t('wish.none')}</p> : null}
      <ol class="cards ranked">
        {wishes.map((wish, i) => (
          <li key={JSON.stringify(wish)}>
            <span>{wishText(t, language, wish)}</span>
            {list.open ? (
              <span class="actions">
                <button type="button" disabled={i === 0} aria-label={t('wish.up')} onClick={() => save(swapped(i))}>
                  ↑
                </button>
                <button
                  type="button"
                  disabled={i === wishes.length - 1}
                  aria-label={t('wish.down')}
                  onClick={() => save(swapped(i + 1))}
                >
                  ↓
                </button>
                <button
                  type="button"
                  aria-label={t('wish.remove')}
                  onClick={() => save(wishes.filter((_, at) => at !== i))}
                >
                  ×
                </button>
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      {list.open && wishes.length < list.most ? (
        <Add list={list} monday={monday} onAdd={(wish) => save([...wishes, wish])} />
      ) : null}
    </>
  );
}

const WANTS = ['off', 'on', 'start', 'shift', 'not-shift'] as const;

function Add({ list, monday, onAdd }: { list: WishList; monday: string; onAdd: (wish: Wish) => void }) {
  const t = useWords();
  const language = useLanguage();
  const [date, setDate] = useState(monday);
  const [kind, setKind] = useState<Want['kind']>('off');
  const [shift, setShift] = useState(list.kinds[0] ?? '');
  const [times, setTimes] = useState<readonly [string, string]>(['08:00', '10:00']);
  const want = (): Want => {
    if (kind === 'start') return { kind, fromMinute: minuteOf(times[0]), toMinute: minuteOf(times[1]) };
    return kind === 'shift' || kind === 'not-shift' ? { kind, kinds: [shift] } : { kind };
  };
  return (
    <form
      class="fields column"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ date, want: want() });
      }}
    >
      <label>
        {t('wish.day')}
        <select value={date} onChange={(event) => setDate(event.currentTarget.value)}>
          {[0, 1, 2, 3, 4, 5, 6].map((i) => (
            <option key={i} value={addDays(monday, i)}>
              {plainLongDay(language, addDays(monday, i))}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('wish.want')}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value as Want['kind'])}>
          {WANTS.map((one) => (
            <option key={one} value={one}>
              {t(`wish.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {kind === 'shift' || kind === 'not-shift' ? (
        <label>
          {t(`wish.${kind}`)}
          <select value={shift} onChange={(event) => setShift(event.currentTarget.value)}>
            {list.kinds.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      ) : null}
      {kind === 'start' ? (
        <div class="pair">
          {([0, 1] as const).map((i) => (
            <Clock
              key={i}
              label={t(i === 0 ? 'self.begin' : 'self.end')}
              value={times[i]}
              onChange={(clock) => setTimes(i === 0 ? [clock, times[1]] : [times[0], clock])}
            />
          ))}
        </div>
      ) : null}
      <button type="submit" class="main">
        {t('wish.add')}
      </button>
    </form>
  );
}
