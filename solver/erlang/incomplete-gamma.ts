/**
 * The one special function behind the whole Erlang family, in scaled form so that nothing overflows:
 *
 *     S(c, a) = Γ(c+1) e^a a^−c  =  I(c, a) + L(c, a)
 *     I(c, a) = e^a a^−c Γ(c+1, a)  =  Σ_{j ≤ c} (a^j/j!) / (a^c/c!)      upper part, for whole c
 *     L(c, a) = e^a a^−c γ(c+1, a)  =  Σ_{k ≥ 1} a^k / ((c+1)…(c+k))      lower part
 *
 * 1/I is Erlang's loss formula, and its value at real c is Jagerman's continuation 1/B = ∫₀^∞ e^−t (1 + t/a)^c dt
 * (Jagerman 1974, doi:10.1002/j.1538-7305.1974.tb02756.x). L is the sum over the waiting places of Erlang A.
 */

/** Tail of Stirling's series: ln Γ(z+1) = z ln z − z + ½ ln(2πz) + tail(z); needs z ≥ 16 for full precision. */
function stirlingTail(z: number): number {
  const inverse = 1 / z;
  const square = inverse * inverse;
  return inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
}

/**
 * ln S(c, a), accurate to about 1e-15 · (1 + |c − a|) in absolute terms.
 * @param c real, > −1; @param a > 0
 */
export function lnScaledGamma(c: number, a: number): number {
  // Below 16 the recurrence S(c) = S(c+1) · a / (c+1) lifts c to where Stirling's series is exact to the last digit.
  let z = c;
  let product = 1;
  let lifted = 0;
  while (z < 16) {
    z += 1;
    product *= a / z;
    lifted++;
  }
  // A tiny load to the 17th power may underflow; the sum of logarithms does not.
  const lnProduct = lifted === 0 ? 0 : product > 1e-280 ? Math.log(product) : lnSteps(c, lifted, a);
  // z ln(z/a) − (z − a), by log1p where the two are close and cancel.
  const gap = z - a;
  const lnRatio = Math.abs(gap) < 0.5 * a ? Math.log1p(gap / a) : Math.log(z / a);
  return z * lnRatio - gap + 0.5 * Math.log(2 * Math.PI * z) + stirlingTail(z) + lnProduct;
}

function lnSteps(c: number, count: number, a: number): number {
  let sum = 0;
  for (let i = 1; i <= count; i++) sum += Math.log(a) - Math.log(c + i);
  return sum;
}

/** L(c, a) by its series of positive terms. Meant for a ≤ c + 1, where the terms fall from the start. c > −1, a ≥ 0. */
export function scaledLower(c: number, a: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 1; ; k++) {
    term *= a / (c + k);
    sum += term;
    if (term <= sum * 1e-17) return sum;
  }
}

/**
 * I(c, a) − 1 = Σ_{j < c} (a^j/j!) / (a^c/c!): what the states below c weigh against state c. `Infinity` where it exceeds
 * 1e308 (blocking below 1e-308). Relative error below 1e-11 for c and a up to 10 million.
 * @param c real, ≥ 0; @param a > 0
 */
export function scaledUpperLess1(c: number, a: number): number {
  if (c === 0) return 0;
  if (a >= c) return c * continuedFraction(c, a);
  const lnScaled = lnScaledGamma(c, a);
  return lnScaled > 709 ? Number.POSITIVE_INFINITY : Math.exp(lnScaled) - scaledLower(c, a) - 1;
}

/**
 * e^a a^−s Γ(s, a) by Legendre's continued fraction (DLMF 8.9.2), modified Lentz evaluation. For a ≥ s all
 * coefficients up to i = s are positive, so there is no cancellation.
 */
function continuedFraction(s: number, a: number): number {
  const tiny = 1e-290;
  let b = a + 1 - s;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1_000_000; i++) {
    const numerator = -i * (i - s);
    if (numerator === 0) return h;
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 2e-16) return h;
  }
  return h;
}
