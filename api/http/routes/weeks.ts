import Type from 'typebox';
import { ROSTER_COLUMNS, rosterCsvRows } from '../../../src/schedule/roster-csv.js';
import { mondayOfIsoWeek } from '../../../src/time/week.js';
import type { Permission } from '../../access/permissions.js';
import { centreVersion } from '../../db/centre-store.js';
import type { Store } from '../../db/open.js';
import { planDocument, planOfWeek, shiftsOfAgent } from '../../db/plan-store.js';
import type { PlanRow } from '../../db/schema.js';
import { zoneLookup } from '../../files/plan-documents.js';
import { shiftsToIcs } from '../../files/roster-ics.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { FileBody, sendFile, sendTable, sendWorkbook } from '../download.js';
import { ReadyBodies } from '../ready-bodies.js';
import type { Service } from '../service.js';
import { etagOf } from './plan-changes.js';
import { rosterOf } from './roster-differences.js';

export const Week = Type.Object({
  week: Type.String({ description: 'ISO week, 2026-W49; a plan of several weeks is given whole under each' }),
});
const AnyJson = Type.Unsafe<unknown>({});
export const responses = { 404: ProblemSchema, 422: ProblemSchema };

/** The plan that stands for a week, or the problem that says there is none; at once where nothing has changed since it was read. */
export function planForWeek({ store }: Service, week: string): PlanRow | Promise<PlanRow> {
  const key = `week ${store.organisation} ${week}`;
  return store.unchanged.known<PlanRow>(key) ?? readPlanForWeek(store, week, key);
}

async function readPlanForWeek(store: Store, week: string, key: string): Promise<PlanRow> {
  const plan = await store.unchanged(key, () => planOfWeek(store, week));
  if (plan !== undefined) return plan;
  if (mondayOfIsoWeek(week) === undefined)
    throw new HttpProblem(
      422,
      'week-unknown',
      `"${week}" is not a week that exists.`,
      'Write an ISO week as 2026-W49.',
    );
  throw new HttpProblem(404, 'week-unplanned', `Week ${week} has no plan.`, 'Start one with POST /v1/plans.');
}

/** A file of a plan with the state that the plan has by now in place of that of the day it was made. */
export const inItsState = (plan: PlanRow, name: string, body: string): string =>
  name === 'roster.json' && plan.state === 'published'
    ? body.replace(/"state":(\s*)"draft"/, (_, space: string) => `"state":${space}"published"`)
    : body;

export function weekRoutes(app: App): void {
  const ready = new ReadyBodies();
  const bodyOf = async ({ store }: Service, plan: PlanRow, name: string): Promise<string> =>
    inItsState(plan, name, (await planDocument(store, plan.id, name))!.body);

  /** A file of the week's plan as it is stored; JSON and CSV go out byte for byte, but for the state of the roster. */
  const serveFile = (path: string, file: string, permission: Permission, summary: string): void => {
    app.get(
      path,
      {
        config: { permission },
        schema: { tags: ['weeks'], summary, params: Week, response: { 200: FileBody, ...responses } },
      },
      async (request, reply) => {
        const plan = await planForWeek(request.service, request.params.week);
        const type = file.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
        return ready.send(request, reply.header('etag', etagOf(plan)), {
          key: `${plan.id} ${plan.revision} ${file}`,
          type,
          make: () => bodyOf(request.service, plan, file),
        });
      },
    );
  };
  serveFile('/forecasts/:week', 'forecast.csv', 'rooster:forecast:read', 'Forecast of the week, CSV');
  serveFile(
    '/requirements/:week',
    'requirement.csv',
    'rooster:forecast:read',
    'Agents needed per queue and interval, CSV',
  );
  serveFile('/rosters/:week', 'roster.json', 'rooster:roster:read', 'Roster of the week');
  serveFile('/summaries/:week', 'summary.json', 'rooster:roster:read', 'The week in numbers');

  app.get(
    '/rosters/:week/agents/:agent',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['weeks'],
        summary: 'Shifts of one agent in the week',
        params: Type.Object({ ...Week.properties, agent: Type.String() }),
        response: {
          200: Type.Unsafe<string | Uint8Array>(
            Type.Object({
              agent: Type.String(),
              week: Type.String(),
              state: Type.String(),
              shifts: Type.Array(AnyJson),
            }),
          ),
          ...responses,
        },
      },
    },
    async (request, reply) => {
      const { week, agent } = request.params;
      const plan = await planForWeek(request.service, week);
      const make = async (): Promise<string> => {
        const shifts = await shiftsOfAgent(request.service.store, plan.id, agent);
        // Shifts are stored as they are sent.
        const head = JSON.stringify({ agent, week, state: plan.state }).slice(0, -1);
        return `${head},"shifts":[${shifts.join(',')}]}`;
      };
      return ready.send(request, reply, {
        key: `${plan.id} ${plan.revision} agent ${week} ${agent}`,
        type: 'application/json; charset=utf-8',
        make,
      });
    },
  );

  app.get(
    '/rosters/:week/shifts.:format',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['weeks'],
        summary: 'Shifts of the week as a file: CSV and Excel with a row per activity, or a calendar',
        params: Type.Object({ ...Week.properties, format: Type.String({ enum: ['csv', 'xlsx', 'ics'] }) }),
        response: { 200: FileBody, 400: ProblemSchema, ...responses },
      },
    },
    async (request, reply) => {
      const { service, params } = request;
      const plan = await planForWeek(service, params.week);
      const centre = await centreVersion(service.store, plan.centre, plan.centre_version);
      const { shifts } = await rosterOf(service, plan);
      const zoneOfSite = zoneLookup(centre);
      const stem = `shifts-${params.week}`;
      reply.header('etag', etagOf(plan));
      if (params.format === 'ics') {
        const sites = new Map<string, string>(centre.sites.map(({ id, name }) => [id, name]));
        const names = new Map<string, string>(centre.agents.map(({ id, name }) => [id, name]));
        const text = shiftsToIcs({
          name: `${centre.name} ${params.week}`,
          shifts,
          zoneOfSite,
          siteName: (site) => sites.get(site) ?? site,
          agentName: (agent) => names.get(agent) ?? agent,
          stampMs: Date.parse(plan.published_at ?? plan.created_at),
        });
        return sendFile(reply, 'text/calendar; charset=utf-8', `${stem}.ics`, text);
      }
      const table = { name: 'shifts', header: ROSTER_COLUMNS, rows: rosterCsvRows(shifts, zoneOfSite) };
      return params.format === 'csv' ? sendTable(reply, stem, table) : sendWorkbook(reply, stem, [table]);
    },
  );
}
