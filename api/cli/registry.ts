import type { Command } from './command.js';

/** Loads a command only when it is asked for, so that `rooster --help` starts at once. */
type Loader = () => Promise<{ readonly command: Command }>;

/** Every command in the order of the pipeline; the summary is shown by `rooster --help`. */
export const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: Loader }>> = {
  init: { summary: 'write an example centre to edit', load: () => import('./commands/init.js') },
  check: { summary: 'list all problems in the files of a centre', load: () => import('./commands/check.js') },
  forecast: {
    summary: 'contacts and handle time per queue and interval, with intervals',
    load: () => import('./commands/forecast.js'),
  },
  backtest: {
    summary: 'accuracy of forecasts on the past, per queue, method and horizon',
    load: () => import('./commands/backtest.js'),
  },
  accuracy: {
    summary: 'kept forecasts against what came, automatic beside adjusted',
    load: () => import('./commands/accuracy.js'),
  },
  staff: {
    summary: 'agents needed for single cases (Erlang B, C, A, chat)',
    load: () => import('./commands/staff.js'),
  },
  require: { summary: 'forecast to agents needed per queue and interval', load: () => import('./commands/require.js') },
  schedule: { summary: 'solve a scheduling problem to a roster', load: () => import('./commands/schedule.js') },
  recount: { summary: 'recount rules, coverage and cost of a roster', load: () => import('./commands/recount.js') },
  simulate: { summary: 'simulate contacts against a roster', load: () => import('./commands/simulate.js') },
  cost: { summary: 'salary cost of a roster', load: () => import('./commands/cost.js') },
  capacity: {
    summary: 'required against available FTE for a year, and a hiring plan',
    load: () => import('./commands/capacity.js'),
  },
  scenario: { summary: 'plan what-ifs of a week and compare them', load: () => import('./commands/scenario.js') },
  explain: {
    summary: 'why a roster is as it is, and what one more agent, hour or desk is worth',
    load: () => import('./commands/explain.js'),
  },
  repair: { summary: 'mend a published roster with the least change', load: () => import('./commands/repair.js') },
  swap: { summary: 'check a swap, a give-away or a pick-up of a shift', load: () => import('./commands/swap.js') },
  'check-law': { summary: 'findings of labour law in a roster', load: () => import('./commands/check-law.js') },
  plan: { summary: 'all of it, end to end, for a week', load: () => import('./commands/plan.js') },
  schema: { summary: 'print the JSON Schema of a file', load: () => import('./commands/schema.js') },
  serve: { summary: 'HTTP API, pages and workers', load: () => import('./commands/serve.js') },
  work: {
    summary: 'work off jobs of a PostgreSQL database, on any machine',
    load: () => import('./commands/work.js'),
  },
  start: { summary: 'plan the sample centre, then serve it', load: () => import('./commands/start.js') },
  import: {
    summary: 'store a history file in the database, whole or not at all',
    load: () => import('./commands/import.js'),
  },
  prune: { summary: 'delete what has been kept long enough', load: () => import('./commands/prune.js') },
  backup: { summary: 'copy the database while it runs', load: () => import('./commands/backup.js') },
};
