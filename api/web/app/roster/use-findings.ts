import { useEffect, useState } from 'preact/hooks';
import type { RosterProblem } from '../../../../solver/problem.js';
import { read } from '../api.js';
import type { Shift } from './edits.js';
import type { LiveFinding } from './live-rules.js';

/** Rules that the shifts of the agents under edit break; undefined while they are being looked at for the first time. */
export function useFindings(
  planId: string,
  agents: readonly string[],
  original: readonly Shift[],
  now: ReadonlyMap<string, Shift>,
): readonly LiveFinding[] | undefined {
  const [check, setCheck] =
    useState<(agent: string, before: readonly Shift[], after: readonly Shift[]) => LiveFinding[]>();
  const needed = agents.length > 0;
  useEffect(() => {
    if (!needed) return;
    let wanted = true;
    // The rules and the problem come with the first edit: who only reads does not wait for them.
    Promise.all([import('./live-rules.js'), read<RosterProblem>(`/v1/plans/${planId}/rules`)]).then(
      ([rules, problem]) => {
        if (wanted)
          setCheck(
            () => (agent: string, before: readonly Shift[], after: readonly Shift[]) =>
              rules.findingsOf(problem.value, agent, before, after),
          );
      },
      () => wanted && setCheck(() => () => []),
    );
    return () => {
      wanted = false;
    };
  }, [needed, planId]);
  if (!needed) return [];
  if (check === undefined) return undefined;
  const after = [...now.values()];
  return agents.flatMap((agent) =>
    check(
      agent,
      original.filter((shift) => shift.agent === agent),
      after.filter((shift) => shift.agent === agent),
    ),
  );
}
