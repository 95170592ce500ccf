import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/**
 * Organisations, accounts and the audit trail. What was there before belongs to the organisation `default`. History is
 * keyed by a number per queue instead of two texts per row, which makes the table smaller and the import faster.
 */
const STATEMENTS: readonly Statement[] = [
  'create table organisation (id text primary key, name text not null, created_at text not null) strict',
  {
    sqlite: [
      `insert into organisation (id, name, created_at) values ('default', 'Default', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`,
    ],
    postgres: [
      `insert into organisation (id, name, created_at) values ('default', 'Default', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,
    ],
  },
  `create table account (
    id text primary key, organisation text not null references organisation (id), email text not null collate nocase unique,
    name text not null, password text, roles text not null, grants text not null, agent text, created_at text not null,
    disabled_at text
  ) strict`,
  'create index account_by_organisation on account (organisation, id)',
  `create table session (
    hash text primary key, account text not null references account (id) on delete cascade, created_at text not null,
    seen_at text not null, expires_at text not null
  ) strict`,
  'create index session_by_account on session (account)',
  `create table api_key (
    id text primary key, organisation text not null references organisation (id), name text not null, hash text not null,
    permissions text not null, created_by text not null, created_at text not null, expires_at text not null,
    revoked_at text
  ) strict`,
  'create index api_key_by_organisation on api_key (organisation, id)',
  'create table setup_code (one integer primary key check (one = 1), hash text not null, created_at text not null) strict',
  `create table audit (
    id integer primary key, organisation text not null, at text not null, actor text not null, actor_kind text not null,
    action text not null, resource text not null, resource_id text not null, request_id text not null, detail text not null
  ) strict`,
  'create index audit_by_organisation on audit (organisation, id)',
  'create index audit_by_resource on audit (organisation, resource, resource_id, id)',
  `create table centre_next (
    id integer primary key, organisation text not null, name text not null, version integer not null, hash text not null,
    data text not null, created_at text not null, unique (organisation, name, version)
  ) strict`,
  `insert into centre_next (id, organisation, name, version, hash, data, created_at)
    select id, 'default', name, version, hash, data, created_at from centre`,
  'drop table centre',
  'alter table centre_next rename to centre',
  ...['job', 'plan', 'report'].map(
    (table) => `alter table ${table} add column organisation text not null default 'default'`,
  ),
  'drop index plan_by_week',
  'create index plan_by_week on plan (organisation, week, created_at)',
  'create index plan_by_time on plan (organisation, created_at, id)',
  'drop index report_by_kind',
  'create index report_by_kind on report (organisation, kind, created_at)',
  `create table series (
    id integer primary key, organisation text not null, centre text not null, queue text not null,
    unique (organisation, centre, queue)
  ) strict`,
  `insert into series (organisation, centre, queue) select distinct 'default', centre, queue from history`,
  `create table history_next (
    series integer not null references series (id), start_ms integer not null, interval_minutes integer not null,
    offered real, handled real, abandoned real, aht_seconds real, asa_seconds real, answered_in_target real,
    staffed_agents real, primary key (series, start_ms)
  ) strict, without rowid`,
  `insert into history_next
    select s.id, h.start_ms, h.interval_minutes, h.offered, h.handled, h.abandoned, h.aht_seconds, h.asa_seconds,
      h.answered_in_target, h.staffed_agents
    from history h join series s on s.centre = h.centre and s.queue = h.queue order by s.id, h.start_ms`,
  'drop table history',
  'alter table history_next rename to history',
];

export const access: Migration = migrationOf(STATEMENTS);
