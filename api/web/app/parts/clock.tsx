import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../settings.js';
import { typedClock } from './clocks.js';

interface ClockProps {
  readonly label: string;
  /** The label is read out, not shown: the row says it. */
  readonly unseen?: boolean;
  readonly value: string;
  readonly onChange: (clock: string) => void;
  readonly disabled?: boolean;
}

/** A time of day, 24 hours whatever the browser is set to. */
export function Clock({ label, unseen = false, value, onChange, disabled = false }: ClockProps) {
  const t = useWords();
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(value), [value]);
  const typed = typedClock(text);
  useEffect(() => field.current?.setCustomValidity(typed === undefined ? t('clock.unknown') : ''));
  return (
    <label>
      <span class={unseen ? 'unseen' : undefined}>{label}</span>
      <input
        ref={field}
        class="clock-field"
        required
        disabled={disabled}
        inputMode="numeric"
        autocomplete="off"
        placeholder="09:00"
        maxLength={5}
        aria-invalid={typed === undefined}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          // Half typed `1` of `17:30` is a time too; what is meant is known when the field is left.
          if (/^\d{2}:\d{2}$/.test(event.currentTarget.value)) {
            const clock = typedClock(event.currentTarget.value);
            if (clock !== undefined) onChange(clock);
          }
        }}
        onChange={(event) => {
          const clock = typedClock(event.currentTarget.value);
          if (clock !== undefined) {
            setText(clock);
            onChange(clock);
          }
        }}
      />
    </label>
  );
}
