import Type from 'typebox';
import { type SelfRules, SelfRulesSchema } from '../../../src/self-service/rules.js';
import { saveRules, selfRules } from '../../db/request-store.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { centreInUse } from '../change-centre.js';
import { letWaitingIn } from '../leave.js';
import { IfMatch, revisionOf } from './plan-changes.js';

const Answer = Type.Object({ revision: Type.Integer(), rules: SelfRulesSchema });

/** What agents may do for themselves, within limits that the planner sets. */
export function selfRulesRoutes(app: App): void {
  app.get(
    '/self-service',
    {
      config: { permission: 'rooster:centre:read' },
      schema: {
        tags: ['requests'],
        summary: 'Rules of self-service: kinds of leave, allowances, wishes, exchanges',
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      const { store } = request.service;
      const { rules, revision } = await selfRules(store.db, store.organisation);
      return reply.header('etag', `"${revision}"`).send({ revision, rules: rules as never });
    },
  );

  app.put(
    '/self-service',
    {
      config: { permission: 'rooster:centre:write' },
      schema: {
        tags: ['requests'],
        summary: 'Change the rules of self-service; who waits for leave is looked at anew',
        headers: IfMatch,
        body: SelfRulesSchema,
        response: {
          200: Answer,
          400: ProblemSchema,
          404: ProblemSchema,
          412: ProblemSchema,
          422: ProblemSchema,
          428: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { service } = request;
      const rules = request.body as unknown as SelfRules;
      const { centre } = await centreInUse(service);
      const ids = rules.leave.kinds.map(({ id }) => id);
      if (new Set(ids).size < ids.length)
        throw new HttpProblem(422, 'kind-twice', 'Two kinds of leave have the same id.');
      for (const [i, { site, fromMinute, toMinute }] of rules.leave.allowances.entries()) {
        if (site !== undefined && !centre.sites.some(({ id }) => id === site))
          throw new HttpProblem(422, 'site-unknown', `leave.allowances[${i}]: there is no site "${site}".`);
        if (fromMinute >= toMinute)
          throw new HttpProblem(422, 'times-reversed', `leave.allowances[${i}]: toMinute is not after fromMinute.`);
      }
      const revision = await saveRules(service.store, rules, revisionOf(request.headers['if-match']), service.now());
      if (revision === undefined) {
        const now = await selfRules(service.store.db, service.store.organisation);
        throw new HttpProblem(412, 'rules-changed', 'The rules have been changed meanwhile.', 'Read them again.', {
          revision: now.revision,
        });
      }
      await note(request, 'change', 'self-service', 'rules', { revision });
      await letWaitingIn(request);
      return reply.header('etag', `"${revision}"`).send({ revision, rules: rules as never });
    },
  );
}
