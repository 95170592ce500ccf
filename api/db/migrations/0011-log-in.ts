import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/** Accounts are known to a log-in provider by its own name for them, and count their changes. */
const STATEMENTS: readonly Statement[] = [
  'alter table account add column oidc_subject text',
  'alter table account add column revision integer not null default 1',
  'create unique index account_by_subject on account (oidc_subject)',
  `create table oidc_login (
    hash text primary key, state text not null, nonce text not null, verifier text not null, expires_at text not null
  ) strict`,
];

export const logIn: Migration = migrationOf(STATEMENTS);
