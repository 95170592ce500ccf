/** Nodes and weights of Gauss–Legendre quadrature on [−1, 1], by Newton's method on the Legendre polynomial. */
function gaussLegendre(order: number): { readonly nodes: Float64Array; readonly weights: Float64Array } {
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let i = 0; i < order; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let previous = 1;
      let value = x;
      for (let k = 2; k <= order; k++) {
        [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
      }
      slope = (order * (x * value - previous)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

const { nodes: NODES, weights: WEIGHTS } = gaussLegendre(16);
const PANELS = 20;
/** e^−45 = 3e-20: what is left out beyond that drop is below the last digit. */
const DROP = 45;

/** Integrals of e^G, s·e^G and (e^s − 1)·e^G, each divided by e^peak. */
export interface Moments {
  readonly peak: number;
  readonly mass: number;
  readonly first: number;
  readonly growth: number;
}

/**
 * Integrates e^G(s) for the concave G(s) = x(1 − e^−s) − (y + 1)s over [from, to]: the unnormalised density of waits of
 * the answered in Erlang A, s in units of the mean patience. Twenty panels of 16 nodes on either side of the largest
 * value, out to where the integrand has fallen by e^45; relative error below 1e-12.
 * @param x arrivals per mean patience, > 0; @param y services per mean patience when all agents are busy, > 0
 * @param to may be `Infinity`
 */
export function integrateWaits(x: number, y: number, from: number, to: number): Moments {
  const summit = Math.min(Math.max(Math.log(x / (y + 1)), from), to);
  const z = x * Math.exp(-summit);
  // G(summit + d) − G(summit), without the cancellation of the large terms.
  const change = (d: number): number => -z * (Math.expm1(-d) + d) - (y + 1 - z) * d;
  const left = reach(change, from - summit);
  const right = reach(change, to - summit);
  let mass = 0;
  let first = 0;
  let growth = 0;
  for (const end of [left, right]) {
    const half = Math.abs(end) / (2 * PANELS);
    if (half === 0) continue;
    for (let panel = 0; panel < PANELS; panel++) {
      const middle = (end * (panel + 0.5)) / PANELS;
      for (let i = 0; i < NODES.length; i++) {
        const d = middle + half * NODES[i]!;
        const density = half * WEIGHTS[i]! * Math.exp(change(d));
        mass += density;
        first += density * (summit + d);
        growth += density * Math.expm1(summit + d);
      }
    }
  }
  return { peak: -x * Math.expm1(-summit) - (y + 1) * summit, mass, first, growth };
}

/** Distance towards `limit` (signed, may be infinite) at which the concave change has fallen to −DROP, or the limit. */
function reach(change: (d: number) => number, limit: number): number {
  if (limit === 0) return 0;
  if (Number.isFinite(limit) && change(limit) >= -DROP) return limit;
  const sign = Math.sign(limit);
  let high = 1e-12;
  while (change(sign * high) > -DROP) high *= 2;
  let low = high / 2;
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (change(sign * middle) > -DROP) low = middle;
    else high = middle;
  }
  return sign * Math.min(high, Math.abs(limit));
}
