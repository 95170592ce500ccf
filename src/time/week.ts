import { addDays, isoWeekday } from './dates.js';

/** Monday of an ISO week `2026-W49`, or undefined where the week does not exist (`2025-W53`). */
export function mondayOfIsoWeek(text: string): string | undefined {
  const match = /^(\d{4})-W(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const week = Number(match[2]);
  if (week < 1) return undefined;
  // 4 January always lies in week 1 (ISO 8601).
  const fourth = `${match[1]}-01-04`;
  const monday = addDays(fourth, 1 - isoWeekday(fourth) + (week - 1) * 7);
  return isoWeekOf(monday) === text ? monday : undefined;
}

/** ISO week `2026-W49` that a date lies in. */
export function isoWeekOf(date: string): string {
  const thursday = addDays(date, 4 - isoWeekday(date));
  const year = thursday.slice(0, 4);
  const firstThursday = addDays(`${year}-01-04`, 4 - isoWeekday(`${year}-01-04`));
  const week = Math.round((Date.parse(thursday) - Date.parse(firstThursday)) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
