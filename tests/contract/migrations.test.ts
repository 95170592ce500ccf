import { type Kysely, sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../api/db/migrate.js';
import { openStore, type Store } from '../../api/db/open.js';
import type { Database } from '../../api/db/schema.js';
import { sqliteOf } from '../support/sqlite.js';
import { storeKinds } from '../support/stores.js';

const { kinds, close } = await storeKinds('migrations from every earlier version');
afterAll(close);

const AT = '2026-01-01T00:00:00.000Z';

/** Rows as they could stand in a database that has had the migrations up to each name, from that one on. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  '0001-first': [
    `insert into centre (id, name, version, hash, data, created_at) values (7, 'c', 3, 'h', '{}', '${AT}')`,
    ...[0, 1_800_000].map(
      (ms) => `insert into history values ('c', 'phone', ${ms}, 30, 1.5, null, 0.25, 300, 2, 1, 4)`,
    ),
    `insert into history values ('c', 'chat', 0, 30, 7, null, null, null, null, null, null)`,
    `insert into plan values ('p', 'c', 3, '2026-W01', 1, '2025-12-29', '2026-01-04', 1, '0', 'published', 2, '${AT}', '${AT}')`,
    `insert into plan_document values ('p', 'roster.json', 'application/json', '{"a":1}')`,
    `insert into shift values ('p', 'ada', '2025-12-29', 1766995200000, 1767024000000, '{}')`,
    `insert into publication values (9, 'p', '2026-W01', '${AT}', 'r', 'c', 12345678901, 'EUR')`,
    `insert into job (id, kind, state, request, progress, plan_id, created_at) values ('j', 'plan', 'done', '{}', '{}', 'p', '${AT}')`,
    `insert into job (id, kind, state, request, progress, created_at) values ('k', 'plan', 'queued', '{}', '{}', '${AT}')`,
  ],
  '0002-reports': [
    `insert into job (id, kind, state, request, progress, created_at) values ('r', 'capacity', 'done', '{}', '{}', '${AT}')`,
    `insert into report (id, kind, centre, centre_version, from_date, weeks, seed, engine_version, created_at, body) values ('r', 'capacity', 'c', 3, '2026-01-05', 52, 1, '0', '${AT}', '{}')`,
  ],
  '0003-access': [
    `insert into account (id, organisation, email, name, roles, grants, created_at) values ('a', 'default', 'Ada@example.com', 'Ada', '[]', '[]', '${AT}')`,
    `insert into session values ('s', 'a', '${AT}', '${AT}', '${AT}')`,
    `insert into api_key values ('k', 'default', 'k', 'h', '[]', 'a', '${AT}', '${AT}', null)`,
    `insert into audit values (5, 'default', '${AT}', 'a', 'user', 'x', 'plan', 'p', 'r', '{}')`,
  ],
  '0004-self-service': [
    `insert into plan_change values ('p', 2, '${AT}', 'a', 'ill', '[]')`,
    `insert into notice values (4, 'default', 'ada', '2026-W01', 'p', 'published', '${AT}', '', 0, '[]', null)`,
    `insert into calendar_feed values ('f', 'default', 'ada', '${AT}', null)`,
    `insert into calendar_event values ('default', 'ada', 'u', '2025-12-29', 3, 0, '${AT}', '{}')`,
  ],
  '0006-requests': [
    `insert into self_rules values ('default', 1, '{}', '${AT}')`,
    `insert into wish_list values ('default', 'ada', '2026-W01', 1, '[]', '${AT}')`,
    `insert into offer values ('o', 'default', '2026-W01', 'overtime', '{}', 2, '${AT}', null, 'a', 1, '${AT}')`,
    `insert into offer_agent values ('o', 'ada', '[]', null, null)`,
  ],
  '0007-planning': [`insert into budget values ('default', 'c', '2026-01', '', 100000, 'EUR', '${AT}', 'a')`],
  '0008-work': [`update job set attempt = 2, urgency = 0, turn = 7 where id = 'k'`],
  '0009-integration': [
    `insert into idempotency values ('default', 'a', 'key', 'h', 201, '{}', '{}', '${AT}')`,
    `insert into webhook values ('w', 'default', 'https://example.com', '[]', 's', 'a', '${AT}', null)`,
    `insert into webhook_delivery values ('d', 'w', 'plan', '{}', 'waiting', 1, 5, null, '${AT}')`,
  ],
  '0010-staged-history': [
    `insert into series (id, organisation, centre, queue, unused_since) values (900, 'default', 'c', 'phone', '${AT}')`,
  ],
};

/** Tables with their columns, as the database itself tells them. */
async function shape({ db, engine }: Store): Promise<unknown> {
  const tables = (await db.introspection.getTables())
    .filter(({ schema }) => schema === undefined || schema === 'public')
    .map(({ name, columns }) => ({
      name,
      columns: columns.map(({ name: column, dataType, isNullable, isAutoIncrementing, hasDefaultValue }) =>
        [column, dataType, isNullable, isAutoIncrementing, hasDefaultValue].join(' '),
      ),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const query =
    engine.kind === 'sqlite'
      ? `select m.name, group_concat(f.'table' || f.'from' || f.'to' || f.on_delete, ' ') as refers
         from sqlite_master m left join pragma_foreign_key_list(m.name) f where m.type in ('table', 'index') group by m.name order by 1`
      : `select indexname as name, regexp_replace(indexdef, '"?\\w*_next\\w*"?', '') as refers from pg_indexes
         where schemaname = 'public' and indexname not like '%\\_key' and indexname not like '%\\_pkey' order by 1`;
  return { tables, more: (await sql.raw(query).execute(db)).rows };
}

const count = async (db: Kysely<Database>, table: keyof Database): Promise<number> =>
  (
    await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;

const names = Object.keys(MIGRATIONS);

describe.each(kinds)('migrations on $name', ({ place, open }) => {
  it('have rows to migrate from for every version but the newest', () => {
    expect(Object.keys(ROWS).filter((name) => names.includes(name))).toEqual(names.slice(0, Object.keys(ROWS).length));
    expect(names.length - Object.keys(ROWS).length).toBeLessThanOrEqual(1);
  });

  it.each(names.slice(0, -1))('from %s: every row kept, the same tables as a new database', async (from) => {
    const applied = names.slice(0, names.indexOf(from) + 1);
    // Each row is written while the database is of its own version, as it would have been.
    const grown = await place();
    for (const name of applied) {
      const step = await openStore(grown, name);
      for (const text of ROWS[name] ?? []) await sql.raw(text).execute(step.db);
      await step.close();
    }

    const store = await openStore(grown);
    const { db } = store;
    const fresh = await open();
    expect(await shape(store)).toEqual(await shape(fresh));
    await fresh.close();

    const queues = await db
      .selectFrom('history')
      .innerJoin('series', 'series.id', 'history.series')
      .select(['organisation', 'centre', 'queue', 'start_ms', 'offered', 'handled', 'abandoned'])
      .orderBy('queue')
      .orderBy('start_ms')
      .execute();
    const row = { organisation: 'default', centre: 'c', queue: 'phone', handled: null };
    expect(queues).toEqual([
      { ...row, queue: 'chat', start_ms: 0, offered: 7, abandoned: null },
      { ...row, start_ms: 0, offered: 1.5, abandoned: 0.25 },
      { ...row, start_ms: 1_800_000, offered: 1.5, abandoned: 0.25 },
    ]);
    expect(await db.selectFrom('centre').select(['id', 'organisation', 'version']).execute()).toEqual([
      { id: 7, organisation: 'default', version: 3 },
    ]);
    expect((await db.selectFrom('publication').selectAll().executeTakeFirstOrThrow()).cost_minor).toBe(12345678901);
    const jobs = await db.selectFrom('job').select(['id', 'state', 'plan_id', 'organisation']).orderBy('id').execute();
    expect(jobs.slice(0, 2)).toEqual([
      { id: 'j', state: 'done', plan_id: 'p', organisation: 'default' },
      { id: 'k', state: 'queued', plan_id: null, organisation: 'default' },
    ]);
    expect(await count(db, 'shift')).toBe(1);
    expect(await count(db, 'report')).toBe(from >= '0002' ? 1 : 0);
    expect(await count(db, 'session')).toBe(from >= '0003' ? 1 : 0);
    expect(await count(db, 'notice')).toBe(from >= '0004' ? 1 : 0);
    expect(await count(db, 'offer_agent')).toBe(from >= '0006' ? 1 : 0);
    expect(await count(db, 'webhook_delivery')).toBe(from >= '0009' ? 1 : 0);
    expect(await count(db, 'series')).toBe(from >= '0010' ? 3 : 2);
    const accounts = await db.selectFrom('account').select(['id', 'oidc_subject', 'revision']).execute();
    expect(accounts).toEqual(from >= '0003' ? [{ id: 'a', oidc_subject: null, revision: 1 }] : []);
    // Keys that were copied are not given out again.
    const next = await db
      .insertInto('centre')
      .values({ organisation: 'default', name: 'd', version: 1, hash: 'h', data: '{}', created_at: AT })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(next.id).toBe(8);
    await store.close();
  });

  it('several processes that start together migrate once', async () => {
    const where = await place();
    const stores = await Promise.all(Array.from({ length: 3 }, () => openStore(where)));
    expect(await count(stores[0]!.db, 'organisation')).toBe(1);
    for (const store of stores) await store.close();
  });
});

describe('a SQLite file', () => {
  it('has strict tables, references that are checked, and a log of its own', async () => {
    const store = await kinds[0]!.open();
    const sqlite = sqliteOf(store);
    const loose = sqlite
      .prepare(
        `select name from pragma_table_list where type = 'table' and strict = 0 and name not like 'sqlite_%' and name not like 'kysely_%'`,
      )
      .pluck()
      .all();
    expect(loose).toEqual([]);
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(sqlite.pragma('foreign_key_check')).toEqual([]);
    await store.close();
  });
});
