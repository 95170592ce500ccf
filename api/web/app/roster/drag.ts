import { STEP_MS } from './edits.js';

interface Drag {
  readonly msPerPixel: number;
  readonly onStart: () => void;
  readonly onMove: (ms: number) => void;
  readonly onLengthen: (ms: number) => void;
  /** A pause of the shift, by its place among the parts. */
  readonly onBreak: (index: number, ms: number) => void;
  /** The shift is let go over the row of somebody else. */
  readonly onGive: (agent: string, ms: number) => void;
}

/** Pixels at the end of a shift that take hold of its end. */
const HANDLE = 7;
/** Movement below this is a click. */
const SLACK = 4;

/** Pause under the pointer, where the shift is wide enough to tell. */
function pauseAt(element: HTMLElement, x: number): { part: HTMLElement; index: number } | undefined {
  const index = [...element.children].findIndex((part) => {
    const box = part.getBoundingClientRect();
    return part.matches('.break, .meal') && box.width >= SLACK && x >= box.left && x <= box.right;
  });
  return index < 0 ? undefined : { part: element.children[index] as HTMLElement, index };
}

/**
 * Follows the pointer with a shift: its middle moves it (over another row: gives it away), its end lengthens it, a pause moves
 * within it. While it moves only the style of the one element changes, once per frame; the roster is changed when the
 * pointer lets go. Escape gives up.
 */
export function dragShift(
  event: PointerEvent,
  { msPerPixel, onStart, onMove, onLengthen, onBreak, onGive }: Drag,
): void {
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const element = event.currentTarget as HTMLElement;
  const box = element.getBoundingClientRect();
  const atEnd = box.right - event.clientX <= HANDLE;
  const pause = atEnd ? undefined : pauseAt(element, event.clientX);
  const row = element.closest<HTMLElement>('[data-agent]');
  const from = { x: event.clientX, y: event.clientY };
  let now = from;
  let frame = 0;
  let moving = false;
  element.setPointerCapture(event.pointerId);

  const steps = (): number => Math.round(((now.x - from.x) * msPerPixel) / STEP_MS);
  const draw = (): void => {
    frame = 0;
    const pixels = (steps() * STEP_MS) / msPerPixel;
    if (atEnd) element.style.width = `${Math.max(8, box.width + pixels)}px`;
    else if (pause !== undefined) pause.part.style.transform = `translateX(${pixels}px)`;
    else element.style.transform = `translate(${pixels}px, ${now.y - from.y}px)`;
  };
  const onPointerMove = (next: PointerEvent): void => {
    now = { x: next.clientX, y: next.clientY };
    if (!moving) {
      if (Math.hypot(now.x - from.x, now.y - from.y) < SLACK) return;
      moving = true;
      element.classList.add('dragging');
      onStart();
    }
    frame ||= requestAnimationFrame(draw);
  };
  /** Person in whose row the pointer is, where that is somebody else. */
  const otherAgent = (): string | undefined => {
    const under = document.elementsFromPoint(now.x, now.y).map((one) => one.closest<HTMLElement>('[data-agent]'));
    const target = under.find((one) => one !== null);
    return target === undefined || target === null || target === row ? undefined : target.dataset.agent;
  };
  const end = (): void => {
    cancelAnimationFrame(frame);
    element.classList.remove('dragging');
    element.style.transform = '';
    if (pause !== undefined) pause.part.style.transform = '';
    if (atEnd && moving) element.style.width = `${box.width}px`;
    element.removeEventListener('pointermove', onPointerMove);
    element.removeEventListener('pointerup', onPointerUp);
    element.removeEventListener('pointercancel', end);
    removeEventListener('keydown', onKeyDown);
  };
  const onPointerUp = (): void => {
    const ms = steps() * STEP_MS;
    const other = moving && !atEnd && pause === undefined ? otherAgent() : undefined;
    end();
    if (!moving) return;
    if (other !== undefined) onGive(other, ms);
    else if (ms === 0) return;
    else if (atEnd) onLengthen(ms);
    else if (pause !== undefined) onBreak(pause.index, ms);
    else onMove(ms);
  };
  const onKeyDown = (key: KeyboardEvent): void => {
    if (key.key === 'Escape') end();
  };
  element.addEventListener('pointermove', onPointerMove);
  element.addEventListener('pointerup', onPointerUp);
  element.addEventListener('pointercancel', end);
  addEventListener('keydown', onKeyDown);
}
