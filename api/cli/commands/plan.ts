import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeIssue } from '../../../src/errors.js';
import { planFiles } from '../../files/plan-documents.js';
import { loadPlanInput, mondayOf } from '../../files/plan-input.js';
import { writeFileAtomically } from '../../files/write.js';
import { threadsFor } from '../../jobs/pricing-threads.js';
import { runTask } from '../../jobs/run-task.js';
import { type Command, EXIT } from '../command.js';
import { integerOf, optional, required, seedOf } from '../options.js';
import { progressBar } from '../progress.js';
import { summaryText } from '../summary-text.js';

export const command: Command = {
  name: 'plan',
  summary: 'all of it, end to end, for a week',
  help: `
usage: rooster plan --centre DIR --week 2026-W49 --out DIR [--history FILE] [--weeks N] [--look-ahead N] [--time-limit S] [--workers N] [--seed N]

Plans the week from the history to the roster and its cost, and writes forecast.csv, requirement.csv, problem.json,
roster.json, roster.csv, cost.csv, summary.json and report.html into the folder --out.

  --centre DIR     centre folder (\`rooster init DIR\` makes one)
  --history FILE   history CSV; default: history.csv of the centre folder
  --week W         ISO week, the first to plan
  --weeks N        how many weeks, 1 to 13 (default 1)
  --look-ahead N   weeks planned along with each week before it is decided (0 to 12). Default: up to two weeks, and small centres, all at
                   once; else 1
  --time-limit S   stop the roster engine after S seconds; the result is then stamped as not reproducible
  --workers N      threads that price shifts (default: the cores, at most 8); the plan does not depend on it
  --json           print the summary as JSON

Exit code 3: hard rules contradict each other, or the audit finds labour law broken; the files are written and say which.`,
  options: {
    centre: { type: 'string' },
    history: { type: 'string' },
    week: { type: 'string' },
    weeks: { type: 'string' },
    'look-ahead': { type: 'string' },
    'time-limit': { type: 'string' },
    workers: { type: 'string' },
  },

  async run(context, flags) {
    const folder = required(flags, 'centre', 'the folder of the centre');
    const out = required(flags, 'out', 'the folder to write to');
    const fromDate = mondayOf(required(flags, 'week', 'the week to plan, as 2026-W49'));
    const weeks = integerOf(flags, 'weeks', 1, 1, 13);
    const limit = integerOf(flags, 'time-limit', 0, 1, 86_400);
    const { centre, history, warnings } = await loadPlanInput(folder, optional(flags, 'history'), context.cwd);

    const workers = integerOf(flags, 'workers', threadsFor(1), 1, 64);
    const bar = progressBar(context, flags);
    const request = {
      centre,
      history,
      fromDate,
      weeks,
      seed: seedOf(flags),
      ...(optional(flags, 'look-ahead') === undefined ? {} : { lookAhead: integerOf(flags, 'look-ahead', 1, 0, 12) }),
      ...(limit > 0 ? { stop: { timeLimitMillis: limit * 1000 } } : {}),
    };
    const result = await runTask(
      { kind: 'plan', request, workers },
      { signal: context.signal, onProgress: (progress) => bar.show(progress) },
    ).finally(() => bar.end());
    if (result.disagreements.length > 0) {
      throw new Error(`The recount disagrees with the engine:\n${result.disagreements.join('\n')}`);
    }

    const target = resolve(context.cwd, out);
    await mkdir(target, { recursive: true });
    for (const file of planFiles(centre, result)) await writeFileAtomically(join(target, file.name), file.body);
    if (flags.quiet !== true) {
      for (const issue of [...warnings, ...result.issues]) context.stderr(describeIssue(issue));
    }
    context.stdout(flags.json === true ? `${JSON.stringify(result.summary, null, 1)}\n` : summaryText(result.summary));
    if (flags.quiet !== true) {
      for (const finding of result.law.filter((one) => one.severity === 'hard')) {
        context.stderr(`law ${finding.ruleId} ${finding.agent} ${finding.dates.join(', ')}: ${finding.message}`);
      }
    }
    if (result.solution.status === 'cancelled') return EXIT.stopped;
    const { hardRulesBroken, lawBreaches } = result.summary;
    return hardRulesBroken + lawBreaches > 0 ? EXIT.fallsShort : EXIT.done;
  },
};
