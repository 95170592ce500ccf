import { resolve } from 'node:path';
import type { StopRule } from '../../../solver/stop.js';
import { InputError } from '../../../src/errors.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { ROSTER_COLUMNS, rosterCsvRows } from '../../../src/schedule/roster-csv.js';
import { toRosterFile } from '../../../src/schedule/roster-file.js';
import { rosterOf } from '../../../src/schedule/to-roster.js';
import { csvText } from '../../files/csv.js';
import { readJson } from '../../files/json.js';
import { shiftsToIcs } from '../../files/roster-ics.js';
import { writeFileAtomically } from '../../files/write.js';
import { runTask } from '../../jobs/run-task.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { deliver, integerOf, optional, seedOf } from '../options.js';
import { progressBar } from '../progress.js';

export const command: Command = {
  name: 'schedule',
  summary: 'solve a scheduling problem to a roster',
  help: `
usage: rooster schedule PROBLEM.json [--time-limit S] [--csv FILE] [--ics FILE] [--out ROSTER.json] [--seed N]

Solves a scheduling problem (\`rooster schema problem\`) and writes the roster (\`rooster schema roster\`).

  --time-limit S   stop after S seconds; the result is then stamped as not reproducible.
                   Default: the work budget of the problem file, or the engine's own.
  --csv FILE       also write the roster CSV
  --ics FILE       also write the shifts as an iCalendar
  --out FILE       write the roster JSON there instead of to standard output

Exit code 3: hard rules contradict each other; the roster says which.`,
  options: { 'time-limit': { type: 'string' }, csv: { type: 'string' }, ics: { type: 'string' } },

  async run(context, flags, positionals) {
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('give one PROBLEM.json.');
    const source = await readJson(resolve(context.cwd, path), path);
    if (!source.ok) throw new InputError(source.issues);
    const checked = checkProblem(source.value.value);
    const issues = checked.issues.map((issue) => ({ ...issue, place: { ...issue.place, file: path } }));
    if (!checked.ok) throw new InputError(issues);
    const problem = checked.value;

    const limit = integerOf(flags, 'time-limit', 0, 1, 86_400);
    const stop: StopRule = limit > 0 ? { timeLimitMillis: limit * 1000 } : (problem.stop ?? {});
    const bar = progressBar(context, flags);
    const seed = seedOf(flags);
    const solution = await runTask(
      { kind: 'schedule', problem, seed, stop },
      { signal: context.signal, onProgress: (progress) => bar.show(progress) },
    ).finally(() => bar.end());
    const roster = rosterOf(problem, solution, seed);
    const zoneOfSite = (): string => roster.zone;
    await deliver(context, flags, `${JSON.stringify(toRosterFile(roster, zoneOfSite), null, 1)}\n`);
    const csv = optional(flags, 'csv');
    if (csv !== undefined) {
      const text = csvText(ROSTER_COLUMNS, rosterCsvRows(roster.shifts, zoneOfSite));
      await writeFileAtomically(resolve(context.cwd, csv), text);
    }
    const ics = optional(flags, 'ics');
    if (ics !== undefined) {
      const text = shiftsToIcs({
        name: problem.name,
        shifts: roster.shifts,
        zoneOfSite,
        siteName: (site) => site,
        stampMs: Date.parse(problem.origin),
      });
      await writeFileAtomically(resolve(context.cwd, ics), text);
    }
    if (flags.quiet !== true) {
      context.stderr(
        `${solution.status}: ${solution.shifts.length} shifts, cost ${solution.cost.total.toFixed(0)}, bound ${solution.bound.toFixed(0)}, gap ${(solution.gap * 100).toFixed(2)} % (${solution.solver.method})`,
      );
      for (const breach of solution.breaches.filter((one) => one.hard))
        context.stderr(`broken ${breach.ruleId}: ${breach.message}`);
    }
    if (solution.status === 'cancelled') return EXIT.stopped;
    return solution.status === 'conflict' ? EXIT.fallsShort : EXIT.done;
  },
};
