import { useEffect, useRef, useState } from 'preact/hooks';
import type { RosterProblem } from '../../../../solver/problem.js';
import { read } from '../api.js';
import type { Shift } from './edits.js';
import type { LiveFinding } from './live-rules.js';

type Judge = (agent: string, before: readonly Shift[], after: readonly Shift[]) => LiveFinding[];

/** Rules that the shifts of the agents under edit break; undefined while they are being looked at for the first time. */
export function useFindings(
  planId: string,
  agents: readonly string[],
  original: readonly Shift[],
  now: ReadonlyMap<string, Shift>,
): readonly LiveFinding[] | undefined {
  const [judge, setJudge] = useState<Judge>();
  const known = useRef(new Map<string, Known>());
  const needed = agents.length > 0;
  useEffect(() => {
    if (!needed) return;
    let wanted = true;
    // The rules and the problem come with the first edit: who only reads does not wait for them.
    Promise.all([import('./live-rules.js'), read<RosterProblem>(`/v1/plans/${planId}/rules`)]).then(
      ([rules, problem]) => {
        if (wanted)
          setJudge((): Judge => (agent, before, after) => rules.findingsOf(problem.value, agent, before, after));
      },
      () => wanted && setJudge((): Judge => () => []),
    );
    return () => {
      wanted = false;
    };
  }, [needed, planId]);
  if (!needed) return [];
  if (judge === undefined) return undefined;
  const [before, after] = [byAgent(original, agents), byAgent(now.values(), agents)];
  return agents.flatMap((agent) => {
    const [was, is] = [before.get(agent) ?? [], after.get(agent) ?? []];
    const last = known.current.get(agent);
    if (last?.judge === judge && same(last.was, was) && same(last.is, is)) return last.findings;
    const findings = judge(agent, was, is);
    known.current.set(agent, { judge, was, is, findings });
    return findings;
  });
}

/** What was found of an agent; it holds as long as the shifts are the same ones: no edit changes a shift in place. */
interface Known {
  readonly judge: Judge;
  readonly was: readonly Shift[];
  readonly is: readonly Shift[];
  readonly findings: readonly LiveFinding[];
}

const same = (one: readonly Shift[], other: readonly Shift[]): boolean =>
  one.length === other.length && one.every((shift, i) => shift === other[i]);

function byAgent(shifts: Iterable<Shift>, agents: readonly string[]): ReadonlyMap<string, Shift[]> {
  const groups = new Map<string, Shift[]>(agents.map((agent) => [agent, []]));
  for (const shift of shifts) groups.get(shift.agent)?.push(shift);
  return groups;
}
