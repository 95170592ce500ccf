import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/** Strict tables: SQLite then refuses a text in a number column instead of keeping it. */
const STATEMENTS: readonly Statement[] = [
  `create table centre (
    id integer primary key, name text not null, version integer not null, hash text not null, data text not null,
    created_at text not null, unique (name, version)
  ) strict`,
  `create table history (
    centre text not null, queue text not null, start_ms integer not null, interval_minutes integer not null,
    offered real, handled real, abandoned real, aht_seconds real, asa_seconds real, answered_in_target real,
    staffed_agents real, primary key (centre, queue, start_ms)
  ) strict, without rowid`,
  `create table plan (
    id text primary key, centre text not null, centre_version integer not null, week text not null,
    weeks integer not null, from_date text not null, to_date text not null, seed integer not null,
    engine_version text not null, state text not null check (state in ('draft', 'published', 'withdrawn')),
    revision integer not null, created_at text not null, published_at text
  ) strict`,
  'create index plan_by_week on plan (centre, week, created_at)',
  `create table job (
    id text primary key, kind text not null check (kind in ('plan')),
    state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    request text not null, progress text not null, error text, plan_id text references plan (id),
    created_at text not null, started_at text, finished_at text
  ) strict`,
  'create index job_by_state on job (state, created_at)',
  `create table plan_document (
    plan_id text not null references plan (id) on delete cascade, name text not null, content_type text not null,
    body text not null, primary key (plan_id, name)
  ) strict`,
  `create table shift (
    plan_id text not null references plan (id) on delete cascade, agent text not null, date text not null,
    start_ms integer not null, end_ms integer not null, body text not null, primary key (plan_id, agent, start_ms)
  ) strict, without rowid`,
  `create table publication (
    id integer primary key, plan_id text not null references plan (id), week text not null, published_at text not null,
    roster text not null, cost text not null, cost_minor integer not null, currency text not null
  ) strict`,
  'create index publication_by_week on publication (week, published_at)',
];

export const first: Migration = migrationOf(STATEMENTS);
