import type { Activity } from '../domain/centre.js';
import { activityId } from '../domain/ids.js';

/** What holds where a centre file says nothing; the schema prints the same values. */
export const DEFAULTS = {
  currency: 'EUR',
  intervalMinutes: 30,
  slotMinutes: 5,
  /** Notice of a roster, Dutch Working Hours Act art. 4:2(2). */
  noticeDays: 28,
  line: 1,
  closedOnHolidays: true,
  concurrency: 1,
  slowdown: 0,
  historyHolds: 'all',
  minimumAgents: 0,
  weight: 1,
  fullTimeHours: 40,
  underMinutes: 120,
  overMinutes: 120,
  daysPerWeek: { min: 1, max: 5 },
  /** Log-in is paid working time (Hoge Raad on ECLI:NL:RBDHA:2021:16078: ten minutes of start-up). */
  loginMinutes: 10,
  startStepMinutes: 30,
  lengthStepHours: 0.5,
  wishWeight: 1000,
} as const;

const activity = (
  id: Activity['kind'],
  name: string,
  paid: boolean,
  countsAsWork: boolean,
  countsAsShrinkage: boolean,
): Activity => ({ id: activityId(id), name, kind: id, paid, countsAsWork, countsAsShrinkage });

/** Activities that every centre has; one of the same id in the file replaces it. Sickness counts as worked (ATW 5:2). */
export const SHIPPED_ACTIVITIES: readonly Activity[] = [
  activity('login', 'Log in', true, true, true),
  activity('work', 'On queue', true, true, false),
  activity('break', 'Break', true, false, true),
  activity('meal', 'Meal', false, false, false),
  activity('training', 'Training', true, true, true),
  activity('meeting', 'Meeting', true, true, true),
  activity('coaching', 'Coaching', true, true, true),
  activity('leave', 'Leave', true, true, true),
  activity('sick', 'Sick', true, true, true),
  activity('other', 'Other', true, true, true),
  // Law counts being on call and work on a call apart (ATW 5:9).
  activity('on-call', 'On call', false, false, false),
  activity('call-out', 'Work on a call', true, true, false),
];

/**
 * Breaks of a shift that names none: an unpaid meal of half an hour in shifts of more than 5½ hours of work (ATW
 * 5:4(2)), a paid break of a quarter in shifts of four hours and more and a second one from seven hours on. Minutes.
 */
export const DEFAULT_BREAKS = [
  { activity: 'break', minutes: 15, earliestAfterStart: 60, latestAfterStart: 165, ifWorkOver: 210 },
  { activity: 'meal', minutes: 30, earliestAfterStart: 150, latestAfterStart: 315, ifWorkOver: 330 },
  {
    activity: 'break',
    minutes: 15,
    earliestAfterStart: 285,
    latestAfterStart: 465,
    endBeforeShiftEnd: 45,
    ifWorkOver: 405,
  },
] as const;
