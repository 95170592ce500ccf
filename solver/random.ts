import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Seeded source of random numbers with the distributions the simulator and the sample generator need. The bits come
 * from xoroshiro128+ (Blackman & Vigna 2018); one instance per stream, so that streams do not disturb each other.
 */
export interface Random {
  /** Uniform on [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Uniform integer in [0, bound), bound ≥ 1. */
  integer(bound: number): number;
  /** Standard normal (polar Box–Muller). */
  normal(): number;
  /** Exponential with the given mean ≥ 0. */
  exponential(mean: number): number;
  /** Gamma with the given shape > 0 and scale > 0 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414). */
  gamma(shape: number, scale: number): number;
  /** Poisson with the given mean ≥ 0 (inversion below 10, PTRS above: Hörmann 1993, doi:10.1016/0167-6687(93)90997-4). */
  poisson(mean: number): number;
}

const TWO_POW_MINUS_32 = 2 ** -32;

/**
 * Creates a stream. Different (seed, stream) pairs give unrelated sequences.
 * @param seed integer; @param stream integer ≥ 0 that separates uses of the same seed
 */
export function createRandom(seed: number, stream = 0): Random {
  const generator = xoroshiro128plus(mix(seed, stream));
  let spare = Number.NaN;

  const uniform = (): number => (generator.next() >>> 0) * TWO_POW_MINUS_32;
  const positive = (): number => ((generator.next() >>> 0) + 0.5) * TWO_POW_MINUS_32;

  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = Number.NaN;
      return value;
    }
    for (;;) {
      const u = 2 * positive() - 1;
      const v = 2 * positive() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };

  const gamma = (shape: number, scale: number): number => {
    if (shape < 1) return gamma(shape + 1, scale) * positive() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(positive()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
    }
  };

  const poissonSmall = (mean: number): number => {
    let probability = Math.exp(-mean);
    let cumulative = probability;
    const u = uniform();
    let k = 0;
    while (u > cumulative && k < 1000) {
      k++;
      probability *= mean / k;
      cumulative += probability;
    }
    return k;
  };

  const poissonLarge = (mean: number): number => {
    const logMean = Math.log(mean);
    const b = 0.931 + 2.53 * Math.sqrt(mean);
    const a = -0.059 + 0.02483 * b;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const vr = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = uniform() - 0.5;
      const v = positive();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= vr) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      if (Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b) <= -mean + k * logMean - logFactorial(k)) {
        return k;
      }
    }
  };

  return {
    uniform,
    integer: (bound) => Math.floor(uniform() * bound),
    normal,
    exponential: (mean) => -mean * Math.log(positive()),
    gamma,
    poisson: (mean) => (mean <= 0 ? 0 : mean < 10 ? poissonSmall(mean) : poissonLarge(mean)),
  };
}

/** ln(k!) by Stirling's series, relative error below 1e-12 for k ≥ 10; exact sums below. */
function logFactorial(k: number): number {
  if (k < 10) {
    let sum = 0;
    for (let i = 2; i <= k; i++) sum += Math.log(i);
    return sum;
  }
  const x = k + 1;
  const inverse = 1 / x;
  const square = inverse * inverse;
  return (
    (x - 0.5) * Math.log(x) -
    x +
    0.5 * Math.log(2 * Math.PI) +
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
  );
}

/** Spreads (seed, stream) over 32 bits (the finaliser of MurmurHash3). */
function mix(seed: number, stream: number): number {
  let h = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul((stream | 0) + 1, 0x85ebca6b)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
