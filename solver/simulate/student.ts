/**
 * Quantile of Student's t with whole degrees of freedom: x with P(T ≤ x) = p. The distribution is a finite sum in
 * θ = atan(x/√ν) (Abramowitz & Stegun 26.7.3 and 26.7.4), inverted by bisection.
 * @param p between 0.5 and 1, exclusive; @param freedom whole, ≥ 1
 */
export function studentQuantile(p: number, freedom: number): number {
  const central = 2 * p - 1;
  let low = 0;
  let high = Math.PI / 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (centralShare(middle, freedom) < central) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

/** P(|T| ≤ √ν·tan θ). */
function centralShare(theta: number, freedom: number): number {
  const cosine = Math.cos(theta);
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}
