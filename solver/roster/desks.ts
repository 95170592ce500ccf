import type { Compiled } from './compile.js';

/** A shift that needs a desk in an area with limited seats; slots from the origin. */
export interface Sitting {
  readonly shift: number;
  readonly area: number;
  readonly from: number;
  readonly to: number;
}

export interface Crowd {
  readonly area: number;
  readonly from: number;
  readonly to: number;
  readonly most: number;
  /** Shifts at its fullest moment. */
  readonly shifts: readonly number[];
}

/**
 * Numbers the desks: intervals taken in order of their start get the lowest free desk, which needs no more desks than
 * shifts at once. In a ring the shifts over the seam come first, so that they keep their desk on both sides of it.
 */
export function numberDesks(
  compiled: Compiled,
  sittings: readonly Sitting[],
): { readonly deskOf: ReadonlyMap<number, number>; readonly crowds: readonly Crowd[] } {
  const deskOf = new Map<number, number>();
  const crowds: Crowd[] = [];
  const { grid, areas } = compiled;
  areas.forEach(({ seats }, area) => {
    if (seats === Infinity) return;
    const here = sittings.filter((sitting) => sitting.area === area);
    const overSeam = (s: Sitting): boolean => grid.cyclic && (s.from < 0 || s.to > grid.slots);
    const order = here.toSorted(
      (a, b) => Number(overSeam(b)) - Number(overSeam(a)) || a.from - b.from || a.shift - b.shift,
    );
    const busy: { from: number; to: number }[][] = Array.from({ length: seats }, () => []);
    for (const sitting of order) {
      const pieces = piecesOf(sitting, grid.cyclic, grid.slots);
      const desk = busy.findIndex((taken) =>
        taken.every((held) => pieces.every((piece) => piece.to <= held.from || piece.from >= held.to)),
      );
      if (desk < 0) continue;
      busy[desk]!.push(...pieces);
      deskOf.set(sitting.shift, desk + 1);
    }
    crowds.push(...findCrowds(here, area, seats, grid.cyclic, grid.slots));
  });
  return { deskOf, crowds };
}

function piecesOf(sitting: Sitting, cyclic: boolean, slots: number): { from: number; to: number }[] {
  if (!cyclic) return [{ from: sitting.from, to: sitting.to }];
  const from = ((sitting.from % slots) + slots) % slots;
  const to = from + sitting.to - sitting.from;
  if (to <= slots) return [{ from, to }];
  return [
    { from, to: slots },
    { from: 0, to: to - slots },
  ];
}

function findCrowds(here: readonly Sitting[], area: number, seats: number, cyclic: boolean, slots: number): Crowd[] {
  const pieces = here.flatMap((sitting) =>
    piecesOf(sitting, cyclic, slots).map((piece) => ({ ...piece, shift: sitting.shift })),
  );
  const change = new Map<number, number>();
  for (const { from, to } of pieces) {
    change.set(from, (change.get(from) ?? 0) + 1);
    change.set(to, (change.get(to) ?? 0) - 1);
  }
  const crowds: Crowd[] = [];
  let count = 0;
  let open: { from: number; most: number; peak: number } | undefined;
  for (const moment of [...change.keys()].sort((a, b) => a - b)) {
    count += change.get(moment)!;
    if (count > seats) {
      open ??= { from: moment, most: 0, peak: moment };
      if (count > open.most) open = { ...open, most: count, peak: moment };
    } else if (open) {
      const { from, most, peak } = open;
      const shifts = pieces.filter((piece) => piece.from <= peak && piece.to > peak).map((piece) => piece.shift);
      crowds.push({ area, from, to: moment, most, shifts });
      open = undefined;
    }
  }
  return crowds;
}
