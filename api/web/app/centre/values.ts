export type Entry = Readonly<Record<string, unknown>>;

/** The value at `goal.serviceLevel`; undefined where there is none. */
export function valueAt(entry: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      entry,
    );
}

/** The entry with another value at the path; undefined takes the key out, and what is empty then too. */
export function withValue(entry: Entry, path: string, value: unknown): Entry {
  const [key = '', ...rest] = path.split('.');
  const inner = entry[key];
  const next =
    rest.length === 0
      ? value
      : withValue(typeof inner === 'object' && inner !== null ? (inner as Entry) : {}, rest.join('.'), value);
  const gone =
    next === undefined || (rest.length > 0 && typeof next === 'object' && Object.keys(next as Entry).length === 0);
  if (!gone) return { ...entry, [key]: next };
  const { [key]: _, ...others } = entry;
  return others;
}

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Days of `mon-fri`, `mon,wed`, `daily` or a list. */
export function daysOf(value: unknown): ReadonlySet<string> {
  if (value === undefined || value === 'daily') return new Set(DAYS);
  const parts = Array.isArray(value) ? value.map(String) : String(value).split(/[,| ] ?/);
  const found = new Set<string>();
  for (const part of parts) {
    const [from = '', to = from] = part.split('-');
    let i = DAYS.indexOf(from as (typeof DAYS)[number]);
    const last = DAYS.indexOf(to as (typeof DAYS)[number]);
    if (i < 0 || last < 0) continue;
    found.add(DAYS[i]!);
    while (i !== last) {
      i = (i + 1) % 7;
      found.add(DAYS[i]!);
    }
  }
  return found;
}

/** The days as text; none is left to the check of the server. */
export const daysText = (days: ReadonlySet<string>): string =>
  days.size === 7 ? 'daily' : DAYS.filter((day) => days.has(day)).join(',');

/** Number typed with a comma or a point; undefined where it is empty or none. */
export function numberOf(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}
