import { resolve } from 'node:path';
import { assignmentOf, designOf, withoutPeople } from '../../../solver/roster/shifts-only.js';
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
import { threadsFor } from '../../jobs/pricing-threads.js';
import { runTask } from '../../jobs/run-task.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { deliver, integerOf, optional, seedOf } from '../options.js';
import { progressBar } from '../progress.js';

export const command: Command = {
  name: 'schedule',
  summary: 'solve a scheduling problem to a roster',
  help: `
usage: rooster schedule PROBLEM.json [--time-limit S] [--workers N] [--csv FILE] [--ics FILE] [--out ROSTER.json] [--seed N]
       rooster schedule PROBLEM.json --shifts-only [--shift-cost N] [--assignment FILE] [--out DESIGN.json]

Solves a scheduling problem (\`rooster schema problem\`) and writes the roster (\`rooster schema roster\`).

  --time-limit S   stop after S seconds; the result is then stamped as not reproducible.
                   Default: the work budget of the problem file, or the engine's own.
  --workers N      threads that price shifts (default: the cores, at most 8); the roster does not depend on it
  --csv FILE       also write the roster CSV
  --ics FILE       also write the shifts as an iCalendar
  --out FILE       write the roster JSON there instead of to standard output
  --shifts-only    leave the people out: how many of which shift on each day, as JSON instead of a roster
  --shift-cost N   with --shifts-only, the price of each distinct shift in use (template, start, length): few of them
                   Default: the problem's distinctShiftCost, else none
  --assignment FILE  with --shifts-only, also write the problem that deals these shifts out to the people;
                   \`rooster schedule FILE\` solves it

Exit code 3: hard rules contradict each other; the roster says which.`,
  options: {
    'time-limit': { type: 'string' },
    workers: { type: 'string' },
    csv: { type: 'string' },
    ics: { type: 'string' },
    'shifts-only': { type: 'boolean' },
    'shift-cost': { type: 'string' },
    assignment: { type: 'string' },
  },

  async run(context, flags, positionals) {
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('give one PROBLEM.json.');
    const source = await readJson(resolve(context.cwd, path), path);
    if (!source.ok) throw new InputError(source.issues);
    const checked = checkProblem(source.value.value);
    const issues = checked.issues.map((issue) => ({ ...issue, place: { ...issue.place, file: path } }));
    if (!checked.ok) throw new InputError(issues);
    const whole = checked.value;
    const shiftsOnly = flags['shifts-only'] === true;
    for (const name of ['shift-cost', 'assignment'] as const) {
      if (!shiftsOnly && flags[name] !== undefined) throw new UsageError(`--${name} goes with --shifts-only.`);
    }
    const shiftCost =
      optional(flags, 'shift-cost') === undefined ? undefined : integerOf(flags, 'shift-cost', 0, 0, 1e9);
    const problem = shiftsOnly ? withoutPeople(whole, shiftCost) : whole;

    const limit = integerOf(flags, 'time-limit', 0, 1, 86_400);
    const stop: StopRule = limit > 0 ? { timeLimitMillis: limit * 1000 } : (problem.stop ?? {});
    const workers = integerOf(flags, 'workers', threadsFor(1), 1, 64);
    const bar = progressBar(context, flags);
    const seed = seedOf(flags);
    const solution = await runTask(
      { kind: 'schedule', problem, seed, stop, workers },
      { signal: context.signal, onProgress: (progress) => bar.show(progress) },
    ).finally(() => bar.end());
    if (shiftsOnly) {
      const shifts = designOf(problem, solution.shifts);
      const { status, cost, bound, gap } = solution;
      const design = { format: 'rooster-design/1', name: problem.name, status, cost, bound, gap, shifts };
      await deliver(context, flags, `${JSON.stringify(design, null, 1)}\n`);
      const to = optional(flags, 'assignment');
      if (to !== undefined) {
        const text = `${JSON.stringify(assignmentOf(whole, shifts), null, 1)}\n`;
        await writeFileAtomically(resolve(context.cwd, to), text);
      }
      if (flags.quiet !== true) {
        context.stderr(
          `${status}: ${shifts.length} distinct shifts, ${solution.shifts.length} in all, cost ${cost.total.toFixed(0)}, bound ${bound.toFixed(0)} (${solution.solver.method})`,
        );
      }
      return status === 'cancelled' ? EXIT.stopped : EXIT.done;
    }
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
