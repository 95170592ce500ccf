import type { HistorySeries } from '../../src/history/series.js';
import { hasValue, MEASURE_COLUMNS, MEASURES } from './history-rows.js';
import type { Store } from './open.js';
import type { SqliteFile } from './sqlite.js';

/** Rows of one statement. */
const ROWS_OF_STATEMENT = 50;
/** Rows of one transaction: others may write in between, and wait for some 30 ms at most. */
const ROWS_OF_TRANSACTION = 10_000;
const COLUMNS = `series, start_ms, interval_minutes, ${MEASURE_COLUMNS}`;
const ROW = `(?, ?, ?${', ?'.repeat(MEASURES.length)})`;
const VALUES_OF_ROW = 3 + MEASURES.length;
const NOW = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;
/** A history that has been out of use for so long is left over from an import that was killed. */
const LEFT_OVER = `unused_since < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 day')`;

/** A queue's new history: written, but not in use. */
interface Staged {
  readonly queue: string;
  readonly id: number;
  rows: number;
}

/**
 * Stores series in a SQLite file, whole or not at all. They are written beside what is in use, in many short transactions, and
 * put in its place in one: nothing half-written is ever seen, and no other writer waits for long.
 * @returns rows written
 */
export async function writeToSqlite(
  store: Store,
  sqlite: SqliteFile,
  centre: string,
  series: Iterable<HistorySeries>,
  replace: boolean,
): Promise<number> {
  await clearLeftOver(store, sqlite);
  const staged: Staged[] = [];
  let unused: readonly number[] | undefined;
  try {
    for (const one of series) await stage(store, sqlite, centre, one, staged);
    await alone(store, sqlite, () => {
      unused = staged.flatMap((one) => putInUse(sqlite, store.organisation, centre, one, replace));
    });
  } finally {
    await clear(store, sqlite, unused ?? staged.map(({ id }) => id));
  }
  return staged.reduce((sum, { rows }) => sum + rows, 0);
}

/** Takes away what imports that were killed have left. */
export async function clearLeftOver(store: Store, sqlite: SqliteFile): Promise<void> {
  await clear(store, sqlite, sqlite.prepare(`select id from series where ${LEFT_OVER}`).pluck().all() as number[]);
}

/** One short transaction. The connection is taken, so that nothing of another transaction is under way on it. */
async function alone(store: Store, sqlite: SqliteFile, work: () => void): Promise<void> {
  await store.db.connection().execute(async () => sqlite.transaction(work).immediate());
  await new Promise((resolve) => setImmediate(resolve));
}

async function stage(
  store: Store,
  sqlite: SqliteFile,
  centre: string,
  series: HistorySeries,
  staged: Staged[],
): Promise<void> {
  const insert = (rows: number) =>
    sqlite.prepare(`insert into history (${COLUMNS}) values ${Array<string>(rows).fill(ROW).join(', ')}`);
  const [one, many] = [insert(1), insert(ROWS_OF_STATEMENT)];
  const measures = MEASURES.map(([, name]) => series[name]);
  const { startMs, intervalMinutes } = series;
  let state: Staged | undefined;
  let i = 0;
  const write = (): void => {
    state ??= open(sqlite, store.organisation, centre, series.queue, staged);
    let values: (number | null)[] = [];
    for (let rows = 0; i < startMs.length && rows < ROWS_OF_TRANSACTION; i++) {
      if (!hasValue(series, i)) continue;
      values.push(state.id, startMs[i]!, intervalMinutes);
      for (const measure of measures) values.push(Number.isNaN(measure[i]!) ? null : measure[i]!);
      rows++;
      state.rows++;
      if (values.length < ROWS_OF_STATEMENT * VALUES_OF_ROW) continue;
      many.run(values);
      values = [];
    }
    for (let k = 0; k < values.length; k += VALUES_OF_ROW) one.run(values.slice(k, k + VALUES_OF_ROW));
  };
  do await alone(store, sqlite, write);
  while (i < startMs.length);
}

function open(sqlite: SqliteFile, organisation: string, centre: string, queue: string, staged: Staged[]): Staged {
  const { lastInsertRowid } = sqlite
    .prepare(`insert into series (organisation, centre, queue, unused_since) values (?, ?, ?, ${NOW})`)
    .run(organisation, centre, queue);
  const state: Staged = { queue, id: Number(lastInsertRowid), rows: 0 };
  staged.push(state);
  return state;
}

/**
 * Puts a staged history in the place of the one in use, with what that has more unless it is to be replaced: the shorter of the
 * two is copied into the longer.
 * @returns the history that is now out of use, if any
 */
function putInUse(
  sqlite: SqliteFile,
  organisation: string,
  centre: string,
  staged: Staged,
  replace: boolean,
): number[] {
  const inUse = sqlite
    .prepare('select id from series where organisation = ? and centre = ? and queue = ? and unused_since is null')
    .pluck()
    .get(organisation, centre, staged.queue) as number | undefined;
  const use = sqlite.prepare('update series set unused_since = null where id = ?');
  const copy = (conflict: 'ignore' | 'replace', to: number, from: number): void => {
    sqlite
      .prepare(
        `insert or ${conflict} into history (${COLUMNS}) select ?, start_ms, interval_minutes, ${MEASURE_COLUMNS} from history where series = ? order by start_ms`,
      )
      .run(to, from);
  };
  if (inUse === undefined) {
    use.run(staged.id);
    return [];
  }
  if (!replace) {
    const counted = sqlite
      .prepare('select count(*) from (select 1 from history where series = ? limit ?)')
      .pluck()
      .get(inUse, staged.rows + 1) as number;
    if (counted > staged.rows) {
      copy('replace', inUse, staged.id);
      return [staged.id];
    }
    copy('ignore', staged.id, inUse);
  }
  sqlite.prepare(`update series set unused_since = ${NOW} where id = ?`).run(inUse);
  use.run(staged.id);
  return [inUse];
}

/** Deletes histories that are out of use, piece by piece. */
async function clear(store: Store, sqlite: SqliteFile, ids: readonly number[]): Promise<void> {
  const border = sqlite
    .prepare('select start_ms from history where series = ? order by start_ms limit 1 offset ?')
    .pluck();
  const part = sqlite.prepare('delete from history where series = ? and start_ms < ?');
  const rest = sqlite.prepare('delete from history where series = ?');
  const series = sqlite.prepare('delete from series where id = ? and unused_since is not null');
  for (const id of ids) {
    let isMore = true;
    while (isMore)
      await alone(store, sqlite, () => {
        const until = border.get(id, ROWS_OF_TRANSACTION) as number | undefined;
        isMore = until !== undefined;
        if (isMore) part.run(id, until);
        else {
          rest.run(id);
          series.run(id);
        }
      });
  }
}
