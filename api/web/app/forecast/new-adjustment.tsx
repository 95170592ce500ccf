import { useState } from 'preact/hooks';
import { Clock } from '../parts/clock.js';
import { DateField } from '../parts/date-field.js';
import { useWords } from '../settings.js';
import { amountOf, type Draft, momentAt } from './draft.js';
import type { Adjustment } from './types.js';

const KINDS = ['percent', 'add', 'set', 'min', 'max'] as const;

interface NewProps {
  readonly draft: Draft;
  readonly onDraft: (change: Partial<Draft>) => void;
  readonly onAdd: (made: Pick<Adjustment, 'kind' | 'value' | 'scope' | 'from' | 'to' | 'reason'>) => Promise<boolean>;
}

/** A form for a stretch that is marked and lifted in the chart, or typed; both show the same draft. */
export function NewAdjustment({ draft, onDraft, onAdd }: NewProps) {
  const t = useWords();
  const [reason, setReason] = useState('');
  const amount = amountOf(draft.value);
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (amount === undefined) return;
    const { kind, scope, from, to } = draft;
    if (await onAdd({ kind, value: amount, scope, from, to, reason })) setReason('');
  };
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (by === 0 || amount === undefined) return;
    event.preventDefault();
    onDraft({ value: String(Math.round((amount + by) * 100) / 100) });
  };
  return (
    <form class="fields dense" onSubmit={(event) => void add(event)}>
      <Moment label={t('roster.from')} value={draft.from} onChange={(from) => onDraft({ from })} />
      <Moment label={t('roster.to')} value={draft.to} onChange={(to) => onDraft({ to })} />
      <label>
        {t('adjust.kind')}
        <select value={draft.kind} onChange={(event) => onDraft({ kind: event.currentTarget.value as Draft['kind'] })}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`adjust.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('adjust.value')}
        <input
          class="short"
          inputMode="decimal"
          required
          value={draft.value}
          onInput={(event) => onDraft({ value: event.currentTarget.value })}
          onKeyDown={step}
        />
      </label>
      <label>
        {t('adjust.scope')}
        <select
          value={draft.scope}
          onChange={(event) => onDraft({ scope: event.currentTarget.value as Draft['scope'] })}
        >
          <option value="interval">{t('adjust.scope.interval')}</option>
          <option value="day">{t('adjust.scope.day')}</option>
        </select>
      </label>
      <label class="grow">
        {t('adjust.reason')}
        <input required maxLength={200} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <button type="submit" class="main" disabled={amount === undefined || draft.from >= draft.to}>
        {t('adjust.add')}
      </button>
    </form>
  );
}

/** A local moment as a date and a time. */
function Moment({ label, value, onChange }: { label: string; value: string; onChange: (moment: string) => void }) {
  const t = useWords();
  const [date = '', clock = ''] = value.split('T');
  return (
    <div class="moment">
      <DateField label={label} value={date} onChange={(day) => onChange(momentAt(day, clock))} />
      <Clock label={t('glance.time')} value={clock} onChange={(time) => onChange(momentAt(date, time))} />
    </div>
  );
}
