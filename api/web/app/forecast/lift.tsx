import { useRef, useState } from 'preact/hooks';
import { number } from '../format.js';
import type { PlotPlace } from '../parts/chart.js';
import { useLanguage, useWords } from '../settings.js';
import { amountOf, type Draft, type Preview, withinReach } from './draft.js';
import type { QueueVersion } from './types.js';

interface LiftProps {
  readonly place: PlotPlace;
  readonly shown: QueueVersion;
  readonly draft: Draft;
  readonly preview: Preview;
  readonly onChange: (change: Partial<Draft>) => void;
  /** Told whether the curve is being dragged: the scale of the chart stands still meanwhile. */
  readonly onHold: (held: boolean) => void;
}

/** Per cent by which an arrow key, and a page key, moves the curve. */
const [SMALL, LARGE] = [1, 10];
/** Half the width of the amount, pixels. */
const HALF = 125;

/** The marked stretch of the curve: dragged up or down, or moved by arrow keys; the amount goes with it. */
export function Lift({ place, shown, draft, preview, onChange, onHold }: LiftProps) {
  const t = useWords();
  const language = useLanguage();
  const held = useRef<((y: number) => number) | undefined>(undefined);
  const [dragging, setDragging] = useState(false);
  const step = shown.intervalMinutes * 60_000;
  const [first, last] = [preview.touched[0]!, preview.touched.at(-1)!];
  const left = Math.max(place.left, place.xOf(shown.startMs[first]!));
  const right = Math.min(place.left + place.width, place.xOf(shown.startMs[last]! + step));
  if (right <= left) return null;
  const by = draft.kind === 'percent' && draft.scope === 'interval' ? (amountOf(draft.value) ?? 0) : 0;
  const set = (percent: number): void =>
    onChange({ kind: 'percent', scope: 'interval', value: String(withinReach(percent)) });

  /** Makes the point of the curve that was taken hold of follow the pointer; the scale is that of the start. */
  const take = (event: PointerEvent): void => {
    event.preventDefault();
    const target = event.currentTarget as HTMLElement;
    target.setPointerCapture(event.pointerId);
    target.focus();
    const at = place.msAt(event.clientX);
    const nearest = preview.touched.reduce((best, i) =>
      Math.abs(shown.startMs[i]! + step / 2 - at) < Math.abs(shown.startMs[best]! + step / 2 - at) ? i : best,
    );
    const highest = Math.max(...preview.touched.map((i) => shown.offered[i]!));
    const base = shown.offered[nearest]! > highest / 10 ? shown.offered[nearest]! : highest;
    const [start, valuePerPixel] = [event.clientY, place.valuePerPixel];
    if (base <= 0) return;
    held.current = (y) => by + (((start - y) * valuePerPixel) / base) * 100;
    setDragging(true);
    onHold(true);
  };
  const follow = (event: PointerEvent): void => {
    if (held.current !== undefined) set(held.current(event.clientY));
  };
  const leave = (): void => {
    held.current = undefined;
    setDragging(false);
    onHold(false);
  };
  const press = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: SMALL,
      ArrowRight: SMALL,
      ArrowDown: -SMALL,
      ArrowLeft: -SMALL,
      PageUp: LARGE,
      PageDown: -LARGE,
    };
    const change = steps[event.key];
    if (change !== undefined) set(by + change);
    else if (event.key === 'Home') set(0);
    else if (event.key === 'Escape') onChange({ begun: false });
    else return;
    event.preventDefault();
  };
  const amount = t('forecast.lift.amount', {
    by: `${preview.before > 0 && preview.after >= preview.before ? '+' : ''}${
      preview.before > 0 ? number(language, ((preview.after - preview.before) / preview.before) * 100, 0) : '–'
    }`,
    before: number(language, preview.before),
    after: number(language, preview.after),
  });
  // Half of its own width stays within the plot on both sides.
  const middle = `clamp(${place.left + HALF}px, ${(left + right) / 2}px, ${place.left + place.width - HALF}px)`;
  return (
    <>
      <div
        class={`lift ${dragging ? 'dragging' : ''}`}
        role="slider"
        tabIndex={0}
        aria-label={t('forecast.lift')}
        aria-orientation="vertical"
        aria-valuemin={-100}
        aria-valuemax={400}
        aria-valuenow={by}
        aria-valuetext={amount}
        style={{
          left: `${left}px`,
          width: `${right - left}px`,
          top: `${place.top}px`,
          height: `${place.height}px`,
        }}
        onPointerDown={take}
        onPointerMove={follow}
        onPointerUp={leave}
        onPointerCancel={leave}
        onKeyDown={press}
      >
        <span aria-hidden="true">↕</span>
      </div>
      <output class="lift-amount" style={{ left: middle, top: `${place.top + 4}px` }}>
        {amount}
      </output>
    </>
  );
}
