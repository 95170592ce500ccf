/**
 * Reference for the Erlang family in binary floating point with 300 bits, from the definitions: state by state, sums of
 * positive terms, no closed form of the code under test. Slow and simple on purpose. Doubles enter exactly.
 */

const BITS = 300;
const ONE_MANTISSA = 1n << BigInt(BITS);
const LOW = 1n << BigInt(BITS - 40);
const HIGH = 1n << BigInt(BITS + 40);

/** Non-negative number mantissa × 2^exponent. */
export class Big {
  private constructor(
    readonly mantissa: bigint,
    readonly exponent: number,
  ) {}

  static readonly zero = new Big(0n, 0);
  static readonly one = new Big(ONE_MANTISSA, -BITS);

  private static make(mantissa: bigint, exponent: number): Big {
    if (mantissa === 0n) return Big.zero;
    let m = mantissa;
    let e = exponent;
    while (m < LOW) {
      m <<= 40n;
      e -= 40;
    }
    while (m > HIGH) {
      m >>= 40n;
      e += 40;
    }
    return new Big(m, e);
  }

  /** Exact value of a double ≥ 0. */
  static of(value: number): Big {
    if (!(value >= 0 && Number.isFinite(value))) throw new RangeError(`not a finite number ≥ 0: ${value}`);
    if (value === 0) return Big.zero;
    let e = Math.floor(Math.log2(value)) - 60;
    let scaled = value;
    // In two steps, since 2^e itself may leave the range of a double.
    for (let left = -e; left !== 0; ) {
      const step = Math.max(-900, Math.min(900, left));
      scaled *= 2 ** step;
      left -= step;
    }
    while (!Number.isInteger(scaled)) {
      scaled *= 2;
      e--;
    }
    return Big.make(BigInt(scaled), e);
  }

  plus(other: Big): Big {
    if (this.mantissa === 0n) return other;
    if (other.mantissa === 0n) return this;
    const [big, small] = this.exponent >= other.exponent ? [this, other] : [other, this];
    const shift = big.exponent - small.exponent;
    if (shift > 3 * BITS) return big;
    return Big.make((big.mantissa << BigInt(shift)) + small.mantissa, small.exponent);
  }

  /** this − other, which must not be negative. */
  minus(other: Big): Big {
    if (other.mantissa === 0n || this.exponent - other.exponent > 3 * BITS) return this;
    const exponent = Math.min(this.exponent, other.exponent);
    const difference =
      (this.mantissa << BigInt(this.exponent - exponent)) - (other.mantissa << BigInt(other.exponent - exponent));
    if (difference < 0n) throw new RangeError('negative difference');
    return Big.make(difference, exponent);
  }

  times(other: Big): Big {
    return Big.make(this.mantissa * other.mantissa, this.exponent + other.exponent);
  }

  over(other: Big): Big {
    return Big.make((this.mantissa << BigInt(BITS)) / other.mantissa, this.exponent - other.exponent - BITS);
  }

  isLessThan(other: Big): boolean {
    const exponent = Math.min(this.exponent, other.exponent);
    if (this.exponent - exponent > 6000 || other.exponent - exponent > 6000) return this.toNumber() < other.toNumber();
    return this.mantissa << BigInt(this.exponent - exponent) < other.mantissa << BigInt(other.exponent - exponent);
  }

  toNumber(): number {
    if (this.mantissa === 0n) return 0;
    const length = this.mantissa.toString(2).length;
    const shift = Math.max(0, length - 64);
    let value = Number(this.mantissa >> BigInt(shift));
    let left = this.exponent + shift;
    while (left !== 0) {
      const step = Math.max(-900, Math.min(900, left));
      value *= 2 ** step;
      left -= step;
      if (value === 0 || value === Number.POSITIVE_INFINITY) break;
    }
    return value;
  }

  /** e^−x: Taylor series of x / 2^k, squared k times. */
  static expOfMinus(x: Big): Big {
    let reduced = x;
    let halvings = 0;
    while (Big.of(2 ** -20).isLessThan(reduced)) {
      reduced = new Big(reduced.mantissa, reduced.exponent - 1);
      halvings++;
    }
    let sum = Big.one;
    let term = Big.one;
    for (let i = 1; i < 40; i++) {
      term = term.times(reduced).over(Big.of(i));
      sum = sum.plus(term);
    }
    let result = Big.one.over(sum);
    for (let i = 0; i < halvings; i++) result = result.times(result);
    return result;
  }
}

export interface ReferenceQueue {
  readonly load: number;
  readonly ahtSeconds: number;
  readonly targetSeconds: number;
  /** Absent = nobody hangs up. */
  readonly patienceSeconds?: number;
  /** Contacts in service at most. */
  readonly places: number;
  /** Completions with so many in service, in units of 1/AHT; default: one each. */
  readonly completions?: (inService: number) => Big;
  /** Places to wait; absent = no limit. */
  readonly waitingPlaces?: number;
}

export interface ReferenceService {
  readonly serviceLevel: number;
  readonly missed: number;
  readonly asaSeconds: number;
  readonly pWait: number;
  readonly pAbandon: number;
  readonly pBlock: number;
}

/** Weight of the states with a free place, relative to the state with none free and nobody waiting. */
export function bigFreeWeight(queue: Pick<ReferenceQueue, 'load' | 'places' | 'completions'>): Big {
  const completions = queue.completions ?? Big.of;
  const load = Big.of(queue.load);
  let free = Big.zero;
  for (let n = 1; n <= queue.places; n++) free = completions(n).over(load).times(free.plus(Big.one));
  return free;
}

/** Service of a queue with finitely many waiting places or with patience. */
export function bigService(queue: ReferenceQueue): ReferenceService {
  const completions = queue.completions ?? Big.of;
  const load = Big.of(queue.load);
  const aht = Big.of(queue.ahtSeconds);
  const top = completions(queue.places);
  const impatience = queue.patienceSeconds === undefined ? Big.zero : aht.over(Big.of(queue.patienceSeconds));
  const target = Big.of(queue.targetSeconds).over(aht);
  const last = queue.waitingPlaces ?? Number.POSITIVE_INFINITY;
  const free = bigFreeWeight(queue);
  const tiny = Big.of(2 ** -160);

  // The k-th in the queue waits for the sum of k exponential times with rates top + i·impatience. P(sum > target) is the
  // sum of the first k terms below, a negative binomial law (a Poisson law without impatience).
  const stay = Big.expOfMinus(impatience.times(target));
  const gone = Big.one.minus(stay);
  const lateTerms: Big[] = [Big.expOfMinus(top.plus(impatience).times(target))];
  const lateTerm = (j: number): Big => {
    while (lateTerms.length <= j) {
      const i = lateTerms.length;
      const ratio =
        impatience.mantissa === 0n
          ? top.times(target).over(Big.of(i))
          : gone.times(top.over(impatience).plus(Big.of(i))).over(Big.of(i));
      lateTerms.push(lateTerms[i - 1]!.times(ratio));
    }
    return lateTerms[j]!;
  };

  const states: Big[] = [Big.one];
  let total = Big.one;
  for (let k = 1; k <= last; k++) {
    const weight = states[k - 1]!.times(load).over(top.plus(impatience.times(Big.of(k))));
    states.push(weight);
    total = total.plus(weight);
    if (last === Number.POSITIVE_INFINITY && weight.isLessThan(total.times(tiny)) && weight.isLessThan(states[k - 1]!))
      break;
  }
  const arrivals = last === Number.POSITIVE_INFINITY ? states.length : last;
  // P(in time) = 1 − P(late) loses digits only where nearly all are late; there it is summed from the other end.
  let lateAtEnd = Big.zero;
  for (let k = 0; k < arrivals; k++) lateAtEnd = lateAtEnd.plus(lateTerm(k));
  const almostAll = Big.one.minus(Big.of(2 ** -100)).isLessThan(lateAtEnd);
  let end = arrivals;
  if (almostAll) while (Big.of(2 ** -500).isLessThan(lateTerm(end))) end++;
  const inTime: Big[] = new Array(end + 2).fill(Big.zero);
  if (almostAll) for (let k = end; k >= 1; k--) inTime[k] = inTime[k + 1]!.plus(lateTerm(k));

  let within = free;
  let late = Big.zero;
  let abandoned = Big.zero;
  let waited = Big.zero;
  let meanWait = Big.zero;
  let lateShare = Big.zero;
  for (let k = 1; k <= arrivals && k - 1 < states.length; k++) {
    const rate = top.plus(impatience.times(Big.of(k)));
    const weight = states[k - 1]!;
    const answered = top.over(rate).times(weight);
    lateShare = lateShare.plus(lateTerm(k - 1));
    meanWait = meanWait.plus(Big.one.over(rate));
    within = within.plus(answered.times(almostAll ? inTime[k]! : Big.one.minus(lateShare)));
    late = late.plus(answered.times(lateShare));
    waited = waited.plus(answered.times(meanWait));
    abandoned = abandoned.plus(impatience.times(Big.of(k)).over(rate).times(weight));
  }
  const blocked = last === Number.POSITIVE_INFINITY ? Big.zero : states[last]!;
  const norm = free.plus(total);
  const share = (weight: Big): number => weight.over(norm).toNumber();
  return {
    serviceLevel: share(within),
    missed: share(late.plus(abandoned).plus(blocked)),
    asaSeconds:
      within.plus(late).mantissa === 0n
        ? Number.POSITIVE_INFINITY
        : waited.times(aht).over(within.plus(late)).toNumber(),
    pWait: share(total.minus(blocked)),
    pAbandon: share(abandoned),
    pBlock: share(blocked),
  };
}

/** Service of a queue in which nobody hangs up and every contact may wait; load below the full throughput. */
export function bigServiceWithoutPatience(queue: ReferenceQueue): ReferenceService {
  const load = Big.of(queue.load);
  const aht = Big.of(queue.ahtSeconds);
  const top = (queue.completions ?? Big.of)(queue.places);
  const slack = top.minus(load);
  const free = bigFreeWeight(queue);
  // π of "k wait" falls by load/top from state to state; the wait of those who wait is exponential with rate slack.
  const waiting = top.over(slack);
  const norm = free.plus(waiting);
  const decay = Big.expOfMinus(slack.times(Big.of(queue.targetSeconds)).over(aht));
  return {
    serviceLevel: free
      .plus(waiting.times(Big.one.minus(decay)))
      .over(norm)
      .toNumber(),
    missed: waiting.times(decay).over(norm).toNumber(),
    asaSeconds: waiting.over(norm).times(aht).over(slack).toNumber(),
    pWait: waiting.over(norm).toNumber(),
    pAbandon: 0,
    pBlock: 0,
  };
}

/** √π/2 · erfc(√a) · e^a / √a for a > 0: the weight e^a a^−½ Γ(½, a) / 2, from which half-integer agents follow. */
export function bigHalfWeight(a: number): Big {
  // erf by its series of positive terms: erf(√a) = 2/√π · √a e^−a Σ (2a)^k / (1·3·5…(2k+1)).
  const load = Big.of(a);
  let term = Big.one;
  let sum = Big.one;
  for (let k = 1; k < 5000; k++) {
    term = term.times(load.plus(load)).over(Big.of(2 * k + 1));
    sum = sum.plus(term);
    if (term.isLessThan(sum.times(Big.of(2 ** -320)))) break;
  }
  const root = squareRoot(load);
  const rising = Big.one.over(Big.expOfMinus(load));
  return squareRoot(PI).over(Big.of(2)).times(rising).over(root).minus(sum);
}

/** Newton's method. */
function squareRoot(value: Big): Big {
  let root = Big.of(Math.sqrt(value.toNumber()));
  for (let i = 0; i < 6; i++) root = root.plus(value.over(root)).over(Big.of(2));
  return root;
}

/** Machin 1706: π = 16 arctan(1/5) − 4 arctan(1/239). */
const PI = ((): Big => {
  const arctanOfInverse = (n: number): Big => {
    let power = Big.one.over(Big.of(n));
    let odd = power;
    let even = Big.zero;
    for (let k = 1; k < 260; k++) {
      power = power.over(Big.of(n * n));
      const term = power.over(Big.of(2 * k + 1));
      if (k % 2 === 0) odd = odd.plus(term);
      else even = even.plus(term);
    }
    return odd.minus(even);
  };
  return Big.of(16)
    .times(arctanOfInverse(5))
    .minus(Big.of(4).times(arctanOfInverse(239)));
})();
