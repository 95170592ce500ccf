import { type Assembler, type Assignment, labourCost } from '../assemble.js';
import type { Compiled } from '../compile.js';
import { type Choice, ruleCost } from '../tour.js';
import type { ClassColumns } from './program.js';

/** Takes the flow of every class apart into walks, one per person. @returns null where the flow does not come apart */
export function decode(
  compiled: Compiled,
  classes: readonly ClassColumns[],
  assembler: Assembler,
  x: Float64Array,
): Assignment[] | null {
  const assigned = new Array<Assignment | undefined>(compiled.names.length);
  for (const { graph, arcs, options } of classes) {
    const { agent, days } = graph;
    const flow = arcs && days.map((day, d) => day.arcs.map((_, a) => Math.round(x[arcs[d]! + a]!)));
    const taken = days.map((day, d) => day.options.map((_, o) => Math.round(x[options[d]! + o]!)));
    for (const person of agent.members) {
      const choice: Choice = { shape: new Int32Array(days.length).fill(-1), place: new Int32Array(days.length) };
      const breaks = new Array<Int32Array | null>(days.length).fill(null);
      let node = -1;
      for (const [d, day] of days.entries()) {
        let bundle: number | null = null;
        if (flow) {
          const a = day.arcs.findIndex((arc, i) => flow[d]![i]! > 0 && (node < 0 || arc.from === node));
          if (a < 0) return null;
          flow[d]![a]!--;
          node = day.arcs[a]!.to;
          bundle = day.arcs[a]!.bundle;
          if (bundle < 0) continue;
        }
        const o = day.options.findIndex((_, i) => taken[d]![i]! > 0 && (bundle === null || day.bundleOf[i] === bundle));
        if (o < 0 && bundle === null) continue;
        if (o < 0) return null;
        taken[d]![o]!--;
        const option = day.options[o]!;
        choice.shape[d] = option.shape;
        choice.place[d] = option.place;
        breaks[d] = option.breaks;
      }
      const cover = assembler.coverOf(agent, choice, breaks);
      const labour = labourCost(agent, choice, breaks, compiled.grid.low);
      const ownCost = labour + ruleCost(agent, choice, compiled.grid.slots, compiled.hardPenalty);
      assigned[person] = { choice, breaks, cover, ownCost };
    }
  }
  return assigned as Assignment[];
}
