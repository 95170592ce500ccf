import { useEffect, useState } from 'preact/hooks';
import { forget, send } from '../api.js';
import { localDate, number, plainDay, time } from '../format.js';
import { type Frame, may } from '../frame.js';
import { Clock } from '../parts/clock.js';
import { DateField } from '../parts/date-field.js';
import { Problem, Scroll } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays } from '../weeks.js';
import type { Adjustment } from './types.js';

const KINDS = ['percent', 'add', 'set', 'min', 'max'] as const;

interface AdjustmentsProps {
  readonly frame: Frame;
  readonly queue: string;
  readonly zone: string;
  readonly dates: readonly string[];
  readonly list: readonly Adjustment[];
  /** Stretch that was marked in the chart, instants. */
  readonly marked: readonly [fromMs: number, toMs: number] | undefined;
  readonly intervalMinutes: number;
  readonly onChanged: () => void;
}

/** What a hand has changed: a list to add to and to switch off, each with author and reason. */
export function Adjustments({ frame, queue, zone, dates, list, marked, intervalMinutes, onChanged }: AdjustmentsProps) {
  const t = useWords();
  const language = useLanguage();
  const [error, setError] = useState<unknown>();
  const mayWrite = may(frame, 'rooster:forecast:write');
  const first = dates[0] ?? '';
  const own = list.filter(
    (one) =>
      (one.queue === undefined || one.queue === queue) &&
      one.from.slice(0, 10) <= (dates.at(-1) ?? '') &&
      (one.to ?? one.from).slice(0, 10) >= first,
  );
  const act = async (method: string, id: string, body?: object): Promise<void> => {
    try {
      await send(method, `/v1/adjustments/${encodeURIComponent(id)}`, body, { 'if-match': '*' });
      setError(undefined);
      forget();
      onChanged();
    } catch (failure) {
      setError(failure);
    }
  };
  const moment = (text: string): string =>
    text.length === 10 ? plainDay(language, text) : `${plainDay(language, text.slice(0, 10))} ${text.slice(11, 16)}`;
  return (
    <section>
      <h2>{t('adjust.title')}</h2>
      <p class="help">{t(mayWrite ? 'adjust.help' : 'adjust.help.read')}</p>
      {error === undefined ? null : <Problem error={error} />}
      {mayWrite ? (
        <NewAdjustment
          key={`${queue} ${marked?.join()}`}
          author={frame.me.name}
          queue={queue}
          zone={zone}
          first={first}
          marked={marked}
          intervalMinutes={intervalMinutes}
          onError={setError}
          onChanged={onChanged}
        />
      ) : null}
      {own.length === 0 ? (
        <p>{t('adjust.none')}</p>
      ) : (
        <Scroll label={t('adjust.title')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('adjust.on')}</th>
                <th scope="col">{t('adjust.what')}</th>
                <th scope="col">{t('adjust.when')}</th>
                <th scope="col">{t('adjust.reason')}</th>
                <th scope="col">{t('adjust.author')}</th>
                <th scope="col">
                  <span class="unseen">{t('edit.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {own.map((one) => (
                <tr key={one.id} class={one.on ? '' : 'off'}>
                  <td>
                    <input
                      type="checkbox"
                      checked={one.on}
                      disabled={!mayWrite}
                      aria-label={t('adjust.switch', { reason: one.reason })}
                      onChange={(event) => void act('PATCH', one.id, { on: event.currentTarget.checked })}
                    />
                  </td>
                  <th scope="row">
                    {t(`adjust.kind.${one.kind}`)} {number(language, one.value, one.value % 1 === 0 ? 0 : 1)}
                    {one.kind === 'percent' ? ' %' : ''} <small>{t(`adjust.scope.${one.scope}`)}</small>
                  </th>
                  <td>
                    {moment(one.from)}
                    {one.to === undefined ? '' : ` – ${moment(one.to)}`}
                  </td>
                  <td>{one.reason}</td>
                  <td>{one.author}</td>
                  <td>
                    {mayWrite ? (
                      <button type="button" class="small" onClick={() => void act('DELETE', one.id)}>
                        {t('edit.remove')}
                      </button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

interface NewProps {
  readonly author: string;
  readonly queue: string;
  readonly zone: string;
  readonly first: string;
  readonly marked: readonly [fromMs: number, toMs: number] | undefined;
  readonly intervalMinutes: number;
  readonly onError: (error: unknown) => void;
  readonly onChanged: () => void;
}

/** A form for a stretch that is marked in the chart, or typed. */
function NewAdjustment({ author, queue, zone, first, marked, intervalMinutes, onError, onChanged }: NewProps) {
  const t = useWords();
  const [from, setFrom] = useState(`${first}T09:00`);
  const [to, setTo] = useState(`${first}T12:00`);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('percent');
  const [value, setValue] = useState('10');
  const [scope, setScope] = useState<'interval' | 'day'>('interval');
  const [reason, setReason] = useState('');
  useEffect(() => {
    if (marked === undefined) return;
    const step = intervalMinutes * 60_000;
    const text = (ms: number): string => `${localDate(ms, zone)}T${time('en', ms, zone)}`;
    setFrom(text(Math.floor(marked[0] / step) * step));
    setTo(text(Math.ceil(marked[1] / step) * step));
  }, []);
  const amount = Number(value.replace(',', '.'));
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      const id = `hand-${queue}-${Date.now().toString(36)}`;
      await send('PUT', `/v1/adjustments/${encodeURIComponent(id)}`, {
        queue,
        kind,
        value: amount,
        scope,
        from,
        to,
        author,
        reason,
        on: true,
      });
      onError(undefined);
      onChanged();
    } catch (failure) {
      onError(failure);
    }
  };
  return (
    <form class="fields dense" onSubmit={(event) => void add(event)}>
      <Moment label={t('roster.from')} value={from} onChange={setFrom} />
      <Moment label={t('roster.to')} value={to} onChange={setTo} />
      <label>
        {t('adjust.kind')}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value as typeof kind)}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`adjust.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('adjust.value')}
        <input
          class="short"
          inputMode="decimal"
          required
          value={value}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </label>
      <label>
        {t('adjust.scope')}
        <select value={scope} onChange={(event) => setScope(event.currentTarget.value as typeof scope)}>
          <option value="interval">{t('adjust.scope.interval')}</option>
          <option value="day">{t('adjust.scope.day')}</option>
        </select>
      </label>
      <label>
        {t('adjust.reason')}
        <input required maxLength={200} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <button type="submit" class="main" disabled={!Number.isFinite(amount) || value.trim() === ''}>
        {t('adjust.add')}
      </button>
    </form>
  );
}

/** A local moment as a date and a time. */
function Moment({ label, value, onChange }: { label: string; value: string; onChange: (moment: string) => void }) {
  const t = useWords();
  const [date = '', clock = ''] = value.split('T');
  // The end of a day is the start of the next one.
  const at = (day: string, time: string): string => (time === '24:00' ? `${addDays(day, 1)}T00:00` : `${day}T${time}`);
  return (
    <div class="moment">
      <DateField label={label} value={date} onChange={(day) => onChange(at(day, clock))} />
      <Clock label={t('glance.time')} value={clock} onChange={(time) => onChange(at(date, time))} />
    </div>
  );
}
