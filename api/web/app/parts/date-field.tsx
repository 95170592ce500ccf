import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { plainDay } from '../format.js';
import { useLanguage, useWords } from '../settings.js';
import { dateOf, dateText } from './dates.js';

interface DateFieldProps {
  readonly label: string;
  /** ISO date, or empty. */
  readonly value: string;
  readonly onChange: (iso: string) => void;
  readonly min?: string | undefined;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly help?: string | undefined;
}

/** A date, day first whatever the browser is set to; typed, or chosen in the calendar of the browser. */
export function DateField({ label, value, onChange, min, required = true, readOnly = false, help }: DateFieldProps) {
  const t = useWords();
  const language = useLanguage();
  const [text, setText] = useState(dateText(language, value));
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => setText(dateText(language, value)), [value, language]);
  const typed = text.trim() === '' ? '' : dateOf(text, value);
  const early = typed !== undefined && typed !== '' && min !== undefined && typed < min;
  useEffect(() => {
    field.current?.setCustomValidity(
      typed === undefined ? t('date.unknown') : early ? t('date.early', { date: dateText(language, min!) }) : '',
    );
  });
  return (
    <div class="date-field">
      <label for={id} id={`${id}-label`}>
        {label}
      </label>
      <span>
        <input
          id={id}
          ref={field}
          aria-describedby={`${id}-hint`}
          inputMode="numeric"
          autocomplete="off"
          placeholder={t('date.form')}
          required={required}
          readOnly={readOnly}
          aria-invalid={typed === undefined || early}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            const iso = event.currentTarget.value.trim() === '' ? '' : dateOf(event.currentTarget.value, value);
            if (iso !== undefined && (iso !== '' || !required)) onChange(iso);
          }}
          onBlur={() => {
            if (typed !== undefined) setText(dateText(language, typed));
          }}
        />
        {readOnly ? null : (
          <>
            <input
              ref={picker}
              class="picker"
              type="date"
              tabIndex={-1}
              aria-hidden="true"
              value={value}
              min={min}
              onChange={(event) => event.currentTarget.value !== '' && onChange(event.currentTarget.value)}
            />
            <button
              type="button"
              class="small"
              aria-label={t('date.calendar')}
              aria-describedby={`${id}-label`}
              onClick={() => picker.current?.showPicker()}
            >
              <span aria-hidden="true">▾</span>
            </button>
          </>
        )}
      </span>
      <small id={`${id}-hint`}>
        {typed === undefined || typed === ''
          ? help
          : `${plainDay(language, typed)}${help === undefined ? '' : `. ${help}`}`}
      </small>
    </div>
  );
}
