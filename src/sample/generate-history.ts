import { createRandom, type Random } from '../../solver/random.js';
import type { Centre } from '../domain/centre.js';
import { formatOffset, parseMinute, utcOffsetMinutes } from '../time/zone.js';
import type { HistoryParameters, QueueHistoryParameters } from './parameters.js';
import { historyTruth, type QueueTruth } from './truth.js';

const HEADER =
  'start,queue,interval_minutes,offered,handled,abandoned,aht_seconds,asa_seconds,answered_in_target,staffed_agents';

/** Random number streams of one queue: a change in one part of the model leaves the others' numbers as they were. */
const STREAMS = { day: 0, count: 1, aht: 2, service: 3, missing: 4 } as const;

/**
 * History CSV of a made-up centre: for every open interval a Poisson count around expected value × gamma day factor
 * (after what Weinberg, Brown & Stroud 2007, doi:10.1198/016214506000001455, find in a bank's calls:
 * over-dispersed days, Poisson within), handle time, abandonment and waits that go with the load, and gaps.
 * Same parameters and centre: same bytes.
 */
export function generateHistory(parameters: HistoryParameters, centre: Centre): string {
  const byStart = new Map<number, string[]>();
  historyTruth(parameters, centre).forEach((truth, q) => {
    for (const { startMs, line } of queueLines(parameters, parameters.queues[q]!, truth, q, centre.intervalMinutes)) {
      const lines = byStart.get(startMs);
      if (lines === undefined) byStart.set(startMs, [line]);
      else lines.push(line);
    }
  });
  const starts = [...byStart.keys()].sort((a, b) => a - b);
  return `${[HEADER, ...starts.flatMap((ms) => byStart.get(ms)!)].join('\n')}\n`;
}

interface Line {
  readonly startMs: number;
  readonly line: string;
}

function* queueLines(
  parameters: HistoryParameters,
  own: QueueHistoryParameters,
  truth: QueueTruth,
  index: number,
  intervalMinutes: number,
): Generator<Line> {
  const stream = (use: keyof typeof STREAMS): Random => createRandom(parameters.seed, index * 8 + STREAMS[use]);
  const random = { day: stream('day'), count: stream('count'), aht: stream('aht'), service: stream('service') };
  const missing = stream('missing');
  const isGap = gapsOf(parameters, own.queue);
  const print = instantPrinter(truth);
  let today = -1;
  let dayFactor = 1;
  let ahtOfDay = 0;
  for (let i = 0; i < truth.mean.length; i++) {
    const d = truth.day[i]!;
    if (d !== today) {
      today = d;
      dayFactor = own.dayCv === 0 ? 1 : random.day.gamma(own.dayCv ** -2, own.dayCv ** 2);
      ahtOfDay = logNormal(random.aht, truth.ahtSeconds[d]!, own.aht.dayCv);
    }
    const offered = random.count.poisson(truth.mean[i]! * dayFactor);
    const service = serviceOf(own, offered, truth.mean[i]!, ahtOfDay, intervalMinutes, random.service);
    const handled = offered - service.abandoned;
    const aht = handled === 0 ? '' : fixed(logNormal(random.aht, ahtOfDay, own.aht.cvPerContact / Math.sqrt(handled)));
    const { date } = truth.days[d]!;
    if (missing.uniform() < parameters.missing.share || isGap(date, truth.minute[i]!)) continue;
    const startMs = truth.startMs[i]!;
    const cells = [offered, handled, service.abandoned, aht, service.asa, service.inTarget, service.staffed];
    yield { startMs, line: `${print(startMs, d)},${own.queue},${intervalMinutes},${cells.join(',')}` };
  }
}

/** Mean wait, abandonment and staffing that fit the load; empty for deferrable work. */
function serviceOf(
  own: QueueHistoryParameters,
  offered: number,
  expected: number,
  ahtSeconds: number,
  intervalMinutes: number,
  random: Random,
): { abandoned: number; asa: string; inTarget: string; staffed: string } {
  const { service } = own;
  if (service === undefined) return { abandoned: 0, asa: '', inTarget: '', staffed: '' };
  const { waitSeconds, patienceSeconds, targetSeconds, occupancy } = service;
  // Staff was planned for the expected volume: a surplus of contacts makes waits longer, roughly exponentially.
  const excess = expected > 0 ? (offered - expected) / Math.max(expected, 10) : 0;
  const wait = Math.min(patienceSeconds * 0.6, waitSeconds * Math.exp(4 * excess + 0.35 * random.normal()));
  const share = Math.min(0.6, wait / patienceSeconds);
  let abandoned = 0;
  for (let i = 0; i < offered; i++) if (random.uniform() < share) abandoned++;
  const handled = offered - abandoned;
  // Waits are 0 or exponential: P(wait > 0) grows with the mean wait, 0.3 at half a minute.
  const delayed = Math.min(1, 0.3 * Math.sqrt(wait / 30));
  const inTarget = handled * (1 - delayed * Math.exp((-targetSeconds * delayed) / wait));
  const load = (expected * ahtSeconds) / (intervalMinutes * 60);
  return {
    abandoned,
    asa: handled === 0 ? '' : fixed(wait),
    inTarget: String(Math.round(inTarget)),
    staffed: String(Math.max(1, Math.round(load / occupancy + 0.7 * random.normal()))),
  };
}

/** Log-normal with the given mean and coefficient of variation. */
function logNormal(random: Random, mean: number, cv: number): number {
  const variance = Math.log1p(cv * cv);
  return mean * Math.exp(Math.sqrt(variance) * random.normal() - variance / 2);
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);

/** Local time with offset, to the minute. Offsets are looked up once a day where they hold all day. */
function instantPrinter({ days, queue: { zone } }: QueueTruth): (startMs: number, day: number) => string {
  const offsets = days.map(({ startMs, endMs }) => {
    const offset = utcOffsetMinutes(startMs, zone);
    return utcOffsetMinutes(endMs, zone) === offset ? offset : undefined;
  });
  return (startMs, day) => {
    const offset = offsets[day] ?? utcOffsetMinutes(startMs, zone);
    return `${new Date(startMs + offset * 60_000).toISOString().slice(0, 16)}${formatOffset(offset)}`;
  };
}

function gapsOf(parameters: HistoryParameters, queue: string): (date: string, minute: number) => boolean {
  const gaps = parameters.missing.gaps
    .filter((gap) => gap.queue === undefined || gap.queue === queue)
    .map(({ date, from, to }) => ({
      date,
      from: (from === undefined ? undefined : parseMinute(from)) ?? 0,
      to: (to === undefined ? undefined : parseMinute(to)) ?? 1440,
    }));
  return (date, minute) => gaps.some((gap) => gap.date === date && minute >= gap.from && minute < gap.to);
}
