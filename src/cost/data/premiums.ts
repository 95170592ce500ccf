import type { PremiumBand, PremiumTable } from '../schema.js';

const MORNING = '07:00';
const EVENING = '20:00';

/** Irregular-hours tables of the Dutch state (CAO Rijk): per 15 minutes, capped per hour, none beside overtime pay (ch. 7). */
function rijk(
  id: string,
  nightPercent: number,
  caps: readonly number[],
  dates: Pick<PremiumTable, 'validFrom' | 'validTo' | 'source' | 'status' | 'reviewBy'>,
): PremiumTable {
  const [night, early, late, weekend, holiday] = caps as readonly [number, number, number, number, number];
  const weekdays = ['mon-fri'];
  return {
    id,
    stepMinutes: 15,
    bands: [
      { id: 'night', days: weekdays, from: '00:00', to: '06:00', percent: nightPercent, capPerHour: night },
      {
        id: 'early',
        days: weekdays,
        from: '06:00',
        to: '08:00',
        percent: 20,
        capPerHour: early,
        shiftStartsBefore: MORNING,
      },
      {
        id: 'evening',
        days: weekdays,
        from: '18:00',
        to: '22:00',
        percent: 20,
        capPerHour: early,
        shiftEndsAfter: EVENING,
      },
      { id: 'late', days: weekdays, from: '22:00', to: '24:00', percent: 40, capPerHour: late },
      { id: 'weekend', days: ['sat', 'sun'], percent: 70, capPerHour: weekend },
      { id: 'holiday', days: ['holiday'], percent: 100, capPerHour: holiday },
    ],
    ...dates,
  };
}

const CAPS_2024 = 'caps of 1 January 2024, in force until raised';
const allDay = (id: string, days: readonly string[], percent: number): PremiumBand => ({ id, days, percent });

export const PREMIUM_TABLES: readonly PremiumTable[] = [
  rijk('CAO-RIJK-7', 40, [9.99, 4.99, 9.99, 17.48, 24.97], {
    validFrom: '2023-04-01',
    validTo: '2023-12-31',
    source: 'caorijk.nl chapter 7 § 7.1, annex 6',
  }),
  rijk('CAO-RIJK-7', 40, [10.14, 5.07, 10.14, 17.74, 25.35], {
    validFrom: '2024-01-01',
    source: `caorijk.nl chapter 7 § 7.1, annex 6; ${CAPS_2024}`,
  }),
  rijk('CAO-RIJK-22', 50, [12.67, 5.07, 10.14, 17.74, 25.35], {
    validFrom: '2024-01-01',
    source: `caorijk.nl chapter 22 § 22.3; ${CAPS_2024}`,
  }),
  {
    id: 'ZA-BCEA',
    validFrom: '1998-12-01',
    source: 'BCEA s. 16, 18 (Sunday 1.5 where ordinarily worked, holiday 2.0); night allowance left to agreement',
    bands: [allDay('sunday', ['sun'], 50), allDay('holiday', ['holiday'], 100)],
  },
  {
    id: 'SR-AW',
    validFrom: '1963-11-16',
    source: 'rivermate: Sunday and holiday +100 %',
    bands: [allDay('sunday', ['sun'], 100), allDay('holiday', ['holiday'], 100)],
  },
  {
    id: 'TR-4857',
    validFrom: '2003-06-10',
    source: 'Law 4857 art. 46, 47: double pay on holidays',
    bands: [allDay('holiday', ['holiday'], 100)],
  },
  {
    id: 'PT-CT',
    validFrom: '2012-08-01',
    source: 'CT art. 266, 268: night 22-07 +25 %, rest day and holiday +50 %',
    bands: [
      { id: 'night', days: ['mon-sun'], from: '22:00', to: '07:00', percent: 25 },
      allDay('sunday', ['sun'], 50),
      allDay('holiday', ['holiday'], 50),
    ],
  },
  {
    id: 'MA-CT',
    validFrom: '2004-06-08',
    source: 'Code du travail art. 201, 217 (rivermate): rest day +50 %, holiday +100 %',
    bands: [allDay('sunday', ['sun'], 50), allDay('holiday', ['holiday'], 100)],
  },
];
