import type { Line } from '../parts/chart.js';
import type { Translate } from '../settings.js';
import { recordedAt, recordedByClock, weeksBefore } from './compare.js';
import type { Comparison } from './comparison.js';
import type { Preview } from './draft.js';
import type { QueueVersion, Recorded } from './types.js';

interface SeriesInput {
  readonly shown: QueueVersion;
  /** Indices of the intervals of the week. */
  readonly inWeek: readonly number[];
  readonly recorded: Recorded | undefined;
  readonly compared: readonly Comparison[];
  readonly automatic: boolean;
  readonly preview: Preview | undefined;
  readonly words: Translate;
}

/** Lines of the chart; a gap between opening hours breaks them. */
export function seriesOf(input: SeriesInput): { readonly x: number[]; readonly lines: Line[] } {
  const { shown, inWeek, recorded, compared, automatic, preview, words: t } = input;
  const { x, picked } = axisOf(shown, inWeek);
  const values = (of: readonly number[]): (number | null)[] =>
    picked.map((i) => (i === undefined ? null : (of[i] ?? null)));
  const open = (list: readonly (number | null)[]): (number | null)[] =>
    list.map((value, i) => (picked[i] === undefined ? null : value));
  const lines: Line[] = [
    { label: `${t('forecast.band95')} +`, values: values(shown.upper95), colour: '--band-2', bandTo: 1 },
    { label: `${t('forecast.band95')} −`, values: values(shown.lower95), colour: '--band-2', hidden: true },
    { label: `${t('forecast.band80')} +`, values: values(shown.upper80), colour: '--band-1', bandTo: 3 },
    { label: `${t('forecast.band80')} −`, values: values(shown.lower80), colour: '--band-1', hidden: true },
    { label: t('forecast.mean'), values: values(shown.offered), colour: '--series-1' },
  ];
  if (automatic && shown.automatic !== undefined)
    lines.push({
      label: t('forecast.beside.automatic'),
      values: values(shown.automatic),
      colour: '--muted',
      dashed: true,
    });
  if (recorded !== undefined) {
    const byClock = recordedByClock(recorded, shown.zone);
    const actual = open(recordedAt(x, recorded));
    if (actual.some((value) => value !== null))
      lines.push({ label: t('forecast.came'), values: actual, colour: '--series-2' });
    for (const { label, weeks, colour } of compared)
      lines.push({ label, values: open(weeksBefore(x, byClock, shown.zone, weeks)), colour, dashed: true });
  }
  if (preview !== undefined) {
    const touched = new Set(preview.touched);
    lines.push({
      label: t('forecast.draft'),
      values: picked.map((i) => (i !== undefined && touched.has(i) ? preview.offered[i]! : null)),
      colour: '--text',
    });
  }
  return { x, lines };
}

/** Instants of the chart, and the interval at each; undefined where a gap begins. */
function axisOf(shown: QueueVersion, inWeek: readonly number[]) {
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
  return { x, picked };
}
