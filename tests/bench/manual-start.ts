/**
 * The manual start of api/deploy/README.md with one API and three workers, and bad days on it: workers killed while they plan, the
 * database restarted. Every plan must come out once. usage: node dist/tests/bench/manual-start.js [PLANS [KILLS]]
 */
import { smallPlansOn } from '../support/manual-start-faults.js';
import { startPostgres } from '../support/postgres.js';

const [plans = 30, kills = 6] = process.argv.slice(2).map(Number);
const postgres = await startPostgres('this bench');
if (postgres !== undefined) {
  const report = await smallPlansOn(postgres, { plans, kills, random: Math.random });
  await postgres.stop();
  console.log(
    `${plans} plans by three workers in ${report.seconds.toFixed(0)} s, ${report.kills} of them killed at work, ${report.restarts} restarts of the database: ${report.done} done, ${report.wrong.length} findings`,
  );
  for (const line of report.wrong) console.log(line);
  process.exitCode = report.wrong.length > 0 ? 1 : 0;
}
