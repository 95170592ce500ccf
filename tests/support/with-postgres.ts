import { spawnSync } from 'node:child_process';
import { startPostgres } from './postgres.js';

/** Runs a command with a PostgreSQL of its own; `TEST_POSTGRES` holds its address. usage: with-postgres.js COMMAND ARGUMENTS… */
const [command, ...words] = process.argv.slice(2);
const postgres = await startPostgres(`\`${[command, ...words].join(' ')}\` on PostgreSQL`);
if (postgres !== undefined) {
  const env = { ...process.env, TEST_POSTGRES: await postgres.newDatabase() };
  const { status } = spawnSync(command!, words, { stdio: 'inherit', env });
  await postgres.stop();
  process.exitCode = status ?? 1;
}
