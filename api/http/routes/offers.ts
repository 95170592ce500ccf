import Type from 'typebox';
import { formatInstant } from '../../../src/time/zone.js';
import { addOffer, findOffer, offersOfWeek, withdrawOffer } from '../../db/offer-store.js';
import { planOfWeek } from '../../db/plan-store.js';
import type { OfferRow } from '../../db/schema.js';
import { HttpProblem } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { centreInUse } from '../change-centre.js';
import { askWeek, publishedPlan } from '../published-week.js';
import { type OfferBody, OfferProblems, OfferSchema, offerView, PossibleSchema } from './offer-view.js';
import { IfMatch } from './plan-changes.js';
import { IsoWeek } from './reports.js';
import { seen } from './time-off-view.js';

const Instant = Type.String({ format: 'date-time', maxLength: 40 });

/** Overtime and leaving early: what could be offered, and what is. */
export function offerRoutes(app: App): void {
  app.get(
    '/rosters/:week/offers',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['requests'],
        summary: 'Offers of a published week, newest first; what else could be offered, from shortage and surplus',
        params: Type.Object({ week: IsoWeek }),
        response: {
          200: Type.Object({ offers: Type.Array(OfferSchema), possible: Type.Array(PossibleSchema) }),
          ...OfferProblems,
        },
      },
    },
    async (request) => {
      const { service } = request;
      const { week } = request.params;
      const standing = await planOfWeek(service.store, week);
      const {
        answer: possible,
        centre: { zone },
      } =
        standing?.state === 'published'
          ? await askWeek(request, standing, { ask: 'offers' })
          : { answer: [], centre: (await centreInUse(service)).centre };
      const rows = await offersOfWeek(service.store, standing?.week ?? week);
      return {
        offers: rows.map((row) => offerView(row, service.now(), zone)),
        possible: possible.map(({ kind, queue, fromMs, toMs, places, agents }) => ({
          kind,
          queue,
          from: formatInstant(fromMs, zone),
          to: formatInstant(toMs, zone),
          places,
          people: agents.length,
          agents: agents.map(({ agent }) => agent),
        })),
      };
    },
  );

  app.post(
    '/rosters/:week/offers',
    {
      config: { permission: 'rooster:roster:publish' },
      schema: {
        tags: ['requests'],
        summary: 'Send one of the possible offers to those it fits; first come, first served, until it expires',
        params: Type.Object({ week: IsoWeek }),
        body: Type.Object(
          {
            kind: Type.String({ enum: ['overtime', 'leave-early'] }),
            queue: Type.String({ maxLength: 100 }),
            from: Instant,
            to: Instant,
            places: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'default: as many as fit' })),
            agents: Type.Optional(
              Type.Array(Type.String(), { minItems: 1, description: 'default: everybody it fits' }),
            ),
            expiresAt: Instant,
            note: Type.Optional(Type.String({ maxLength: 500 })),
          },
          { additionalProperties: false },
        ),
        response: { 201: OfferSchema, ...OfferProblems },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const { kind, queue, from, to, places, agents, expiresAt, note: text = '' } = request.body;
      const plan = await publishedPlan(service, request.params.week);
      const { answer: possible, centre } = await askWeek(request, plan, { ask: 'offers' });
      const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
      const found = possible.find(
        (one) => one.kind === kind && one.queue === queue && one.fromMs === fromMs && one.toMs === toMs,
      );
      if (found === undefined)
        throw new HttpProblem(409, 'offer-impossible', 'That cannot be offered any more.', 'Read the list again.');
      const people = found.agents.filter(({ agent }) => agents?.includes(agent) ?? true);
      if (people.length === 0) throw new HttpProblem(422, 'offer-nobody', 'The offer fits none of these agents.');
      if (Date.parse(expiresAt) <= Date.parse(service.now()) || Date.parse(expiresAt) > fromMs)
        throw new HttpProblem(422, 'expiry-wrong', 'The offer ends before now or after it begins.', `Before ${from}.`);
      const row: OfferRow = {
        id: service.newId(),
        organisation: service.store.organisation,
        week: plan.week,
        kind: found.kind,
        body: JSON.stringify({ queue, fromMs, toMs, note: text } satisfies OfferBody),
        places: Math.min(places ?? found.places, people.length),
        expires_at: new Date(expiresAt).toISOString(),
        withdrawn_at: null,
        created_by: request.principal.id,
        revision: 1,
        created_at: service.now(),
      };
      await addOffer(service.store, row, people);
      await note(request, 'offer', 'offer', row.id, { week: row.week, kind, people: people.length });
      const view = offerView({ ...row, taken: 0, people: people.length }, service.now(), centre.zone);
      return reply.code(201).header('etag', '"1"').send(view);
    },
  );

  app.post(
    '/offers/:id/withdraw',
    {
      config: { permission: 'rooster:roster:publish' },
      schema: {
        tags: ['requests'],
        summary: 'End an offer; what was taken stays as it is',
        params: Type.Object({ id: Type.String() }),
        headers: IfMatch,
        response: { 200: OfferSchema, ...OfferProblems },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const offer = await findOffer(service.store, request.params.id);
      if (offer === undefined) throw new HttpProblem(404, 'offer-unknown', `There is no offer ${request.params.id}.`);
      seen(offer, request.headers['if-match']);
      if (offer.withdrawn_at !== null) throw new HttpProblem(409, 'offer-over', 'The offer is withdrawn already.');
      const next = await withdrawOffer(service.store, offer, service.now());
      if (next === undefined) throw new HttpProblem(412, 'request-changed', 'The offer has changed meanwhile.');
      await note(request, 'withdraw', 'offer', offer.id);
      const { centre } = await centreInUse(service);
      const view = offerView({ ...offer, ...next, withdrawn_at: service.now() }, service.now(), centre.zone);
      return reply.header('etag', `"${next.revision}"`).send(view);
    },
  );
}
