import type { LawSetData } from '../schema.js';

/**
 * Sites abroad. The Dutch act does not apply there (ATW 2:8 names only transport, mining and ships): the law of the place does.
 * Values marked `unverified` rest on one secondary source or on none that could be read.
 */
export const ZA: LawSetData = {
  id: 'ZA',
  name: 'South Africa: Basic Conditions of Employment Act',
  validFrom: '1998-12-01',
  source: 'BCEA 75 of 1997, employees under the earnings threshold; bbrief.co.za 2025-11-05, ctlgroup.co.za',
  rules: [
    // 9 ordinary hours (five days a week) and at most 3 of overtime, by agreement.
    { id: 'ZA-BCEA/9', article: 'BCEA s. 9(1)', kind: 'shift-hours', maxHours: 9, severity: 'soft' },
    { id: 'ZA-BCEA/10', article: 'BCEA s. 9, 10(1)', kind: 'shift-hours', maxHours: 12 },
    { id: 'ZA-BCEA/9w', article: 'BCEA s. 9(1)', kind: 'week-hours', maxHours: 45, severity: 'soft' },
    { id: 'ZA-BCEA/10w', article: 'BCEA s. 9, 10(1)', kind: 'week-hours', maxHours: 55 },
    { id: 'ZA-BCEA/15d', article: 'BCEA s. 15(1)a', kind: 'daily-rest', minHours: 12 },
    { id: 'ZA-BCEA/15w', article: 'BCEA s. 15(1)b', kind: 'weekly-rest', minHours: 36, perHours: 168 },
    { id: 'ZA-BCEA/14', article: 'BCEA s. 14', kind: 'stretch', maxHours: 5, breakMinutes: 30 },
    {
      id: 'ZA-BCEA/16',
      article: 'BCEA s. 16, 18',
      kind: 'rest-day',
      days: ['sunday', 'holiday'],
      needs: 'agreement and premium pay',
      needsNl: 'instemming en toeslag',
      severity: 'note',
    },
    // Regular night work (five times a month) asks for information, a medical examination and transport.
    {
      id: 'ZA-BCEA/17d',
      article: 'BCEA s. 17(3)',
      kind: 'night-definition',
      from: '23:00',
      to: '06:00',
      overMinutes: 60,
      status: 'unverified',
    },
    {
      id: 'ZA-BCEA/17',
      article: 'BCEA s. 17(3)',
      kind: 'night-count',
      maxShifts: 4,
      weeks: 4,
      severity: 'note',
      status: 'unverified',
    },
  ],
};

export const SR: LawSetData = {
  id: 'SR',
  name: 'Suriname: Arbeidswet 1963',
  validFrom: '1963-01-01',
  source: 'doingbusinessdutchcaribbean.com; rivermate. Rules on daily rest: none found',
  rules: [
    { id: 'SR-AW/hours', article: 'Arbeidswet 1963, working time', kind: 'shift-hours', maxHours: 8.5 },
    { id: 'SR-AW/week', article: 'Arbeidswet 1963, working time', kind: 'week-hours', maxHours: 48 },
    {
      id: 'SR-AW/break',
      article: 'Arbeidswet 1963, breaks',
      kind: 'stretch',
      overHours: 6,
      maxHours: 5,
      breakMinutes: 30,
    },
    // No statutory rest was found: the directive's 11 hours are kept as the employer's own floor.
    {
      id: 'SR-own/rest',
      article: 'own floor after 2003/88/EC art. 3',
      kind: 'daily-rest',
      minHours: 11,
      status: 'unverified',
    },
    {
      id: 'SR-own/week-rest',
      article: 'own floor after 2003/88/EC art. 5',
      kind: 'weekly-rest',
      minHours: 24,
      perHours: 168,
      status: 'unverified',
    },
    {
      id: 'SR-AW/sunday',
      article: 'Arbeidswet 1963, rest days',
      kind: 'rest-day',
      days: ['sunday', 'holiday'],
      needs: 'a permit',
      needsNl: 'een vergunning',
      severity: 'soft',
    },
  ],
};

export const TR: LawSetData = {
  id: 'TR',
  name: 'Turkey: Labour Law 4857',
  validFrom: '2003-06-10',
  source: 'Law 4857; turkishtradelawyers.com, joinhorizons',
  rules: [
    { id: 'TR-4857/63d', article: 'Law 4857 art. 63', kind: 'shift-hours', maxHours: 11 },
    { id: 'TR-4857/63', article: 'Law 4857 art. 63', kind: 'average-hours', maxHours: 45, weeks: 8, severity: 'soft' },
    { id: 'TR-4857/46', article: 'Law 4857 art. 46', kind: 'weekly-rest', minHours: 24, perHours: 168 },
    {
      id: 'TR-4857/68a',
      article: 'Law 4857 art. 68',
      kind: 'break',
      overHours: 4,
      minMinutes: 30,
      partMinutes: 15,
    },
    {
      id: 'TR-4857/68b',
      article: 'Law 4857 art. 68',
      kind: 'break',
      overHours: 7.5,
      minMinutes: 60,
      partMinutes: 15,
    },
    {
      id: 'TR-4857/69d',
      article: 'Law 4857 art. 69',
      kind: 'night-definition',
      from: '20:00',
      to: '06:00',
      // A night worker spends more than half of the time in the night (here of 7.5 hours).
      overMinutes: 225,
      status: 'unverified',
    },
    { id: 'TR-4857/69', article: 'Law 4857 art. 69', kind: 'night-hours', maxHours: 7.5, status: 'unverified' },
    {
      id: 'TR-own/rest',
      article: 'Law 4857 art. 69 (11 hours between shifts)',
      kind: 'daily-rest',
      minHours: 11,
      status: 'unverified',
    },
  ],
};

export const PT: LawSetData = {
  id: 'PT',
  name: 'Portugal: Labour Code',
  validFrom: '2009-02-17',
  source: 'Código do Trabalho; portugalglobal.pt, joinhorizons',
  rules: [
    { id: 'PT-CT/203', article: 'CT art. 203, 228', kind: 'shift-hours', maxHours: 10 },
    { id: 'PT-CT/203n', article: 'CT art. 203', kind: 'shift-hours', maxHours: 8, severity: 'soft' },
    { id: 'PT-CT/203w', article: 'CT art. 203', kind: 'week-hours', maxHours: 40, severity: 'soft' },
    { id: 'PT-CT/211', article: 'CT art. 211', kind: 'average-hours', maxHours: 48, weeks: 17 },
    { id: 'PT-CT/214', article: 'CT art. 214', kind: 'daily-rest', minHours: 11, status: 'unverified' },
    { id: 'PT-CT/232', article: 'CT art. 232', kind: 'weekly-rest', minHours: 35, perHours: 168, status: 'derived' },
    { id: 'PT-CT/213', article: 'CT art. 213', kind: 'stretch', maxHours: 5, breakMinutes: 60 },
    // A night worker (three hours and more of the night) works eight hours a day on average.
    {
      id: 'PT-CT/223',
      article: 'CT art. 223',
      kind: 'night-definition',
      from: '22:00',
      to: '07:00',
      overMinutes: 179,
      status: 'unverified',
    },
    {
      id: 'PT-CT/224',
      article: 'CT art. 224',
      kind: 'night-hours',
      maxHours: 8,
      severity: 'soft',
      status: 'unverified',
    },
  ],
};

export const ES: LawSetData = {
  id: 'ES',
  name: 'Spain: Estatuto de los Trabajadores and III Convenio contact center',
  // The agreement ends on 31 December 2026, the Workers' Statute under it does not.
  validFrom: '2015-10-24',
  source: 'III Convenio colectivo contact center; thedigitallaw.com, asesoriadepymes.com, TS 581/2021',
  rules: [
    {
      id: 'ES-CC/week',
      validFrom: '2023-06-10',
      validTo: '2026-12-31',
      article: 'Convenio, jornada',
      kind: 'average-hours',
      maxHours: 39,
      weeks: 17,
      severity: 'soft',
    },
    { id: 'ES-ET/34', article: 'ET art. 34(3)', kind: 'daily-rest', minHours: 12, status: 'unverified' },
    {
      id: 'ES-ET/37',
      article: 'ET art. 37(1)',
      kind: 'weekly-rest',
      minHours: 36,
      perHours: 168,
      status: 'unverified',
    },
    { id: 'ES-ET/34d', article: 'ET art. 34(3)', kind: 'shift-hours', maxHours: 9, status: 'unverified' },
    {
      id: 'ES-CC/break',
      validFrom: '2023-06-10',
      validTo: '2026-12-31',
      article: 'Convenio, descansos',
      kind: 'break',
      overHours: 6,
      minMinutes: 20,
      partMinutes: 15,
      status: 'unverified',
    },
    // A night worker (three hours and more of the night) works eight hours a day on average over fifteen days.
    {
      id: 'ES-ET/36d',
      article: 'ET art. 36(1)',
      kind: 'night-definition',
      from: '22:00',
      to: '06:00',
      overMinutes: 179,
      status: 'unverified',
    },
    {
      id: 'ES-ET/36',
      article: 'ET art. 36(1)',
      kind: 'night-hours',
      maxHours: 8,
      severity: 'soft',
      status: 'unverified',
    },
    // Five paid minutes for each hour at the screen (PVD), within a quarter of an hour, not to be saved up.
    {
      id: 'ES-CC/PVD',
      validFrom: '2023-06-10',
      validTo: '2026-12-31',
      article: 'Convenio, pausas PVD',
      kind: 'screen-break',
      perHours: 1.25,
      minMinutes: 5,
      severity: 'soft',
    },
  ],
};

export const CW: LawSetData = {
  id: 'CW',
  name: 'Curaçao: Arbeidsregeling 2000',
  validFrom: '2000-08-01',
  source: 'Arbeidsregeling 2000, below the wage limit; doingbusinessdutchcaribbean.com, soaw.info',
  rules: [
    { id: 'CW-AR/day', article: 'Arbeidsregeling 2000, working time', kind: 'shift-hours', maxHours: 10 },
    // 45 for people on schedules (hours before 07:00, after 20:00, Sundays or holidays): Dutch hours are such.
    {
      id: 'CW-AR/week',
      article: 'Arbeidsregeling 2000, schedule workers',
      kind: 'average-hours',
      maxHours: 45,
      weeks: 4,
      severity: 'soft',
    },
    {
      id: 'CW-AR/stretch',
      article: 'Arbeidsregeling 2000, breaks',
      kind: 'stretch',
      overHours: 6,
      maxHours: 5,
      breakMinutes: 30,
    },
    {
      id: 'CW-own/rest',
      article: 'own floor after 2003/88/EC art. 3',
      kind: 'daily-rest',
      minHours: 11,
      status: 'unverified',
    },
    {
      id: 'CW-own/week-rest',
      article: 'own floor after 2003/88/EC art. 5',
      kind: 'weekly-rest',
      minHours: 24,
      perHours: 168,
      status: 'unverified',
    },
  ],
};

export const MA: LawSetData = {
  id: 'MA',
  name: 'Morocco: Code du travail',
  validFrom: '2004-06-08',
  source: 'Loi 65-99; rivermate',
  rules: [
    { id: 'MA-CT/184d', article: 'Code du travail art. 184', kind: 'shift-hours', maxHours: 10 },
    {
      id: 'MA-CT/184',
      article: 'Code du travail art. 184',
      kind: 'average-hours',
      maxHours: 44,
      weeks: 52,
      severity: 'soft',
    },
    { id: 'MA-CT/205', article: 'Code du travail art. 205', kind: 'weekly-rest', minHours: 24, perHours: 168 },
    // No statutory daily rest: the directive's hours are kept as the employer's own floor.
    {
      id: 'MA-own/rest',
      article: 'own floor after 2003/88/EC art. 3',
      kind: 'daily-rest',
      minHours: 11,
      status: 'unverified',
    },
    {
      id: 'MA-own/break',
      article: 'practice',
      kind: 'break',
      overHours: 6,
      minMinutes: 30,
      partMinutes: 15,
      status: 'unverified',
    },
  ],
};
