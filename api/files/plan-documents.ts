import { COST_COLUMNS, costRows } from '../../src/cost/cost-csv.js';
import type { Centre } from '../../src/domain/centre.js';
import { FORECAST_COLUMNS, forecastRows } from '../../src/forecast/forecast-csv.js';
import type { PlanResult } from '../../src/plan.js';
import { REQUIREMENT_COLUMNS, requirementRows } from '../../src/requirement/requirement-csv.js';
import { ROSTER_COLUMNS, rosterCsvRows } from '../../src/schedule/roster-csv.js';
import { toRosterFile } from '../../src/schedule/roster-file.js';
import { reportPage } from '../web/report/page.js';
import { csvText } from './csv.js';

/** One of the files that a plan consists of. */
export interface PlanFile {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
}

const CSV = 'text/csv; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** The files that `rooster plan --out` writes and that the service stores and serves. Same plan, same bytes. */
export function planFiles(centre: Centre, plan: PlanResult): PlanFile[] {
  const zoneOfQueue = new Map<string, string>(centre.queues.map((queue) => [queue.id, queue.zone]));
  const zoneOfSite = zoneLookup(centre);
  const names = new Map<string, string>(centre.agents.map((agent) => [agent.id, agent.name]));
  const csv = (
    name: string,
    columns: readonly string[],
    rows: Iterable<readonly (string | number | boolean)[]>,
  ): PlanFile => ({
    name,
    contentType: CSV,
    body: [...csvText(columns, rows)].join(''),
  });
  const json = (name: string, value: unknown): PlanFile => ({
    name,
    contentType: JSON_TYPE,
    body: `${JSON.stringify(value, null, 1)}\n`,
  });
  return [
    csv(
      'forecast.csv',
      FORECAST_COLUMNS,
      plan.forecasts.flatMap((forecast) =>
        forecastRows(forecast, zoneOfQueue.get(forecast.queue) ?? centre.zone).map((row) =>
          FORECAST_COLUMNS.map((column) => row[column]),
        ),
      ),
    ),
    csv(
      'requirement.csv',
      REQUIREMENT_COLUMNS,
      requirementRows(plan.requirement.rows, (queue) => zoneOfQueue.get(queue) ?? centre.zone),
    ),
    json('problem.json', plan.problem),
    json('roster.json', toRosterFile(plan.roster, zoneOfSite)),
    csv('roster.csv', ROSTER_COLUMNS, rosterCsvRows(plan.roster.shifts, zoneOfSite)),
    csv('cost.csv', COST_COLUMNS, costRows(plan.cost.lines, plan.cost.currency)),
    json('summary.json', plan.summary),
    {
      name: 'report.html',
      contentType: 'text/html; charset=utf-8',
      body: reportPage({
        summary: plan.summary,
        roster: plan.roster,
        intervalMinutes: centre.intervalMinutes,
        agentName: (agent) => names.get(agent) ?? agent,
        zoneOfSite,
      }),
    },
  ];
}

/** Zone of a site; of the centre for a site it does not know. */
export function zoneLookup(centre: Centre): (site: string) => string {
  const zones = new Map<string, string>(centre.sites.map((site) => [site.id, site.zone]));
  return (site) => zones.get(site) ?? centre.zone;
}
