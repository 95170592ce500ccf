import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeIssue, InputError } from '../../../src/errors.js';
import { applyScenario, comparisonTable, type Scenario, type ScenarioState } from '../../../src/scenario/index.js';
import { csvText } from '../../files/csv.js';
import { planFiles } from '../../files/plan-documents.js';
import { loadPlanInput, mondayOf, type PlanInput } from '../../files/plan-input.js';
import { spreadsheet } from '../../files/spreadsheet.js';
import { readScenariosFile, SCENARIOS_FILE } from '../../files/what-if.js';
import { writeFileAtomically } from '../../files/write.js';
import { BASE, comparisonOf, emptyState, type PlannedScenario, planScenarios } from '../../jobs/scenario-runs.js';
import { type Command, type CommandContext, EXIT, type Flags, UsageError } from '../command.js';
import { comparisonText } from '../comparison-text.js';
import { integerOf, optional, required, seedOf } from '../options.js';
import { progressBar } from '../progress.js';

export const command: Command = {
  name: 'scenario',
  summary: 'plan what-ifs of a week and compare them',
  help: `
usage: rooster scenario --centre DIR --week 2026-W49 --out DIR [--scenarios FILE.json] [--history FILE] [--weeks N]
                        [--work-limit N | --time-limit S] [--seed N]

Plans the week as it is and once per scenario, and writes comparison.csv, comparison.json and comparison.xlsx into the
folder --out: service, hours, shortage, cost and cost per contact side by side, per queue and in total, with the difference
to the week as it is. The files of each plan (see \`rooster plan\`) go into a folder of its name.

  --centre DIR       centre folder
  --scenarios FILE   scenarios (\`rooster schema scenarios\`); default: scenarios.json of the centre folder. E.g.
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
    const given = optional(flags, 'scenarios');
    const path = given ?? join(folder, SCENARIOS_FILE);
    const out = resolve(context.cwd, required(flags, 'out', 'the folder to write to'));
    const fromDate = mondayOf(required(flags, 'week', 'the week to plan, as 2026-W49'));
    const weeks = integerOf(flags, 'weeks', 1, 1, 13);
    const stop = stopOf(flags);
    const input = await loadPlanInput(folder, optional(flags, 'history'), context.cwd);
    const state = emptyState(input, fromDate, weeks * 7);
    const scenarios = await loadScenarios(resolve(context.cwd, path), given ?? SCENARIOS_FILE, state);

    const bar = progressBar(context, flags);
    const request = { centre: input.centre, history: input.history, fromDate, weeks, seed: seedOf(flags), stop };
    const planned = await planScenarios(request, scenarios, {
      signal: context.signal,
      onProgress: (progress) => bar.show(progress),
    }).finally(() => bar.end());

    await mkdir(out, { recursive: true });
    for (const { scenario, result } of planned) {
      const target = join(out, scenario.name);
      await mkdir(target, { recursive: true });
      const { centre } = applyScenario(scenario, state);
      for (const file of planFiles(centre, result)) await writeFileAtomically(join(target, file.name), file.body);
    }
    const comparison = comparisonOf(planned);
    const table = comparisonTable(comparison);
    const json = `${JSON.stringify(comparison, null, 1)}\n`;
    await writeFileAtomically(join(out, 'comparison.csv'), csvText(table.header, table.rows));
    await writeFileAtomically(join(out, 'comparison.json'), json);
    await writeFileAtomically(join(out, 'comparison.xlsx'), await spreadsheet([{ name: 'comparison', ...table }]));
    if (flags.quiet !== true) tellIssues(context, input, planned);
    context.stdout(flags.json === true ? json : comparisonText(comparison));
    if (planned.length <= scenarios.length || planned.some(({ result }) => result.solution.status === 'cancelled'))
      return EXIT.stopped;
    return planned.some(({ result }) => result.summary.hardRulesBroken > 0) ? EXIT.fallsShort : EXIT.done;
  },
};

function stopOf(flags: Flags) {
  const millis = integerOf(flags, 'time-limit', 0, 1, 86_400) * 1000;
  const work = integerOf(flags, 'work-limit', 0, 1, Number.MAX_SAFE_INTEGER);
  return { ...(millis > 0 ? { timeLimitMillis: millis } : {}), ...(work > 0 ? { workLimit: work } : {}) };
}

async function loadScenarios(path: string, name: string, state: ScenarioState): Promise<readonly Scenario[]> {
  const scenarios = await readScenariosFile(path, name, state, [BASE.name]);
  if (!scenarios.ok) throw new InputError(scenarios.issues);
  return scenarios.value;
}

/** Warnings of the input, then those of each plan that the week as it is does not have. */
function tellIssues(context: CommandContext, input: PlanInput, planned: readonly PlannedScenario[]): void {
  const told = new Set<string>();
  for (const issue of [...input.warnings, ...(planned[0]?.result.issues ?? [])]) {
    told.add(describeIssue(issue));
    context.stderr(describeIssue(issue));
  }
  for (const { scenario, result } of planned)
    for (const text of result.issues.map(describeIssue))
      if (!told.has(text)) context.stderr(`${scenario.name}: ${text}`);
}
