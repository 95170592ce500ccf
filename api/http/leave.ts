import type { FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import type { Agent } from '../../src/domain/agent.js';
import type { Centre } from '../../src/domain/centre.js';
import { agentId } from '../../src/domain/ids.js';
import { absenceMs } from '../../src/schedule/people.js';
import type { RosterFile } from '../../src/schedule/roster-file.js';
import {
  decideLeave,
  type LeaveDecision,
  type LeaveRequest,
  type LeaveSituation,
} from '../../src/self-service/decide-leave.js';
import type { SelfRules } from '../../src/self-service/rules.js';
import { publishedShifts } from '../db/plan-store.js';
import { changeTimeOff, lockedRules, pastRequests, spanOf, timeOffRequests } from '../db/request-store.js';
import type { Database, TimeOffRow } from '../db/schema.js';
import { HttpProblem } from '../problem.js';
import { note } from './audit.js';
import { centreInUse } from './change-centre.js';
import type { Service } from './service.js';

/** Who decides where no person does. */
export const BY_RULES = 'rules';
const OPEN = ['asked', 'waiting'] as const;

/** An agent of the centre in use, or the problem that says there is none. */
export function agentOf(centre: Centre, id: string): Agent {
  const agent = centre.agents.find((one) => one.id === id);
  if (agent === undefined) throw new HttpProblem(404, 'agent-unknown', `There is no agent ${id}.`);
  return agent;
}

export const requestOf = (row: TimeOffRow): LeaveRequest => ({
  agent: agentId(row.agent),
  kind: row.kind,
  ...spanOf(row),
});

/** Published shifts of an agent that an absence touches. */
export async function shiftsInside(
  service: Service,
  trx: Transaction<Database> | Service['store']['db'],
  centre: Centre,
  request: LeaveRequest,
): Promise<RosterFile['shifts']> {
  const site = agentOf(centre, request.agent).site;
  const zone = centre.sites.find(({ id }) => id === site)?.zone ?? centre.zone;
  const texts = await publishedShifts({ ...service.store, db: trx }, request.agent, ...absenceMs(request, zone));
  return texts.map((text) => JSON.parse(text));
}

/** Everything that a decision on a request depends on; `self` is left out of it. */
export async function leaveSituation(
  service: Service,
  trx: Transaction<Database>,
  centre: Centre,
  rules: SelfRules,
  request: LeaveRequest,
  self?: string,
): Promise<LeaveSituation> {
  const years = { from: `${request.fromDate.slice(0, 4)}-01-01`, to: `${request.toDate.slice(0, 4)}-12-31` };
  const rows = await timeOffRequests(trx, service.store.organisation, { states: ['approved', ...OPEN], ...years });
  const absence = new Map(rules.leave.kinds.map(({ id, absence: kind }) => [id, kind]));
  const others = rows.filter((row) => row.id !== self && absence.get(row.kind) !== 'sick');
  const isOpen = ({ state }: TimeOffRow): boolean => OPEN.some((open) => open === state);
  // Leave that came with the centre counts as the first kind that is the same in the roster.
  const imported = centre.timeOff.flatMap((off): LeaveRequest[] => {
    const kind = rules.leave.kinds.find((one) => one.absence === off.kind && one.absence !== 'sick');
    return kind === undefined || off.toDate < years.from || off.fromDate > years.to ? [] : [{ ...off, kind: kind.id }];
  });
  return {
    centre,
    rules: rules.leave,
    nowMs: Date.parse(service.now()),
    approved: [...imported, ...others.filter((row) => !isOpen(row)).map(requestOf)],
    open: others.filter(isOpen).map((row) => ({ ...requestOf(row), waiting: row.state === 'waiting' })),
    past: await pastRequests(trx, service.store.organisation),
    shiftsPublished: (await shiftsInside(service, trx, centre, request)).length > 0,
  };
}

/** What the rules say of a request now. */
export async function decisionOn(
  service: Service,
  trx: Transaction<Database>,
  centre: Centre,
  rules: SelfRules,
  request: LeaveRequest,
  self?: string,
): Promise<LeaveDecision> {
  const situation = await leaveSituation(service, trx, centre, rules, request, self);
  return decideLeave(request, agentOf(centre, request.agent), situation);
}

/** Lets those on the waiting list in for whom there is room now, those who have waited longest first, and notes it. */
export async function letWaitingIn(request: FastifyRequest): Promise<void> {
  const { service } = request;
  const { centre } = await centreInUse(service);
  const changed = await service.store.db.transaction().execute(async (trx) => {
    const rules = await lockedRules(trx, service.store.organisation, service.now());
    const rows: TimeOffRow[] = [];
    for (const row of await timeOffRequests(trx, service.store.organisation, { states: ['waiting'] })) {
      if (!centre.agents.some(({ id }) => id === row.agent)) continue;
      const { state } = await decisionOn(service, trx, centre, rules, requestOf(row), row.id);
      if (state !== 'approved' && state !== 'asked') continue;
      const change = { state, decided_by: state === 'approved' ? BY_RULES : null };
      const next = await changeTimeOff(trx, row, change, service.now());
      if (next !== undefined) rows.push(next);
    }
    return rows;
  });
  for (const { id, state } of changed) await note(request, state, 'time-off', id, { by: BY_RULES });
}
