import { isoWeekday } from '../time/zone.js';
import type { DayTable } from './days.js';
import { openWeekdays } from './level.js';
import { sum } from './numbers.js';
import { normalEquations, ridge, solveRidge, without } from './ridge.js';

/** A yearly or monthly pattern of day totals beside the week. */
interface CycleKind {
  /** Features of a date, one set per shape that is tried. */
  readonly shapes: readonly ((date: string, rest: readonly boolean[]) => number[])[];
  /** Days that belong together when one group is left out. */
  readonly group: (date: string) => string;
  readonly ridge: number;
  /** Relative fall of the left-out error that is asked for. */
  readonly gain: number;
  readonly minimumDays: number;
  /** Distance of the knots of the level that is fitted beside it, days. */
  readonly knotDays: number;
}

/** A fall of the left-out error that is less sure than its own standard error counts for nothing. */
const LEAST_T = 1;

/** Working days in which the turn of the month fades by e. */
const TURN_DAYS = 2.5;
/** Brings the turn's mean square over a month to that of a cosine, so that one ridge penalty is as strict with both. */
const TURN_SCALE = 2.4;

const DAY = 86_400_000;
const monthStart = (date: string): number => Date.parse(`${date.slice(0, 7)}-01T00:00:00Z`);
const nextMonth = (date: string): number => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 1);

const monthPhase = (date: string): number =>
  (Number(date.slice(8)) - 0.5) / ((nextMonth(date) - monthStart(date)) / DAY);

/** Working days since the month began and until it ends, fading: desks start the month busy whatever date its first Monday has. */
function turnOfMonth(date: string, rest: readonly boolean[]): number[] {
  const weekday = isoWeekday(date) - 1;
  if (rest[weekday]!) return [0, 0];
  const day = Number(date.slice(8));
  const length = (nextMonth(date) - monthStart(date)) / DAY;
  let since = 0;
  let until = 0;
  for (let other = 1; other <= length; other++) {
    // 35 days are whole weeks: keeps the remainder from turning negative.
    if (other === day || rest[(weekday + other - day + 35) % 7]!) continue;
    if (other < day) since++;
    else until++;
  }
  return [TURN_SCALE * Math.exp(-since / TURN_DAYS), TURN_SCALE * Math.exp(-until / TURN_DAYS)];
}

/**
 * Pay days, invoices: position in the month. Two terms: a busy first half; eight: bills peak for two or three days.
 * The gate was chosen on made-up years with month effects of 0, 3 and 6 % in day noise of 6 %.
 */
const MONTH: CycleKind = {
  shapes: [
    ...[2, 4, 8].map((terms) => (date: string) => fourier(monthPhase(date), terms)),
    (date: string, rest: readonly boolean[]) => turnOfMonth(date, rest),
  ],
  group: (date) => date.slice(0, 7),
  ridge: 30,
  gain: 0.02,
  minimumDays: 17 * 7,
  knotDays: 35,
};

/** Seasons. */
const YEAR: CycleKind = {
  shapes: [(date) => fourier((Date.parse(date) - Date.UTC(Number(date.slice(0, 4)), 0, 1)) / (365.25 * DAY), 3)],
  group: (date) => date.slice(0, 4),
  ridge: 30,
  gain: 0.03,
  minimumDays: 720,
  knotDays: 364,
};

/** Log effect of a date; 0 where no cycle was found. */
export type CycleEffect = (date: string) => number;

/**
 * Fourier terms of the position in the month and, from two years on, in the year, fitted by ridge regression to log day
 * totals beside a piecewise linear level and weekday means, with outliers clipped. Months (years) are left out in turn and
 * told by the others: a cycle that tells them too little is not used, any other counts for the share of it that came back
 * there (slope) times 1 − 1/t², t being the sureness of the gain over the months (the positive-part shrinkage of James &
 * Stein 1961): a loose gate alone finds cycles in noise, a strict one misses those of a few per cent.
 */
export function fitCycles(table: DayTable, rest: readonly boolean[]): CycleEffect {
  const year = fitCycle(table, YEAR, () => 0, rest);
  const month = fitCycle(table, MONTH, year, rest);
  return (date) => year(date) + month(date);
}

/** The table with a known effect divided out. */
export function withoutCycles(table: DayTable, effect: CycleEffect): DayTable {
  const totals = Float64Array.from(table.totals);
  const counts = Float64Array.from(table.counts);
  table.dates.forEach((date, d) => {
    const factor = Math.exp(-effect(date));
    if (factor === 1) return;
    totals[d]! *= factor;
    for (let p = d * table.positions; p < (d + 1) * table.positions; p++) counts[p]! *= factor;
  });
  return { ...table, totals, counts };
}

function fitCycle(table: DayTable, kind: CycleKind, known: CycleEffect, rest: readonly boolean[]): CycleEffect {
  const none: CycleEffect = () => 0;
  const open = openWeekdays(table);
  const used: number[] = [];
  table.totals.forEach((total, d) => {
    if (total >= 1 && open[table.weekday[d]! - 1]) used.push(d);
  });
  if (used.length === 0 || table.totals.length < kind.minimumDays) return none;
  const x = used.map((d) => Math.log(table.totals[d]!) - known(table.dates[d]!));
  const weights = used.map((d) => Math.sqrt(table.totals[d]!));
  const scale = Math.max(...weights);
  for (let i = 0; i < weights.length; i++) weights[i]! /= scale;
  let best: { trial: LeftOut; beta: number[]; shape: CycleKind['shapes'][number] } | undefined;
  for (const shape of kind.shapes) {
    const basis = used.map((d) => shape(table.dates[d]!, rest));
    const residual = detrended(table, used, x, weights, basis, kind);
    const trial = leaveOut(
      residual,
      basis,
      weights,
      used.map((d) => kind.group(table.dates[d]!)),
      used.map((d) => table.dates[d]!.slice(0, 7)),
      kind.ridge,
    );
    if (best === undefined || trial.gain > best.trial.gain)
      best = { trial, beta: ridge(basis, residual, weights, kind.ridge), shape };
  }
  if (best === undefined || best.trial.gain < kind.gain || best.trial.t <= LEAST_T) return none;
  const { beta, shape } = best;
  const share = best.trial.slope * (1 - 1 / best.trial.t ** 2);
  return (date) => share * shape(date, rest).reduce((total, value, k) => total + value * beta[k]!, 0);
}

const fourier = (phase: number, terms: number): number[] =>
  Array.from({ length: 2 * terms }, (_, k) => {
    const angle = 2 * Math.PI * (1 + (k >> 1)) * phase;
    return k % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });

/** Log totals less level and weekday, from one joint regression with the cycle; outliers clipped at three mean deviations. */
function detrended(
  table: DayTable,
  used: readonly number[],
  x: readonly number[],
  weights: readonly number[],
  basis: readonly number[][],
  kind: CycleKind,
): number[] {
  const knots = Math.max(2, Math.ceil(table.totals.length / kind.knotDays) + 1);
  const spacing = (table.totals.length - 1) / (knots - 1) || 1;
  const design = used.map((d, i) => {
    const row = new Array<number>(7 + knots).fill(0);
    row[table.weekday[d]! - 1] = 1;
    const at = Math.min(d / spacing, knots - 1);
    const left = Math.min(Math.floor(at), knots - 2);
    row[7 + left] = 1 - (at - left);
    row[8 + left] = at - left;
    return [...row, ...basis[i]!];
  });
  let target = [...x];
  let rest = target;
  for (let round = 0; round < 3; round++) {
    const beta = ridge(design, target, weights, 0.05);
    const fitted = design.map((row) => row.reduce((total, value, k) => total + value * beta[k]!, 0));
    const limit = (3 * fitted.reduce((total, f, i) => total + Math.abs(target[i]! - f), 0)) / fitted.length;
    target = x.map((value, i) => Math.max(fitted[i]! - limit, Math.min(fitted[i]! + limit, value)));
    rest = target.map((value, i) => {
      let base = 0;
      for (let k = 0; k < 7 + knots; k++) base += design[i]![k]! * beta[k]!;
      return value - base;
    });
  }
  return rest;
}

/** How well groups that were left out are told by the others. */
interface LeftOut {
  /** Relative fall of the weighted absolute error. */
  readonly gain: number;
  /** Mean fall of the error per calendar month over its standard error. */
  readonly t: number;
  /** Share of the effect that comes back in groups that were left out, 0 to 1. */
  readonly slope: number;
}

function leaveOut(
  rest: readonly number[],
  basis: readonly number[][],
  weights: readonly number[],
  groups: readonly string[],
  months: readonly string[],
  lambda: number,
): LeftOut {
  const fallOf = new Map<string, number>();
  let plain = 0;
  let cross = 0;
  let square = 0;
  const all = normalEquations(basis, rest, weights);
  for (const group of new Set(groups)) {
    const own = groups.flatMap((g, i) => (g === group ? [i] : []));
    if (own.length === groups.length) continue;
    const pick = <T>(values: readonly T[]): T[] => own.map((i) => values[i]!);
    const beta = solveRidge(without(all, normalEquations(pick(basis), pick(rest), pick(weights))), lambda);
    own.forEach((i) => {
      const effect = basis[i]!.reduce((total, value, k) => total + value * beta[k]!, 0);
      const weight = weights[i]! ** 2;
      const fall = weight * (Math.abs(rest[i]!) - Math.abs(rest[i]! - effect));
      fallOf.set(months[i]!, (fallOf.get(months[i]!) ?? 0) + fall);
      plain += weight * Math.abs(rest[i]!);
      cross += weight * rest[i]! * effect;
      square += weight * effect * effect;
    });
  }
  const falls = [...fallOf.values()];
  const mean = sum(falls) / Math.max(1, falls.length);
  const spread = Math.sqrt(
    falls.reduce((total, fall) => total + (fall - mean) ** 2, 0) / Math.max(1, falls.length - 1),
  );
  return {
    gain: plain > 0 ? sum(falls) / plain : 0,
    t: spread > 0 ? (mean / spread) * Math.sqrt(falls.length) : mean > 0 ? Number.POSITIVE_INFINITY : 0,
    slope: square > 0 ? Math.max(0, Math.min(1, cross / square)) : 0,
  };
}
