import { isDate } from '../time/zone.js';

/** Epoch milliseconds of an ISO 8601 instant with offset (`2026-11-30T08:00:00+01:00`, `…Z`), or undefined. */
export function parseInstant(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(text);
  return match !== null && isDate(match[1]!) ? Date.parse(text) : undefined;
}
