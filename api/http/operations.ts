import underPressure from '@fastify/under-pressure';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { HttpProblem } from '../problem.js';
import type { App } from './app-type.js';
import { requestFigures } from './request-figures.js';
import type { Service } from './service.js';

/**
 * Liveness, readiness, figures for Prometheus, and turning requests away before everything is slow.
 * @param mostLagMs milliseconds that the event loop may lag before requests are turned away; 0 = never
 */
export async function operations(app: App, service: Service, mostLagMs: number): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: mostLagMs,
    pressureHandler: (request) => {
      // Whoever watches the service must still see it.
      if (request.url === '/healthz' || request.url === '/readyz' || request.url === '/metrics') return;
      throw new HttpProblem(503, 'overloaded', 'The service has too much to do.', 'Try again in a few seconds.');
    },
  });

  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const count = requestFigures(registry);
  new Gauge({
    name: 'rooster_jobs',
    help: 'Jobs by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const rows = await service.store.db
        .selectFrom('job')
        .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      this.reset();
      for (const { state, count } of rows) this.set({ state }, count);
    },
  });
  app.addHook('onResponse', (request, reply, done) => {
    count(request.method, request.routeOptions?.url ?? 'none', reply.statusCode, reply.elapsedTime);
    done();
  });

  app.get('/readyz', { config: { permission: 'public' }, schema: { hide: true } }, async () => {
    await sql`select 1`.execute(service.store.db);
    return { status: 'ready' };
  });
  app.get(
    '/metrics',
    { config: { permission: 'rooster:metrics:read' }, schema: { hide: true } },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
}
