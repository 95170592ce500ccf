import { changeByHand } from '../../../../src/forecast/hand.js';
import { localDate, time } from '../format.js';
import { addDays } from '../weeks.js';
import type { Adjustment, QueueVersion } from './types.js';

/** An adjustment in the making: typed into the form, or drawn in the chart. Local moments, `2026-11-30T09:00`. */
export interface Draft extends Pick<Adjustment, 'kind' | 'scope'> {
  readonly from: string;
  readonly to: string;
  /** As it is typed. */
  readonly value: string;
  /** Whether anybody has begun: the chart then shows the stretch and what it would become. */
  readonly begun: boolean;
}

export const freshDraft = (firstDate: string): Draft => ({
  from: `${firstDate}T09:00`,
  to: `${firstDate}T12:00`,
  kind: 'percent',
  value: '10',
  scope: 'interval',
  begun: false,
});

/** Per cent that a drag can reach. */
const [LEAST, MOST] = [-100, 400];
export const withinReach = (percent: number): number => Math.max(LEAST, Math.min(MOST, Math.round(percent)));

/** A typed amount; undefined where it is none. A comma is a point, a typographic minus a minus. */
export function amountOf(text: string): number | undefined {
  const bare = text.trim().replace('−', '-').replace(',', '.');
  const value = Number(bare);
  return bare === '' || !Number.isFinite(value) ? undefined : value;
}

const localMoment = (ms: number, zone: string): string => `${localDate(ms, zone)}T${time('en', ms, zone)}`;

/** The stretch between two instants, widened to whole intervals. */
export function stretchOf(
  fromMs: number,
  toMs: number,
  { zone, intervalMinutes }: Pick<QueueVersion, 'zone' | 'intervalMinutes'>,
): Pick<Draft, 'from' | 'to'> {
  const step = intervalMinutes * 60_000;
  return {
    from: localMoment(Math.floor(fromMs / step) * step, zone),
    to: localMoment(Math.ceil(toMs / step) * step, zone),
  };
}

/** The end of a day is the start of the next one. */
export const momentAt = (date: string, clock: string): string =>
  clock === '24:00' ? `${addDays(date, 1)}T00:00` : `${date}T${clock}`;

export interface Preview {
  /** Indices of the intervals in the stretch. */
  readonly touched: readonly number[];
  /** Contacts of every interval with the draft, as the service will work them out. */
  readonly offered: readonly number[];
  readonly before: number;
  readonly after: number;
}

/** What the draft would make of the forecast; undefined where it touches nothing or is not complete. */
export function previewOf(draft: Draft, shown: QueueVersion): Preview | undefined {
  const value = amountOf(draft.value);
  if (!draft.begun || value === undefined) return undefined;
  const moments = shown.startMs.map((ms) => localMoment(ms, shown.zone));
  const touched = moments.flatMap((moment, i) => (moment >= draft.from && moment < draft.to ? [i] : []));
  if (touched.length === 0) return undefined;
  const offered = [...shown.offered];
  changeByHand(
    offered,
    touched,
    moments.map((moment) => moment.slice(0, 10)),
    { kind: draft.kind, value, scope: draft.scope },
  );
  const sum = (values: readonly number[]): number => touched.reduce((all, i) => all + values[i]!, 0);
  return { touched, offered, before: sum(shown.offered), after: sum(offered) };
}
