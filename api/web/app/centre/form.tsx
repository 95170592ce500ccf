import { useState } from 'preact/hooks';
import { plainDay } from '../format.js';
import { DateField } from '../parts/date-field.js';
import { Problem } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import type { Choices, Field } from './fields.js';
import { DAYS, daysOf, daysText, type Entry, numberOf, valueAt, withValue } from './values.js';

interface FormProps {
  readonly entry: Entry;
  readonly fields: readonly Field[];
  readonly choices: Choices;
  readonly readOnly: boolean;
  readonly onSave: (entry: Entry) => Promise<void>;
  readonly onRemove?: (() => Promise<void>) | undefined;
  readonly onCancel: () => void;
}

/** A form for an entry of the centre. What is wrong is said by the server, which checks it like a centre folder. */
export function EntryForm({ entry, fields, choices, readOnly, onSave, onRemove, onCancel }: FormProps) {
  const t = useWords();
  const [draft, setDraft] = useState(entry);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const act = async (what: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await what();
      setError(undefined);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  const save = (event: Event): void => {
    event.preventDefault();
    void act(() => onSave(draft));
  };
  return (
    <form class="entry" onSubmit={save}>
      <Fields entry={draft} fields={fields} choices={choices} readOnly={readOnly} onChange={setDraft} />
      {error === undefined ? null : <Problem error={error} />}
      <div class="actions">
        {readOnly ? null : (
          <button type="submit" class="main" disabled={busy}>
            {t('edit.save')}
          </button>
        )}
        <button type="button" onClick={onCancel}>
          {t('edit.close')}
        </button>
        {readOnly || onRemove === undefined ? null : (
          <button type="button" class="danger" disabled={busy} onClick={() => void act(onRemove)}>
            {t('edit.remove')}
          </button>
        )}
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly entry: Entry;
  readonly fields: readonly Field[];
  readonly choices: Choices;
  readonly readOnly: boolean;
  readonly onChange: (entry: Entry) => void;
}

/** The fields of an entry, beside each other. */
export function Fields({ entry, fields, choices, readOnly, onChange }: FieldsProps) {
  return (
    <div class="grid-fields">
      {fields.map((field) => (
        <One
          key={field.path}
          field={field}
          value={valueAt(entry, field.path)}
          choices={choices}
          readOnly={readOnly}
          onChange={(value) => onChange(withValue(entry, field.path, value))}
        />
      ))}
    </div>
  );
}

interface OneProps {
  readonly field: Field;
  readonly value: unknown;
  readonly choices: Choices;
  readonly readOnly: boolean;
  readonly onChange: (value: unknown) => void;
}

function One({ field, value, choices, readOnly, onChange }: OneProps) {
  const t = useWords();
  const language = useLanguage();
  const help = field.help === undefined ? null : <small>{t(field.help)}</small>;
  const text = value === undefined || value === null ? '' : String(value);
  const required = field.required === true;
  switch (field.kind) {
    case 'checkbox':
      return (
        <label class="check">
          <input
            type="checkbox"
            checked={value === true}
            disabled={readOnly}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <span>
            {t(field.label)}
            {help}
          </span>
        </label>
      );
    case 'number':
    case 'percent': {
      const scale = field.kind === 'percent' ? 100 : 1;
      const shown = typeof value === 'number' ? String(Math.round(value * scale * 1e6) / 1e6) : '';
      return (
        <label>
          {t(field.label)}
          <input
            inputMode="decimal"
            required={required}
            readOnly={readOnly}
            value={language === 'nl' ? shown.replace('.', ',') : shown}
            onChange={(event) => {
              const typed = numberOf(event.currentTarget.value);
              onChange(typed === undefined ? field.empty : Math.round((typed / scale) * 1e9) / 1e9);
            }}
          />
          {help}
        </label>
      );
    }
    case 'percents': {
      const shown = Array.isArray(value) ? value.map((share) => Math.round(Number(share) * 1000) / 10).join(' ') : '';
      return (
        <label>
          {t(field.label)}
          <input
            inputMode="numeric"
            readOnly={readOnly}
            value={shown}
            onChange={(event) => {
              const shares = event.currentTarget.value.split(/[\s;]+/).flatMap((part) => numberOf(part) ?? []);
              onChange(shares.length === 0 ? undefined : shares.map((share) => share / 100));
            }}
          />
          {help}
        </label>
      );
    }
    case 'select':
      return (
        <label>
          {t(field.label)}
          <select
            value={text}
            disabled={readOnly}
            onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
          >
            {field.options.map(([id, label]) => (
              <option key={id} value={id}>
                {label === '' ? '–' : t(label)}
              </option>
            ))}
          </select>
          {help}
        </label>
      );
    case 'choice':
      return (
        <label>
          {t(field.label)}
          <select
            value={text}
            required={required}
            disabled={readOnly}
            onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
          >
            <option value="">–</option>
            {choices[field.of].map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          {help}
        </label>
      );
    case 'choices': {
      const chosen = Array.isArray(value) ? value.map(String) : [];
      return (
        <fieldset class="wide">
          <legend>{t(field.label)}</legend>
          {choices[field.of].map(({ id, name }) => (
            <label class="check" key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                disabled={readOnly}
                onChange={(event) =>
                  onChange(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />
              {name}
            </label>
          ))}
        </fieldset>
      );
    }
    case 'days': {
      const days = daysOf(value);
      return (
        <fieldset class="days-field">
          <legend>{t(field.label)}</legend>
          {DAYS.map((day, i) => (
            <label class="check" key={day}>
              <input
                type="checkbox"
                checked={days.has(day)}
                disabled={readOnly}
                onChange={(event) => {
                  const next = new Set(days);
                  if (event.currentTarget.checked) next.add(day);
                  else next.delete(day);
                  onChange(daysText(next));
                }}
              />
              {plainDay(language, `2026-11-${23 + i}`).slice(0, 2)}
            </label>
          ))}
        </fieldset>
      );
    }
    case 'rows': {
      const rows = Array.isArray(value) ? (value as Entry[]) : [];
      const put = (i: number, next: Entry | undefined): void =>
        onChange(next === undefined ? rows.filter((_, k) => k !== i) : rows.map((row, k) => (k === i ? next : row)));
      return (
        <fieldset class="wide rows-field">
          <legend>{t(field.label)}</legend>
          {rows.map((row, i) => (
            <div class="row" key={i}>
              <Fields
                entry={row}
                fields={field.fields}
                choices={choices}
                readOnly={readOnly}
                onChange={(next) => put(i, next)}
              />
              {readOnly ? null : (
                <button type="button" class="small" onClick={() => put(i, undefined)}>
                  {t('edit.remove')}
                </button>
              )}
            </div>
          ))}
          {readOnly ? null : (
            <button type="button" class="small" onClick={() => onChange([...rows, field.empty])}>
              + {t('edit.add')}
            </button>
          )}
        </fieldset>
      );
    }
    case 'date':
      return (
        <DateField
          label={t(field.label)}
          required={required}
          readOnly={readOnly}
          value={text}
          help={field.help === undefined ? undefined : t(field.help)}
          onChange={(iso) => onChange(iso === '' ? undefined : iso)}
        />
      );
    default:
      return (
        <label>
          {t(field.label)}
          <input
            required={required}
            readOnly={readOnly}
            value={text}
            {...(field.kind === 'time' ? { placeholder: '09:00', pattern: '[0-4]\\d:[0-5]\\d' } : {})}
            onInput={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
          />
          {help}
        </label>
      );
  }
}
