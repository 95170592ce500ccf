import { studentQuantile } from '../../solver/simulate/student.js';
import { InputError, inputError } from '../errors.js';

/** One contact: how long it waited, and whether it gave up then or was answered (its patience is longer than its wait). */
export interface ObservedWait {
  /** ≥ 0. */
  readonly seconds: number;
  readonly gaveUp: boolean;
}

/** Mean patience with its confidence interval. */
export interface PatienceEstimate {
  /** `Infinity` where nobody gave up: then only the lower limit says something. */
  readonly meanSeconds: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Contacts that gave up: what the estimate rests on. */
  readonly gaveUp: number;
}

/** Degrees of freedom at which Student's t stands for the normal law. */
const NORMAL = 10_000;

/**
 * Exponential patience from waits that are censored by the answer: all waits / those who gave up, the maximum likelihood
 * estimate (Brown et al. 2005, doi:10.1198/016214504000001808). Limits by the normal law of its logarithm, whose
 * deviation is 1/√gave up; where nobody gave up the lower limit is the patience that made this as unlikely as 1 − confidence.
 * @throws InputError `wait-invalid`
 */
export function exponentialPatience(waits: readonly ObservedWait[], confidence = 0.95): PatienceEstimate {
  checkWaits(waits);
  const total = waits.reduce((sum, wait) => sum + wait.seconds, 0);
  const gaveUp = waits.reduce((sum, wait) => sum + (wait.gaveUp ? 1 : 0), 0);
  const infinite = Number.POSITIVE_INFINITY;
  if (gaveUp === 0)
    return { meanSeconds: infinite, low: total / -Math.log(1 - confidence), high: infinite, confidence, gaveUp };
  const meanSeconds = total / gaveUp;
  const factor = Math.exp(studentQuantile(0.5 + confidence / 2, NORMAL) / Math.sqrt(gaveUp));
  return { meanSeconds, low: meanSeconds / factor, high: meanSeconds * factor, confidence, gaveUp };
}

/** Share that waits longer than a time, at the moments at which somebody gave up. */
export interface SurvivalStep {
  readonly seconds: number;
  /** Share with more patience than this, with limits; between 0 and 1. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The law of patience without any assumption of its form (Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452), limits by
 * Greenwood's variance on the scale ln(−ln share), which keeps them between 0 and 1.
 * @throws InputError `wait-invalid`
 */
export function patienceSurvival(waits: readonly ObservedWait[], confidence = 0.95): SurvivalStep[] {
  checkWaits(waits);
  const z = studentQuantile(0.5 + confidence / 2, NORMAL);
  const sorted = waits.toSorted((a, b) => a.seconds - b.seconds);
  const steps: SurvivalStep[] = [];
  let share = 1;
  let greenwood = 0;
  for (let i = 0; i < sorted.length; ) {
    const { seconds } = sorted[i]!;
    const there = sorted.length - i;
    let gone = 0;
    for (; i < sorted.length && sorted[i]!.seconds === seconds; i++) if (sorted[i]!.gaveUp) gone++;
    if (gone === 0) continue;
    share *= 1 - gone / there;
    greenwood += gone / (there * (there - gone));
    if (share <= 0) {
      steps.push({ seconds, share: 0, low: 0, high: 0 });
      break;
    }
    const spread = Math.exp((z * Math.sqrt(greenwood)) / -Math.log(share));
    steps.push({ seconds, share, low: share ** spread, high: share ** (1 / spread) });
  }
  return steps;
}

/**
 * Patiences, each as likely, that stand for a survival curve in the simulator; those beyond the longest wait at which
 * anybody gave up are `Infinity`, since nothing is known of them.
 * @param count how many, ≥ 1
 */
export function empiricalPatience(steps: readonly SurvivalStep[], count = 1000): Float64Array {
  let step = 0;
  return Float64Array.from({ length: count }, (_, i) => {
    const share = 1 - (i + 0.5) / count;
    while (step < steps.length && steps[step]!.share >= share) step++;
    return steps[step]?.seconds ?? Number.POSITIVE_INFINITY;
  });
}

function checkWaits(waits: readonly ObservedWait[]): void {
  const issues = waits.flatMap(({ seconds }, i) =>
    seconds >= 0 && seconds < Number.POSITIVE_INFINITY
      ? []
      : inputError('wait-invalid', `Wait ${i} is ${seconds} seconds.`, 'Waits are finite numbers ≥ 0.', {
          path: `waits[${i}]`,
        }),
  );
  if (issues.length > 0) throw new InputError(issues);
}
