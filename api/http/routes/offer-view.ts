import Type from 'typebox';
import { formatInstant } from '../../../src/time/zone.js';
import type { KnownOffer } from '../../db/offer-store.js';
import { ProblemSchema } from '../../problem.js';
import { PlanChangedSchema } from './plan-changes.js';

/** What an offer is about, as it is stored. */
export interface OfferBody {
  readonly queue?: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly note: string;
  /** Agent whose shift an open shift is. */
  readonly from?: string;
}

const About = {
  kind: Type.String({ enum: ['overtime', 'leave-early', 'open-shift'] }),
  queue: Type.Optional(Type.String()),
  from: Type.String(),
  to: Type.String(),
  places: Type.Integer({ description: 'how many may take it' }),
  people: Type.Integer({ description: 'how many it goes to' }),
};
export const PossibleSchema = Type.Object({ ...About, agents: Type.Array(Type.String()) });
export const OfferSchema = Type.Object({
  id: Type.String(),
  week: Type.String(),
  ...About,
  taken: Type.Integer(),
  state: Type.String({ enum: ['open', 'full', 'expired', 'withdrawn'] }),
  note: Type.String(),
  expiresAt: Type.String(),
  createdAt: Type.String(),
  revision: Type.Integer({ description: 'the ETag' }),
});

const stateOf = (row: KnownOffer, now: string): 'open' | 'full' | 'expired' | 'withdrawn' => {
  if (row.withdrawn_at !== null) return 'withdrawn';
  if (row.taken >= row.places) return 'full';
  return row.expires_at <= now ? 'expired' : 'open';
};

export function offerView(row: KnownOffer, now: string, zone: string): Type.Static<typeof OfferSchema> {
  const { queue, fromMs, toMs, note } = JSON.parse(row.body) as OfferBody;
  return {
    id: row.id,
    week: row.week,
    kind: row.kind,
    ...(queue === undefined ? {} : { queue }),
    from: formatInstant(fromMs, zone),
    to: formatInstant(toMs, zone),
    places: row.places,
    people: row.people,
    taken: row.taken,
    state: stateOf(row, now),
    note,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    revision: row.revision,
  };
}

export const OfferProblems = {
  400: ProblemSchema,
  404: ProblemSchema,
  409: ProblemSchema,
  412: PlanChangedSchema,
  422: ProblemSchema,
  428: ProblemSchema,
};
