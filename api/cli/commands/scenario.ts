import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeIssue, InputError } from '../../../src/errors.js';
import type { PlanRequest, PlanResult } from '../../../src/plan.js';
import {
  applyScenario,
  compareScenarios,
  comparisonTable,
  emptyForecast,
  readScenarios,
  type Scenario,
  type ScenarioState,
} from '../../../src/scenario/index.js';
import { csvText } from '../../files/csv.js';
import { readJson } from '../../files/json.js';
import { planFiles } from '../../files/plan-documents.js';
import { loadPlanInput, mondayOf, type PlanInput } from '../../files/plan-input.js';
import { spreadsheet } from '../../files/spreadsheet.js';
import { writeFileAtomically } from '../../files/write.js';
import { runTask } from '../../jobs/run-task.js';
import { type Command, type CommandContext, EXIT, type Flags, UsageError } from '../command.js';
import { comparisonText } from '../comparison-text.js';
import { integerOf, optional, required, seedOf } from '../options.js';
import { progressBar } from '../progress.js';

/** Name of the plan without changes that the others are compared with. */
const BASE = 'base';

export const command: Command = {
  name: 'scenario',
  summary: 'plan what-ifs of a week and compare them',
  help: `
usage: rooster scenario --centre DIR --week 2026-W49 --scenarios FILE.json --out DIR [--history FILE] [--weeks N]
                        [--work-limit N | --time-limit S] [--seed N]

Plans the week as it is and once per scenario, and writes comparison.csv, comparison.json and comparison.xlsx into the
folder --out: service, hours, shortage, cost and cost per contact side by side, per queue and in total, with the difference
to the week as it is. The files of each plan (see \`rooster plan\`) go into a folder of its name.

  --centre DIR       centre folder
  --scenarios FILE   scenarios (\`rooster schema scenarios\`), e.g.
                     { "scenarios": [ { "name": "plus-10", "changes": [ { "change": "volume", "factor": 1.1 } ] } ] }
                     Changes: volume, aht, channel-shift, opening-hours, service-goal, wage-rise, offshore-share,
                     home-days, head-count, desks; made in the order given. The forecast is changed, not the history
  --history FILE     history CSV; default: history.csv of the centre folder
  --week W           ISO week, the first to plan
  --weeks N          how many weeks, 1 to 13 (default 1)
  --work-limit N     budget of the roster engine per plan in its own units of work (default: the engine's)
  --time-limit S     stop the roster engine after S seconds per plan; results are then not reproducible
  --json             print the comparison as JSON

Every scenario is tried on the centre before the first is planned: exit code 2 lists what does not fit. Exit code 3: hard
rules contradict each other in a scenario; the files are written.`,
  options: {
    centre: { type: 'string' },
    scenarios: { type: 'string' },
    history: { type: 'string' },
    week: { type: 'string' },
    weeks: { type: 'string' },
    'work-limit': { type: 'string' },
    'time-limit': { type: 'string' },
  },

  async run(context, flags, positionals) {
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is too much.`);
    const folder = required(flags, 'centre', 'the folder of the centre');
    const path = required(flags, 'scenarios', 'the scenarios, JSON');
    const out = resolve(context.cwd, required(flags, 'out', 'the folder to write to'));
    const fromDate = mondayOf(required(flags, 'week', 'the week to plan, as 2026-W49'));
    const weeks = integerOf(flags, 'weeks', 1, 1, 13);
    const stop = stopOf(flags);
    const input = await loadPlanInput(folder, optional(flags, 'history'), context.cwd);
    const state = emptyState(input, fromDate, weeks * 7);
    const scenarios = [{ name: BASE, changes: [] }, ...(await loadScenarios(resolve(context.cwd, path), path, state))];

    const results: PlanResult[] = [];
    for (const scenario of scenarios) {
      if (context.signal.aborted) break;
      const request = {
        centre: input.centre,
        history: input.history,
        fromDate,
        weeks,
        seed: seedOf(flags),
        stop,
        scenario,
      };
      results.push(await planned(context, flags, request));
    }

    await mkdir(out, { recursive: true });
    for (const [i, result] of results.entries()) {
      const target = join(out, scenarios[i]!.name);
      await mkdir(target, { recursive: true });
      const { centre } = applyScenario(scenarios[i]!, state);
      for (const file of planFiles(centre, result)) await writeFileAtomically(join(target, file.name), file.body);
    }
    const comparison = compareScenarios(
      results.map(({ summary, cost }, i) => ({
        ...named(scenarios[i]!),
        summary,
        costByQueueMinor: cost.totals.byQueue,
      })),
    );
    const table = comparisonTable(comparison);
    const json = `${JSON.stringify(comparison, null, 1)}\n`;
    await writeFileAtomically(join(out, 'comparison.csv'), csvText(table.header, table.rows));
    await writeFileAtomically(join(out, 'comparison.json'), json);
    await writeFileAtomically(join(out, 'comparison.xlsx'), await spreadsheet([{ name: 'comparison', ...table }]));
    if (flags.quiet !== true) tellIssues(context, input, results, scenarios);
    context.stdout(flags.json === true ? json : comparisonText(comparison));
    if (results.length < scenarios.length || results.some(({ solution }) => solution.status === 'cancelled'))
      return EXIT.stopped;
    return results.some(({ summary }) => summary.hardRulesBroken > 0) ? EXIT.fallsShort : EXIT.done;
  },
};

function stopOf(flags: Flags) {
  const millis = integerOf(flags, 'time-limit', 0, 1, 86_400) * 1000;
  const work = integerOf(flags, 'work-limit', 0, 1, Number.MAX_SAFE_INTEGER);
  return { ...(millis > 0 ? { timeLimitMillis: millis } : {}), ...(work > 0 ? { workLimit: work } : {}) };
}

/** The centre with empty forecasts of the queues that will have one: enough to try scenarios on. */
const emptyState = ({ centre, history }: PlanInput, fromDate: string, days: number): ScenarioState => ({
  centre,
  forecasts: centre.queues
    .filter(({ id }) => history.has(id))
    .map(({ id }) => emptyForecast(id, centre.intervalMinutes)),
  period: { fromDate, days },
});

async function loadScenarios(path: string, name: string, state: ScenarioState): Promise<readonly Scenario[]> {
  const source = await readJson(path, name);
  if (!source.ok) throw new InputError(source.issues);
  const scenarios = readScenarios(source.value, state, [BASE]);
  if (!scenarios.ok) throw new InputError(scenarios.issues);
  return scenarios.value;
}

async function planned(
  context: CommandContext,
  flags: Flags,
  request: PlanRequest & { readonly scenario: Scenario },
): Promise<PlanResult> {
  const bar = progressBar(context, flags);
  const { name } = request.scenario;
  const result = await runTask(
    { kind: 'plan', request },
    {
      signal: context.signal,
      onProgress: (progress) => bar.show({ ...progress, phase: `${name}: ${progress.phase}` }),
    },
  ).finally(() => bar.end());
  if (result.disagreements.length > 0)
    throw new Error(`Scenario ${name}: the recount disagrees with the engine:\n${result.disagreements.join('\n')}`);
  return result;
}

const named = ({ name, title }: Scenario) => ({ name, ...(title === undefined ? {} : { title }) });

/** Warnings of the input, then those of each plan that the week as it is does not have. */
function tellIssues(
  context: CommandContext,
  input: PlanInput,
  results: readonly PlanResult[],
  scenarios: readonly Scenario[],
): void {
  const told = new Set<string>();
  for (const issue of [...input.warnings, ...(results[0]?.issues ?? [])]) {
    told.add(describeIssue(issue));
    context.stderr(describeIssue(issue));
  }
  results.forEach(({ issues }, i) => {
    for (const text of issues.map(describeIssue)) if (!told.has(text)) context.stderr(`${scenarios[i]!.name}: ${text}`);
  });
}
