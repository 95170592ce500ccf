import Type from 'typebox';
import type { RosterProblem } from '../../../solver/problem.js';
import type { PlannedShift } from '../../../solver/solution.js';
import type { Roster } from '../../../src/domain/roster.js';
import { InputError } from '../../../src/errors.js';
import { plannedShifts } from '../../../src/schedule/problem-roster.js';
import { fromRosterFile } from '../../../src/schedule/roster-file.js';
import { planDocument } from '../../db/plan-store.js';
import { runTask } from '../../jobs/run-task.js';
import { ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { ReadyBodies } from '../ready-bodies.js';
import { etagOf, planOf } from './plan-changes.js';
import { PlanParams } from './plans.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const Words = Type.Object({ en: Type.String(), nl: Type.String() });
const CauseSchema = Type.Object({
  code: Type.String({ enum: ['no-skill', 'all-at-work', 'absent', 'rules', 'seats', 'price'] }),
  agents: Type.Array(Type.String()),
  rules: Type.Optional(Type.Array(Type.String())),
  cost: Type.Optional(Type.Number({ description: 'minor units' })),
  text: Words,
});

/** Why a roster is as it is: computed in a thread of its own once per version of the plan, then kept ready. */
export function explanationRoutes(app: App): void {
  const ready = new ReadyBodies();
  app.get(
    '/plans/:id/rules',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['plans'],
        summary:
          'Rules, calendars and people that shifts of the plan are judged by: the problem without cost and demand',
        params: PlanParams,
        response: {
          200: Type.Unsafe<Uint8Array>({ type: 'object', description: '`rooster schema problem`' }),
          404: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { store } = request.service;
      const plan = await planOf(request.service, request.params.id);
      // Edits change the roster, never the problem.
      const make = async (): Promise<string> =>
        JSON.stringify(
          rulesOnly(JSON.parse((await planDocument(store, plan.id, 'problem.json'))!.body) as RosterProblem),
        );
      return ready.send(request, reply.header('etag', `"${plan.id}"`), {
        key: `rules ${plan.id}`,
        type: JSON_TYPE,
        make,
      });
    },
  );

  app.get(
    '/plans/:id/explanation',
    {
      config: { permission: 'rooster:roster:read' },
      schema: {
        tags: ['plans'],
        summary: 'Why intervals are short, which rules are broken how often, what one more person would be worth',
        params: PlanParams,
        response: {
          200: Type.Unsafe<string | Uint8Array>(
            Type.Object({
              leftOut: Type.Integer({ description: 'shifts edited by hand into a form that the rules do not know' }),
              short: Type.Array(
                Type.Object({
                  queue: Type.String(),
                  startMs: Type.Number(),
                  wanted: Type.Number(),
                  short: Type.Number(),
                  causes: Type.Array(CauseSchema),
                }),
              ),
              rules: Type.Array(
                Type.Object({
                  ruleId: Type.String(),
                  rule: Type.String(),
                  hard: Type.Boolean(),
                  matches: Type.Integer(),
                  amount: Type.Number(),
                  messages: Type.Array(Type.String()),
                }),
              ),
              worth: Type.Array(Type.Object({ skills: Type.String(), like: Type.String(), text: Words })),
            }),
          ),
          404: ProblemSchema,
          422: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const { store } = request.service;
      const plan = await planOf(request.service, request.params.id);
      const make = async (): Promise<string> => {
        const read = async (name: string): Promise<unknown> =>
          JSON.parse((await planDocument(store, plan.id, name))!.body);
        const problem = (await read('problem.json')) as RosterProblem;
        const roster = fromRosterFile(await read('roster.json'));
        if (!roster.ok) throw new InputError(roster.issues);
        const { shifts, leftOut } = knownShifts(problem, roster.value);
        const { short, rules, worth } = await runTask({ kind: 'explain', problem, shifts });
        return JSON.stringify({
          leftOut,
          short: short.map(({ interval: _, ...one }) => one),
          rules: rules.map(({ cost: _, ...one }) => one),
          worth: worth.map(({ worth: _, ...one }) => one),
        });
      };
      return ready.send(request, reply.header('etag', etagOf(plan)), {
        key: `${plan.id} ${plan.revision}`,
        type: JSON_TYPE,
        make,
      });
    },
  );
}

/** The problem without what people and desks cost, and without why somebody is away: enough to judge the rules. */
const rulesOnly = (problem: RosterProblem): RosterProblem => {
  const { priceLists: _, ...rest } = problem;
  return {
    ...rest,
    queues: [],
    agents: problem.agents.map(({ slotPrices: __, costPerShift: ___, unavailable, ...agent }) => ({
      ...agent,
      costPerPaidSlot: 0,
      places: agent.places.map((place) => ({ ...place, costPerShift: 0 })),
      ...(unavailable === undefined
        ? {}
        : { unavailable: unavailable.map((window) => ({ ...window, reason: 'away' })) }),
    })),
  };
};

/** Shifts in the words of the problem; those that a hand has put outside it are left out. */
function knownShifts(problem: RosterProblem, roster: Roster): { shifts: PlannedShift[]; leftOut: number } {
  const all = plannedShifts(problem, roster);
  if (all.ok) return { shifts: all.value, leftOut: 0 };
  const bad = new Set(all.issues.map(({ place }) => Number(/^shifts\[(\d+)\]/.exec(place.path ?? '')?.[1] ?? -1)));
  const kept = roster.shifts.filter((_, i) => !bad.has(i));
  const rest = plannedShifts(problem, { shifts: kept });
  if (!rest.ok) throw new InputError(rest.issues);
  return { shifts: rest.value, leftOut: roster.shifts.length - kept.length };
}
