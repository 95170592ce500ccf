import type { Assignment } from '../assemble.js';
import type { ClassColumns } from './program.js';

/**
 * Everyone's tours as values of the program's arcs and options; the rest is left at 0 for the solver to complete.
 * @returns null where a tour is none of the walks (a hard rule is broken, or it was left out for a cheaper one)
 */
export function encode(
  classes: readonly ClassColumns[],
  assigned: readonly (Assignment | null)[],
  columns: number,
): Float64Array | null {
  const x = new Float64Array(columns);
  for (const { graph, arcs, options } of classes) {
    for (const person of graph.agent.members) {
      const assignment = assigned[person];
      if (!assignment) return null;
      const { choice, breaks } = assignment;
      let nodes = new Map<number, readonly number[]>([[-1, []]]);
      for (const [d, day] of graph.days.entries()) {
        let bundle = -1;
        if (choice.shape[d]! >= 0) {
          const same = (exact: boolean): number =>
            day.options.findIndex(
              (option, o) =>
                day.bundleOf[o]! >= 0 &&
                option.shape === choice.shape[d] &&
                (!exact || (option.place === choice.place[d] && option.breaks.join() === breaks[d]!.join())),
            );
          const exact = same(true);
          const o = exact >= 0 ? exact : same(false);
          if (o < 0) return null;
          bundle = day.bundleOf[o]!;
          x[options[d]! + o]!++;
        }
        // In a ring the first state is the one that the walk comes back to: all are followed.
        const next = new Map<number, readonly number[]>();
        day.arcs.forEach((arc, a) => {
          if (arc.bundle !== bundle) return;
          const origin = d === 0 ? [] : nodes.get(arc.from);
          if (!origin) return;
          for (const path of [origin]) if (!next.has(arc.to)) next.set(arc.to, [...path, a]);
        });
        nodes = next;
      }
      const cyclic = graph.agent.context.cyclic;
      const paths = [...nodes].filter(([end, path]) => !cyclic || graph.days[0]!.arcs[path[0]!]!.from === end);
      const path = paths[0]?.[1];
      if (!path) return null;
      if (!arcs) continue;
      path.forEach((a, d) => {
        x[arcs[d]! + a]!++;
      });
    }
  }
  return x;
}
