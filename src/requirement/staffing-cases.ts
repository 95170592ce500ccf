import {
  evaluate,
  type GoalFailure,
  type Goals,
  neverMet,
  type QueueModel,
  requiredAgents,
  type Service,
  scheduledAgents,
} from '../../solver/erlang/index.js';
import { type Checked, hasErrors, type Issue } from '../errors.js';
import { type Columns, headerOf, type TableRow } from '../history/table.js';
import { CASE_COLUMNS, type CaseCells, type CaseColumn, cellReader } from './case-cells.js';

/** Columns that are added. */
export const RESULT_COLUMNS = [
  'agents_required',
  'agents_scheduled',
  'service_level',
  'asa_seconds',
  'occupancy',
  'p_wait',
  'p_abandon',
  'p_block',
] as const;

/** A question about one interval: evaluate `agents`, or find the least that meet the goals. */
export interface StaffingCase {
  readonly line: number;
  readonly queue: QueueModel;
  readonly goals: Goals;
  readonly agents?: number;
  readonly shrinkageBasisPoints: number;
}

/** The answer; without `service` no number of agents meets the goal that `failure` names. */
export interface StaffingResult {
  readonly service?: Service;
  readonly agentsScheduled?: number;
  readonly failure?: GoalFailure;
}

/** Finds the columns of a staffing cases file; others are kept and not read. */
export function caseColumns(
  header: readonly string[],
  place: { readonly file: string; readonly line: number },
): Checked<Columns<CaseColumn>> {
  const wanted = Object.fromEntries(CASE_COLUMNS.map((name) => [name, REQUIRED.has(name) ? { required: true } : {}]));
  return headerOf(header, wanted as Record<CaseColumn, { required?: boolean }>, place, { unknown: 'ignore' });
}

const REQUIRED: ReadonlySet<string> = new Set(['model', 'offered', 'interval_minutes', 'aht_seconds']);

/** One row as a case. Every problem of the row is named with its line and column. */
export function readCase(row: TableRow, columns: Columns<CaseColumn>, file: string): Checked<StaffingCase> {
  const issues: Issue[] = [];
  const cells = cellReader(row, columns, file, issues);
  const offered = cells.atLeast('offered', 0) ?? cells.missing('offered', 'Give the contacts of the interval.');
  const minutes =
    cells.above('interval_minutes', 0) ?? cells.missing('interval_minutes', 'Give the length of the interval.');
  const ahtSeconds = readAht(cells, offered);
  const goals = readGoals(cells);
  const agents = cells.atLeast('agents', 0);
  const shrinkageBasisPoints = readShrinkage(cells);
  const load = (offered * ahtSeconds) / (minutes * 60);
  const queue = readModel(cells, load, ahtSeconds);
  if (load === Number.POSITIVE_INFINITY)
    cells.refuse(
      'offered',
      'load-range',
      `offered × aht_seconds / interval is more than any number holds`,
      'Check the three: the load is in erlangs, and a big centre has a few thousand.',
    );
  if (queue !== undefined) {
    if ((queue.model === 'chat' || queue.model === 'trunks') && agents !== undefined && !Number.isInteger(agents))
      cells.refuse(
        'agents',
        'agents-fraction',
        `agents is ${agents}`,
        'Chat and queues behind limited lines are defined for whole agents only.',
      );
    if (queue.model === 'trunks' && agents !== undefined && agents > queue.lines)
      cells.refuse(
        'agents',
        'agents-over-lines',
        `${agents} agents share ${queue.lines} lines`,
        'Give at most as many agents as lines: the others could never speak to anyone.',
      );
    // A number of agents that cannot be read is named as such already.
    if (cells.text('agents') === '' && GOALS.every((column) => cells.text(column) === ''))
      cells.refuse(
        'agents',
        'goal-missing',
        'neither agents nor a goal is given',
        'Give agents to evaluate, or at least one goal to find them.',
      );
    const never = agents === undefined || queue.load === 0 ? undefined : neverMet(queue, goals);
    if (never !== undefined)
      cells.refuse(
        GOAL_COLUMN[never.goal],
        'goal-impossible',
        `agents are given, with a goal that no head count meets: ${never.reason}`,
        'Leave out the goal, or set it to what can be met.',
      );
  }
  if (hasErrors(issues) || queue === undefined) return { ok: false, issues };
  const value = { line: row.line, queue, goals, shrinkageBasisPoints, ...(agents === undefined ? {} : { agents }) };
  return { ok: true, value, issues };
}

/** Column in which a goal stands. */
export const GOAL_COLUMN: Readonly<Record<GoalFailure['goal'], CaseColumn>> = {
  serviceLevel: 'target_service_level',
  maxAsaSeconds: 'max_asa_seconds',
  maxAbandon: 'max_abandon',
  maxBlock: 'max_block',
  maxOccupancy: 'max_occupancy',
};

const GOALS = Object.values(GOAL_COLUMN);

/** Answers a case. @param hint see {@link requiredAgents} */
export function solveCase(one: StaffingCase, hint?: number): StaffingResult {
  const outcome =
    one.agents === undefined
      ? requiredAgents(one.queue, one.goals, hint)
      : { ok: true as const, value: evaluate(one.queue, one.agents, one.goals.targetSeconds ?? 0) };
  if (!outcome.ok) return { failure: outcome.failure };
  const service = outcome.value;
  return { service, agentsScheduled: scheduledAgents(service.agents, one.shrinkageBasisPoints) };
}

/** Values of the {@link RESULT_COLUMNS}; undefined (an empty cell) where there is no answer. */
export function resultCells({ service, agentsScheduled }: StaffingResult): (number | undefined)[] {
  if (service === undefined) return RESULT_COLUMNS.map(() => undefined);
  const { agents, serviceLevel, asaSeconds, occupancy, pWait, pAbandon, pBlock } = service;
  return [agents, agentsScheduled, serviceLevel, asaSeconds, occupancy, pWait, pAbandon, pBlock];
}

/** AHT may be left out, or be 0, where nothing is offered. */
function readAht(cells: CaseCells, offered: number): number {
  if (offered === 0) return cells.atLeast('aht_seconds', 0) || 1;
  return cells.above('aht_seconds', 0) ?? cells.missing('aht_seconds', 'Give the mean handle time in seconds.');
}

function readGoals(cells: CaseCells): Goals {
  const serviceLevel = cells.share('target_service_level');
  const targetSeconds = cells.atLeast('target_seconds', 0);
  const maxAsaSeconds = cells.atLeast('max_asa_seconds', 0);
  const maxAbandon = cells.share('max_abandon');
  const maxBlock = cells.share('max_block');
  const maxOccupancy = cells.share('max_occupancy');
  if (serviceLevel !== undefined && targetSeconds === undefined && cells.text('model') !== 'erlang-b')
    if (cells.text('target_seconds') === '')
      cells.missing('target_seconds', 'A target service level needs the seconds it is counted within.');
  return {
    ...(serviceLevel === undefined ? {} : { serviceLevel }),
    ...(targetSeconds === undefined ? {} : { targetSeconds }),
    ...(maxAsaSeconds === undefined ? {} : { maxAsaSeconds }),
    ...(maxAbandon === undefined ? {} : { maxAbandon }),
    ...(maxBlock === undefined ? {} : { maxBlock }),
    ...(maxOccupancy === undefined ? {} : { maxOccupancy }),
  };
}

/** Integer basis points; a share finer than that is rounded, with a warning. */
function readShrinkage(cells: CaseCells): number {
  const share = cells.atLeast('shrinkage', 0) ?? 0;
  if (share >= 1) {
    cells.refuse(
      'shrinkage',
      'shrinkage-range',
      `shrinkage is ${share}`,
      'Give a share from 0 to below 1: 0.3 is 30 %.',
    );
    return 0;
  }
  const points = Math.min(9999, Math.round(share * 10_000));
  if (Math.abs(points - share * 10_000) > 1e-6)
    cells.warn(
      'shrinkage',
      'shrinkage-rounded',
      `shrinkage ${share} is taken as ${points / 10_000}`,
      'Give whole basis points (0.0001).',
    );
  return points;
}

const MODELS: ReadonlySet<string> = new Set(['erlang-b', 'erlang-c', 'erlang-a', 'chat']);

function readModel(cells: CaseCells, load: number, ahtSeconds: number): QueueModel | undefined {
  const model = cells.text('model').toLowerCase();
  const patienceSeconds = cells.above('patience_seconds', 0);
  const concurrency = cells.atLeast('concurrency', 1);
  const slowdown = cells.atLeast('slowdown', 0);
  const lines = cells.atLeast('lines', 1);
  const common = { load, ahtSeconds };
  if (model !== 'chat' && MODELS.has(model)) {
    if (concurrency !== undefined && concurrency !== 1) unused(cells, 'concurrency', model);
    if (slowdown !== undefined && slowdown !== 0) unused(cells, 'slowdown', model);
    if (patienceSeconds !== undefined && model !== 'erlang-a') unused(cells, 'patience_seconds', model);
  }
  if (lines !== undefined && (model === 'erlang-b' || model === 'chat')) unused(cells, 'lines', model);
  if (lines !== undefined && !Number.isInteger(lines)) {
    cells.refuse('lines', 'lines-fraction', `lines is ${lines}`, 'Give a whole number of lines.');
    return undefined;
  }
  switch (model) {
    case 'erlang-b':
      return { model, ...common };
    case 'erlang-c':
      return lines === undefined ? { model, ...common } : { model: 'trunks', ...common, lines };
    case 'erlang-a':
      if (patienceSeconds === undefined) {
        if (cells.text('patience_seconds') === '')
          cells.missing('patience_seconds', 'Erlang A needs the mean patience; without it use erlang-c.');
        return undefined;
      }
      return lines === undefined
        ? { model, ...common, patienceSeconds }
        : { model: 'trunks', ...common, patienceSeconds, lines };
    case 'chat': {
      if (concurrency !== undefined && !Number.isInteger(concurrency)) {
        cells.refuse(
          'concurrency',
          'concurrency-fraction',
          `concurrency is ${concurrency}`,
          'Give a whole number ≥ 1.',
        );
        return undefined;
      }
      const patience = patienceSeconds === undefined ? {} : { patienceSeconds };
      return { model, ...common, concurrency: concurrency ?? 1, slowdown: slowdown ?? 0, ...patience };
    }
    default:
      cells.refuse(
        'model',
        'model-unknown',
        `"${cells.text('model')}" is no model`,
        'Models: erlang-b, erlang-c, erlang-a, chat.',
      );
      return undefined;
  }
}

const unused = (cells: CaseCells, column: CaseColumn, model: string): void =>
  cells.warn(column, 'value-unused', `${model} does not use ${column}`, 'Leave it empty, or use another model.');
