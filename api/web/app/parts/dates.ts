import type { Language } from '../settings.js';

const existing = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : undefined;
};

/**
 * A date as people type it, day first: `21-12-2026`, `21/12/26`, `21 12`, or ISO.
 * @param near ISO date whose year an omitted one is
 * @returns ISO date; undefined where there is no such day
 */
export function dateOf(text: string, near: string): string | undefined {
  const bare = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare);
  if (iso !== null) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = /^(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?$/.exec(bare);
  if (parts === null) return undefined;
  const [, day, month, year = near.slice(0, 4)] = parts;
  return existing(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day));
}

/** `21-12-2026` in Dutch, `21/12/2026` in English. */
export function dateText(language: Language, iso: string): string {
  const [year, month, day] = iso.split('-');
  return iso === '' ? '' : [day, month, year].join(language === 'nl' ? '-' : '/');
}
