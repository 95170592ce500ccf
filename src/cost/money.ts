const digitsOf = new Map<string, number | undefined>();

/** Decimals of a currency's minor unit (ISO 4217): 2 for EUR, 0 for JPY; undefined for a code that is none. */
export function minorDigits(currency: string): number | undefined {
  if (!digitsOf.has(currency)) digitsOf.set(currency, lookUp(currency));
  return digitsOf.get(currency);
}

function lookUp(currency: string): number | undefined {
  if (!/^[A-Z]{3}$/.test(currency) || !Intl.supportedValuesOf('currency').includes(currency)) return undefined;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
}

/** Minor units of an amount in major units, freed from binary noise (17.74 x 100 is 1774, not 1773.9999999999998). */
export const minorOf = (amount: number, unit: number): number => Math.round(amount * unit * 1e6) / 1e6;

/**
 * Whole numbers that add up to the rounded sum of the amounts, each within one of its amount: everybody gets the floor, the units
 * left over go to the largest remainders, ties to the first (method of Hamilton).
 * @param amounts ≥ 0
 */
export function roundToTotal(amounts: readonly number[]): number[] {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return distribute(amounts, Math.round(sum));
}

/** As {@link roundToTotal} with a given total; amounts are shares of it and need not add up to it. */
export function splitTotal(total: number, shares: readonly number[]): number[] {
  let sum = 0;
  for (const share of shares) sum += share;
  return distribute(sum === 0 ? shares : shares.map((share) => (total * share) / sum), total);
}

function distribute(amounts: readonly number[], total: number): number[] {
  const whole: number[] = [];
  let left = total;
  for (const amount of amounts) {
    const floor = Math.floor(amount);
    whole.push(floor);
    left -= floor;
  }
  if (left > 0 && whole.length > 0) {
    const remainders: number[] = [];
    for (let i = 0; i < amounts.length; i++) remainders.push(amounts[i]! - whole[i]!);
    for (; left > 0; left--) {
      let best = 0;
      for (let i = 1; i < remainders.length; i++) if (remainders[i]! > remainders[best]!) best = i;
      // One each before anybody gets a second.
      remainders[best]! -= 1;
      whole[best]!++;
    }
  }
  // Rounding noise can make floors exceed the total by a unit.
  for (let i = whole.length - 1; left < 0 && i >= 0; i--) {
    if (whole[i]! > 0) {
      whole[i]!--;
      left++;
    }
  }
  return whole;
}

/** `15.57` for 1557 minor units of a currency with two decimals. */
export function formatMinor(minor: number, currency: string): string {
  return (minor / 10 ** (minorDigits(currency) ?? 2)).toFixed(minorDigits(currency) ?? 2);
}
