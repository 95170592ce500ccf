import { useMemo, useState } from 'preact/hooks';
import { type JobInfo, type ReportInfo, read, send } from '../api.js';
import { Adjustments } from '../forecast/adjustments.js';
import { dayTotals, recordedByClock, weeksBefore } from '../forecast/compare.js';
import { Accuracy, Corrections, Method } from '../forecast/insight.js';
import type { Adjustment, CentreEvent, QueueVersion, Recorded } from '../forecast/types.js';
import { duration, localDate, moment, number, plainDay, plainLongDay, time } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Chart, type Line } from '../parts/chart.js';
import { Problem, Scroll, Show } from '../parts/frame.js';
import { useLanguage, useWords, wordOr } from '../settings.js';
import { addDays, mondayOfIsoWeek } from '../weeks.js';

/** Days of history shown behind the week. */
const HISTORY_DAYS = 84;

interface Loaded {
  readonly versions: readonly ReportInfo[];
  readonly queues: readonly QueueVersion[];
  readonly adjustments: readonly Adjustment[];
  readonly events: readonly CentreEvent[];
}

/** Forecast of a week per queue: bands, other weeks, what came, and what a hand has changed. */
export function ForecastPage({ frame, week }: { frame: Frame; week: string }) {
  const t = useWords();
  const [round, setRound] = useState(0);
  const [chosen, setChosen] = useState('');
  const monday = mondayOfIsoWeek(week);
  const loaded = useLoad(`forecast ${week} ${chosen} ${round}`, async (): Promise<Loaded> => {
    const all = (await read<{ versions: ReportInfo[] }>('/v1/forecast-versions?limit=200', true)).value.versions;
    const versions = all.filter(
      ({ from, weeks }) => monday !== undefined && from <= monday && addDays(from, weeks * 7) > monday,
    );
    const shown = versions.find(({ id }) => id === chosen) ?? versions[0];
    if (shown === undefined) return { versions, queues: [], adjustments: [], events: [] };
    const [{ value }, adjustments, events] = await Promise.all([
      read<{ queues: QueueVersion[] }>(`/v1/forecast-versions/${shown.id}/adjusted`, true),
      read<{ adjustments: Adjustment[] }>('/v1/adjustments', true),
      read<{ events: CentreEvent[] }>('/v1/events'),
    ]);
    return { versions, queues: value.queues, ...adjustments.value, ...events.value };
  });
  if (monday === undefined) return <p class="notice">{t('error.week-unknown')}</p>;
  const again = (): void => setRound((n) => n + 1);
  return (
    <>
      <div class="heading">
        <h1>{t('forecast.title')}</h1>
        <Anew frame={frame} week={week} onDone={again} />
      </div>
      <Show loaded={loaded}>
        {(value) =>
          value.queues.length === 0 ? (
            <p class="notice">{t('forecast.none')}</p>
          ) : (
            <Forecast
              frame={frame}
              week={week}
              monday={monday}
              {...value}
              version={value.versions.find(({ id }) => id === chosen) ?? value.versions[0]!}
              onVersion={setChosen}
              onChanged={again}
            />
          )
        }
      </Show>
    </>
  );
}

/** Forecasts the week again from what is known now, and keeps it as a version. */
function Anew({ frame, week, onDone }: { frame: Frame; week: string; onDone: () => void }) {
  const t = useWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!may(frame, 'rooster:forecast:write')) return null;
  const start = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      let job = await send<JobInfo>('POST', '/v1/forecast-versions', { week });
      while (job.state === 'queued' || job.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, 500));
        job = (await read<JobInfo>(`/v1/jobs/${job.id}`, true)).value;
      }
      if (job.error !== undefined) throw new Error(job.error.title);
      onDone();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <div class="actions">
      {error === undefined ? null : <Problem error={error} />}
      <button type="button" onClick={() => void start()} disabled={busy}>
        {busy ? t('forecast.anew.busy') : t('forecast.anew')}
      </button>
    </div>
  );
}

interface ForecastProps extends Loaded {
  readonly frame: Frame;
  readonly week: string;
  readonly monday: string;
  readonly version: ReportInfo;
  readonly onVersion: (id: string) => void;
  readonly onChanged: () => void;
}

function Forecast(props: ForecastProps) {
  const { frame, week, monday, queues, versions, version, adjustments, events, onVersion, onChanged } = props;
  const t = useWords();
  const language = useLanguage();
  const [queue, setQueue] = useState(queues[0]?.queue ?? '');
  const [beside, setBeside] = useState({ last: true, before: false, automatic: true });
  const [marked, setMarked] = useState<readonly [number, number]>();
  const shown = queues.find((one) => one.queue === queue) ?? queues[0]!;
  const { zone } = shown;
  const nameOf = (id: string): string => frame.centre.queues.find((one) => one.id === id)?.name ?? id;
  const dates = useMemo(() => Array.from({ length: 7 }, (_, i) => addDays(monday, i)), [monday]);
  const inWeek = useMemo(() => {
    const of = new Set(dates);
    return shown.startMs.flatMap((ms, i) => (of.has(localDate(ms, zone)) ? [i] : []));
  }, [shown, dates]);
  const mayHistory = may(frame, 'rooster:history:read');
  const history = useLoad(`recorded ${shown.queue} ${monday}`, async () =>
    mayHistory
      ? (
          await read<Recorded>(
            `/v1/history/${encodeURIComponent(shown.queue)}/intervals?from=${addDays(monday, -HISTORY_DAYS)}&to=${addDays(monday, 6)}`,
          )
        ).value
      : { startMs: [], offered: [] },
  );
  const recorded = history.state === 'ready' ? history.value : undefined;
  const { x, lines } = useMemo(
    () => seriesOf({ shown, inWeek, recorded, beside, words: t }),
    [shown, inWeek, recorded, beside, language],
  );
  const days = dayTotals(
    inWeek.map((i) => shown.startMs[i]!),
    inWeek.map((i) => shown.offered[i]!),
    zone,
  );
  const came = new Map(
    recorded === undefined
      ? []
      : dayTotals(recorded.startMs, recorded.offered, zone).map(({ date, total }) => [date, total]),
  );
  const special = events.filter(
    (one) =>
      (one.queue === undefined || one.queue === shown.queue) &&
      one.fromDate <= dates[6]! &&
      (one.toDate ?? one.fromDate) >= monday,
  );
  return (
    <>
      <div class="tabs" role="group" aria-label={t('glance.queue')}>
        {queues.map(({ queue: id }) => (
          <button type="button" key={id} aria-pressed={shown.queue === id} onClick={() => setQueue(id)}>
            {nameOf(id)}
          </button>
        ))}
      </div>
      <div class="toolbar">
        <label>
          {t('forecast.version')}
          <select value={version.id} onChange={(event) => onVersion(event.currentTarget.value)}>
            {versions.map((one) => (
              <option key={one.id} value={one.id}>
                {moment(language, Date.parse(one.createdAt), frame.centre.zone)}
              </option>
            ))}
          </select>
        </label>
        <fieldset class="choices">
          <legend>{t('forecast.beside')}</legend>
          {(['last', 'before', 'automatic'] as const).map((key) => (
            <label key={key} class="inline">
              <input
                type="checkbox"
                checked={beside[key]}
                onChange={(event) => setBeside({ ...beside, [key]: event.currentTarget.checked })}
              />
              {t(`forecast.beside.${key}`)}
            </label>
          ))}
        </fieldset>
        <a class="button" download={`forecast-${week}.csv`} href={`/v1/forecasts/${week}`}>
          {t('forecast.download')}
        </a>
      </div>
      <Chart
        label={t('forecast.chart')}
        x={x}
        lines={lines}
        zone={zone}
        height={320}
        {...(may(frame, 'rooster:forecast:write')
          ? { onSelect: (from: number, to: number) => setMarked([from, to]) }
          : {})}
      />
      <p class="help">
        {t('forecast.chart')}. {t('forecast.origin', { date: plainLongDay(language, shown.origin) })}
      </p>
      {special.length === 0 ? null : (
        <p>
          <strong>{t('forecast.special')}:</strong>{' '}
          {special.map((one) => (
            <span class="chip" key={one.id}>
              {plainDay(language, one.fromDate)}
              {(one.toDate ?? one.fromDate) === one.fromDate ? '' : ` – ${plainDay(language, one.toDate!)}`}:{' '}
              {one.note === undefined || one.note === '' ? wordOr(t, `event.${one.kind}`, one.kind) : one.note}
              {one.factor === undefined ? '' : ` × ${number(language, one.factor, 2)}`}
            </span>
          ))}
        </p>
      )}
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
                {t('forecast.lastweek')}
              </th>
              <th scope="col" class="n">
                {t('forecast.came')}
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
            {days.map(({ date, total }) => {
              const ofDay = inWeek.filter((i) => localDate(shown.startMs[i]!, zone) === date);
              const work = ofDay.reduce((sum, i) => sum + shown.offered[i]! * shown.ahtSeconds[i]!, 0);
              const peak = ofDay.reduce((best, i) => (shown.offered[i]! > shown.offered[best]! ? i : best));
              const before = came.get(addDays(date, -7));
              const actual = came.get(date);
              return (
                <tr key={date}>
                  <th scope="row">{plainLongDay(language, date)}</th>
                  <td class="n">{number(language, total)}</td>
                  <td class="n">{before === undefined ? '–' : number(language, before)}</td>
                  <td class="n">{actual === undefined ? '–' : number(language, actual)}</td>
                  <td class="n">{total === 0 ? '–' : duration(language, work / total)}</td>
                  <td class="n">
                    {time(language, shown.startMs[peak]!, zone)}, {number(language, shown.offered[peak]!, 1)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      <Adjustments
        frame={frame}
        queue={shown.queue}
        zone={zone}
        dates={dates}
        list={adjustments}
        marked={marked}
        intervalMinutes={shown.intervalMinutes}
        onChanged={onChanged}
      />
      {mayHistory && recorded !== undefined ? (
        <History recorded={recorded} shown={shown} days={days} zone={zone} />
      ) : null}
      {mayHistory ? <Corrections key={shown.queue} frame={frame} queue={shown.queue} zone={zone} /> : null}
      <div class="split">
        <Method version={shown} />
        <Accuracy queue={shown.queue} />
      </div>
    </>
  );
}

interface SeriesInput {
  readonly shown: QueueVersion;
  readonly inWeek: readonly number[];
  readonly recorded: Recorded | undefined;
  readonly beside: { readonly last: boolean; readonly before: boolean; readonly automatic: boolean };
  readonly words: ReturnType<typeof useWords>;
}

/** Lines of the chart; a gap between opening hours breaks them. */
function seriesOf({ shown, inWeek, recorded, beside, words: t }: SeriesInput): { x: number[]; lines: Line[] } {
  const x: number[] = [];
  const picked: (number | undefined)[] = [];
  const step = shown.intervalMinutes * 60_000;
  for (const i of inWeek) {
    const ms = shown.startMs[i]!;
    const last = x.at(-1);
    if (last !== undefined && ms - last > step) {
      x.push(last + step);
      picked.push(undefined);
    }
    x.push(ms);
    picked.push(i);
  }
  const values = (of: readonly number[]): (number | null)[] =>
    picked.map((i) => (i === undefined ? null : (of[i] ?? null)));
  const lines: Line[] = [
    { label: `${t('forecast.band95')} +`, values: values(shown.upper95), colour: '--band-2', bandTo: 1 },
    { label: `${t('forecast.band95')} −`, values: values(shown.lower95), colour: '--band-2', hidden: true },
    { label: `${t('forecast.band80')} +`, values: values(shown.upper80), colour: '--band-1', bandTo: 3 },
    { label: `${t('forecast.band80')} −`, values: values(shown.lower80), colour: '--band-1', hidden: true },
    { label: t('forecast.mean'), values: values(shown.offered), colour: '--series-1' },
  ];
  if (beside.automatic && shown.automatic !== undefined)
    lines.push({
      label: t('forecast.beside.automatic'),
      values: values(shown.automatic),
      colour: '--muted',
      dashed: true,
    });
  if (recorded === undefined) return { x, lines };
  const byClock = recordedByClock(recorded, shown.zone);
  const open = (list: readonly (number | null)[]): (number | null)[] =>
    list.map((value, i) => (picked[i] === undefined ? null : value));
  const actual = open(weeksBefore(x, byClock, shown.zone, 0));
  if (actual.some((value) => value !== null))
    lines.push({ label: t('forecast.came'), values: actual, colour: '--series-2' });
  if (beside.last)
    lines.push({
      label: t('forecast.beside.last'),
      values: open(weeksBefore(x, byClock, shown.zone, 1)),
      colour: '--series-3',
      dashed: true,
    });
  if (beside.before)
    lines.push({
      label: t('forecast.beside.before'),
      values: open(weeksBefore(x, byClock, shown.zone, 2)),
      colour: '--muted',
      dashed: true,
    });
  return { x, lines };
}

/** Days of the weeks before, and of this one as forecast. */
function History({
  recorded,
  days,
  zone,
}: {
  recorded: Recorded;
  shown: QueueVersion;
  days: readonly { readonly date: string; readonly total: number }[];
  zone: string;
}) {
  const t = useWords();
  const { x, lines } = useMemo(() => {
    const past = dayTotals(recorded.startMs, recorded.offered, zone);
    const known = new Map(past.map(({ date, total }) => [date, total]));
    const expected = new Map(days.map(({ date, total }) => [date, total]));
    const all = [...new Set([...known.keys(), ...expected.keys()])].sort();
    const made: Line[] = [
      {
        label: t('forecast.came'),
        values: all.map((date) => known.get(date) ?? null),
        colour: '--series-2',
        digits: 0,
      },
      {
        label: t('forecast.mean'),
        values: all.map((date) => expected.get(date) ?? null),
        colour: '--series-1',
        digits: 0,
      },
    ];
    return { x: all.map((date) => Date.parse(`${date}T12:00:00Z`)), lines: made };
  }, [recorded, days, zone, t('forecast.mean')]);
  return (
    <>
      <h2>{t('forecast.history')}</h2>
      <Chart label={t('forecast.history')} x={x} lines={lines} zone={zone} height={200} />
    </>
  );
}
