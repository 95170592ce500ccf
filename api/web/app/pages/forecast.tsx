import { useMemo, useState } from 'preact/hooks';
import { read, readRows, type WeekSummary } from '../api.js';
import { duration, localDate, moment, number, plainLongDay, time } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Chart, type Line } from '../parts/chart.js';
import { Scroll, Show } from '../parts/frame.js';
import { Unplanned } from '../parts/unplanned.js';
import { planOf } from '../plans.js';
import { useLanguage, useWords, wordOr } from '../settings.js';

type Row = Readonly<Record<string, string>>;
interface QueueHistory {
  readonly queue: string;
  readonly intervals: number;
  readonly from: string;
  readonly to: string;
  readonly offered: number;
}

/** Forecast of the week per queue: bands, days, method and the history behind it. */
export function ForecastPage({ frame, week }: { frame: Frame; week: string }) {
  const plan = planOf(frame.plans, week);
  const loaded = useLoad(`forecast ${week} ${plan?.id}`, async () => {
    if (plan === undefined) return undefined;
    const [rows, history, summary] = await Promise.all([
      readRows(`/v1/forecasts/${week}`),
      may(frame, 'rooster:history:read')
        ? read<{ queues: QueueHistory[] }>('/v1/history').then(({ value }) => value.queues)
        : [],
      read<WeekSummary>(`/v1/summaries/${week}`),
    ]);
    return { rows: rows.value, history, summary: summary.value };
  });
  if (plan === undefined) return <Unplanned frame={frame} week={week} />;
  return (
    <Show loaded={loaded}>
      {(value) => (value === undefined ? null : <Forecast frame={frame} week={week} {...value} />)}
    </Show>
  );
}

interface ForecastProps {
  readonly frame: Frame;
  readonly week: string;
  readonly rows: readonly Row[];
  readonly history: readonly QueueHistory[];
  readonly summary: WeekSummary;
}

function Forecast({ frame, week, rows, history, summary }: ForecastProps) {
  const t = useWords();
  const language = useLanguage();
  const { zone, queues } = frame.centre;
  const known = queues.filter(({ id }) => rows.some((row) => row.queue === id));
  const [queue, setQueue] = useState(known[0]?.id ?? '');
  const inWeek = rows.filter(
    (row) =>
      row.queue === queue &&
      localDate(Date.parse(row.start!), zone) >= summary.fromDate &&
      localDate(Date.parse(row.start!), zone) <= summary.toDate,
  );
  const { x, lines } = useMemo(() => {
    const instants: number[] = [];
    const picked: (Row | undefined)[] = [];
    for (const row of inWeek) {
      const ms = Date.parse(row.start!);
      const last = instants.at(-1);
      const step = Number(row.interval_minutes) * 60_000;
      // A gap between opening hours breaks the lines.
      if (last !== undefined && ms - last > step) {
        instants.push(last + step);
        picked.push(undefined);
      }
      instants.push(ms);
      picked.push(row);
    }
    const values = (name: string): (number | null)[] =>
      picked.map((row) => (row === undefined ? null : Number(row[name])));
    const series: Line[] = [
      { label: `${t('forecast.band95')} +`, values: values('offered_upper_95'), colour: '--band-2', bandTo: 1 },
      { label: `${t('forecast.band95')} −`, values: values('offered_lower_95'), colour: '--band-2', hidden: true },
      { label: `${t('forecast.band80')} +`, values: values('offered_upper_80'), colour: '--band-1', bandTo: 3 },
      { label: `${t('forecast.band80')} −`, values: values('offered_lower_80'), colour: '--band-1', hidden: true },
      { label: t('forecast.mean'), values: values('offered'), colour: '--series-1' },
    ];
    return { x: instants, lines: series };
  }, [queue, rows, language]);
  const days = [...new Set(inWeek.map((row) => localDate(Date.parse(row.start!), zone)))];
  const method = inWeek[0]?.method ?? '';
  const past = history.find((one) => one.queue === queue);
  const total = summary.queues.find((one) => one.queue === queue);
  return (
    <>
      <div class="heading">
        <h1>{t('forecast.title')}</h1>
        <div class="actions">
          <a class="button" download={`forecast-${week}.csv`} href={`/v1/forecasts/${week}`}>
            {t('forecast.download')}
          </a>
        </div>
      </div>
      <div class="tabs" role="group" aria-label={t('glance.queue')}>
        {known.map(({ id, name }) => (
          <button type="button" key={id} aria-pressed={queue === id} onClick={() => setQueue(id)}>
            {name}
          </button>
        ))}
      </div>
      <Chart label={t('forecast.chart')} x={x} lines={lines} zone={zone} height={320} />
      <p class="help">
        {t('forecast.chart')}.{' '}
        {total === undefined
          ? ''
          : `${t('forecast.week80', { low: number(language, total.offeredLower80), high: number(language, total.offeredUpper80) })}. `}
        {t('forecast.method')}: {wordOr(t, `forecast.method.${method}`, method)}.
      </p>
      <h2>{t('forecast.days')}</h2>
      <Scroll label={t('forecast.days')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('forecast.day')}</th>
              <th scope="col" class="n">
                {t('forecast.contacts')}
              </th>
              <th scope="col" class="n">
                {t('forecast.aht')}
              </th>
              <th scope="col" class="n">
                {t('forecast.peak')}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map((date) => {
              const ofDay = inWeek.filter((row) => localDate(Date.parse(row.start!), zone) === date);
              const offered = ofDay.reduce((sum, row) => sum + Number(row.offered), 0);
              const work = ofDay.reduce((sum, row) => sum + Number(row.offered) * Number(row.aht_seconds), 0);
              const peak = ofDay.reduce((best, row) => (Number(row.offered) > Number(best.offered) ? row : best));
              return (
                <tr key={date}>
                  <th scope="row">{plainLongDay(language, date)}</th>
                  <td class="n">{number(language, offered)}</td>
                  <td class="n">{offered === 0 ? '–' : duration(language, work / offered)}</td>
                  <td class="n">
                    {time(language, Date.parse(peak.start!), zone)}, {number(language, Number(peak.offered), 1)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      {past === undefined ? null : (
        <>
          <h2>{t('forecast.history')}</h2>
          <p>
            {t('forecast.history.text', {
              n: number(language, past.intervals),
              from: moment(language, Date.parse(past.from), zone),
              to: moment(language, Date.parse(past.to), zone),
              contacts: number(language, past.offered),
            })}
          </p>
        </>
      )}
    </>
  );
}
