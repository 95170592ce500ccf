import { STEP_MS } from './edits.js';

interface Drag {
  readonly msPerPixel: number;
  readonly onStart: () => void;
  readonly onMove: (ms: number) => void;
  readonly onLengthen: (ms: number) => void;
}

/** Pixels at the end of a shift that take hold of its end. */
const HANDLE = 7;
/** Movement below this is a click. */
const SLACK = 4;

/**
 * Follows the pointer with a shift: its middle moves it, its end lengthens it. While it moves only the style of the one
 * element changes, once per frame; the roster is changed when the pointer lets go. Escape gives up.
 */
export function dragShift(event: PointerEvent, { msPerPixel, onStart, onMove, onLengthen }: Drag): void {
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const element = event.currentTarget as HTMLElement;
  const box = element.getBoundingClientRect();
  const atEnd = box.right - event.clientX <= HANDLE;
  const from = event.clientX;
  let now = from;
  let frame = 0;
  let moving = false;
  element.setPointerCapture(event.pointerId);

  const steps = (): number => Math.round(((now - from) * msPerPixel) / STEP_MS);
  const draw = (): void => {
    frame = 0;
    const pixels = (steps() * STEP_MS) / msPerPixel;
    if (atEnd) element.style.width = `${Math.max(8, box.width + pixels)}px`;
    else element.style.transform = `translateX(${pixels}px)`;
  };
  const onPointerMove = (next: PointerEvent): void => {
    now = next.clientX;
    if (!moving) {
      if (Math.abs(now - from) < SLACK) return;
      moving = true;
      element.classList.add('dragging');
      onStart();
    }
    frame ||= requestAnimationFrame(draw);
  };
  const end = (): void => {
    cancelAnimationFrame(frame);
    element.classList.remove('dragging');
    element.style.transform = '';
    if (atEnd && moving) element.style.width = `${box.width}px`;
    element.removeEventListener('pointermove', onPointerMove);
    element.removeEventListener('pointerup', onPointerUp);
    element.removeEventListener('pointercancel', end);
    removeEventListener('keydown', onKeyDown);
  };
  const onPointerUp = (): void => {
    const ms = steps() * STEP_MS;
    end();
    if (!moving || ms === 0) return;
    if (atEnd) onLengthen(ms);
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
