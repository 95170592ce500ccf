import { randomUUID } from 'node:crypto';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyReply } from 'fastify';
import { ENGINE_VERSION } from '../../src/version.js';
import { startJudge } from '../jobs/judge.js';
import { HttpProblem } from '../problem.js';
import { guard, type RouteEntry } from './access.js';
import type { App } from './app-type.js';
import type { AccessMode } from './authenticate.js';
import { cookies } from './cookies.js';
import { FIRST_STEPS } from './first-steps.js';
import { idempotency } from './idempotency.js';
import { operations } from './operations.js';
import { sendProblem } from './problem.js';
import { accountLimit, REQUESTS_PER_MINUTE, rateLimits } from './rate-limits.js';
import { loggedRequest, requestLog } from './request-log.js';
import { agentRoutes } from './routes/agents.js';
import { auditRoutes } from './routes/audit.js';
import { budgetRoutes } from './routes/budgets.js';
import { calendarRoutes } from './routes/calendars.js';
import { capacityRoutes } from './routes/capacity.js';
import { centreRoutes } from './routes/centre.js';
import { centreTableRoutes } from './routes/centre-tables.js';
import { costPeriodRoutes } from './routes/cost-periods.js';
import { costRoutes } from './routes/costs.js';
import { editRoutes } from './routes/edits.js';
import { exchangeRoutes } from './routes/exchanges.js';
import { explanationRoutes } from './routes/explanations.js';
import { forecastVersionRoutes } from './routes/forecast-versions.js';
import { historyRoutes } from './routes/history.js';
import { jobRoutes } from './routes/jobs.js';
import { keyRoutes } from './routes/keys.js';
import { meRoutes } from './routes/me.js';
import { meExchangeRoutes } from './routes/me-exchanges.js';
import { meOfferRoutes } from './routes/me-offers.js';
import { meTimeOffRoutes } from './routes/me-time-off.js';
import { meWishRoutes } from './routes/me-wishes.js';
import { offerRoutes } from './routes/offers.js';
import { organisationRoutes } from './routes/organisations.js';
import { pageRoutes } from './routes/pages.js';
import { personalDataRoutes } from './routes/personal-data.js';
import { planStateRoutes } from './routes/plan-states.js';
import { planRoutes } from './routes/plans.js';
import { proposalRoutes } from './routes/proposals.js';
import { resourceRoutes } from './routes/resources.js';
import { scenarioRoutes } from './routes/scenarios.js';
import { selfRulesRoutes } from './routes/self-rules.js';
import { sessionRoutes } from './routes/session.js';
import { oidcRoutes } from './routes/session-oidc.js';
import { timeOffRoutes } from './routes/time-off.js';
import { userRoutes } from './routes/users.js';
import { webhookRoutes } from './routes/webhooks.js';
import { weekRoutes } from './routes/weeks.js';
import { securityHeaders } from './security-headers.js';
import { sharedSerializers } from './serializers.js';
import type { Service } from './service.js';

/** Largest body of a request, bytes; history is read as a stream and may be larger. */
const BODY_LIMIT = 1 << 20;

export type LogLevel = 'silent' | 'error' | 'warn' | 'info';

export interface AppOptions {
  readonly logLevel?: LogLevel;
  /** Where log lines go; default standard output. */
  readonly logStream?: NodeJS.WritableStream;
  /** Milliseconds that the event loop may lag before requests are turned away; default 0 = never. */
  readonly mostLagMs?: number;
  /** Requests a minute that one account or key may send; default {@link REQUESTS_PER_MINUTE}, 0 = no limit. */
  readonly requestsPerMinute?: number;
  /** Default: accounts, over HTTPS. */
  readonly mode?: AccessMode;
}

/** Builds the HTTP service; it does not listen. `routes` is the table of its routes with what each asks of the caller. */
export async function buildApp(
  service: Service,
  options: AppOptions = {},
): Promise<App & { readonly routes: readonly RouteEntry[] }> {
  const mode = options.mode ?? { access: 'accounts', secureCookies: true };
  const app = Fastify({
    logger: {
      level: options.logLevel ?? 'warn',
      serializers: { req: loggedRequest },
      ...(options.logStream === undefined ? {} : { stream: options.logStream }),
    },
    childLoggerFactory: requestLog,
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    // An address that cannot be read is answered like every other problem.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply as FastifyReply),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array' } },
    schemaController: { compilersFactory: { buildSerializer: sharedSerializers } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      new HttpProblem(404, 'not-found', `There is nothing at ${request.url}.`, 'See /docs for what there is.'),
      request,
      reply,
    ),
  );
  await securityHeaders(app, mode.secureCookies);
  await cookies(app);
  await rateLimits(app);
  const routes = guard(app, service, mode, accountLimit(options.requestsPerMinute ?? REQUESTS_PER_MINUTE));
  await operations(app, service, options.mostLagMs ?? 0);
  const judge = startJudge();
  app.decorate('judge', judge);
  app.addHook('onClose', () => judge.close());

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rooster',
        version: ENGINE_VERSION,
        description: FIRST_STEPS,
      },
      tags: [
        {
          name: 'access',
          description:
            'Log-in, accounts, API keys, audit trail. A browser logs in with POST /v1/session, or with a provider of OpenID Connect where GET /v1/session names one, and is known by a cookie; a program sends `Authorization: Bearer KEY`. GET /v1/session says whether a log-in is needed, GET /v1/me what the caller may do. Without log-in: 401 `login-needed`; without the permission: 403 `not-allowed`.',
        },
        {
          name: 'integration',
          description:
            'Other systems. POST takes `Idempotency-Key`: sent again with the same key, a request is answered as before and not done again.',
        },
        { name: 'self-service', description: 'What agents do for themselves: own shifts, notices, calendar, time off' },
        { name: 'requests', description: 'What agents ask for: time off, exchanges, offers; and the rules of it' },
        { name: 'centre', description: 'The contact centre in use' },
        { name: 'history', description: 'Contacts per queue and interval' },
        { name: 'forecasts', description: 'Kept forecasts and how good they were' },
        { name: 'plans', description: 'Plans and the jobs that make them' },
        { name: 'weeks', description: 'What stands for an ISO week: the published plan, else the newest draft' },
        { name: 'money', description: 'Cost of rosters, scenarios side by side, capacity and hiring' },
      ],
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  await app.register(
    async (v1) => {
      idempotency(v1 as App);
      sessionRoutes(v1 as App, service, mode);
      oidcRoutes(v1 as App, service, mode);
      organisationRoutes(v1 as App);
      userRoutes(v1 as App);
      keyRoutes(v1 as App);
      webhookRoutes(v1 as App);
      auditRoutes(v1 as App);
      resourceRoutes(v1 as App);
      agentRoutes(v1 as App);
      personalDataRoutes(v1 as App);
      meRoutes(v1 as App);
      meTimeOffRoutes(v1 as App);
      meWishRoutes(v1 as App);
      meExchangeRoutes(v1 as App);
      exchangeRoutes(v1 as App);
      meOfferRoutes(v1 as App);
      offerRoutes(v1 as App);
      timeOffRoutes(v1 as App);
      selfRulesRoutes(v1 as App);
      calendarRoutes(v1 as App, service);
      centreRoutes(v1 as App);
      historyRoutes(v1 as App);
      centreTableRoutes(v1 as App);
      jobRoutes(v1 as App);
      planRoutes(v1 as App);
      editRoutes(v1 as App);
      planStateRoutes(v1 as App);
      weekRoutes(v1 as App);
      costRoutes(v1 as App);
      scenarioRoutes(v1 as App);
      budgetRoutes(v1 as App);
      costPeriodRoutes(v1 as App);
      explanationRoutes(v1 as App);
      forecastVersionRoutes(v1 as App);
      proposalRoutes(v1 as App);
      capacityRoutes(v1 as App);
    },
    { prefix: '/v1' },
  );
  pageRoutes(app);
  app.get('/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, async () => app.swagger());
  return Object.assign(app, { routes });
}
