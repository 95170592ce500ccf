import { startPostgres } from '../support/postgres.js';
import { workerFaults } from '../support/worker-faults.js';

/** Kills workers, cuts them off and restarts the database. usage: node dist/tests/bench/worker-faults.js [KILLS [JOBS]] */
const kills = Number(process.argv[2] ?? 40);
const jobs = Number(process.argv[3] ?? 1_000);
const postgres = await startPostgres('this bench');
if (postgres !== undefined) {
  const report = await workerFaults(postgres, { jobs, kills, random: Math.random });
  await postgres.stop();
  console.log(
    `${jobs} jobs, ${report.kills} workers killed, ${report.restarts} restarts of the database, ${report.cuts} cuts in ${report.seconds.toFixed(0)} s: ${report.done} done, ${report.again} of them took more than one attempt, ${report.wrong.length} findings`,
  );
  for (const line of report.wrong) console.log(line);
  process.exitCode = report.wrong.length > 0 ? 1 : 0;
}
