import { erlangA } from '../../solver/erlang/index.js';
import { studentQuantile } from '../../solver/simulate/student.js';
import type { HistorySeries } from '../history/series.js';
import { localDate } from '../time/zone.js';
import type { PatienceEstimate } from './patience.js';

/** What is known of an interval in which contacts came and agents were there. */
export interface WaitingInterval {
  readonly offered: number;
  readonly abandoned: number;
  readonly ahtSeconds: number;
  readonly agents: number;
  /** Mean wait of the answered; NaN where not known. */
  readonly asaSeconds: number;
  readonly intervalSeconds: number;
  /** Intervals of one block (a day) depend on each other. */
  readonly block: string;
}

/** Intervals of a history that can tell patience: contacts, agents and those who gave up are known. */
export function waitingIntervals(series: HistorySeries): WaitingInterval[] {
  const { offered, abandoned, ahtSeconds, staffedAgents, asaSeconds, startMs, zone, intervalMinutes } = series;
  return [...startMs].flatMap((ms, i): WaitingInterval[] =>
    offered[i]! > 0 && abandoned[i]! >= 0 && abandoned[i]! <= offered[i]! && ahtSeconds[i]! > 0 && staffedAgents[i]! > 0
      ? [
          {
            offered: offered[i]!,
            abandoned: abandoned[i]!,
            ahtSeconds: ahtSeconds[i]!,
            agents: staffedAgents[i]!,
            asaSeconds: asaSeconds[i]!,
            intervalSeconds: intervalMinutes * 60,
            block: localDate(ms, zone),
          },
        ]
      : [],
  );
}

/** Patience is looked for between a second and a week. */
const SHORTEST = 1;
const LONGEST = 7 * 86_400;

/**
 * Mean patience from interval totals: the one with which Erlang A expects as many to give up, over all intervals together, as
 * did. With exponential patience those who give up = all time waited / mean patience (Mandelbaum & Zeltyn 2007,
 * doi:10.1007/978-3-540-37034-2_2), so where the waits of the answered are known they are taken as they were, and the
 * model only adds those of the others: then an error in the number of agents matters little.
 *
 * Limits: the estimating equation's variance from the sums of its residuals per block (sandwich; Liang & Zeger 1986,
 * doi:10.1093/biomet/73.1.13), with Student's t over the blocks.
 * @returns undefined where there is too little to tell: fewer than two blocks, nobody waited, or more gave up than a patience
 * of one second explains
 */
export function patienceFromIntervals(
  intervals: readonly WaitingInterval[],
  confidence = 0.95,
): PatienceEstimate | undefined {
  const blocks = new Set(intervals.map((interval) => interval.block)).size;
  if (blocks < 2) return undefined;
  const gaveUp = intervals.reduce((sum, interval) => sum + interval.abandoned, 0);
  const expected = (patience: number): number =>
    intervals.reduce((sum, interval) => sum + expectedAbandoned(interval, patience), 0);
  if (gaveUp === 0) {
    const low = solve(expected, -Math.log(1 - confidence));
    const infinite = Number.POSITIVE_INFINITY;
    return low === undefined ? undefined : { meanSeconds: infinite, low, high: infinite, confidence, gaveUp };
  }
  const meanSeconds = solve(expected, gaveUp);
  if (meanSeconds === undefined) return undefined;
  const residuals = new Map<string, number>();
  for (const interval of intervals) {
    const residual = interval.abandoned - expectedAbandoned(interval, meanSeconds);
    residuals.set(interval.block, (residuals.get(interval.block) ?? 0) + residual);
  }
  const squares = [...residuals.values()].reduce((sum, residual) => sum + residual * residual, 0);
  const step = 1.02;
  const slope = (expected(meanSeconds * step) - expected(meanSeconds / step)) / (2 * Math.log(step));
  const deviation = Math.sqrt((squares * blocks) / (blocks - 1)) / Math.abs(slope);
  const factor = Math.exp(studentQuantile(0.5 + confidence / 2, blocks - 1) * deviation);
  return { meanSeconds, low: meanSeconds / factor, high: meanSeconds * factor, confidence, gaveUp };
}

function expectedAbandoned(interval: WaitingInterval, patienceSeconds: number): number {
  const { offered, abandoned, ahtSeconds, agents, asaSeconds, intervalSeconds } = interval;
  const load = (offered * ahtSeconds) / intervalSeconds;
  const model = erlangA(agents, { load, ahtSeconds, patienceSeconds, targetSeconds: 0 });
  if (!(asaSeconds >= 0)) return offered * model.pAbandon;
  const waited = (offered - abandoned) * asaSeconds;
  if (waited === 0) return 0;
  // All time waited against that of the answered, times 1/patience.
  return (waited * model.pAbandon) / ((1 - model.pAbandon) * model.asaSeconds);
}

/** Patience at which a decreasing function takes a value, by bisection of its logarithm. */
function solve(expected: (patience: number) => number, value: number): number | undefined {
  let low = Math.log(SHORTEST);
  let high = Math.log(LONGEST);
  if (!(expected(SHORTEST) >= value && expected(LONGEST) <= value)) return undefined;
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (expected(Math.exp(middle)) > value) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
