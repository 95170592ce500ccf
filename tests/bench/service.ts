import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { newToken, tokenHash } from '../../api/access/token.js';
import { openStore, type Store } from '../../api/db/open.js';
import { addSession } from '../../api/db/session-store.js';
import { buildApp } from '../../api/http/app.js';
import { isoWeekOf } from '../../src/time/week.js';
import { addDays } from '../../src/time/zone.js';
import { type Load, type Loaded, loadClient } from '../support/load-client.js';
import { sqliteOf } from '../support/sqlite.js';

/**
 * Reading an agent's week and the roster of a week (1,000 agents) with 5,000 agents x 26 weeks stored, against a bare Fastify
 * route that returns the same bytes from memory. Requests come from a process of their own. usage: node dist/tests/bench/service.js [REQUESTS [CENTRES]]
 */
const CENTRES = Number(process.argv[3] ?? 5);
const AGENTS = 1_000;
const WEEKS = 26;
const REQUESTS = Number(process.argv[2] ?? 2_000);
const CONNECTIONS = 10;
/** Measured, after one to warm up. */
const TURNS = 5;

const agentName = (n: number): string => `agent-${String(n).padStart(4, '0')}`;

const shiftOf = (agent: string, date: string): { body: string; startMs: number; endMs: number } => {
  const at = (time: string): string => `${date}T${time}:00+01:00`;
  const part = (activity: string, from: string, to: string, queues: string[]) => ({
    activity,
    start: at(from),
    end: at(to),
    paid: queues.length > 0,
    queues,
  });
  const work = (from: string, to: string) => part('work', from, to, ['phone', 'chat', 'email']);
  const shift = {
    agent,
    date,
    site: 'utrecht',
    area: 'floor',
    desk: 'floor-12',
    kind: 'day',
    start: at('09:00'),
    end: at('17:30'),
    activities: [
      work('09:00', '10:45'),
      part('break', '10:45', '11:00', []),
      work('11:00', '12:30'),
      part('meal', '12:30', '13:00', []),
      work('13:00', '15:15'),
      part('break', '15:15', '15:30', []),
      work('15:30', '17:30'),
    ],
  };
  return { body: JSON.stringify(shift), startMs: Date.parse(shift.start), endMs: Date.parse(shift.end) };
};

/** Every week of every centre; an organisation of its own for each centre. Rows go in by key, so that the tree only grows. */
function fill(store: Store): void {
  const sqlite = sqliteOf(store);
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('journal_mode = OFF');
  sqlite.pragma('cache_size = -262144');
  const plan =
    sqlite.prepare(`insert into plan (id, organisation, centre, centre_version, week, weeks, from_date, to_date, seed, engine_version, state, revision, created_at, published_at)
    values (?, ?, 'c', 1, ?, 1, ?, ?, 1, '0', 'published', 2, '2026-01-01', '2026-01-02')`);
  const file = sqlite.prepare(
    `insert into plan_document (plan_id, name, content_type, body) values (?, 'roster.json', 'application/json', ?)`,
  );
  const row = sqlite.prepare(
    'insert into shift (plan_id, agent, date, start_ms, end_ms, body) values (?, ?, ?, ?, ?, ?)',
  );
  const organisations = Array.from({ length: CENTRES }, (_, c) => (c === 0 ? 'default' : `o${c}`));
  for (const organisation of organisations.slice(1))
    sqlite
      .prepare('insert into organisation (id, name, created_at) values (?, ?, ?)')
      .run(organisation, organisation, '2026-01-01');
  for (const organisation of organisations) {
    sqlite.transaction(() => {
      for (let w = 0; w < WEEKS; w++) {
        const monday = addDays('2026-06-01', 7 * w);
        const id = `${organisation}-${String(w).padStart(2, '0')}`;
        plan.run(id, organisation, isoWeekOf(monday), monday, addDays(monday, 6));
        // A day is the same for all but the name.
        const days = Array.from({ length: 5 }, (_, d) => {
          const date = addDays(monday, d);
          const { body, startMs, endMs } = shiftOf('NAME', date);
          return { date, startMs, endMs, parts: body.split('NAME') };
        });
        const bodies: string[] = [];
        for (let a = 0; a < AGENTS; a++) {
          const agent = agentName(a);
          for (const { date, startMs, endMs, parts } of days) {
            const body = parts.join(agent);
            row.run(id, agent, date, startMs, endMs, body);
            bodies.push(body);
          }
        }
        file.run(id, `{"format":"rooster-roster/1","state":"published","shifts":[${bodies.join(',\n')}]}\n`);
      }
    })();
  }
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
}

interface Measured extends Loaded {
  readonly perSecond: number;
  /** Processor time of the serving process, µs a request. */
  readonly cpuMicros: number;
}

const client = loadClient();

async function measure(load: Load): Promise<Measured> {
  const from = process.cpuUsage();
  const loaded = await client.run(load);
  const { user, system } = process.cpuUsage(from);
  return { ...loaded, perSecond: load.requests / loaded.seconds, cpuMicros: (user + system) / load.requests };
}

const folder = mkdtempSync(join(tmpdir(), 'rooster-bench-'));
const store = await openStore(join(folder, 'bench.db'));
const filling = performance.now();
fill(store);
console.log(
  `${CENTRES * AGENTS} agents x ${WEEKS} weeks stored in ${((performance.now() - filling) / 1000).toFixed(0)} s`,
);
const now = (): string => new Date().toISOString();
const token = newToken();
await store.db
  .insertInto('account')
  .values({
    id: 'a',
    organisation: 'default',
    email: 'a@example.com',
    name: 'A',
    password: null,
    roles: '["planner"]',
    grants: '[]',
    agent: null,
    created_at: now(),
    disabled_at: null,
  })
  .execute();
await addSession(store, { hash: tokenHash(token), account: 'a', now: now(), expiresAt: '2999-01-01T00:00:00.000Z' });
const runner = { wake: () => {}, cancel: async () => {}, close: async () => {} };
const app = await buildApp(
  { store, runner, now, newId: () => 'x' },
  { requestsPerMinute: 1e9, mostLagMs: 20_000, mode: { access: 'accounts', secureCookies: false } },
);
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as AddressInfo;
const cookie = `rooster=${token}`;

const weekOf = (i: number): string => isoWeekOf(addDays('2026-06-01', 7 * (i % WEEKS)));
const agentOf = (i: number): string => agentName((i * 37) % AGENTS);
const cases = [
  { name: "an agent's week", path: (i: number) => `/v1/rosters/${weekOf(i)}/agents/${agentOf(i)}`, requests: REQUESTS },
  { name: 'a roster week', path: (i: number) => `/v1/rosters/${weekOf(i % 4)}`, requests: Math.ceil(REQUESTS / 4) },
  {
    name: 'a roster week, not packed, one at a time',
    path: (i: number) => `/v1/rosters/${weekOf(i % 4)}`,
    requests: Math.ceil(REQUESTS / 10),
    encoding: 'identity',
    connections: 1,
  },
];
for (const { name, path, requests, encoding = 'gzip', connections = CONNECTIONS } of cases) {
  const headers = { cookie, 'accept-encoding': encoding };
  const first = await app.inject({ method: 'GET', url: path(0), headers });
  const body = Buffer.from(first.rawPayload);
  const packed = first.headers['content-encoding'];
  const bare = Fastify();
  bare.get('/*', async (_request, reply) =>
    (packed === undefined ? reply : reply.header('content-encoding', packed))
      .type('application/json; charset=utf-8')
      .send(body),
  );
  await bare.listen({ host: '127.0.0.1', port: 0 });
  const barePort = (bare.server.address() as AddressInfo).port;
  const load = { paths: Array.from({ length: requests }, (_, i) => path(i)), headers, requests, connections };
  // Both are warmed up, then measured in turns, so that other work on the machine meets both.
  const served: Measured[] = [];
  const plain: Measured[] = [];
  for (let turn = 0; turn <= TURNS; turn++) {
    const [one, other] = [await measure({ ...load, port }), await measure({ ...load, port: barePort })];
    if (turn === 0) continue;
    served.push(one);
    plain.push(other);
  }
  await bare.close();
  const median = (of: (turn: number) => number): number =>
    served.map((_, turn) => of(turn)).sort((a, b) => a - b)[TURNS >> 1]!;
  const line = (what: string, list: readonly Measured[]): string =>
    `${what} ${median((turn) => list[turn]!.perSecond).toFixed(0)} a second, p50 ${median((turn) => list[turn]!.p50).toFixed(1)} ms, p99 ${median((turn) => list[turn]!.p99).toFixed(1)} ms, ${median((turn) => list[turn]!.cpuMicros).toFixed(0)} µs of processor time each`;
  const share = (of: (turn: number) => number): string => `${(100 * median(of)).toFixed(0)} %`;
  console.log(`${name} (${(body.length / 1024).toFixed(1)} KiB, ${connections} connections)`);
  console.log(line('  service   ', served));
  console.log(line('  bare route', plain));
  console.log(
    `  throughput ${share((turn) => served[turn]!.perSecond / plain[turn]!.perSecond)} of the bare route, by processor time ${share((turn) => plain[turn]!.cpuMicros / served[turn]!.cpuMicros)}`,
  );
}
client.close();
await app.close();
await store.close();
rmSync(folder, { recursive: true });
