import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/** Edits of rosters, notices to agents and calendar feeds. */
const STATEMENTS: readonly Statement[] = [
  `create table plan_change (
    plan_id text not null references plan (id) on delete cascade, revision integer not null, at text not null,
    author text not null, reason text not null, differences text not null, primary key (plan_id, revision)
  ) strict, without rowid`,
  `create table notice (
    id integer primary key, organisation text not null, agent text not null, week text not null,
    plan_id text not null references plan (id), kind text not null check (kind in ('published', 'changed', 'withdrawn')),
    at text not null, reason text not null, short_notice integer not null, differences text not null, acknowledged_at text
  ) strict`,
  'create index notice_by_agent on notice (organisation, agent, id)',
  'create index notice_by_week on notice (organisation, week, id)',
  `create table calendar_feed (
    hash text primary key, organisation text not null, agent text not null, created_at text not null, revoked_at text
  ) strict`,
  'create index calendar_feed_by_agent on calendar_feed (organisation, agent)',
  `create table calendar_event (
    organisation text not null, agent text not null, uid text not null, date text not null, sequence integer not null,
    cancelled integer not null, changed_at text not null, body text not null, primary key (organisation, agent, uid)
  ) strict, without rowid`,
];

export const selfService: Migration = migrationOf(STATEMENTS);
