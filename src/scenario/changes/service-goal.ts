import { issueList } from '../../centre/issue-list.js';
import { checkGoal } from '../../centre/read-queues.js';
import { jsonSource } from '../../centre/source.js';
import type { ServiceGoal } from '../../domain/centre.js';
import { type Applier, known, withQueue } from '../state.js';

/** Another promise of a queue: its goal as a whole, or the deadline of a deferrable one. */
export const changeServiceGoal: Applier<'service-goal'> = (state, change, report) => {
  const queue = known(state.centre.queues, 'queue', change.queue, 'queue', report);
  if (queue === undefined) return state;
  const { goal, deadlineMinutes } = change;
  if (goal === undefined && deadlineMinutes === undefined) {
    report(
      undefined,
      'scenario-goal-missing',
      'Neither a goal nor a deadline is given.',
      'Add "goal" or "deadlineMinutes".',
    );
    return state;
  }
  if (deadlineMinutes !== undefined && queue.deadlineMinutes === undefined) {
    report(
      'deadlineMinutes',
      'scenario-not-deferrable',
      `Queue "${queue.id}" is answered in real time and has no deadline.`,
      'Give a goal instead.',
    );
    return state;
  }
  const changed = {
    ...queue,
    ...(goal === undefined ? {} : { goal: goal as ServiceGoal }),
    ...(deadlineMinutes === undefined ? {} : { deadlineMinutes }),
  };
  const problems = issueList();
  checkGoal({ ...changed, goal: changed.goal as { [Key in keyof ServiceGoal]?: NonNullable<ServiceGoal[Key]> } }, [], {
    source: jsonSource(change),
    issues: problems,
  });
  for (const { code, message, hint } of problems.issues) report('goal', code, message, hint);
  return problems.issues.length > 0 ? state : withQueue(state, changed);
};
