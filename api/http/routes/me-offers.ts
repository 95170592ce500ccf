import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { RosterChange } from '../../../src/schedule/edit-roster.js';
import { formatInstant } from '../../../src/time/zone.js';
import { addOffer, findOffer, offersTo, takePlace } from '../../db/offer-store.js';
import type { OfferRow } from '../../db/schema.js';
import { HttpProblem } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { centreInUse } from '../change-centre.js';
import { agentOf } from '../leave.js';
import { askWeek, publishedPlan, republish } from '../published-week.js';
import { ownAgent } from './me.js';
import { type OfferBody, OfferProblems, OfferSchema, offerView } from './offer-view.js';
import { rosterOf } from './roster-differences.js';

const OwnOfferSchema = Type.Object({
  ...OfferSchema.properties,
  changes: Type.Array(
    Type.Object({
      change: Type.String({ enum: ['add', 'resize', 'move'] }),
      start: Type.String({ description: 'of the shift as it is, or of the new one' }),
      newStart: Type.Optional(Type.String()),
      newEnd: Type.Optional(Type.String()),
    }),
    { description: 'what it means for the own roster' },
  ),
  mine: Type.Boolean({ description: 'one has taken it' }),
});

type OwnChange = Type.Static<typeof OwnOfferSchema>['changes'][number];

function changeView(change: RosterChange, zone: string): OwnChange {
  const at = (ms: number): string => formatInstant(ms, zone);
  const start = at(change.startMs);
  if (change.change === 'add') return { change: 'add', start, newStart: start, newEnd: at(change.endMs) };
  return change.change === 'resize'
    ? { change: 'resize', start, newStart: at(change.toStartMs), newEnd: at(change.toEndMs) }
    : { change: 'move', start };
}

/** Offers to an agent, and own shifts offered to all. */
export function meOfferRoutes(app: App): void {
  const viewsTo = async (request: FastifyRequest, agent: string) => {
    const { service } = request;
    const { centre } = await centreInUse(service);
    const site = agentOf(centre, agent).site;
    const zone = centre.sites.find(({ id }) => id === site)?.zone ?? centre.zone;
    return (await offersTo(service.store, agent, 100)).map((row) => ({
      ...offerView(row, service.now(), zone),
      changes: (JSON.parse(row.changes) as RosterChange[]).map((change) => changeView(change, zone)),
      mine: row.taken_at !== null,
    }));
  };

  app.get(
    '/me/offers',
    {
      config: { permission: 'rooster:own:read' },
      schema: {
        tags: ['self-service'],
        summary: 'Overtime, leaving early and open shifts offered to one, newest first',
        response: { 200: Type.Object({ offers: Type.Array(OwnOfferSchema) }), ...OfferProblems },
      },
    },
    async (request) => ({ offers: await viewsTo(request, ownAgent(request)) }),
  );

  app.post(
    '/me/offers/:id/accept',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'Take an offer: checked again and done at once, first come, first served',
        params: Type.Object({ id: Type.String() }),
        response: { 200: OwnOfferSchema, ...OfferProblems },
      },
    },
    async (request) => {
      const { service } = request;
      const agent = ownAgent(request);
      const { id } = request.params;
      const mine = (await offersTo(service.store, agent, 1000)).find((row) => row.id === id);
      if (mine === undefined) throw new HttpProblem(404, 'offer-unknown', `There is no offer ${id} to you.`);
      if (mine.taken_at !== null) throw new HttpProblem(409, 'offer-yours', 'You have taken it already.');
      await take(request, mine, agent, JSON.parse(mine.changes) as RosterChange[]);
      await note(request, 'accept', 'offer', id);
      return (await viewsTo(request, agent)).find((row) => row.id === id)!;
    },
  );

  app.post(
    '/me/give-aways',
    {
      config: { permission: 'rooster:own:write' },
      schema: {
        tags: ['self-service'],
        summary: 'Offer an own shift to every colleague who could take it without a planner; the first one has it',
        body: Type.Object(
          {
            week: Type.String({ pattern: '^\\d{4}-W\\d{2}$' }),
            shift: Type.String({ format: 'date-time', maxLength: 40, description: 'start of the own shift' }),
            note: Type.Optional(Type.String({ maxLength: 500 })),
          },
          { additionalProperties: false },
        ),
        response: { 201: OfferSchema, ...OfferProblems },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const own = ownAgent(request);
      const plan = await publishedPlan(service, request.body.week);
      const shiftMs = Date.parse(request.body.shift);
      const { shifts } = await rosterOf(service, plan);
      const shift = shifts.find(({ agent, startMs }) => agent === own && startMs === shiftMs);
      if (shift === undefined) throw new HttpProblem(404, 'shift-unknown', 'You have no shift that starts then.');
      const { answer: people, rules, centre } = await askWeek(request, plan, { ask: 'takers', own, shiftMs });
      if (people.length === 0)
        throw new HttpProblem(409, 'offer-nobody', 'Nobody could take the shift.', 'Ask a planner.');
      const row: OfferRow = {
        id: service.newId(),
        organisation: service.store.organisation,
        week: plan.week,
        kind: 'open-shift',
        body: JSON.stringify({
          fromMs: shift.startMs,
          toMs: shift.endMs,
          note: request.body.note ?? '',
          from: own,
        } satisfies OfferBody),
        places: 1,
        expires_at: new Date(shift.startMs - rules.exchanges.hoursBefore * 3_600_000).toISOString(),
        withdrawn_at: null,
        created_by: request.principal.id,
        revision: 1,
        created_at: service.now(),
      };
      await addOffer(service.store, row, people);
      await note(request, 'offer', 'offer', row.id, { week: row.week, kind: row.kind, people: people.length });
      return reply.code(201).send(offerView({ ...row, taken: 0, people: people.length }, service.now(), centre.zone));
    },
  );
}

/** Tries when the week is published anew at the same moment: others took a place of the same offer. */
const TRIES = 5;

/** Changes the roster for somebody who takes an offer; what cannot be done any more is refused. */
async function take(
  request: FastifyRequest,
  offer: OfferRow,
  agent: string,
  changes: readonly RosterChange[],
): Promise<void> {
  const { service } = request;
  const over = (): HttpProblem =>
    new HttpProblem(409, 'offer-over', 'The offer is over: it was taken, withdrawn or has expired.');
  for (let i = 1; ; i++) {
    const known = await findOffer(service.store, offer.id);
    if (known === undefined || offerView(known, service.now(), 'UTC').state !== 'open') throw over();
    const plan = await publishedPlan(service, offer.week);
    const concerned = [...new Set(changes.flatMap((one) => [one.agent, agent]))];
    if (!(await askWeek(request, plan, { ask: 'lawful', changes }, concerned)).answer)
      throw new HttpProblem(
        409,
        'offer-impossible',
        'Your roster or that of others has changed: it does not fit any more.',
      );
    try {
      await republish(request, plan, changes, `${agent}: ${offer.kind}.`, async (trx, planId) => {
        if (!(await takePlace(trx, offer, agent, planId, service.now()))) throw over();
      });
      return;
    } catch (error) {
      if (i === TRIES || !(error instanceof HttpProblem) || error.code !== 'week-changed') throw error;
    }
  }
}
