import { describe, expect, it } from 'vitest';
import { runTask } from '../../../api/jobs/run-task.js';
import type { RosterProblem } from '../../../solver/problem.js';
import { agent, week } from '../roster/week.js';

const problem = week([agent('a'), agent('b')], [], (hour) => (hour % 24 > 7 && hour % 24 < 15 ? 2 : 0));
const solve = (one: RosterProblem, maxHeapMiB?: number) =>
  runTask(
    { kind: 'schedule', problem: one, seed: 1, stop: { workLimit: 20_000 } },
    maxHeapMiB === undefined ? {} : { maxHeapMiB },
  );

describe('tasks in threads', () => {
  it('give the same bytes in a thread that was used before, at once or one after the other', async () => {
    const first = await solve(problem);
    const other = await solve(week([agent('c')], [], () => 1));
    expect(other.shifts.length).toBeGreaterThan(0);
    const [second, third] = await Promise.all([solve(problem), solve(problem, 512)]);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(JSON.stringify(third)).toBe(JSON.stringify(first));
  });

  it('fail alone: the next one finds a sound thread', async () => {
    await expect(solve({} as RosterProblem)).rejects.toThrow();
    // A heap in which nothing can be loaded.
    await expect(solve(problem, 4)).rejects.toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' });
    expect((await solve(problem)).status).toBe('optimal');
  });
});
