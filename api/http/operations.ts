import underPressure from '@fastify/under-pressure';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { HttpProblem } from '../problem.js';
import type { App } from './app-type.js';
import type { Service } from './service.js';

/**
 * What a log line says of a request. The address as it is registered, not as it was called: the real one can hold the
 * secret of a calendar, names of agents or what was searched for.
 */
export const loggedRequest = (request: FastifyRequest): Record<string, unknown> => ({
  method: request.method,
  route: request.routeOptions?.url ?? 'none',
});

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
  const requests = new Counter({
    name: 'rooster_http_requests_total',
    help: 'Requests answered, by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'rooster_http_request_seconds',
    help: 'Time to the end of the answer, by route',
    labelNames: ['method', 'route'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
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
  // Labels are looked up once for each kind of answer, not for each answer.
  const kinds = new Map<string, { requests: Counter.Internal; seconds: Histogram.Internal<string> }>();
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions?.url ?? 'none';
    const status = reply.statusCode;
    const name = `${method} ${status} ${route}`;
    let kind = kinds.get(name);
    if (kind === undefined) {
      kind = { requests: requests.labels({ method, route, status }), seconds: seconds.labels({ method, route }) };
      kinds.set(name, kind);
    }
    kind.requests.inc();
    kind.seconds.observe(reply.elapsedTime / 1000);
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
