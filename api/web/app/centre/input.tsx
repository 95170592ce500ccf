import { DateField } from '../parts/date-field.js';
import { useLanguage, useWords } from '../settings.js';
import { ALL_DAYS, DayBoxes } from './day-boxes.js';
import { useFault } from './faults.js';
import type { Choices, Field as FieldSpec, FieldsProps } from './fields.js';
import { RulesInput } from './rules-input.js';
import { SequenceInput } from './sequence-input.js';
import { DAYS, daysOf, daysText, type Entry, numberOf, valueAt, withValue } from './values.js';

/** What is shown for one of what is kept. */
const SCALES = { number: 1, percent: 100, hours: 1 / 60, 'whole-days': 1 / 1440 } as const;

/** The fields of an entry, beside each other. */
export function Fields({ entry, fields, choices, readOnly, at = '', onChange }: FieldsProps) {
  return (
    <div class="grid-fields">
      {fields.map((field) => (
        <Field
          key={field.path}
          at={`${at}${field.path}`}
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
  readonly field: FieldSpec;
  readonly at: string;
  readonly value: unknown;
  readonly choices: Choices;
  readonly readOnly: boolean;
  readonly onChange: (value: unknown) => void;
}

/** Kinds of fields that stand for everything inside them. */
const DEEP = new Set(['choices', 'days', 'weekdays', 'percents', 'sequence']);

/** A field, and beside it what the server found wrong there. */
function Field(props: OneProps) {
  const fault = useFault(props.at, DEEP.has(props.field.kind));
  const whole = ['rows', 'rules', 'sequence', 'choices', 'days', 'weekdays'].includes(props.field.kind);
  return (
    <div class={`field ${whole ? 'wide' : ''} ${fault === undefined ? '' : 'faulty'}`}>
      <One {...props} />
      {fault === undefined ? null : (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

function One({ field, at, value, choices, readOnly, onChange }: OneProps) {
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
    case 'percent':
    case 'hours':
    case 'whole-days': {
      const scale = SCALES[field.kind];
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
              onChange(
                typed === undefined
                  ? 'empty' in field
                    ? field.empty
                    : undefined
                  : Math.round((typed / scale) * 1e9) / 1e9,
              );
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
          {choices[field.of].map(({ id, name, note }) => (
            <label class="check" key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                disabled={readOnly}
                onChange={(event) =>
                  onChange(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />
              <span>
                {name}
                {note === undefined ? null : <small>{note}</small>}
              </span>
            </label>
          ))}
        </fieldset>
      );
    }
    case 'days': {
      const days = daysOf(value);
      return (
        <DayBoxes
          label={t(field.label)}
          chosen={DAYS.flatMap((day, i) => (days.has(day) ? [i + 1] : []))}
          readOnly={readOnly}
          onChange={(next) => onChange(daysText(new Set(next.map((day) => DAYS[day - 1]!))))}
        />
      );
    }
    case 'weekdays':
      return (
        <DayBoxes
          label={t(field.label)}
          chosen={Array.isArray(value) ? value.map(Number) : ALL_DAYS}
          readOnly={readOnly}
          onChange={(next) => onChange(next.length === 7 || next.length === 0 ? undefined : next)}
        />
      );
    case 'sequence':
      return (
        <SequenceInput
          label={t(field.label)}
          value={value}
          kinds={choices.kinds}
          readOnly={readOnly}
          onChange={onChange}
        />
      );
    case 'rules':
      return (
        <RulesInput
          Fields={Fields}
          at={at}
          rules={Array.isArray(value) ? (value as Entry[]) : []}
          choices={choices}
          readOnly={readOnly}
          onChange={(rules) => onChange(rules.length === 0 ? undefined : rules)}
        />
      );
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
                at={`${at}.${i}.`}
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
