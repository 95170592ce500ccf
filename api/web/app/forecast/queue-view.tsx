import { useMemo, useState } from 'preact/hooks';
import { read } from '../api.js';
import { localDate, plainLongDay } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Chart } from '../parts/chart.js';
import { startOfDay } from '../roster/clock.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays } from '../weeks.js';
import { Adjustments } from './adjustments.js';
import { dayTotals } from './compare.js';
import {
  type Beside,
  BesideChoice,
  comparisonsOf,
  FIRST_BESIDE,
  type Has,
  MOST_WEEKS,
  weeksSinceLastYear,
} from './comparison.js';
import { DaysTable } from './days-table.js';
import { type Draft, freshDraft, previewOf, stretchOf } from './draft.js';
import { HistoryChart } from './history-chart.js';
import { Accuracy, Corrections, Method } from './insight.js';
import { Lift } from './lift.js';
import { seriesOf } from './series.js';
import { SpecialDays } from './special-days.js';
import type { Adjustment, CentreEvent, QueueVersion, Recorded } from './types.js';

const NOTHING: Recorded = { startMs: [], offered: [] };
/** Room above the curve, so that it can be lifted. */
const HEADROOM = 0.3;

interface QueueViewProps {
  readonly frame: Frame;
  readonly week: string;
  readonly monday: string;
  readonly shown: QueueVersion;
  readonly adjustments: readonly Adjustment[];
  readonly events: readonly CentreEvent[];
  readonly onChanged: () => void;
}

/** What was recorded of a queue beside the week: the weeks before, the week itself, and the same week a year before. */
function useRecorded(frame: Frame, queue: string, monday: string, yearWeeks: number | undefined) {
  const mayRead = may(frame, 'rooster:history:read');
  return useLoad(`recorded ${queue} ${monday}`, async () => {
    if (!mayRead) return { near: NOTHING, year: NOTHING };
    const between = async (from: string, to: string): Promise<Recorded> =>
      (await read<Recorded>(`/v1/history/${encodeURIComponent(queue)}/intervals?from=${from}&to=${to}`)).value;
    const [near, year] = await Promise.all([
      between(addDays(monday, -7 * MOST_WEEKS), addDays(monday, 6)),
      yearWeeks === undefined
        ? NOTHING
        : between(addDays(monday, -7 * yearWeeks), addDays(monday, 6 - 7 * yearWeeks)).catch(() => NOTHING),
    ]);
    return { near, year };
  });
}

/** Forecast of a week of one queue: bands, other weeks, what came, and what a hand changes. */
export function QueueView({ frame, week, monday, shown, adjustments, events, onChanged }: QueueViewProps) {
  const t = useWords();
  const language = useLanguage();
  const [beside, setBeside] = useState<Beside>(FIRST_BESIDE);
  const [draft, setDraft] = useState<Draft>(() => freshDraft(monday));
  const [held, setHeld] = useState(false);
  const { zone } = shown;
  const mayWrite = may(frame, 'rooster:forecast:write');
  const dates = useMemo(() => Array.from({ length: 7 }, (_, i) => addDays(monday, i)), [monday]);
  const byDate = useMemo(() => {
    const found = new Map<string, number[]>(dates.map((date) => [date, []]));
    shown.startMs.forEach((ms, i) => void found.get(localDate(ms, zone))?.push(i));
    return new Map([...found].filter(([, ofDay]) => ofDay.length > 0));
  }, [shown, dates]);
  const inWeek = useMemo(() => [...byDate.values()].flat(), [byDate]);
  const yearWeeks = weeksSinceLastYear(week);
  const history = useRecorded(frame, shown.queue, monday, yearWeeks);
  const { near, year } = history.state === 'ready' ? history.value : { near: NOTHING, year: NOTHING };
  const has = useMemo((): Has => {
    const automatic = shown.automatic !== undefined;
    // Until it is known, nothing is said to be missing.
    if (history.state === 'busy') return { last: true, year: true, automatic };
    const since = startOfDay(addDays(monday, -7), zone);
    const until = startOfDay(monday, zone);
    return {
      last: near.startMs.some((ms, i) => ms >= since && ms < until && near.offered[i] !== null),
      year: year.offered.some((value) => value !== null),
      automatic,
    };
  }, [near, year, shown, history.state]);
  const recorded = useMemo(
    (): Recorded => ({
      startMs: [...year.startMs, ...near.startMs],
      offered: [...year.offered, ...near.offered],
    }),
    [near, year],
  );
  const compared = useMemo(() => comparisonsOf(t, beside, has, yearWeeks), [beside, has, yearWeeks, language]);
  const preview = useMemo(() => previewOf(draft, shown), [draft, shown]);
  const { x, lines } = useMemo(
    () => seriesOf({ shown, inWeek, recorded, compared, automatic: beside.automatic, preview, words: t }),
    [shown, inWeek, recorded, compared, beside.automatic, preview, language],
  );
  const came = useMemo(
    () => new Map(dayTotals(recorded.startMs, recorded.offered, zone).map(({ date, total }) => [date, total])),
    [recorded],
  );
  const lately = useMemo(
    () => new Map([...came].filter(([date]) => date >= addDays(monday, -7 * MOST_WEEKS))),
    [came, monday],
  );
  const expected = useMemo(
    () =>
      new Map(
        [...byDate].map(([date, ofDay]) => [date, ofDay.reduce((sum, i) => sum + shown.offered[i]!, 0)] as const),
      ),
    [byDate, shown],
  );
  const change = (part: Partial<Draft>): void => setDraft((old) => ({ ...old, begun: true, ...part }));
  return (
    <>
      <div class="toolbar">
        <BesideChoice beside={beside} has={has} onChange={setBeside} />
      </div>
      <Chart
        label={t('forecast.chart')}
        x={x}
        lines={lines}
        zone={zone}
        height={340}
        held={held}
        {...(mayWrite
          ? {
              headroom: HEADROOM,
              onSelect: (from: number, to: number) =>
                change({ ...stretchOf(from, to, shown), kind: 'percent', value: '0' }),
            }
          : {})}
        {...(mayWrite && preview !== undefined
          ? {
              overlay: (place) => (
                <Lift place={place} shown={shown} draft={draft} preview={preview} onChange={change} onHold={setHeld} />
              ),
            }
          : {})}
      />
      <p class="help">
        {mayWrite ? `${t('forecast.lift.help')} ` : ''}
        {t('forecast.origin', { date: plainLongDay(language, shown.origin) })}
      </p>
      <Adjustments
        frame={frame}
        queue={shown.queue}
        dates={dates}
        list={adjustments}
        draft={draft}
        onDraft={change}
        onChanged={() => {
          setDraft(freshDraft(monday));
          onChanged();
        }}
      />
      <SpecialDays events={events} />
      <h2>{t('forecast.days')}</h2>
      <DaysTable shown={shown} byDate={byDate} came={came} compared={compared} />
      {lately.size === 0 ? null : <HistoryChart came={lately} expected={expected} zone={zone} />}
      {may(frame, 'rooster:history:read') ? <Corrections frame={frame} queue={shown.queue} zone={zone} /> : null}
      <div class="split">
        <Method version={shown} />
        <Accuracy queue={shown.queue} />
      </div>
    </>
  );
}
