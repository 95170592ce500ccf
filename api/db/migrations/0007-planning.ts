import { type Kysely, type Migration, sql } from 'kysely';
import { isPostgres, migrationOf } from '../dialect.js';

const BUDGET = `create table budget (
  organisation text not null references organisation (id), centre text not null, month text not null,
  scope text not null, amount_minor integer not null, currency text not null, changed_at text not null,
  changed_by text not null, primary key (organisation, centre, month, scope)
) strict`;

/** PostgreSQL names a check after the table that it was made with, which has been renamed since. */
const POSTGRES_DROP = `do $$ declare c record; begin
  for c in select conname from pg_constraint
    where conrelid = 'job'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%kind%' loop
    execute format('alter table job drop constraint %I', c.conname);
  end loop; end $$`;

/** Budgets of months; jobs of any kind (the kinds are the program's to know: a check would take a new table for each). */
export const planning: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await migrationOf([BUDGET]).up(db);
    if (isPostgres(db)) await sql.raw(POSTGRES_DROP).execute(db);
    else await dropKindCheck(db);
  },
};

/** SQLite: makes the table of jobs anew without the check, and with it that of reports, which refers to it. */
async function dropKindCheck(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ type: string; name: string; sql: string }>`
    select type, name, sql from sqlite_master where tbl_name in ('job', 'report') and sql is not null`.execute(db);
  const text = (name: string): string =>
    rows
      .find((row) => row.type === 'table' && row.name === name)!
      .sql.replace(/^create table\s+"?\w+"?/i, `create table ${name}_next`)
      .replace(/\s+check \(kind in \([^)]*\)\)/i, '')
      .replace(/references\s+"?job"?/i, 'references job_next');
  for (const name of ['job', 'report']) {
    await sql.raw(text(name)).execute(db);
    await sql.raw(`insert into ${name}_next select * from ${name}`).execute(db);
  }
  // The one that refers goes first; a table that is renamed is renamed where it is referred to.
  for (const name of ['report', 'job']) await sql.raw(`drop table ${name}`).execute(db);
  for (const name of ['job', 'report']) await sql.raw(`alter table ${name}_next rename to ${name}`).execute(db);
  for (const row of rows) if (row.type === 'index') await sql.raw(row.sql).execute(db);
}
