import type { Migration } from 'kysely';
import { migrationOf, type Statement } from '../dialect.js';

/** Histories that are being written or taken away stand beside the one in use. */
const STATEMENTS: readonly Statement[] = [
  {
    sqlite: [
      `create table series_next (
        id integer primary key, organisation text not null, centre text not null, queue text not null, unused_since text
      ) strict`,
      'insert into series_next (id, organisation, centre, queue) select id, organisation, centre, queue from series',
      'drop table series',
      'alter table series_next rename to series',
    ],
    postgres: [
      'alter table series add column unused_since text collate "C"',
      'alter table series drop constraint series_organisation_centre_queue_key',
    ],
  },
  'create unique index series_in_use on series (organisation, centre, queue) where unused_since is null',
];

export const stagedHistory: Migration = migrationOf(STATEMENTS);
