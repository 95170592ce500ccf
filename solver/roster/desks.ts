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
 * shifts at once. Round a ring more desks may be needed than that (arcs of a circle); there the shifts present at the
 * emptiest moment come first, and choices are taken back as long as the search stays small.
 * @returns the desks; where more are present than there are desks; and shifts left without one although there is no crowd
 */
export function numberDesks(
  compiled: Compiled,
  sittings: readonly Sitting[],
): {
  readonly deskOf: ReadonlyMap<number, number>;
  readonly crowds: readonly Crowd[];
  readonly standing: readonly Sitting[];
} {
  const deskOf = new Map<number, number>();
  const crowds: Crowd[] = [];
  const standing: Sitting[] = [];
  const { grid, areas } = compiled;
  areas.forEach(({ seats }, area) => {
    if (seats === Infinity) return;
    const here = sittings.filter((sitting) => sitting.area === area);
    const held = here.map((sitting) => ({ sitting, pieces: piecesOf(sitting, grid.cyclic, grid.slots) }));
    const desks = grid.cyclic ? ringDesks(held, seats) : greedyDesks(held.toSorted(byStart), seats);
    const full = findCrowds(here, area, seats, grid.cyclic, grid.slots);
    crowds.push(...full);
    for (const { sitting, pieces } of held) {
      const desk = desks.get(sitting.shift);
      if (desk !== undefined) deskOf.set(sitting.shift, desk);
      else if (!full.some((crowd) => pieces.some((piece) => meets(crowd, piece, grid.slots)))) standing.push(sitting);
    }
  });
  return { deskOf, crowds, standing };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Held {
  readonly sitting: Sitting;
  readonly pieces: readonly Span[];
}

/** Choices looked at when desks are numbered round a ring. */
const MOST_STEPS = 20_000;

const byStart = (a: Held, b: Held): number => a.sitting.from - b.sitting.from || a.sitting.shift - b.sitting.shift;

const apart = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.every((one) => b.every((other) => one.to <= other.from || one.from >= other.to));

/** A crowd of a ring may run over its end. */
const meets = (crowd: Span, piece: Span, slots: number): boolean =>
  [0, slots].some((by) => piece.from + by < crowd.to && piece.to + by > crowd.from);

function greedyDesks(order: readonly Held[], seats: number): Map<number, number> {
  const desks = new Map<number, number>();
  const busy: Held[][] = Array.from({ length: seats }, () => []);
  for (const one of order) {
    const desk = busy.findIndex((taken) => taken.every((other) => apart(one.pieces, other.pieces)));
    if (desk < 0) continue;
    busy[desk]!.push(one);
    desks.set(one.sitting.shift, desk + 1);
  }
  return desks;
}

function ringDesks(held: readonly Held[], seats: number): Map<number, number> {
  const at = (slot: number): number =>
    held.filter(({ pieces }) => pieces.some((piece) => piece.from <= slot && piece.to > slot)).length;
  const starts = [...new Set(held.flatMap(({ pieces }) => pieces.map((piece) => piece.from)))].sort((a, b) => a - b);
  const cut = starts.reduce((best, slot) => (at(slot) < at(best) ? slot : best), starts[0] ?? 0);
  const over = ({ pieces }: Held): boolean => pieces.some((piece) => piece.from < cut && piece.to > cut);
  const after = (one: Held): number => {
    const from = one.pieces[0]!.from;
    return over(one) ? -1 : from >= cut ? from - cut : from + 1e9;
  };
  const order = held.toSorted((a, b) => after(a) - after(b) || a.sitting.shift - b.sitting.shift);
  const busy: Held[][] = Array.from({ length: seats }, () => []);
  const desks = new Map<number, number>();
  let steps = 0;
  const sit = (i: number): boolean => {
    const one = order[i];
    if (!one) return true;
    for (const [desk, taken] of busy.entries()) {
      if (++steps > MOST_STEPS) return false;
      if (!taken.every((other) => apart(one.pieces, other.pieces))) continue;
      taken.push(one);
      desks.set(one.sitting.shift, desk + 1);
      if (sit(i + 1)) return true;
      taken.pop();
      desks.delete(one.sitting.shift);
      // Empty desks are all alike.
      if (taken.length === 0) return false;
    }
    return false;
  };
  return sit(0) ? desks : greedyDesks(order, seats);
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
  const [first, last] = [crowds[0], crowds.at(-1)];
  if (!cyclic || !first || !last || first === last || first.from !== 0 || last.to !== slots) return crowds;
  // Round a ring a crowd at the end goes on at the beginning.
  const fuller = first.most >= last.most ? first : last;
  return [...crowds.slice(1, -1), { ...fuller, from: last.from, to: first.to + slots }];
}
