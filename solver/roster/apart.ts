import type { RosterProblem } from '../problem.js';
import type { QueueCoverage, RosterCost, RosterSolution, RosterStatus } from '../solution.js';
import type { Control, StopRule } from '../stop.js';
import { independentParts } from './components.js';
import { type RosterOptions, solveRoster } from './index.js';

/**
 * Solves the parts of a problem that share nothing (see {@link independentParts}) one after the other and puts them together: costs
 * and bounds add up. A problem in one piece goes to {@link solveRoster} as it is. Limits are shared out by people.
 * @throws RangeError where the problem names what it does not carry
 */
export async function solveApart(problem: RosterProblem, options: RosterOptions): Promise<RosterSolution> {
  const parts = independentParts(problem);
  if (parts.length === 1) return solveRoster(problem, options);
  const { control = {} } = options;
  const stop = options.stop ?? problem.stop ?? {};
  const all = peopleOf(problem);
  const started = control.now?.() ?? 0;
  const solved: RosterSolution[] = [];
  let before = 0;
  for (const part of parts) {
    const people = peopleOf(part);
    const elapsed = (control.now?.() ?? 0) - started;
    solved.push(
      await solveRoster(part, {
        ...options,
        stop: shareOf(stop, people / all, people / (all - before), elapsed),
        control: controlOf(control, solved, parts.length, before / all, people / all),
      }),
    );
    before += people;
  }
  return together(problem, solved);
}

const peopleOf = ({ agents }: RosterProblem): number => agents.reduce((sum, { count = 1 }) => sum + count, 0);

/** @param ofTime share of the time that is left @param elapsed ms so far */
const shareOf = (
  { workLimit, timeLimitMillis, ...rest }: StopRule,
  ofWork: number,
  ofTime: number,
  elapsed: number,
): StopRule => ({
  ...rest,
  ...(workLimit === undefined ? {} : { workLimit: workLimit * ofWork }),
  ...(timeLimitMillis === undefined
    ? {}
    : { timeLimitMillis: Math.max(1, (Math.max(0, timeLimitMillis - elapsed) * ofTime) | 0) }),
});

/** Progress of a part as that of the whole; there is a roster of all people once the last part has one. */
function controlOf(
  control: Control,
  solved: readonly RosterSolution[],
  parts: number,
  from: number,
  share: number,
): Control {
  const { onProgress } = control;
  if (onProgress === undefined) return control;
  const cost = solved.reduce((sum, part) => sum + part.cost.total, 0);
  const least = solved.reduce((sum, part) => sum + part.bound, 0);
  const isLast = solved.length === parts - 1;
  return {
    ...control,
    onProgress: ({ incumbent, bound, ...progress }) =>
      onProgress({
        ...progress,
        share: from + progress.share * share,
        ...(isLast && incumbent !== undefined ? { incumbent: cost + incumbent } : {}),
        ...(isLast && bound !== undefined ? { bound: least + bound } : {}),
      }),
  };
}

/** The parts as one roster of the whole problem, in its order of people and queues. */
function together(problem: RosterProblem, parts: readonly RosterSolution[]): RosterSolution {
  const sum = (value: (part: RosterSolution) => number): number =>
    parts.reduce((total, part) => total + value(part), 0);
  const cost = Object.fromEntries(
    (['total', 'labour', 'under', 'over', 'rules', 'distinctShifts'] satisfies (keyof RosterCost)[]).map((name) => [
      name,
      sum((part) => part.cost[name]),
    ]),
  ) as unknown as RosterCost;
  const order = new Map(problem.agents.map(({ id }, a) => [id, a]));
  const at = (name: string): number => order.get(name) ?? order.get(name.slice(0, name.lastIndexOf('#'))) ?? 0;
  const coverage = new Map<string, QueueCoverage>(
    parts.flatMap((part) => part.coverage.map((row) => [row.queue, row] as const)),
  );
  const bound = sum((part) => part.bound);
  const any = (status: RosterStatus): boolean => parts.some((part) => part.status === status);
  const status = (['conflict', 'cancelled', 'feasible'] as const).find(any) ?? 'optimal';
  return {
    status,
    // Sorting is stable: shifts of a person stay in order.
    shifts: parts.flatMap(({ shifts }) => shifts).sort((a, b) => at(a.agent) - at(b.agent)),
    breaches: parts.flatMap(({ breaches }) => breaches),
    coverage: problem.queues.map(({ id }) => coverage.get(id)!),
    allocation: parts.flatMap(({ allocation }) => allocation),
    cost,
    bound,
    gap: status === 'optimal' ? 0 : (cost.total - bound) / Math.max(Math.abs(cost.total), 1e-9),
    reproducible: parts.every(({ reproducible }) => reproducible),
    solver: {
      method: `${parts.length} parts: ${[...new Set(parts.map(({ solver }) => solver.method))].join(', ')}`,
      work: sum(({ solver }) => solver.work),
      rounds: sum(({ solver }) => solver.rounds),
      columns: sum(({ solver }) => solver.columns),
    },
  };
}
