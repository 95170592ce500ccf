import type { PayFile } from '../schema.js';
import { NL_SCALES, NL_SCHEME } from './nl.js';
import { EXCHANGE_RATES, OFFSHORE_SCALES, OFFSHORE_SCHEMES } from './offshore.js';
import { PREMIUM_TABLES } from './premiums.js';

/** Pay data that comes with the program, in the form of a `pay.json`. */
export const SHIPPED_PAY: PayFile = {
  scales: [...NL_SCALES, ...OFFSHORE_SCALES],
  schemes: [NL_SCHEME, ...OFFSHORE_SCHEMES],
  premiumTables: PREMIUM_TABLES,
  exchangeRates: EXCHANGE_RATES,
};
