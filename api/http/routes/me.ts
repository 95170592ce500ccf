import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { RosterFile } from '../../../src/schedule/roster-file.js';
import { addDays, formatInstant, isZone, localDate, startOfDay } from '../../../src/time/zone.js';
import { newToken, tokenHash } from '../../access/token.js';
import { planOfWeek, publishedShifts } from '../../db/plan-store.js';
import type { NoticeRow } from '../../db/schema.js';
import { acknowledge, noticesOf, noticesOfWeek, replaceFeed, revokeFeed } from '../../db/self-store.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { centreInUse } from './centre.js';
import { IsoWeek } from './reports.js';
import { DifferenceSchema } from './roster-differences.js';

const LocalDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'local date' });
/** Most days that are shown at once. */
const MOST_DAYS = 400;

const NoticeSchema = Type.Object({
  id: Type.Integer(),
  agent: Type.String(),
  week: Type.String(),
  kind: Type.String({ enum: ['published', 'changed', 'withdrawn'] }),
  at: Type.String(),
  reason: Type.String(),
  shortNotice: Type.Boolean({ description: 'a shift is concerned that starts within the notice the centre gives' }),
  differences: Type.Array(DifferenceSchema, { description: 'empty for a week that is published for the first time' }),
  acknowledgedAt: Type.Optional(Type.String()),
});

const noticeView = (row: NoticeRow): Type.Static<typeof NoticeSchema> => ({
  id: row.id,
  agent: row.agent,
  week: row.week,
  kind: row.kind,
  at: row.at,
  reason: row.reason,
  shortNotice: row.short_notice === 1,
  differences: (JSON.parse(row.differences) as Record<string, never>[]).map((one) => ({ agent: row.agent, ...one })),
  ...(row.acknowledged_at === null ? {} : { acknowledgedAt: row.acknowledged_at }),
});

/** The agent that the caller is. */
export function ownAgent(request: FastifyRequest): string {
  const { agent } = request.principal;
  if (agent !== undefined) return agent;
  throw new HttpProblem(
    409,
    'agent-none',
    'The account belongs to no agent.',
    'An admin links it with PATCH /v1/users/{id}.',
  );
}

/** An agent's own shifts, notices and calendar address. */
export function meRoutes(app: App): void {
  app.get(
    '/me/shifts',
    {
      config: { permission: 'rooster:own:read' },
      schema: {
        tags: ['self-service'],
        summary: 'Own published shifts of a period, in the zone asked for',
        querystring: Type.Object({
          from: LocalDate,
          to: Type.Unsafe<string>({ ...LocalDate, description: 'last local date, inclusive' }),
          zone: Type.Optional(Type.String({ description: "IANA zone; default that of the agent's site" })),
        }),
        response: {
          200: Type.Object({
            agent: Type.String(),
            zone: Type.String(),
            sites: Type.Array(
              Type.Object({ id: Type.String(), name: Type.String(), kind: Type.String(), zone: Type.String() }),
              { description: 'where one works' },
            ),
            queues: Type.Array(
              Type.Object({ id: Type.String(), name: Type.String(), channel: Type.String(), line: Type.Integer() }),
              { description: 'that one works on' },
            ),
            shifts: Type.Array(
              Type.Object({
                date: Type.String(),
                site: Type.String(),
                area: Type.Optional(Type.String()),
                desk: Type.Optional(Type.String()),
                kind: Type.Optional(Type.String()),
                start: Type.String(),
                end: Type.String(),
                activities: Type.Array(
                  Type.Object({
                    activity: Type.String(),
                    start: Type.String(),
                    end: Type.String(),
                    paid: Type.Boolean(),
                    queues: Type.Array(Type.String()),
                  }),
                ),
              }),
            ),
          }),
          400: ProblemSchema,
          404: ProblemSchema,
          409: ProblemSchema,
          422: ProblemSchema,
        },
      },
    },
    async (request) => {
      const agent = ownAgent(request);
      const { centre } = await centreInUse(request.service);
      const site = centre.agents.find(({ id }) => id === agent)?.site;
      const own = centre.sites.find(({ id }) => id === site)?.zone ?? centre.zone;
      const { from, to, zone = own } = request.query;
      if (!isZone(zone))
        throw new HttpProblem(422, 'zone-unknown', `There is no zone "${zone}".`, 'E.g. Europe/Amsterdam.');
      const [fromMs, toMs] = periodMs(from, to, zone);
      const texts = await publishedShifts(request.service.store, agent, fromMs, toMs);
      const shifts = texts.map((text) => JSON.parse(text) as RosterFile['shifts'][number]);
      const local = (instant: string): string => formatInstant(Date.parse(instant), zone);
      return {
        agent,
        zone,
        sites: centre.sites
          .filter(({ id }) => id === site || shifts.some((shift) => shift.site === id))
          .map(({ id, name, kind, zone: local }) => ({ id, name, kind, zone: local })),
        queues: centre.queues
          .filter(({ id }) => shifts.some(({ activities }) => activities.some(({ queues }) => queues.includes(id))))
          .map(({ id, name, channel, line }) => ({ id, name, channel, line })),
        shifts: shifts.map(({ agent: _, template: __, ...shift }) => {
          return {
            ...shift,
            date: localDate(Date.parse(shift.start), zone),
            start: local(shift.start),
            end: local(shift.end),
            activities: shift.activities.map((part) => ({
              ...part,
              start: local(part.start),
              end: local(part.end),
            })),
          };
        }),
      };
    },
  );

  app.get(
    '/me/notices',
    {
      config: { permission: 'rooster:own:read' },
      schema: {
        tags: ['self-service'],
        summary: 'What one was told about published weeks, newest first, by page',
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          cursor: Type.Optional(Type.Integer({ minimum: 1 })),
        }),
        response: {
          200: Type.Object({ notices: Type.Array(NoticeSchema), next: Type.Optional(Type.Integer()) }),
          400: ProblemSchema,
          409: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await noticesOf(request.service.store, ownAgent(request), limit + 1, cursor);
      const page = rows.slice(0, limit);
      return { notices: page.map(noticeView), ...(rows.length > limit ? { next: page.at(-1)!.id } : {}) };
    },
  );

  app.post(
    '/me/notices/:id/acknowledge',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'Say that one has seen a notice',
        params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
        response: { 200: NoticeSchema, 400: ProblemSchema, 404: ProblemSchema, 409: ProblemSchema },
      },
    },
    async (request) => {
      const { service } = request;
      const row = await acknowledge(service.store, ownAgent(request), request.params.id, service.now());
      if (row === undefined) throw new HttpProblem(404, 'notice-unknown', `There is no notice ${request.params.id}.`);
      return noticeView(row);
    },
  );

  app.post(
    '/me/calendar',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'A new address of the own calendar; the one before ends. Whoever knows it can read the calendar',
        response: {
          201: Type.Object({ address: Type.String({ description: 'to subscribe to; shown only now' }) }),
          409: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const token = newToken();
      await replaceFeed(service.store, ownAgent(request), tokenHash(token), service.now());
      return reply.code(201).send({ address: `/v1/calendars/${token}.ics` });
    },
  );

  app.delete(
    '/me/calendar',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'End the address of the own calendar',
        response: { 204: Type.Null(), 404: ProblemSchema, 409: ProblemSchema },
      },
    },
    async (request, reply) => {
      const { service } = request;
      if (!(await revokeFeed(service.store, ownAgent(request), service.now()))) {
        throw new HttpProblem(404, 'calendar-none', 'There is no calendar address.');
      }
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/rosters/:week/notices',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['weeks'],
        summary: 'What agents were told about a week, and who has acknowledged it',
        params: Type.Object({ week: IsoWeek }),
        response: { 200: Type.Object({ notices: Type.Array(NoticeSchema) }), 400: ProblemSchema },
      },
    },
    async ({ service: { store }, params: { week } }) => {
      const plan = await planOfWeek(store, week);
      return { notices: (await noticesOfWeek(store, plan?.week ?? week)).map(noticeView) };
    },
  );
}

/** Instants of a period of local dates; problems `date-unknown`, `period-long`. */
export function periodMs(from: string, to: string, zone: string): [fromMs: number, toMs: number] {
  for (const date of [from, to]) {
    const ms = Date.parse(`${date}T00:00:00Z`);
    if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date)
      throw new HttpProblem(422, 'date-unknown', `${date} is no date.`, 'Write an existing date as 2026-11-30.');
  }
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (days < 0 || days > MOST_DAYS)
    throw new HttpProblem(422, 'period-long', `${from} to ${to} is no period.`, `Ask for 1 to ${MOST_DAYS} days.`);
  return [startOfDay(from, zone), startOfDay(addDays(to, 1), zone)];
}
