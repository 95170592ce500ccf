import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Centre } from '../../../src/domain/centre.js';
import { describeIssue, hasErrors, type Issue } from '../../../src/errors.js';
import type { HistoryOptions } from '../../../src/history/parse.js';
import { centreConflicts } from '../../../src/schedule/centre-conflicts.js';
import { readCentre } from '../../files/centre.js';
import { readHistory } from '../../files/history.js';
import { readHistoryParameters } from '../../files/sample-history.js';
import { CAPACITY_FILE, readCapacityFile, readScenariosFile, SCENARIOS_FILE } from '../../files/what-if.js';
import { BASE, emptyState } from '../../jobs/scenario-runs.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { deliver } from '../options.js';

export const command: Command = {
  name: 'check',
  summary: 'list all problems in the files of a centre',
  help: `
usage: rooster check DIR [--json] [--out FILE]

Reads every file of a centre folder, capacity.json and scenarios.json too, and lists all problems, one a line: file, line, column, code, what is wrong and what
to do. Warnings do not stop any command.

  --json           { "ok": …, "issues": [ { code, severity, message, hint, place } ], "counts": { … } }

Exit code 2 where there is an error.`,
  options: {},

  async run(context, flags, positionals) {
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new UsageError('give one folder.');
    const folder = resolve(context.cwd, name);
    const checked = await readCentre(folder);
    const centre = checked.ok ? checked.value : undefined;
    const issues = [
      ...checked.issues,
      ...(await historyIssues(folder, centre)),
      ...(centre === undefined ? [] : await whatIfIssues(folder, centre)),
      ...(centre === undefined ? [] : centreConflicts(centre)),
    ];
    const ok = !hasErrors(issues);
    const counts = centre === undefined ? {} : countsOf(centre);
    if (flags.json === true) await deliver(context, flags, `${JSON.stringify({ ok, issues, counts }, null, 1)}\n`);
    else {
      const errors = issues.filter(({ severity }) => severity === 'error').length;
      const words = Object.entries(counts).map(([what, count]) => `${count} ${count === 1 ? what.slice(0, -1) : what}`);
      const verdict = ok
        ? `${name}: ${centre?.name}: ${words.join(', ')}; no error, ${issues.length} warning(s).`
        : `${name}: ${errors} error(s), ${issues.length - errors} warning(s).`;
      await deliver(context, flags, `${[...issues.map(describeIssue), verdict].join('\n')}\n`);
    }
    return ok ? EXIT.done : EXIT.badInput;
  },
};

/** Problems of history.csv, or of the generator.json that stands for it. A centre without either gets its history by option. */
async function historyIssues(folder: string, centre: Centre | undefined): Promise<readonly Issue[]> {
  if (await isFile(join(folder, 'history.csv'))) {
    const history = await readHistory(join(folder, 'history.csv'), {
      file: 'history.csv',
      ...(centre === undefined ? withoutCentre : historyOptions(centre)),
    });
    return history.issues;
  }
  if (centre === undefined || !(await isFile(join(folder, 'generator.json')))) return [];
  return (await readHistoryParameters(folder, centre)).issues;
}

/** Problems of capacity.json and scenarios.json, where there are any. */
async function whatIfIssues(folder: string, centre: Centre): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  const capacity = join(folder, CAPACITY_FILE);
  if (await isFile(capacity)) issues.push(...(await readCapacityFile(capacity, CAPACITY_FILE, centre)).issues);
  const scenarios = join(folder, SCENARIOS_FILE);
  if (await isFile(scenarios)) {
    const everyQueue = new Map(centre.queues.map(({ id }) => [id, undefined]));
    const state = emptyState({ centre, history: everyQueue }, '2026-01-05', 7);
    issues.push(...(await readScenariosFile(scenarios, SCENARIOS_FILE, state, [BASE.name])).issues);
  }
  return issues;
}

/** Without a sound centre neither zones nor queues are known: the rest is checked all the same. */
const withoutCentre: HistoryOptions = { zoneOf: () => 'UTC' };

function historyOptions(centre: Centre): HistoryOptions {
  const zones = new Map<string, string>(centre.queues.map(({ id, zone }) => [id, zone]));
  return {
    zoneOf: (queue) => zones.get(queue) ?? centre.zone,
    knownQueues: centre.queues.map(({ id }) => id),
    intervalMinutes: centre.intervalMinutes,
  };
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

const countsOf = (centre: Centre): Readonly<Record<string, number>> => ({
  agents: centre.agents.length,
  queues: centre.queues.length,
  sites: centre.sites.length,
  contracts: centre.contracts.length,
  'work plans': centre.workPlans.length,
});
