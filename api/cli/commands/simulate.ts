import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { HandleTime } from '../../../solver/simulate/index.js';
import type { Centre } from '../../../src/domain/centre.js';
import type { Roster } from '../../../src/domain/roster.js';
import { describeIssue, InputError, inputError } from '../../../src/errors.js';
import type { QueueForecast } from '../../../src/forecast/contract.js';
import {
  actualContacts,
  prepareSimulation,
  SIMULATED_COLUMNS,
  type SimulatedService,
  simulatedRows,
} from '../../../src/simulate/index.js';
import { addDays, startOfDay } from '../../../src/time/zone.js';
import { csvText } from '../../files/csv.js';
import { readForecastFile } from '../../files/forecast.js';
import { readHistory } from '../../files/history.js';
import { historyOptions } from '../../files/plan-input.js';
import { loadRosterInput } from '../../files/roster-input.js';
import { simulateInThreads } from '../../jobs/simulate-in-threads.js';
import { type Command, type CommandContext, EXIT, type Flags, UsageError } from '../command.js';
import { deliver, integerOf, optional, required, seedOf } from '../options.js';
import { progressBar } from '../progress.js';
import { simulationText } from '../simulation-text.js';

export const command: Command = {
  name: 'simulate',
  summary: 'simulate contacts against a roster',
  help: `
usage: rooster simulate --centre DIR --roster R [--forecast F | --actuals F] [--replications N] [--out FILE] [--json]

Plays a roster through many times: contacts come at random moments, wait, give up, are handed on; agents take whatever the
roster opens to them, are ill at times, and go on a break when the contact in hand is done; e-mail is laid aside for
callers. Writes the service per queue and interval with 95 % limits of confidence (Student's t over the replications) as CSV;
the totals, beside the goal and what the formulas expect, go to standard error.

  --centre DIR        centre folder
  --roster R          roster, JSON or CSV
  --forecast F        forecast CSV: contacts come by chance (Poisson) around it. Default: the forecast.csv beside the
                      roster, where \`rooster plan\` wrote both
  --actuals F         history CSV with the days of the roster: exactly these contacts come
  --replications N    how often, default 100
  --workers N         threads, default the number of processors; the result does not depend on it
  --handle LAW        handle times: exponential (default), constant, or log-normal:CV as log-normal:0.8
  --no-absence        everyone rostered is there. Else each shift falls out with the probability of the shrinkage that the
                      roster does not show (inRoster false: sickness …)
  --as-allocated      each queue has the agents that the plan gave it for itself alone, as the formulas have it; what the
                      simulation finds beyond this is gained by agents who take several queues (roster JSON only)
  --json              totals and intervals as JSON

Without patience in centre.json nobody gives up. Without any contacts on the days of the roster: exit code 2.`,
  options: {
    centre: { type: 'string' },
    roster: { type: 'string' },
    forecast: { type: 'string' },
    actuals: { type: 'string' },
    replications: { type: 'string' },
    workers: { type: 'string' },
    handle: { type: 'string' },
    'no-absence': { type: 'boolean' },
    'as-allocated': { type: 'boolean' },
  },

  async run(context, flags, positionals) {
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is too much.`);
    const folder = required(flags, 'centre', 'the folder of the centre');
    const path = required(flags, 'roster', 'the roster to simulate, JSON or CSV');
    const replications = integerOf(flags, 'replications', 100, 1, 100_000);
    const workers = integerOf(flags, 'workers', availableParallelism(), 1, 256);
    const handle = handleOf(optional(flags, 'handle'));
    if (flags.forecast !== undefined && flags.actuals !== undefined)
      throw new UsageError('--forecast and --actuals exclude each other: contacts are expected or known.');
    const { centre, roster, warnings } = await loadRosterInput(folder, path, context.cwd);
    const forecasts = await volumesOf(context, flags, centre, roster, path);
    const { problem, describe } = prepareSimulation({
      centre,
      roster,
      forecasts,
      arrivals: flags.actuals === undefined ? 'expected' : 'actual',
      handle,
      absence: flags['no-absence'] === true ? 'none' : 'shifts',
      staffing: flags['as-allocated'] === true ? 'allocated' : 'rostered',
    });
    const bar = progressBar(context, flags);
    const result = await simulateInThreads(
      problem,
      { seed: seedOf(flags), replications, workers },
      { signal: context.signal, onProgress: (progress) => bar.show(progress) },
    ).finally(() => bar.end());
    const service = describe(result);
    const zones = new Map<string, string>(centre.queues.map((queue) => [queue.id, queue.zone]));
    const rows = simulatedRows(service, (queue) => zones.get(queue) ?? centre.zone);
    await deliver(
      context,
      flags,
      flags.json === true ? jsonText(service, rows) : [...csvText(SIMULATED_COLUMNS, rows)].join(''),
    );
    if (flags.quiet !== true) {
      for (const issue of warnings) context.stderr(describeIssue(issue));
      for (const line of simulationText(service)) context.stderr(line);
    }
    return result.replications < replications ? EXIT.stopped : EXIT.done;
  },
};

/** Contacts from the file named, or from the forecast beside the roster. */
async function volumesOf(
  context: CommandContext,
  flags: Flags,
  centre: Centre,
  roster: Roster,
  rosterPath: string,
): Promise<readonly QueueForecast[]> {
  const actuals = optional(flags, 'actuals');
  if (actuals !== undefined) {
    const history = await readHistory(resolve(context.cwd, actuals), { ...historyOptions(centre), file: actuals });
    if (!history.ok) throw new InputError(history.issues);
    const toMs = startOfDay(addDays(roster.toDate, 1), centre.zone);
    return actualContacts(centre, history.value, startOfDay(roster.fromDate, centre.zone), toMs);
  }
  const beside = join(dirname(rosterPath), 'forecast.csv');
  const file = optional(flags, 'forecast') ?? beside;
  const full = resolve(context.cwd, file);
  if (flags.forecast === undefined && !(await exists(full)))
    throw new InputError([
      inputError(
        'volumes-missing',
        'Nothing says how many contacts come.',
        'Give --forecast F (a forecast CSV, as `rooster forecast` and `rooster plan` write it) or --actuals F (a history CSV).',
      ),
    ]);
  return readForecastFile(
    full,
    file,
    centre.queues.map((queue) => queue.id),
  );
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function handleOf(text = 'exponential'): HandleTime {
  if (text === 'exponential' || text === 'constant') return { law: text };
  const variation = Number(/^log-normal:(.+)$/.exec(text)?.[1]);
  if (variation >= 0 && variation < Number.POSITIVE_INFINITY) return { law: 'log-normal', variation };
  throw new UsageError(`--handle takes exponential, constant or log-normal:CV (as log-normal:0.8), not "${text}".`);
}

/** Intervals under the names of the CSV; what cannot be told is null. */
function jsonText(service: SimulatedService, rows: readonly (string | number)[][]): string {
  const { totals, intervals: _, ...rest } = service;
  const intervals = rows.map((row) =>
    Object.fromEntries(SIMULATED_COLUMNS.map((name, i) => [name, row[i] === '' ? null : row[i]])),
  );
  return `${JSON.stringify({ ...rest, totals, intervals }, null, 1)}\n`;
}
