import { describe, expect, it } from 'vitest';
import { compile } from '../../../solver/roster/compile.js';
import { numberDesks, type Sitting } from '../../../solver/roster/desks.js';
import { litCalendar, litProblem } from '../../support/literature/calendar.js';

/** A day of hours that repeats, with so many desks. */
function desksOf(seats: number, spans: readonly (readonly [number, number])[], cyclic = true) {
  const compiled = compile({
    ...litProblem('desks', litCalendar(1, 60), 60, cyclic),
    sites: [{ id: 'office', areas: [{ id: 'floor', seats }] }],
    shiftTemplates: [],
    ruleSets: [],
    agents: [],
  });
  const sittings = spans.map(([from, to], shift): Sitting => ({ shift, area: 0, from, to }));
  const { deskOf, crowds, standing } = numberDesks(compiled, sittings);
  return { desks: spans.map((_, shift) => deskOf.get(shift)), crowds, standing: standing.map(({ shift }) => shift) };
}

describe('numbers of desks', () => {
  it('are as few as people at once where time does not repeat', () => {
    expect(
      desksOf(
        2,
        [
          [0, 8],
          [4, 12],
          [8, 16],
        ],
        false,
      ).desks,
    ).toEqual([1, 2, 1]);
  });

  it('are the same on both sides of the seam of a ring, also where the first choice is a wrong one', () => {
    // By start, the lowest free desk each: 20–28 and 0–6 … would leave the last one standing.
    const { desks, standing } = desksOf(2, [
      [0, 9],
      [3, 12],
      [9, 22],
      [12, 20],
      [20, 24],
      [22, 24],
    ]);
    expect(standing).toEqual([]);
    expect(new Set(desks)).toEqual(new Set([1, 2]));
  });

  it('leave somebody standing, named, where a ring needs more desks than people at once', () => {
    // Each two of three meet, but never all three: two desks cannot serve them round by round.
    const { crowds, standing } = desksOf(2, [
      [0, 16],
      [8, 24],
      [16, 32],
    ]);
    expect(crowds).toEqual([]);
    expect(standing).toHaveLength(1);
  });

  it('know a crowd that goes on over the seam as one', () => {
    expect(
      desksOf(1, [
        [20, 28],
        [21, 27],
      ]).crowds,
    ).toMatchObject([{ from: 21, to: 27, most: 2 }]);
  });
});
