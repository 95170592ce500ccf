import { useState } from 'preact/hooks';
import { plainDay } from '../format.js';
import { Clock } from '../parts/clock.js';
import { minuteOf } from '../parts/clocks.js';
import { useLanguage, useWords } from '../settings.js';
import { newShift } from './changes.js';
import { startOfDay } from './clock.js';
import type { Shift } from './edits.js';
import type { Person } from './rows.js';

interface AddShiftProps {
  readonly people: readonly Person[];
  readonly dates: readonly string[];
  readonly zoneOf: (site: string) => string;
  readonly keyOf: () => string;
  readonly onAdd: (shift: Shift) => void;
}

/** Milliseconds after midnight. The clock may change in the night; the hours of a shift lie after that. */
const clockMs = (clock: string): number => minuteOf(clock) * 60_000;

/** A new shift for somebody on a day. */
export function AddShift({ people, dates, zoneOf, keyOf, onAdd }: AddShiftProps) {
  const t = useWords();
  const language = useLanguage();
  const [who, setWho] = useState(people[0]?.id ?? '');
  const [date, setDate] = useState(dates[0] ?? '');
  const [from, setFrom] = useState('09:00');
  const [to, setTo] = useState('17:30');
  const person = people.find(({ id }) => id === who);
  const add = (event: Event): void => {
    event.preventDefault();
    if (person === undefined) return;
    const zone = zoneOf(person.site);
    // Midnight plus the clock is wrong on the two days of the year with another length: the difference of the day is taken off.
    const at = (text: string): number => {
      const guess = startOfDay(date, zone) + clockMs(text);
      const length = startOfDay(nextDay(date), zone) - startOfDay(date, zone);
      return clockMs(text) >= 4 * 3_600_000 ? guess + length - 86_400_000 : guess;
    };
    const start = at(from);
    const end = clockMs(to) > clockMs(from) ? at(to) : at(to) + 86_400_000;
    onAdd(newShift(person, date, start, end, keyOf()));
  };
  return (
    <details class="drawer">
      <summary>{t('roster.add')}</summary>
      <form class="toolbar" onSubmit={add}>
        <label>
          {t('roster.agent')}
          <select value={who} onChange={(event) => setWho(event.currentTarget.value)}>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('forecast.day')}
          <select value={date} onChange={(event) => setDate(event.currentTarget.value)}>
            {dates.map((one) => (
              <option key={one} value={one}>
                {plainDay(language, one)}
              </option>
            ))}
          </select>
        </label>
        <Clock label={t('roster.from')} value={from} onChange={setFrom} />
        <Clock label={t('roster.to')} value={to} onChange={setTo} />
        <button type="submit">{t('roster.add.act')}</button>
      </form>
    </details>
  );
}

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
