import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/** Jobs for any number of workers: whose turn it is, who works on it until when, and how often it was tried. */
const STATEMENTS: readonly Statement[] = [
  'alter table job add column urgency integer not null default 1',
  'alter table job add column turn integer not null default 0',
  'alter table job add column attempt integer not null default 0',
  'alter table job add column worker text',
  'alter table job add column lease_until_ms integer',
  'alter table job add column stop_asked integer not null default 0',
  'alter table job add column offered_at text',
  'create index job_by_turn on job (state, urgency, turn, created_at, id)',
];

export const work: Migration = migrationOf(STATEMENTS);
