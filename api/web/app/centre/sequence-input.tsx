import { useWords } from '../settings.js';
import type { Choice } from './fields.js';

/** Days that a pattern has at least, and at most. */
const [LEAST, MOST] = [2, 14];

type Day = { readonly on: true } | { readonly off: true } | { readonly kinds: readonly string[] };
const textOf = (day: Day): string => ('kinds' in day ? day.kinds.join('|') : 'on' in day ? 'on' : 'off');
const dayOf = (text: string): Day =>
  text === 'on' ? { on: true } : text === 'off' ? { off: true } : { kinds: text.split('|') };

interface SequenceInputProps {
  readonly label: string;
  readonly value: unknown;
  readonly kinds: readonly Choice[];
  readonly readOnly: boolean;
  readonly onChange: (days: readonly Day[]) => void;
}

/** A pattern of days in a row: off, any shift, or a shift of a kind. */
export function SequenceInput({ label, value, kinds, readOnly, onChange }: SequenceInputProps) {
  const t = useWords();
  const days = Array.isArray(value) ? (value as Day[]) : [];
  const put = (i: number, day: Day): void => onChange(days.map((one, k) => (k === i ? day : one)));
  return (
    <fieldset class="sequence">
      <legend>{label}</legend>
      {days.map((day, i) => {
        const text = textOf(day);
        return (
          <label key={i}>
            <span>{t('rule.sequence.day', { n: i + 1 })}</span>
            <select value={text} disabled={readOnly} onChange={(event) => put(i, dayOf(event.currentTarget.value))}>
              <option value="off">{t('rule.sequence.off')}</option>
              <option value="on">{t('rule.sequence.on')}</option>
              {kinds.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              {text.includes('|') ? <option value={text}>{text.replaceAll('|', ' / ')}</option> : null}
            </select>
          </label>
        );
      })}
      {readOnly ? null : (
        <span class="actions">
          <button
            type="button"
            class="small"
            disabled={days.length >= MOST}
            onClick={() => onChange([...days, { off: true }])}
          >
            + {t('edit.add')}
          </button>
          <button
            type="button"
            class="small"
            disabled={days.length <= LEAST}
            onClick={() => onChange(days.slice(0, -1))}
          >
            − {t('rule.sequence.last')}
          </button>
        </span>
      )}
    </fieldset>
  );
}
