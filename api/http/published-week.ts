import { setImmediate as othersTurn } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import type { Centre } from '../../src/domain/centre.js';
import type { RosterChange } from '../../src/schedule/edit-roster.js';
import type { Answers, Question } from '../../src/self-service/questions.js';
import type { SelfRules } from '../../src/self-service/rules.js';
import { addDays } from '../../src/time/dates.js';
import { startOfDay } from '../../src/time/zone.js';
import { changePublished, planDocument, planOfWeek, publishedShiftsByAgent } from '../db/plan-store.js';
import { centreWithRequests, selfRules } from '../db/request-store.js';
import type { Database, PlanRow } from '../db/schema.js';
import type { Judge } from '../jobs/judge.js';
import { HttpProblem } from '../problem.js';
import { note } from './audit.js';
import { preparedEdit } from './prepared-edit.js';
import { announcementOf, weekChanged } from './routes/plan-changes.js';
import { frozenOf } from './routes/plan-states.js';
import type { Service } from './service.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Judges changes of published weeks. */
    readonly judge: Judge;
  }
}

/** The published plan of a week, or the problem that says there is none. */
export async function publishedPlan({ store }: Service, week: string): Promise<PlanRow> {
  const plan = await planOfWeek(store, week);
  if (plan?.state === 'published') return plan;
  throw new HttpProblem(409, 'week-not-published', `Week ${week} is not published.`);
}

/** Days on either side that labour law looks at. */
const DAYS_AROUND = 14;
/** Agents whose shifts are read before other requests get their turn. */
const AGENTS_AT_ONCE = 100;

/** Published shifts of agents in the weeks around a plan, texts by agent. */
async function shiftsAround(
  { store }: Service,
  plan: PlanRow,
  agents: readonly string[],
): Promise<Map<string, string[]>> {
  const at = (date: string, days: number): number => startOfDay(addDays(date, days), 'UTC');
  const [fromMs, toMs] = [at(plan.from_date, -DAYS_AROUND), at(plan.to_date, DAYS_AROUND)];
  const around = new Map<string, string[]>();
  for (let i = 0; i < agents.length; i += AGENTS_AT_ONCE) {
    if (i > 0) await othersTurn();
    const found = await publishedShiftsByAgent(store, agents.slice(i, i + AGENTS_AT_ONCE), fromMs, toMs, plan.id);
    for (const [agent, texts] of found) around.set(agent, texts);
  }
  return around;
}

/**
 * Asks something of a published week as it is now, in the thread that judges: the requests of others are served meanwhile.
 * @param agents those who may be concerned; default everybody
 */
export async function askWeek<Q extends Question>(
  { service, server }: FastifyRequest,
  plan: PlanRow,
  question: Q,
  agents?: readonly string[],
): Promise<{ readonly answer: Answers[Q['ask']]; readonly centre: Centre; readonly rules: SelfRules }> {
  const { store } = service;
  const { centre } = (await centreWithRequests(store, service.now()))!;
  const { rules } = await selfRules(store.db, store.organisation);
  const around = await shiftsAround(service, plan, agents ?? centre.agents.map(({ id }) => id));
  const textOf = async (name: string): Promise<string | undefined> => (await planDocument(store, plan.id, name))?.body;
  const documents = async () => {
    const problem = await textOf('problem.json');
    return { roster: (await textOf('roster.json'))!, ...(problem === undefined ? {} : { problem }) };
  };
  const week = { centre, nowMs: Date.parse(service.now()), around };
  const answer = await server.judge.ask({ version: plan.id, documents, week, rules: rules.exchanges }, question);
  return { answer, centre, rules };
}

/**
 * Makes changes of a published week: a new version of it with author and reason, published at once, agents told.
 * @param together what is written with it, all or nothing
 * @throws HttpProblem 412 `week-changed` with the differences where the week was published anew since `plan` was read
 */
export async function republish(
  request: FastifyRequest,
  plan: PlanRow,
  changes: readonly RosterChange[],
  reason: string,
  together: (trx: Transaction<Database>, planId: string) => Promise<void>,
): Promise<PlanRow> {
  const { service } = request;
  const { edit } = await preparedEdit(service, plan, changes, { author: request.principal.id, reason });
  const body = (name: string): string => edit.documents.find((file) => file.name === name)!.body;
  const outcome = await changePublished(service.store, plan, {
    id: service.newId(),
    edit,
    frozen: frozenOf(body('roster.json'), body('cost.csv'), body('summary.json')),
    announcement: await announcementOf(service, plan, reason),
    together,
  });
  if (outcome.kind === 'changed') throw await weekChanged(service, plan, await publishedPlan(service, plan.week));
  await note(request, 'republish', 'plan', outcome.plan.id, { week: plan.week, from: plan.id });
  return outcome.plan;
}
