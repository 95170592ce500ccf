import type { SqliteFile } from './sqlite.js';

/** Answers that are remembered at a time. */
const MOST_KEPT = 20_000;

/** Reads what a key stands for, or gives what was read last where nothing in the database has changed since. */
export interface Unchanged {
  <T extends object>(key: string, read: () => Promise<T | undefined>): Promise<T | undefined>;
  /** What is remembered of a key and still holds. The key says what it is of. */
  known<T extends object>(key: string): T | undefined;
}

/** Remembers nothing. */
export const alwaysRead: Unchanged = Object.assign(
  <T extends object>(_key: string, read: () => Promise<T | undefined>) => read(),
  { known: () => undefined },
);

/**
 * SQLite tells by a number that grows with the commits of all other connections, and this connection's own writes are counted as
 * they are run. So what is remembered is as good as read anew, from the next turn of the event loop after a change by another
 * process or thread, and at once after one of our own.
 */
export function unchangedIn(sqlite: SqliteFile): Unchanged {
  const others = sqlite.prepare('pragma data_version').pluck();
  const writes = ownWrites(sqlite);
  const kept = new Map<string, object>();
  let othersAt = -1;
  let ownAt = -1;
  // Requests that have arrived together look into the file together.
  let hasLooked = false;
  const check = (): void => {
    let theirs = othersAt;
    if (!hasLooked) {
      theirs = others.get() as number;
      hasLooked = true;
      setImmediate(() => {
        hasLooked = false;
      });
    }
    if (theirs !== othersAt || writes.count !== ownAt) kept.clear();
    othersAt = theirs;
    ownAt = writes.count;
  };
  const known = <T extends object>(key: string): T | undefined => {
    check();
    return kept.get(key) as T | undefined;
  };
  const unchanged = async <T extends object>(key: string, read: () => Promise<T | undefined>) => {
    const before = known<T>(key);
    if (before !== undefined) return before;
    const [theirs, ours] = [othersAt, ownAt];
    const value = await read();
    check();
    if (value !== undefined && theirs === othersAt && ours === ownAt && kept.size < MOST_KEPT) kept.set(key, value);
    return value;
  };
  return Object.assign(unchanged, { known });
}

type Run = (...values: unknown[]) => unknown;

/** Counts what a connection is told to write, from now on. Asking SQLite itself takes longer than what is saved by it. */
function ownWrites(sqlite: SqliteFile): { readonly count: number } {
  const writes = { count: 0 };
  const counted =
    (run: Run): Run =>
    (...values) => {
      writes.count++;
      return run(...values);
    };
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = ((source: string) => {
    const statement = prepare(source);
    if (!statement.readonly) {
      const own = statement as unknown as Record<string, Run>;
      for (const way of ['run', 'get', 'all', 'iterate']) own[way] = counted(own[way]!.bind(statement));
    }
    return statement;
  }) as SqliteFile['prepare'];
  sqlite.exec = counted(sqlite.exec.bind(sqlite) as Run) as SqliteFile['exec'];
  return writes;
}
