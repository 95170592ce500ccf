import type { PayScale, PayScheme } from '../schema.js';

/** Published each November for the year after: a warning appears from then on. */
const REVIEW = '2027-01-01';
const year = (n: number) => ({ validFrom: `${n}-01-01`, validTo: `${n}-12-31` });
/** The newest record stays in force until it is replaced; results warn once it should have been. */
const since2026 = { validFrom: '2026-01-01', reviewBy: REVIEW } as const;

const HK = 'hr-kiosk.nl; randstad.nl';
const STCRT_2024 = 'Staatscourant 2023, 31686 (scabadvies.nl, rendement.nl 2023-11-20)';

/** Dutch employer's costs of a large employer: average work-resumption fund (Whk), high disability fund (Aof). */
export const NL_SCHEME: PayScheme = {
  id: 'NL',
  currency: 'EUR',
  holidayAllowance: [
    { percent: 8, validFrom: '2024-01-01', source: 'Wet minimumloon en minimumvakantiebijslag art. 15' },
  ],
  contributions: [
    ...awf(2.64, 7.64, 35, 71628, { ...year(2024), source: 'krestonvh.nl' }),
    ...awf(2.74, 7.74, 30, 75864, { ...year(2025), source: 'krestonvh.nl' }),
    ...awf(2.74, 7.74, 30, 79409, { ...since2026, source: 'randstad.nl' }),
    { id: 'aof', percent: 7.54, capPerYear: 71628, ...year(2024), source: STCRT_2024 },
    { id: 'aof', percent: 7.64, capPerYear: 75864, ...year(2025), source: HK },
    { id: 'aof', percent: 7.63, capPerYear: 79409, ...since2026, source: HK },
    { id: 'childcare', percent: 0.5, capPerYear: 71628, ...year(2024), source: STCRT_2024 },
    { id: 'childcare', percent: 0.5, capPerYear: 75864, ...year(2025), source: HK },
    { id: 'childcare', percent: 0.5, capPerYear: 79409, ...since2026, source: HK },
    {
      id: 'whk',
      percent: 1.22,
      capPerYear: 71628,
      ...year(2024),
      source: 'average, 0.77 WGA + 0.45 ZW (rendement.nl 2023-11-20; confianza.nl)',
    },
    { id: 'whk', percent: 1.33, capPerYear: 75864, ...year(2025), source: `average; ${HK}` },
    { id: 'whk', percent: 1.52, capPerYear: 79409, ...since2026, source: `average; ${HK}` },
    { id: 'zvw', percent: 6.57, capPerYear: 71628, ...year(2024), source: 'from memory', status: 'unverified' },
    { id: 'zvw', percent: 6.51, capPerYear: 75864, ...year(2025), source: 'randstad.nl' },
    { id: 'zvw', percent: 6.1, capPerYear: 79409, ...since2026, source: 'randstad.nl' },
  ],
  // First-year rate of the sector's scheme; the improvement of 2025-27 and the offset could not be read.
  pension: [
    {
      percent: 5.3,
      offsetPerYear: 18475,
      fullTimeHours: 40,
      validFrom: '2023-07-01',
      reviewBy: REVIEW,
      source: 'qlix.nl 2023-07-12; state-pension offset from memory',
      status: 'unverified',
    },
  ],
  homeAllowance: [
    { perDay: 2.35, ...year(2024), source: 'rechtshulpdelft.nl' },
    { perDay: 2.4, ...year(2025), source: 'webwoordenboek.nl' },
    { perDay: 2.45, ...since2026, source: 'tax-free maximum 2026' },
  ],
  // The rate is the tax-free maximum; the distance is an assumption until travelKm says better.
  travel: [
    {
      perKm: 0.23,
      kmPerDay: 30,
      validFrom: '2024-01-01',
      reviewBy: REVIEW,
      source: 'tax-free maximum; distance assumed',
      status: 'unverified',
    },
  ],
  // 11,400 a year per workplace of 20 m2 (NFC index, outlook 2023) at a centre's 9 m2 per seat, over 260 days.
  seat: [
    { perDay: 19.73, validFrom: '2023-01-01', source: 'nfcindex.nl, fmn.nl; 9 of 20 m2, 260 days', status: 'derived' },
  ],
  // The percentages of the sector's own article 22 are not public; those of the state's in-house centres stand in.
  premiums: [
    { table: 'CAO-RIJK-7', validFrom: '2024-01-01', source: 'stand-in for CAO Facilitaire Contactcenters art. 22' },
  ],
  lateCancellation: [
    {
      noticeDays: 4,
      validFrom: '2020-01-01',
      source:
        'Wet arbeidsmarkt in balans, BW 7:628a: four days, less by collective agreement (omnyacc.nl, tempo-team.nl)',
    },
  ],
  // Work that is not done for a cause of the employee's own is not paid.
  noShow: [{ percent: 0, validFrom: '2020-01-01', source: 'BW 7:628 section 1' }],
  minimumWage: [
    wage('2024-01-01', '2024-06-30', 13.27, 'rd.nl'),
    wage('2024-07-01', '2024-12-31', 13.68, 'arlettipartners.com'),
    wage('2025-01-01', '2025-06-30', 14.06, 'wupgdansk.praca.gov.pl'),
    wage('2025-07-01', '2025-12-31', 14.4, 'grootheddeaccountants.nl'),
    wage('2026-01-01', '2026-06-30', 14.71, 'vertiadvies.nl'),
    {
      ...wage(
        '2026-07-01',
        undefined,
        14.99,
        'rijksoverheid.nl, Bedragen minimumloon 2026 (as quoted by three public sources)',
      ),
      reviewBy: REVIEW,
    },
  ],
};

function awf(
  percent: number,
  flexPercent: number,
  reviewUnderHours: number,
  capPerYear: number,
  dates: { validFrom: string; validTo?: string; reviewBy?: string; source: string },
): NonNullable<PayScheme['contributions']> {
  return [
    {
      id: 'awf',
      percent,
      flexPercent,
      lowUnderAge: 21,
      lowMaxHoursPerWeek: 12,
      reviewUnderHours,
      reviewOverPercent: 130,
      capPerYear,
      ...dates,
    },
  ];
}

/** Youth scale: shares of the adult amount by the decree (Besluit minimumjeugdloonregeling), rounded to the cent. */
function wage(
  validFrom: string,
  validTo: string | undefined,
  hourly: number,
  source: string,
): NonNullable<PayScheme['minimumWage']>[number] {
  const share = (percent: number) => Math.round(hourly * percent + 1e-6) / 100;
  return {
    hourly,
    byAge: { 20: share(80), 19: share(60), 18: share(50), 17: share(39.5), 16: share(34.5), 15: share(30) },
    validFrom,
    ...(validTo === undefined ? {} : { validTo }),
    source,
  };
}

const CAO = 'CAO Facilitaire Contactcenters';
const level = (
  id: string,
  hourly: number,
  validFrom: string,
  validTo: string | undefined,
  source: string,
): PayScale => ({
  id,
  scheme: 'NL',
  currency: 'EUR',
  hourly,
  validFrom,
  ...(validTo === undefined ? { reviewBy: REVIEW } : { validTo }),
  source,
});

/**
 * Scales of the sector's agreement: level 1 is the minimum wage times 1.0375 (2025), 1.0385 (2026), level 2 two and level 3 four
 * per cent above it. SALES: a lower base with commission, never under the minimum.
 */
export const NL_SCALES: readonly PayScale[] = [
  level('L1', 13.8, '2024-01-01', '2024-12-31', `${CAO}; qlix.nl 2023-10-31`),
  level('L2', 14.08, '2024-01-01', '2024-12-31', `${CAO}; qlix.nl 2023-10-31`),
  level('L3', 14.35, '2024-01-01', '2024-12-31', `${CAO}; qlix.nl 2023-10-31`),
  level('L1', 14.58, '2025-01-01', '2025-12-31', `${CAO}; cnv.nl`),
  level('L2', 14.87, '2025-01-01', '2025-12-31', `${CAO}; cnv.nl`),
  { ...level('L3', 15.16, '2025-01-01', '2025-12-31', `${CAO}; level 1 + 4 %`), status: 'derived' },
  { ...level('L1', 15.28, '2026-01-01', '2026-06-30', `${CAO}; 14.71 x 1.0385`), status: 'derived' },
  { ...level('L2', 15.58, '2026-01-01', '2026-06-30', `${CAO}; level 1 + 2 %`), status: 'derived' },
  { ...level('L3', 15.89, '2026-01-01', '2026-06-30', `${CAO}; level 1 + 4 %`), status: 'derived' },
  { ...level('L1', 15.57, '2026-07-01', undefined, `${CAO}; 14.99 x 1.0385`), status: 'derived' },
  { ...level('L2', 15.88, '2026-07-01', undefined, `${CAO}; level 1 + 2 %`), status: 'derived' },
  { ...level('L3', 16.19, '2026-07-01', undefined, `${CAO}; level 1 + 4 %`), status: 'derived' },
  sales(13.7, '2024-01-01', '2024-12-31'),
  sales(14.45, '2025-01-01', '2025-12-31'),
  sales(15, '2026-01-01', undefined),
  // Full-time pay as first briefed, EUR 1,700 to 2,300 a month: under the minimum wage since 2024, so dated.
  example('EXAMPLE-1700', 1700),
  example('EXAMPLE-2300', 2300),
];

/** Base a little above the minimum wage; commission at the middle of 10 to 15 % of pay (hln.be 2017, SD Worx, Belgium). */
function sales(hourly: number, validFrom: string, validTo: string | undefined): PayScale {
  return {
    ...level('SALES', hourly, validFrom, validTo, 'example base; commission after hln.be 2017 (SD Worx)'),
    status: 'unverified',
    commission: { percentOfPay: 12 },
  };
}

function example(id: string, monthly: number): PayScale {
  return {
    id,
    scheme: 'NL',
    currency: 'EUR',
    monthly,
    fullTimeHours: 40,
    validFrom: '2021-07-01',
    validTo: '2023-12-31',
    source: 'first brief of the product; starters had EUR 1,727 at the end of 2021 (nu.nl)',
    status: 'unverified',
  };
}
