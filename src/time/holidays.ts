import Holidays from 'date-holidays';
import { addDays } from './zone.js';

const cache = new Map<string, ReadonlyMap<string, string>>();

/** True where the public holidays of the country (and region) are known. */
export function knowsHolidays(country: string): boolean {
  return Object.hasOwn(new Holidays().getCountries(), country);
}

/**
 * Public holidays by local date, from the `date-holidays` data. Dutch data is corrected in one place: Good Friday is no
 * day off there, 5 May is one only in lustrum years.
 * @param country ISO 3166 code; @param region its subdivision as the library names it, e.g. `BY`
 * @returns an empty map for an unknown country
 */
export function publicHolidays(
  country: string,
  region: string | undefined,
  fromDate: string,
  toDate: string,
): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (let year = Number(fromDate.slice(0, 4)); year <= Number(toDate.slice(0, 4)); year++) {
    for (const [date, name] of yearOf(country, region, year))
      if (date >= fromDate && date <= toDate) result.set(date, name);
  }
  return result;
}

function yearOf(country: string, region: string | undefined, year: number): ReadonlyMap<string, string> {
  const key = `${country}-${region ?? ''}-${year}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const map = new Map<string, string>();
  if (knowsHolidays(country)) {
    const holidays = region === undefined ? new Holidays(country) : new Holidays(country, region);
    for (const holiday of holidays.getHolidays(year)) {
      if (holiday.type !== 'public') continue;
      // A holiday may last more than a day (Eid); `date` is its local start, `end` exclusive.
      const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000));
      for (let i = 0; i < days; i++) map.set(addDays(holiday.date.slice(0, 10), i), holiday.name);
    }
    if (country === 'NL') correctDutch(map, year);
  }
  cache.set(key, map);
  return map;
}

function correctDutch(map: Map<string, string>, year: number): void {
  for (const [date, name] of map) if (name === 'Goede Vrijdag' || name === 'Good Friday') map.delete(date);
  if (year % 5 === 0) map.set(`${year}-05-05`, 'Bevrijdingsdag');
  else map.delete(`${year}-05-05`);
}

/** True where the region is a subdivision of the country with public holidays of its own (`BY` of `DE`). */
export function knowsRegion(country: string, region: string): boolean {
  return Object.hasOwn(new Holidays().getStates(country) ?? {}, region);
}
