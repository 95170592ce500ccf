import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/** Requests that may be sent twice, and addresses of other systems that are told what happens. */
const STATEMENTS: readonly Statement[] = [
  `create table idempotency (
    organisation text not null, actor text not null, key text not null, request_hash text not null, status integer,
    headers text, body text, created_at text not null, primary key (organisation, actor, key)
  ) strict, without rowid`,
  'create index idempotency_by_time on idempotency (created_at)',
  `create table webhook (
    id text primary key, organisation text not null references organisation (id), url text not null,
    events text not null, secret text not null, created_by text not null, created_at text not null, ended_at text
  ) strict`,
  'create index webhook_by_organisation on webhook (organisation, id)',
  `create table webhook_delivery (
    id text primary key, webhook_id text not null references webhook (id) on delete cascade, event text not null,
    body text not null, state text not null check (state in ('waiting', 'delivered', 'failed')), attempt integer not null,
    next_ms integer not null, answer text, created_at text not null
  ) strict`,
  'create index webhook_delivery_by_time on webhook_delivery (state, next_ms)',
  'create index webhook_delivery_by_webhook on webhook_delivery (webhook_id, created_at)',
];

export const integration: Migration = migrationOf(STATEMENTS);
