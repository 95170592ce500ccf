import { type Shift, STEP_MS } from './edits.js';
import type { Row } from './rows.js';

interface KeyTools {
  readonly rows: readonly Row[];
  readonly shifts: ReadonlyMap<string, Shift>;
  readonly selected: string | undefined;
  readonly select: (key: string) => void;
  readonly move: (shift: Shift, ms: number) => void;
  readonly lengthen: (shift: Shift, ms: number) => void;
  readonly remove: (shift: Shift) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Gives the shift to the person above (-1) or below (1). */
  readonly give: (shift: Shift, direction: number) => void;
  readonly lock: (shift: Shift) => void;
}

/** Everything that a pointer can do on the timeline, by keyboard. */
export function onTimelineKey(event: KeyboardEvent, tools: KeyTools): void {
  const { selected, shifts } = tools;
  const act = actionOf(event, tools, selected === undefined ? undefined : shifts.get(selected));
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actionOf(event: KeyboardEvent, tools: KeyTools, shift: Shift | undefined): (() => void) | undefined {
  const { rows, select, move, lengthen, remove, undo, redo, give, lock } = tools;
  const go = (target: Shift | undefined) => (target === undefined ? undefined : () => select(target.key));
  const letter = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : '';
  if (letter === 'z') return event.shiftKey ? redo : undo;
  if (letter === 'y') return redo;
  const sign = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  const direction = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  if (shift === undefined) return sign === 0 && direction === 0 ? undefined : go(firstOf(rows));
  if (event.altKey) {
    if (direction !== 0) return () => give(shift, direction);
    if (sign === 0) return undefined;
    return event.shiftKey ? () => lengthen(shift, sign * STEP_MS) : () => move(shift, sign * STEP_MS);
  }
  if (event.key === 'l' && letter === '') return () => lock(shift);
  if (event.key === 'Delete') {
    const next = beside(rows, shift, 1) ?? beside(rows, shift, -1) ?? below(rows, shift, 1);
    return () => {
      remove(shift);
      if (next !== undefined) select(next.key);
    };
  }
  if (sign !== 0) return go(beside(rows, shift, sign));
  return direction === 0 ? undefined : go(below(rows, shift, direction));
}

const rowOf = (rows: readonly Row[], shift: Shift): number =>
  rows.findIndex((row) => row.kind === 'agent' && row.person.id === shift.agent);

function firstOf(rows: readonly Row[]): Shift | undefined {
  for (const row of rows) if (row.kind === 'agent' && row.shifts.length > 0) return row.shifts[0];
  return undefined;
}

/** The shift before or after, of the same person. */
function beside(rows: readonly Row[], shift: Shift, sign: number): Shift | undefined {
  const row = rows[rowOf(rows, shift)];
  if (row?.kind !== 'agent') return undefined;
  return row.shifts[row.shifts.findIndex(({ key }) => key === shift.key) + sign];
}

/** The shift nearest in time of the next person that has one. */
function below(rows: readonly Row[], shift: Shift, sign: number): Shift | undefined {
  for (let i = rowOf(rows, shift) + sign; i >= 0 && i < rows.length; i += sign) {
    const row = rows[i]!;
    if (row.kind !== 'agent' || row.shifts.length === 0) continue;
    return row.shifts.reduce((best, one) =>
      Math.abs(one.startMs - shift.startMs) < Math.abs(best.startMs - shift.startMs) ? one : best,
    );
  }
  return undefined;
}
