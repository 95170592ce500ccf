import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/** What agents ask for, offer and are offered; which plan a plan was copied from. */
const STATEMENTS: readonly Statement[] = [
  'alter table plan add column copied_from text',
  `create table self_rules (
    organisation text primary key, revision integer not null, body text not null, changed_at text not null
  ) strict, without rowid`,
  `create table time_off_request (
    id text primary key, organisation text not null, agent text not null, kind text not null,
    from_date text not null, to_date text not null, from_minute integer, to_minute integer,
    state text not null check (state in ('approved', 'waiting', 'asked', 'refused', 'withdrawn')),
    note text not null, reason text not null, decided_by text, revision integer not null,
    created_at text not null, changed_at text not null
  ) strict`,
  'create index time_off_request_by_agent on time_off_request (organisation, agent, from_date)',
  'create index time_off_request_by_date on time_off_request (organisation, state, to_date)',
  `create table own_availability (
    organisation text not null, agent text not null, revision integer not null, body text not null,
    changed_at text not null, primary key (organisation, agent)
  ) strict, without rowid`,
  `create table wish_list (
    organisation text not null, agent text not null, week text not null, revision integer not null, body text not null,
    changed_at text not null, primary key (organisation, agent, week)
  ) strict, without rowid`,
  `create table exchange (
    id text primary key, organisation text not null, week text not null, agent text not null, colleague text not null,
    shift text not null, back text,
    state text not null check (state in ('proposed', 'asked', 'done', 'refused', 'withdrawn')),
    verdict text not null, reason text not null, decided_by text, plan_id text, revision integer not null,
    created_at text not null, changed_at text not null
  ) strict`,
  'create index exchange_by_agent on exchange (organisation, agent, id)',
  'create index exchange_by_colleague on exchange (organisation, colleague, id)',
  `create table offer (
    id text primary key, organisation text not null, week text not null,
    kind text not null check (kind in ('overtime', 'leave-early', 'open-shift')), body text not null,
    places integer not null, expires_at text not null, withdrawn_at text, created_by text not null,
    revision integer not null, created_at text not null
  ) strict`,
  'create index offer_by_week on offer (organisation, week, id)',
  `create table offer_agent (
    offer_id text not null references offer (id) on delete cascade, agent text not null, changes text not null,
    taken_at text, plan_id text, primary key (offer_id, agent)
  ) strict, without rowid`,
  'create index offer_agent_by_agent on offer_agent (agent, offer_id)',
];

export const requests: Migration = migrationOf(STATEMENTS);
