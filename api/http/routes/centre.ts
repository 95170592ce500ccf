import Type from 'typebox';
import { newestCentre } from '../../db/centre-store.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import type { Service } from '../service.js';

const CentreSchema = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  zone: Type.String(),
  country: Type.String(),
  currency: Type.String(),
  intervalMinutes: Type.Integer(),
  agents: Type.Integer(),
  sites: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), kind: Type.String(), zone: Type.String() })),
  queues: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), channel: Type.String(), line: Type.Integer() }),
  ),
});

/** The newest centre, or a problem that says how to get one. */
export async function centreInUse(service: Service) {
  const stored = await newestCentre(service.store);
  if (stored === undefined) {
    throw new HttpProblem(
      404,
      'centre-missing',
      'There is no centre yet.',
      'Start with `rooster start`, or import one.',
    );
  }
  return stored;
}

export function centreRoutes(app: App): void {
  app.get(
    '/centre',
    {
      config: { permission: 'rooster:centre:read' },
      schema: { tags: ['centre'], summary: 'The centre in use', response: { 200: CentreSchema, 404: ProblemSchema } },
    },
    async (request) => {
      const { centre, version } = await centreInUse(request.service);
      return {
        name: centre.name,
        version,
        zone: centre.zone,
        country: centre.country,
        currency: centre.currency,
        intervalMinutes: centre.intervalMinutes,
        agents: centre.agents.length,
        sites: centre.sites.map(({ id, name, kind, zone }) => ({ id, name, kind, zone })),
        queues: centre.queues.map(({ id, name, channel, line }) => ({ id, name, channel, line })),
      };
    },
  );
}
