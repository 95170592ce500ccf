import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadHistory, saveHistory } from '../../api/db/history-store.js';
import { addJob, endJob, findJob, requeueAbandoned, takeJob } from '../../api/db/job-store.js';
import { openStore } from '../../api/db/open.js';
import { queueId } from '../../src/domain/ids.js';
import type { HistorySeries } from '../../src/history/series.js';
import { intervalGrid } from '../../src/time/grid.js';
import { cli } from '../support/cli.js';
import { sqliteOf } from '../support/sqlite.js';

const folder = mkdtempSync(join(tmpdir(), 'rooster-db-'));
afterAll(() => rmSync(folder, { recursive: true }));

const AT = '2026-11-24T08:00:00.000Z';

function seriesOf(zone: string, fromDate: string, days: number): HistorySeries {
  const grid = intervalGrid(zone, fromDate, days, 30);
  const values = (scale: number): Float64Array =>
    Float64Array.from(grid.startMs, (_, i) => (i % 7 === 3 ? Number.NaN : scale * i));
  return {
    queue: queueId('phone'),
    zone,
    intervalMinutes: 30,
    fromDate,
    toDate: grid.days.at(-1)!.date,
    startMs: grid.startMs,
    offered: values(1),
    handled: values(0.9),
    abandoned: values(0.1),
    ahtSeconds: values(10),
    asaSeconds: values(2),
    answeredInTarget: values(0.8),
    staffedAgents: values(0.5),
  };
}

describe('history in the database', () => {
  it('comes back as it was, over both clock changes, unknown values included', async () => {
    const store = await openStore(':memory:');
    for (const fromDate of ['2026-03-27', '2026-10-23']) {
      const series = seriesOf('Europe/Amsterdam', fromDate, 4);
      expect(await saveHistory(store, fromDate, [series])).toBe(
        [...series.offered].filter((value) => !Number.isNaN(value)).length,
      );
      const loaded = (await loadHistory(store, fromDate, () => 'Europe/Amsterdam')).get(queueId('phone'));
      expect(loaded).toEqual(series);
    }
    await store.close();
  });
});

describe('what is remembered while nothing changes', () => {
  it('is read anew after a write of the own connection at once, and of another one from the next turn on', async () => {
    const path = join(folder, 'remembered.db');
    const store = await openStore(path);
    const other = await openStore(path);
    let reads = 0;
    const look = () =>
      store.unchanged('organisation', async () => {
        reads++;
        return store.db.selectFrom('organisation').select('name').executeTakeFirstOrThrow();
      });
    const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
    const name = async (): Promise<string> => (await look())!.name;
    await look();
    await nextTurn();
    expect(await name()).toBe('Default');
    expect(store.unchanged.known('organisation')).toEqual({ name: 'Default' });
    expect(reads).toBe(1);

    await store.db.updateTable('organisation').set({ name: 'by query' }).execute();
    expect(store.unchanged.known('organisation')).toBeUndefined();
    expect(await name()).toBe('by query');
    // A statement that was prepared before, and one that gives rows back.
    const rename = sqliteOf(store).prepare('update organisation set name = ? returning name');
    expect(await name()).toBe('by query');
    rename.get('by statement');
    expect(await name()).toBe('by statement');
    sqliteOf(store).exec(`update organisation set name = 'by text'`);
    expect(await name()).toBe('by text');
    await store.db
      .transaction()
      .execute(async (trx) => {
        await trx.updateTable('organisation').set({ name: 'taken back' }).execute();
        throw new Error('back');
      })
      .catch(() => {});
    expect(await name()).toBe('by text');

    await other.db.updateTable('organisation').set({ name: 'by another' }).execute();
    await nextTurn();
    expect(await name()).toBe('by another');
    await other.close();
    await store.close();
  });
});

describe('jobs', () => {
  it('are taken oldest first, once each, and come back after a crash', async () => {
    const path = join(folder, 'jobs.db');
    const store = await openStore(path);
    await addJob(store, 'a', {}, '2026-11-24T08:00:01.000Z');
    await addJob(store, 'b', {}, '2026-11-24T08:00:02.000Z');
    expect((await takeJob(store, AT))?.id).toBe('a');
    expect((await takeJob(store, AT))?.id).toBe('b');
    expect(await takeJob(store, AT)).toBeUndefined();
    await endJob(store, 'a', 'failed', { code: 'x' }, AT);
    await store.close();

    const reopened = await openStore(path);
    expect(await requeueAbandoned(reopened, 'all', AT)).toBe(1);
    expect((await findJob(reopened, 'b'))?.state).toBe('queued');
    expect((await findJob(reopened, 'a'))?.state).toBe('failed');
    await endJob(reopened, 'a', 'cancelled', undefined, AT);
    expect((await findJob(reopened, 'a'))?.state).toBe('failed');
    await reopened.close();
  });
});

describe('database files that are none', () => {
  it.each([
    [
      'text',
      Buffer.from('this is no database, only a text that is long enough to have a header of its own '.repeat(20)),
    ],
    ['a broken page', undefined],
  ])('%s gives a named error, exit code 2, and stays as it was', async (name, content) => {
    const path = join(folder, `${name.replaceAll(' ', '-')}.db`);
    if (content !== undefined) writeFileSync(path, content);
    else {
      const store = await openStore(path);
      await saveHistory(store, 'c', [seriesOf('Europe/Amsterdam', '2026-01-05', 60)]);
      sqliteOf(store).pragma('wal_checkpoint(TRUNCATE)');
      await store.close();
      const bytes = readFileSync(path);
      bytes.fill(0xab, 8192, bytes.length - 4096);
      writeFileSync(path, bytes);
    }
    const before = readFileSync(path);
    const result = await cli(['serve', '--db', path, '--port', '0']);
    expect(result.stderr).toContain('database-corrupt');
    expect(result.code).toBe(2);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a database of a newer version is left alone', async () => {
    const path = join(folder, 'newer.db');
    const store = await openStore(path);
    sqliteOf(store).exec(`insert into kysely_migration (name, timestamp) values ('9999-later', '${AT}')`);
    await store.close();
    const result = await cli(['serve', '--db', path, '--port', '0']);
    expect(result.stderr).toContain('database-newer');
    expect(result.code).toBe(2);
  });

  it('a backup taken while the database is open holds the same', async () => {
    const path = join(folder, 'open.db');
    const store = await openStore(path);
    await saveHistory(store, 'c', [seriesOf('Europe/Amsterdam', '2026-01-05', 3)]);
    const copy = join(folder, 'copy.db');
    expect((await cli(['backup', copy, '--db', path, '--quiet'])).code).toBe(0);
    const restored = await openStore(copy);
    expect(await loadHistory(restored, 'c', () => 'Europe/Amsterdam')).toEqual(
      await loadHistory(store, 'c', () => 'Europe/Amsterdam'),
    );
    await restored.close();
    await store.close();
  });
});
