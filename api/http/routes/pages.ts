import Type from 'typebox';
import { planDocument, planOfWeek } from '../../db/plan-store.js';
import { HttpProblem } from '../../problem.js';
import type { App } from '../app-type.js';
import type { Service } from '../service.js';
import { planForWeek } from './weeks.js';

/** Pages for people: the report of the newest planned week at `/`, of any week at `/weeks/2026-W49`; liveness. */
export function pageRoutes(app: App, contentSecurityPolicy: string): void {
  const report = async ({ store }: Service, planId: string): Promise<string> =>
    (await planDocument(store, planId, 'report.html'))!.body;

  app.get('/', { config: { permission: 'rooster:roster:read' }, schema: { hide: true } }, async (request, reply) => {
    const plan = await planOfWeek(request.service.store);
    if (plan === undefined) {
      throw new HttpProblem(404, 'nothing-planned', 'Nothing is planned yet.', 'Start a plan with POST /v1/plans.');
    }
    return reply
      .header('content-security-policy', contentSecurityPolicy)
      .type('text/html; charset=utf-8')
      .send(await report(request.service, plan.id));
  });

  app.get(
    '/weeks/:week',
    {
      config: { permission: 'rooster:roster:read' },
      schema: { hide: true, params: Type.Object({ week: Type.String() }) },
    },
    async (request, reply) => {
      const plan = await planForWeek(request.service, request.params.week);
      return reply
        .header('content-security-policy', contentSecurityPolicy)
        .type('text/html; charset=utf-8')
        .send(await report(request.service, plan.id));
    },
  );

  app.get('/healthz', { config: { permission: 'public' }, schema: { hide: true } }, async () => ({ status: 'ok' }));
}
