import type { SqliteFile } from './sqlite.js';

/** Answers that are remembered at a time. */
const MOST_KEPT = 20_000;

/** Reads what a key stands for, or gives what was read last where nothing in the database has changed since. */
export type Unchanged = <T extends object>(key: string, read: () => Promise<T | undefined>) => Promise<T | undefined>;

/**
 * SQLite tells in a microsecond whether anybody has changed anything: by the connection's own count and by a number that
 * grows with the commits of all others. So what is remembered is as good as read anew, from the next turn of the event loop after a
 * change by another process or thread, and at once after one of our own.
 */
export function unchangedIn(sqlite: SqliteFile): Unchanged {
  const others = sqlite.prepare('pragma data_version').pluck();
  const own = sqlite.prepare('select total_changes()').pluck();
  const kept = new Map<string, object>();
  let othersAt = -1;
  let ownAt = -1;
  // Requests that have arrived together look into the file together; what this connection writes is seen at once.
  let hasLooked = false;
  const look = (): number => {
    if (hasLooked) return othersAt;
    hasLooked = true;
    setImmediate(() => {
      hasLooked = false;
    });
    return others.get() as number;
  };
  const check = (): void => {
    const [theirs, ours] = [look(), own.get() as number];
    if (theirs !== othersAt || ours !== ownAt) kept.clear();
    othersAt = theirs;
    ownAt = ours;
  };
  return async <T extends object>(key: string, read: () => Promise<T | undefined>) => {
    check();
    const known = kept.get(key) as T | undefined;
    if (known !== undefined) return known;
    const [theirs, ours] = [othersAt, ownAt];
    const value = await read();
    check();
    if (value !== undefined && theirs === othersAt && ours === ownAt && kept.size < MOST_KEPT) kept.set(key, value);
    return value;
  };
}
