import { createHash } from 'node:crypto';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import { ENGINE_VERSION } from '../../src/version.js';
import { HttpProblem } from '../problem.js';
import { REPORT_STYLE } from '../web/report/style.js';
import type { App } from './app-type.js';
import { sendProblem } from './problem.js';
import { capacityRoutes } from './routes/capacity.js';
import { centreRoutes } from './routes/centre.js';
import { costRoutes } from './routes/costs.js';
import { historyRoutes } from './routes/history.js';
import { jobRoutes } from './routes/jobs.js';
import { pageRoutes } from './routes/pages.js';
import { planRoutes } from './routes/plans.js';
import { scenarioRoutes } from './routes/scenarios.js';
import { weekRoutes } from './routes/weeks.js';
import type { Service } from './service.js';

/** Largest body of a request, bytes; history is read as a stream and may be larger. */
const BODY_LIMIT = 1 << 20;

/** The report needs its own style and nothing else: no script, no request to anywhere. */
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

export interface AppOptions {
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info';
}

/** Builds the HTTP service; it does not listen. */
export async function buildApp(service: Service, options: AppOptions = {}): Promise<App> {
  const app = Fastify({
    logger: { level: options.logLevel ?? 'warn' },
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array' } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      new HttpProblem(404, 'not-found', `There is nothing at ${request.url}.`, 'See /docs for what there is.'),
      request,
      reply,
    ),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
  });

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rooster',
        version: ENGINE_VERSION,
        description: 'Workforce planning for contact centres: forecasts, requirements, rosters, cost.',
      },
      tags: [
        { name: 'centre', description: 'The contact centre in use' },
        { name: 'history', description: 'Contacts per queue and interval' },
        { name: 'plans', description: 'Plans and the jobs that make them' },
        { name: 'weeks', description: 'What stands for an ISO week: the published plan, else the newest draft' },
        { name: 'money', description: 'Cost of rosters, scenarios side by side, capacity and hiring' },
      ],
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  await app.register(
    async (v1) => {
      centreRoutes(v1 as App, service);
      historyRoutes(v1 as App, service);
      jobRoutes(v1 as App, service);
      planRoutes(v1 as App, service);
      weekRoutes(v1 as App, service);
      costRoutes(v1 as App, service);
      scenarioRoutes(v1 as App, service);
      capacityRoutes(v1 as App, service);
    },
    { prefix: '/v1' },
  );
  pageRoutes(app, service, PAGE_POLICY);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  return app;
}
