import type { RosterProblem } from '../../solver/problem.js';
import { InputError } from '../../src/errors.js';
import type { RepairResult } from '../../src/repair/contract.js';
import { plannedShifts } from '../../src/schedule/problem-roster.js';
import { fromRosterFile, type RosterFile, toRosterFile } from '../../src/schedule/roster-file.js';
import { rosterShifts } from '../../src/schedule/to-roster.js';
import { centreVersion } from '../db/centre-store.js';
import { planDocument } from '../db/plan-store.js';
import { zoneLookup } from '../files/plan-documents.js';
import type { AttemptedJob, PlanJobTools } from './plan-job.js';
import { keep, type ReportRequest } from './report-jobs.js';
import { runTask } from './run-task.js';

/** What is to be done better: the plan as it was seen, with edits that are not saved yet, and whose shifts may change. */
export interface ProposalJobRequest extends ReportRequest {
  readonly plan: string;
  readonly revision: number;
  /** Shifts of the agents named, in place of the stored ones; in the form of the roster file. */
  readonly shifts: RosterFile['shifts'];
  readonly agents: readonly string[];
}

/** Shifts of some people as they could be: for a planner to look at, never put in place on its own. */
export interface Proposal {
  readonly plan: string;
  readonly revision: number;
  readonly agents: readonly string[];
  /** Every shift of the people that the proposal changes, in the form of the roster file. */
  readonly shifts: RosterFile['shifts'];
  readonly changed: readonly string[];
  readonly costMinor: { readonly before: number; readonly after: number };
  readonly shortHours: { readonly before: number; readonly after: number };
}

/** Looks in a worker thread for better shifts of the people named; everybody else stays as they are. */
export async function runProposalJob(
  job: AttemptedJob,
  request: ProposalJobRequest,
  tools: PlanJobTools,
): Promise<void> {
  const { store } = tools;
  const centre = await centreVersion(store, request.centre, request.centreVersion);
  const problem = JSON.parse((await planDocument(store, request.plan, 'problem.json'))!.body) as RosterProblem;
  const stored = fromRosterFile(JSON.parse((await planDocument(store, request.plan, 'roster.json'))!.body));
  if (!stored.ok) throw new InputError(stored.issues);
  const free = new Set(request.agents);
  const edited = fromRosterFile({
    ...(toRosterFile(stored.value, zoneLookup(centre)) as object),
    shifts: request.shifts,
  });
  if (!edited.ok) throw new InputError(edited.issues);
  const shifts = [...stored.value.shifts.filter(({ agent }) => !free.has(agent)), ...edited.value.shifts];
  const planned = plannedShifts(problem, { shifts });
  if (!planned.ok) throw new InputError(planned.issues);
  const result: RepairResult = await runTask(
    {
      kind: 'repair',
      request: {
        problem,
        shifts: planned.value,
        absences: [],
        pinned: problem.agents.map(({ id }) => id).filter((id) => !free.has(id)),
        // Every person chosen may change, and no change is dearer than what it brings.
        changeCost: 0,
        mostChanged: request.agents.length,
      },
    },
    tools,
  );
  const changed = new Set(result.touched);
  const proposed = rosterShifts(
    problem,
    result.shifts.filter(({ agent }) => changed.has(agent)),
  );
  const file = toRosterFile({ ...stored.value, shifts: proposed, findings: [], coverage: [] }, zoneLookup(centre));
  const hours = (intervals: number): number => (intervals * centre.intervalMinutes) / 60;
  await keep('proposals', job, request, tools, {
    plan: request.plan,
    revision: request.revision,
    agents: request.agents,
    shifts: file.shifts,
    changed: [...changed],
    costMinor: { before: result.cost.unrepaired, after: result.cost.repaired },
    shortHours: { before: hours(result.short.unrepaired), after: hours(result.short.repaired) },
  } satisfies Proposal);
}
