import type { LawSetData } from '../schema.js';

/** Working Time Directive: the floor under every member state's law, for sites without a set of their own. */
export const EU: LawSetData = {
  id: 'EU',
  name: 'European Union: Working Time Directive 2003/88/EC',
  validFrom: '2004-08-02',
  source: 'Directive 2003/88/EC; osha.europa.eu/en/legislation/directives/directive-2003-88-ec',
  rules: [
    { id: 'EU-WTD/3', article: '2003/88/EC art. 3', kind: 'daily-rest', minHours: 11 },
    // Length and terms are left to the member states; 30 minutes is the usual floor.
    {
      id: 'EU-WTD/4',
      article: '2003/88/EC art. 4',
      kind: 'break',
      overHours: 6,
      minMinutes: 30,
      partMinutes: 15,
      status: 'unverified',
    },
    // 24 hours plus the 11 of the day.
    { id: 'EU-WTD/5', article: '2003/88/EC art. 5', kind: 'weekly-rest', minHours: 35, perHours: 168 },
    { id: 'EU-WTD/6', article: '2003/88/EC art. 6', kind: 'average-hours', maxHours: 48, weeks: 17 },
    {
      id: 'EU-WTD/2',
      article: '2003/88/EC art. 2(3)(4)',
      kind: 'night-definition',
      from: '00:00',
      to: '05:00',
      overMinutes: 179,
    },
    {
      id: 'EU-WTD/8',
      article: '2003/88/EC art. 8',
      kind: 'night-hours',
      maxHours: 8,
      severity: 'soft',
    },
  ],
};
