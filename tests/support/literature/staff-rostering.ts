import type { ProblemAgent, RosterProblem, Rule } from '../../../solver/problem.js';
import { litCalendar, litProblem } from './calendar.js';

/**
 * Converter of the staff-rostering format of Curtois & Qu 2014 (*Computational results on new staff scheduling benchmark
 * instances*, text files with `SECTION_…`): named shifts by day, cover with weights for under and over, hard limits per
 * person, requests with weights.
 *
 * | in the text | in the problem |
 * | --- | --- |
 * | SECTION_SHIFTS | a template with one start and one paid length; what may not follow, a hard `succession` |
 * | MaxShifts | `shift-count` per kind; a shift with 0 is left out of the person's list |
 * | Max/MinTotalMinutes | `paid-minutes` per period |
 * | Max/MinConsecutiveShifts, MinConsecutiveDaysOff | `consecutive-days`, `consecutive-days-off` |
 * | MaxWeekends | `weekends` |
 * | DAYS_OFF | `unavailable` over the day |
 * | SHIFT_ON/OFF_REQUESTS | wishes `kinds` and `notKinds` |
 * | COVER | `shiftCover` |
 */
export function staffRostering(text: string): RosterProblem {
  const sections = readSections(text);
  const rows = (name: string): string[][] => (sections.get(name) ?? []).map((line) => line.split(','));
  const days = Number(sections.get('SECTION_HORIZON')![0]);
  const shifts = rows('SECTION_SHIFTS').map(([id = '', minutes, next = '']) => ({
    id,
    minutes: Number(minutes),
    forbiddenNext: next.split('|').filter(Boolean),
  }));
  const slotMinutes = shifts.reduce((all, shift) => gcd(all, shift.minutes), 60);
  const perDay = 1440 / slotMinutes;
  const away = rows('SECTION_DAYS_OFF');
  const on = rows('SECTION_SHIFT_ON_REQUESTS');
  const off = rows('SECTION_SHIFT_OFF_REQUESTS');
  const ruleSets: { id: string; rules: Rule[] }[] = [
    {
      id: 'successions',
      rules: shifts
        .filter((shift) => shift.forbiddenNext.length > 0)
        .map((shift) => ({
          id: `after-${shift.id}`,
          hard: true,
          rule: 'succession',
          from: [shift.id],
          to: shift.forbiddenNext,
        })),
    },
  ];
  const agents = rows('SECTION_STAFF').map((row): ProblemAgent => {
    const [id = '', counts = '', maxMinutes, minMinutes, maxRun, minRun, minOff, weekends] = row;
    const most = new Map(counts.split('|').map((part) => part.split('=') as [string, string]));
    const open = shifts.filter((shift) => Number(most.get(shift.id) ?? days) > 0);
    ruleSets.push({
      id,
      rules: [
        {
          id: 'minutes',
          hard: true,
          rule: 'paid-minutes',
          per: 'period',
          min: Number(minMinutes),
          max: Number(maxMinutes),
        },
        { id: 'run', hard: true, rule: 'consecutive-days', min: Number(minRun), max: Number(maxRun) },
        { id: 'off', hard: true, rule: 'consecutive-days-off', min: Number(minOff) },
        { id: 'weekends', hard: true, rule: 'weekends', max: Number(weekends) },
        ...open
          .filter((shift) => Number(most.get(shift.id) ?? days) < days)
          .map((shift): Rule => {
            const max = Number(most.get(shift.id));
            return { id: `most-${shift.id}`, hard: true, rule: 'shift-count', kinds: [shift.id], per: 'period', max };
          }),
      ],
    });
    const own = (list: string[][]): string[][] => list.filter((one) => one[0] === id);
    return {
      id,
      calendar: 'days',
      skills: [],
      places: [{ site: 'ward', area: 'ward', costPerShift: 0 }],
      shifts: open.map((shift) => shift.id),
      rules: ['successions', id],
      unavailable: own(away).flatMap(([, ...list]) =>
        list.map((day) => ({ from: Number(day) * perDay, to: (Number(day) + 1) * perDay, reason: 'day off' })),
      ),
      wishes: [
        ...own(on).map(([, day, kind = '', weight]) => ({
          day: Number(day),
          want: { kinds: [kind] },
          weight: Number(weight),
        })),
        ...own(off).map(([, day, kind = '', weight]) => ({
          day: Number(day),
          want: { notKinds: [kind] },
          weight: Number(weight),
        })),
      ],
      costPerPaidSlot: 0,
    };
  });
  return {
    ...litProblem('staff rostering', litCalendar(days, slotMinutes), slotMinutes),
    shiftTemplates: shifts.map((shift) => ({
      id: shift.id,
      start: { earliest: 0, latest: 0, step: 60 },
      paid: { min: shift.minutes, max: shift.minutes, step: 60 },
      breaks: [],
    })),
    shiftCover: rows('SECTION_COVER').map(([day, kind = '', wanted, under, over]) => ({
      calendar: 'days',
      day: Number(day),
      kinds: [kind],
      wanted: Number(wanted),
      under: [{ cost: Number(under) }],
      over: [{ cost: Number(over) }],
    })),
    ruleSets,
    agents,
  };
}

function readSections(text: string): Map<string, string[]> {
  const sections = new Map<string, string[]>();
  let open: string[] = [];
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('SECTION_')) {
      open = [];
      sections.set(line, open);
    } else open.push(line);
  }
  return sections;
}

function gcd(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
