import type { ExchangeRate, PayScale, PayScheme } from '../schema.js';

const REVIEW = '2027-01-01';

/** Laws that overtime and premiums come from, and the day since when (days in force from memory). */
const LAW = {
  SR: { validFrom: '1963-11-16', source: 'Arbeidswet 1963 (doingbusinessdutchcaribbean.com; rivermate: +50 %)' },
  ZA: { validFrom: '1998-12-01', source: 'Basic Conditions of Employment Act 75 of 1997, s. 9, 10 (bbrief.co.za)' },
  TR: { validFrom: '2003-06-10', source: 'Law 4857 art. 41 (turkishtradelawyers.com)' },
  PT: { validFrom: '2012-08-01', source: 'Código do Trabalho art. 268 (portugalglobal.pt)' },
  CW: { validFrom: '2000-08-01', source: 'Arbeidsregeling 2000 (soaw.info, doingbusinessdutchcaribbean.com)' },
  MA: { validFrom: '2004-06-08', source: 'Code du travail art. 201 (rivermate)' },
} as const;

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
    premiums: [{ table: 'SR-AW', ...LAW.SR }],
    overtime: [
      { per: 'day', overHours: 8.5, percent: 50, ...LAW.SR },
      { per: 'week', overHours: 48, percent: 50, ...LAW.SR },
    ],
    minimumWage: [{ hourly: 52.47, validFrom: '2025-04-01', reviewBy: REVIEW, source: 'atv.sr' }],
  },
  {
    id: 'ZA',
    currency: 'ZAR',
    premiums: [{ table: 'ZA-BCEA', ...LAW.ZA }],
    overtime: [
      // Nine hours where the week has five days at most.
      { per: 'day', overHours: 9, percent: 50, ...LAW.ZA },
      { per: 'week', overHours: 45, percent: 50, ...LAW.ZA },
    ],
    minimumWage: [
      { hourly: 28.79, validFrom: '2025-03-01', validTo: '2026-02-28', source: 'The Mercury' },
      { hourly: 30.23, validFrom: '2026-03-01', reviewBy: '2027-03-01', source: 'The Mercury' },
    ],
  },
  {
    id: 'TR',
    currency: 'TRY',
    premiums: [{ table: 'TR-4857', ...LAW.TR }],
    overtime: [{ per: 'week', overHours: 45, percent: 50, ...LAW.TR }],
  },
  {
    id: 'PT',
    currency: 'EUR',
    premiums: [{ table: 'PT-CT', ...LAW.PT }],
    overtime: [
      { per: 'day', overHours: 8, toHours: 9, percent: 25, ...LAW.PT },
      { per: 'day', overHours: 9, percent: 37.5, ...LAW.PT },
    ],
    minimumWage: [
      // 14 x 920 over 12 months, 40 hours a week.
      { hourly: 6.19, validFrom: '2026-01-01', reviewBy: REVIEW, source: '14 x 920 / 52 / 40', status: 'derived' },
    ],
  },
  {
    id: 'ES',
    currency: 'EUR',
    minimumWage: [
      {
        hourly: 7.97,
        validFrom: '2026-01-01',
        reviewBy: REVIEW,
        source: 'about 1,381 a month over 12 months (Eurostat, portugalfrance.com), 40 hours',
        status: 'derived',
      },
    ],
  },
  { id: 'CW', overtime: [{ per: 'week', overHours: 45, percent: 50, ...LAW.CW }] },
  {
    id: 'MA',
    currency: 'MAD',
    premiums: [{ table: 'MA-CT', ...LAW.MA }],
    // By day; at night it is 50 %.
    overtime: [{ per: 'week', overHours: 44, percent: 25, ...LAW.MA }],
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
