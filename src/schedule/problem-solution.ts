import Type from 'typebox';
import type { RosterSolution } from '../../solver/solution.js';
import { checkSchema, issueList, type JsonSource } from '../centre/index.js';
import { type Checked, hasErrors } from '../errors.js';

const Numbers = Type.Array(Type.Number());

/** The kernel's own result as JSON (`RosterSolution`), without its words: what a bare solution file must hold. */
const SolutionSchema = Type.Object({
  status: Type.Union([
    Type.Literal('optimal'),
    Type.Literal('feasible'),
    Type.Literal('conflict'),
    Type.Literal('cancelled'),
  ]),
  shifts: Type.Array(
    Type.Object({
      agent: Type.String(),
      day: Type.Integer({ minimum: 0 }),
      template: Type.String(),
      site: Type.String(),
      area: Type.String(),
      desk: Type.Union([Type.Integer(), Type.Null()]),
      startSlot: Type.Integer(),
      endSlot: Type.Integer(),
      paidMinutes: Type.Number(),
      activities: Type.Array(
        Type.Object({
          activity: Type.String(),
          startSlot: Type.Integer(),
          endSlot: Type.Integer(),
          paid: Type.Boolean(),
          queues: Type.Array(Type.String()),
        }),
      ),
    }),
  ),
  breaches: Type.Array(
    Type.Object({
      ruleId: Type.String(),
      rule: Type.String(),
      hard: Type.Boolean(),
      agents: Type.Array(Type.String()),
      days: Type.Array(Type.Integer()),
      amount: Type.Number(),
      cost: Type.Number(),
      message: Type.String(),
    }),
  ),
  coverage: Type.Array(
    Type.Object({ queue: Type.String(), wanted: Numbers, covered: Numbers, under: Numbers, over: Numbers }),
  ),
  allocation: Type.Array(Type.Object({ group: Type.String(), queue: Type.String(), agents: Numbers })),
  cost: Type.Object({
    total: Type.Number(),
    labour: Type.Number(),
    under: Type.Number(),
    over: Type.Number(),
    rules: Type.Number(),
    distinctShifts: Type.Number(),
  }),
  bound: Type.Number(),
  gap: Type.Number(),
});

/** Reads a bare solution of the engine. Codes are those of the schema check. */
export function checkSolution(source: JsonSource): Checked<RosterSolution> {
  const list = issueList();
  checkSchema(SolutionSchema, source, list);
  if (hasErrors(list.issues)) return { ok: false, issues: list.issues };
  return { ok: true, value: source.value as RosterSolution, issues: list.issues };
}
