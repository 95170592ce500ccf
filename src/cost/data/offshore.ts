import type { ExchangeRate, PayScale, PayScheme } from '../schema.js';

const REVIEW = '2027-01-01';

/**
 * Pay abroad, in the currency of the place. Only what a source gives: pay of Dutch-speaking agents in Turkey, Morocco and
 * Curaçao was looked for and not found, so a centre there brings its own scales.
 */
export const OFFSHORE_SCALES: readonly PayScale[] = [
  {
    id: 'SR1',
    scheme: 'SR',
    currency: 'SRD',
    // EUR 20 per hour all-in at 43.70 to the euro.
    rate: 874,
    validFrom: '2025-04-01',
    reviewBy: REVIEW,
    source: 'all-in rate of about EUR 20 (ziptone.nl) at the rate below',
    status: 'derived',
  },
  {
    id: 'SR-EMPLOYEE',
    scheme: 'SR',
    currency: 'SRD',
    hourly: 131.1,
    validFrom: '2025-04-01',
    reviewBy: REVIEW,
    source: 'EUR 3 per hour, the most a union names for Dutch-language agents (klantcontact.nl 2025-11-04)',
    status: 'derived',
  },
  {
    id: 'ZA1',
    scheme: 'ZA',
    currency: 'ZAR',
    monthly: 15000,
    fullTimeHours: 45,
    validFrom: '2016-01-01',
    reviewBy: '2017-01-01',
    source: 'foreign-language agents R10,000-15,000 a month in 2016 (Sunday Times)',
    status: 'unverified',
  },
  {
    id: 'PT1',
    scheme: 'PT',
    currency: 'EUR',
    // Base 776 and a flat 200 would be under the minimum of 2026; the minimum, 14 x 920 over 12 months.
    monthly: 1073.33,
    fullTimeHours: 40,
    validFrom: '2026-01-01',
    reviewBy: REVIEW,
    source: 'minimum wage 2026, 14 x 920 spread over 12 (portugalfrance.com)',
    status: 'derived',
  },
];

export const OFFSHORE_SCHEMES: readonly PayScheme[] = [
  {
    id: 'SR',
    currency: 'SRD',
    premiums: [{ table: 'SR-AW' }],
    overtime: [{ per: 'week', overHours: 48, percent: 50, source: 'rivermate: +50 %' }],
    minimumWage: [{ hourly: 52.47, validFrom: '2025-04-01', reviewBy: REVIEW, source: 'atv.sr' }],
  },
  {
    id: 'ZA',
    currency: 'ZAR',
    premiums: [{ table: 'ZA-BCEA' }],
    overtime: [{ per: 'week', overHours: 45, percent: 50, source: 'BCEA s. 10(2)' }],
    minimumWage: [
      { hourly: 28.79, validFrom: '2025-03-01', validTo: '2026-02-28', source: 'The Mercury' },
      { hourly: 30.23, validFrom: '2026-03-01', reviewBy: '2027-03-01', source: 'The Mercury' },
    ],
  },
  {
    id: 'TR',
    currency: 'TRY',
    premiums: [{ table: 'TR-4857' }],
    overtime: [{ per: 'week', overHours: 45, percent: 50, source: 'Law 4857 art. 41' }],
  },
  {
    id: 'PT',
    currency: 'EUR',
    premiums: [{ table: 'PT-CT' }],
    overtime: [
      { per: 'day', overHours: 8, toHours: 9, percent: 25, source: 'CT art. 268' },
      { per: 'day', overHours: 9, percent: 37.5, source: 'CT art. 268' },
    ],
    minimumWage: [
      // 14 x 920 over 12 months, 40 hours a week.
      { hourly: 6.19, validFrom: '2026-01-01', reviewBy: REVIEW, source: '14 x 920 / 52 / 40', status: 'derived' },
    ],
  },
  { id: 'ES', currency: 'EUR' },
  { id: 'CW', overtime: [{ per: 'week', overHours: 45, percent: 50, source: 'soaw.info' }] },
  {
    id: 'MA',
    currency: 'MAD',
    premiums: [{ table: 'MA-CT' }],
    overtime: [{ per: 'week', overHours: 44, percent: 25, source: 'Code du travail art. 201, by day' }],
  },
];

/** Only rates that a source supports; a centre with other currencies brings its own. */
export const EXCHANGE_RATES: readonly ExchangeRate[] = [
  {
    from: 'EUR',
    to: 'SRD',
    rate: 43.7,
    validFrom: '2025-04-01',
    reviewBy: REVIEW,
    source: 'SRD 52.47 said to be about EUR 1.20 (atv.sr)',
    status: 'derived',
  },
];
