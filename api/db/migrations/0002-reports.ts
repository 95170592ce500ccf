import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/** Jobs of more than one kind, and the results of those that make no plan. SQLite changes a check only with a new table. */
const STATEMENTS: readonly Statement[] = [
  `create table job_next (
    id text primary key, kind text not null check (kind in ('plan', 'scenarios', 'capacity')),
    state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    request text not null, progress text not null, error text, plan_id text references plan (id),
    created_at text not null, started_at text, finished_at text
  ) strict`,
  `insert into job_next (id, kind, state, request, progress, error, plan_id, created_at, started_at, finished_at)
    select id, kind, state, request, progress, error, plan_id, created_at, started_at, finished_at from job`,
  'drop table job',
  'alter table job_next rename to job',
  'create index job_by_state on job (state, created_at)',
  `create table report (
    id text primary key references job (id), kind text not null, centre text not null, centre_version integer not null,
    from_date text not null, weeks integer not null, seed integer not null, engine_version text not null,
    created_at text not null, body text not null
  ) strict`,
  'create index report_by_kind on report (kind, created_at)',
];

export const reports: Migration = migrationOf(STATEMENTS);
