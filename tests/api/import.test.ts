import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCentre } from '../../api/db/centre-store.js';
import { clearLeftOver } from '../../api/db/history-sqlite.js';
import { historyOverview, loadHistory, saveHistory } from '../../api/db/history-store.js';
import { openStore, type Store } from '../../api/db/open.js';
import { spillFile } from '../../api/files/spill-file.js';
import { importAsk } from '../../api/jobs/import-here.js';
import { importHistory } from '../../api/jobs/import-history.js';
import { queueId } from '../../src/domain/ids.js';
import { InputError } from '../../src/errors.js';
import { cli } from '../support/cli.js';
import { seriesOf } from '../support/history.js';
import { sqliteOf } from '../support/sqlite.js';
import { smallCentre } from '../support/stored-plan.js';

const AT = '2026-11-24T00:00:00.000Z';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rooster-import-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const rowsIn = (store: Store): unknown =>
  sqliteOf(store)
    .prepare('select (select count(*) from history) as rows, (select count(*) from series) as series')
    .get();

/** Half hours of `days` days from 2 November 2026, UTC, each with the value. */
function fileOf(queue: string, days: number, value: number): string {
  const lines = Array.from(
    { length: days * 48 },
    (_, i) => `${new Date(Date.UTC(2026, 10, 2) + i * 1_800_000).toISOString().slice(0, 16)}Z,${queue},${value}`,
  );
  return `start,queue,offered\n${lines.join('\n')}\n`;
}

describe('import in a thread of its own', () => {
  it('checks, appends and replaces, and names what is wrong with line and column', async () => {
    const store = await openStore(join(folder, 'thread.db'));
    const { centre } = await saveCentre(store, await smallCentre(), AT);
    const queue = centre.queues[0]!.id;
    const importOf = (text: string, preview: boolean, replace: boolean) =>
      importHistory(store, Readable.from([Buffer.from(text)]), importAsk(centre, 'history', preview, replace));
    const overview = async (): Promise<unknown> =>
      (await historyOverview(store, centre.name)).map(({ intervals, offered }) => [intervals, offered]);

    expect(await importOf(fileOf(queue, 3, 2), true, false)).toMatchObject({ rows: 144, queues: [queue] });
    expect(await overview()).toEqual([]);
    expect(await importOf(fileOf(queue, 3, 2), false, false)).toMatchObject({ rows: 144, from: '2026-11-02' });
    expect(await overview()).toEqual([[144, 288]]);
    // Fewer than there are: put into what is in use. More: what is in use is put into them.
    await importOf(fileOf(queue, 1, 5), false, false);
    expect(await overview()).toEqual([[144, 48 * 5 + 96 * 2]]);
    await importOf(fileOf(queue, 4, 1).replace(/^2026-11-02.*\n/gm, ''), false, false);
    expect(await overview()).toEqual([[192, 48 * 5 + 144]]);
    await importOf(fileOf(queue, 2, 9), false, true);
    expect(await overview()).toEqual([[96, 96 * 9]]);

    await expect(importOf(`${fileOf(queue, 2, 1)}x,${queue},1\n`, false, true)).rejects.toMatchObject({
      issues: [{ code: 'timestamp-unreadable', place: { file: 'history', line: 98, column: 'start' } }],
    });
    const broken = new Error('the line went dead');
    async function* breaksOff() {
      yield Buffer.from(fileOf(queue, 2, 1));
      throw broken;
    }
    await expect(importHistory(store, breaksOff(), importAsk(centre, 'history', false, true))).rejects.toBe(broken);
    expect(await overview()).toEqual([[96, 96 * 9]]);
    expect(rowsIn(store)).toEqual({ rows: 96, series: 1 });
    await store.close();
  });

  it('goes on after a file that is refused long before its end', async () => {
    const store = await openStore(join(folder, 'refused.db'));
    const { centre } = await saveCentre(store, await smallCentre(), AT);
    let sent = 0;
    async function* endless() {
      yield Buffer.from('nothing,of,use\n');
      for (; sent < 10_000; sent++) yield Buffer.alloc(1 << 16, '1,2,3\n');
    }
    const ask = importAsk(centre, 'history', false, false);
    await expect(importHistory(store, endless(), ask)).rejects.toThrow(InputError);
    expect(sent).toBeLessThan(10_000);
    await store.close();
  });
});

describe('rows in a file', () => {
  it('come back in order, key by key', () => {
    const spill = spillFile();
    for (let n = 0; n < 5; n++) spill.add(n % 2, Float64Array.from([n, Number.NaN, -0.5]));
    expect([...spill.read(0)].flatMap((numbers) => [...numbers])).toEqual(
      [0, 2, 4].flatMap((n) => [n, Number.NaN, -0.5]),
    );
    expect([...spill.read(7)]).toEqual([]);
    spill.close();
  });
});

describe('a history that is being written', () => {
  it('is seen by nobody, and taken away where its import was killed', async () => {
    const path = join(folder, 'staged.db');
    const store = await openStore(path);
    const zone = 'Europe/Amsterdam';
    const series = seriesOf('2026-01-05', 2, () => 1);
    await saveHistory(store, 'c', [series]);
    const sqlite = sqliteOf(store);
    // As a process leaves it that was killed half-way, the day before yesterday and just now.
    for (const since of [new Date(Date.now() - 2 * 86_400_000).toISOString(), new Date().toISOString()]) {
      const { lastInsertRowid: id } = sqlite
        .prepare(`insert into series (organisation, centre, queue, unused_since) values ('default', 'c', 'phone', ?)`)
        .run(since);
      sqlite
        .prepare(
          `with recursive n (i) as (select 0 union all select i + 1 from n where i < 25000)
           insert into history (series, start_ms, interval_minutes, offered) select ?, i * 1800000, 30, 7 from n`,
        )
        .run(id);
    }
    expect((await loadHistory(store, 'c', () => zone)).get(queueId('phone'))).toEqual(series);
    expect(await historyOverview(store, 'c')).toMatchObject([{ intervals: 96, offered: 96 }]);
    await clearLeftOver(store, sqlite);
    expect(rowsIn(store)).toEqual({ rows: 96 + 25_001, series: 2 });
    await store.close();
  });
});

describe('rooster import', () => {
  it('stores a file, says how much, and refuses what is wrong', async () => {
    const path = join(folder, 'cli.db');
    const file = join(folder, 'rows.csv');
    const empty = await cli(['import', file, '--db', path]);
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('centre-missing')]);
    const store = await openStore(path);
    const { centre } = await saveCentre(store, await smallCentre(), AT);
    writeFileSync(file, fileOf(centre.queues[0]!.id, 2, 3));
    expect((await cli(['import', file, '--db', path, '--preview'])).stdout).toContain('Would store 96 rows');
    expect(await historyOverview(store, centre.name)).toEqual([]);
    const stored = await cli(['import', file, '--db', path, '--json']);
    expect(JSON.parse(stored.stdout)).toMatchObject({ stored: true, rows: 96, from: '2026-11-02' });
    expect(await historyOverview(store, centre.name)).toMatchObject([{ intervals: 96, offered: 288 }]);
    writeFileSync(file, 'start,queue,offered\n2026-11-02T08:00,nobody,1\n');
    const refused = await cli(['import', file, '--db', path]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('queue-unknown')]);
    expect((await cli(['import'])).code).toBe(2);
    await store.close();
  });
});
