import type { FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import type { RosterProblem } from '../../solver/problem.js';
import { OpenRoster } from '../../solver/roster/open-roster.js';
import type { RosterShift } from '../../src/domain/roster.js';
import type { RosterChange } from '../../src/schedule/edit-roster.js';
import { plannedShifts } from '../../src/schedule/problem-roster.js';
import { shiftFromFile } from '../../src/schedule/roster-file.js';
import type { JudgedWeek } from '../../src/self-service/judge.js';
import { addDays } from '../../src/time/dates.js';
import { startOfDay } from '../../src/time/zone.js';
import { changePublished, planDocument, planOfWeek, publishedShifts } from '../db/plan-store.js';
import { centreWithRequests } from '../db/request-store.js';
import type { Database, PlanRow } from '../db/schema.js';
import { HttpProblem } from '../problem.js';
import { note } from './audit.js';
import { preparedEdit } from './prepared-edit.js';
import { announcementOf, weekChanged } from './routes/plan-changes.js';
import { frozenOf } from './routes/plan-states.js';
import { rosterOf } from './routes/roster-differences.js';
import type { Service } from './service.js';

/** The published plan of a week, or the problem that says there is none. */
export async function publishedPlan({ store }: Service, week: string): Promise<PlanRow> {
  const plan = await planOfWeek(store, week);
  if (plan?.state === 'published') return plan;
  throw new HttpProblem(409, 'week-not-published', `Week ${week} is not published.`);
}

/** Weeks in the engine's terms, ready for trials: reading one takes longer than many trials. A published plan never changes. */
const opened = new WeakMap<object, Map<string, JudgedWeek['engine']>>();
const MOST_OPEN = 3;

async function engineOf({ store }: Service, plan: PlanRow, shifts: readonly RosterShift[]) {
  const known = opened.get(store.db) ?? new Map<string, JudgedWeek['engine']>();
  opened.set(store.db, known);
  if (known.has(plan.id)) return known.get(plan.id);
  const document = await planDocument(store, plan.id, 'problem.json');
  const problem = JSON.parse(document?.body ?? '{}') as RosterProblem;
  const planned = problem.agents === undefined ? undefined : plannedShifts(problem, { shifts });
  const engine = planned?.ok === true ? { problem, open: new OpenRoster(problem, planned.value) } : undefined;
  known.set(plan.id, engine);
  for (const oldest of known.keys()) if (known.size > MOST_OPEN) known.delete(oldest);
  return engine;
}

/** A published week as exchanges and offers are judged against. */
export async function judgedWeek(service: Service, plan: PlanRow): Promise<JudgedWeek> {
  const roster = await rosterOf(service, plan);
  const { centre } = (await centreWithRequests(service.store, service.now()))!;
  const engine = await engineOf(service, plan, roster.shifts);
  return { roster, centre, nowMs: Date.parse(service.now()), ...(engine === undefined ? {} : { engine }) };
}

/** Days on either side that labour law looks at. */
const DAYS_AROUND = 14;

/** Published shifts of agents in the weeks around a plan. */
export async function shiftsAround(
  { store }: Service,
  plan: PlanRow,
  agents: readonly string[],
): Promise<RosterShift[]> {
  const at = (date: string, days: number): number => startOfDay(addDays(date, days), 'UTC');
  const texts = await Promise.all(
    agents.map((agent) =>
      publishedShifts(store, agent, at(plan.from_date, -DAYS_AROUND), at(plan.to_date, DAYS_AROUND)),
    ),
  );
  return texts
    .flat()
    .map((text) => shiftFromFile(JSON.parse(text)))
    .filter(({ date }) => date < plan.from_date || date > plan.to_date);
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
