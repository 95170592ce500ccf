import { useState } from 'preact/hooks';
import { read, send } from '../api.js';
import { amountOf } from '../centre/money-field.js';
import { number, plainDay } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Clock } from '../parts/clock.js';
import { clockOf, minuteOf } from '../parts/clocks.js';
import { Show } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays } from '../weeks.js';
import { match, useAct } from './parts.js';
import type { LeaveKind, SelfRules } from './types.js';

type Allowance = SelfRules['leave']['allowances'][number];
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Any Monday: only its weekday is shown. */
const A_MONDAY = '2026-11-30';
const EVERY_DAY: Allowance = { weekdays: [...DAYS], fromMinute: 0, toMinute: 1440, most: 10, unit: 'percent' };

/** The rules of self-service as a form. */
export function RulesPage({ frame }: { frame: Frame }) {
  const t = useWords();
  const { round, act, outcome } = useAct();
  const loaded = useLoad(
    `rules ${round}`,
    async () => (await read<{ revision: number; rules: SelfRules }>('/v1/self-service')).value,
  );
  return (
    <>
      <div class="heading">
        <h1>{t('inbox.rules')}</h1>
        <a class="button" data-in-app href="/inbox">
          {t('rules.back')}
        </a>
      </div>
      {outcome}
      <Show loaded={loaded}>
        {({ revision, rules }) => (
          <Form
            key={revision}
            rules={rules}
            editable={may(frame, 'rooster:centre:write')}
            onSave={(next) => act(() => send('PUT', '/v1/self-service', next, match(revision)), t('self.saved'))}
          />
        )}
      </Show>
    </>
  );
}

interface FormProps {
  readonly rules: SelfRules;
  readonly editable: boolean;
  readonly onSave: (rules: SelfRules) => void;
}

function Form({ rules: before, editable, onSave }: FormProps) {
  const t = useWords();
  const language = useLanguage();
  const [rules, setRules] = useState(before);
  const [weights, setWeights] = useState(() =>
    before.wishes.weightsMinor.map((minor) => number(language, minor / 100, 2)).join('   '),
  );
  const { leave, wishes, exchanges, availability } = rules;
  const setLeave = (next: Partial<SelfRules['leave']>): void => setRules({ ...rules, leave: { ...leave, ...next } });
  const amount = (label: string, value: number, set: (value: number) => void) => (
    <label>
      {label}
      <input type="number" min="0" required value={value} onInput={(event) => set(Number(event.currentTarget.value))} />
    </label>
  );
  const tick = (label: string, value: boolean, set: (value: boolean) => void) => (
    <label class="tick">
      <input type="checkbox" checked={value} onChange={(event) => set(event.currentTarget.checked)} />
      {label}
    </label>
  );
  const save = (event: Event): void => {
    event.preventDefault();
    const weightsMinor = weights
      .split(/[\s;]+/)
      .flatMap((one) => amountOf(one, language) ?? [])
      .map((amount) => Math.round(amount * 100));
    onSave({ ...rules, wishes: { ...wishes, weightsMinor } });
  };
  return (
    <form class="rules" onSubmit={save}>
      <fieldset disabled={!editable} class="fields column">
        <legend>{t('rules.leave')}</legend>
        {tick(t('rules.automatic'), leave.automatic, (automatic) => setLeave({ automatic }))}
        {amount(t('rules.notice'), leave.noticeDays, (noticeDays) => setLeave({ noticeDays }))}
        {amount(t('rules.longest'), leave.longestDays, (longestDays) => setLeave({ longestDays }))}
        <h2>{t('rules.kinds')}</h2>
        {leave.kinds.map((kind, i) => {
          const put = (next: LeaveKind): void =>
            setLeave({ kinds: leave.kinds.map((one, at) => (at === i ? next : one)) });
          return (
            <div class="rule-row" key={kind.id}>
              <label>
                {t('rules.kind.name')}
                <input
                  required
                  value={kind.name}
                  onInput={(event) => put({ ...kind, name: event.currentTarget.value })}
                />
              </label>
              <label>
                {t('rules.kind.hours')}
                <input
                  type="number"
                  min="0"
                  value={kind.hoursPerYear ?? ''}
                  onInput={(event) => {
                    const { hoursPerYear: _, ...rest } = kind;
                    const hours = event.currentTarget.value;
                    put(hours === '' ? rest : { ...rest, hoursPerYear: Number(hours) });
                  }}
                />
              </label>
              <label>
                {t('rules.kind.by')}
                <select value={kind.by} onChange={(event) => put({ ...kind, by: event.currentTarget.value })}>
                  <option value="agent">{t('rules.kind.agent')}</option>
                  <option value="planner">{t('rules.kind.planner')}</option>
                </select>
              </label>
            </div>
          );
        })}
        <h2>{t('rules.allowances')}</h2>
        {leave.allowances.map((row, i) => (
          <AllowanceRow
            // Rows have no name of their own; they are only added and removed at the end.
            key={i}
            row={row}
            onChange={(next) =>
              setLeave({
                allowances: leave.allowances.flatMap((one, at) =>
                  at !== i ? [one] : next === undefined ? [] : [next],
                ),
              })
            }
          />
        ))}
        <button type="button" onClick={() => setLeave({ allowances: [...leave.allowances, EVERY_DAY] })}>
          {t('rules.allowance.add')}
        </button>
      </fieldset>
      <fieldset disabled={!editable} class="fields column">
        <legend>{t('rules.exchanges')}</legend>
        {tick(t('rules.exchanges.allowed'), exchanges.allowed, (allowed) =>
          setRules({ ...rules, exchanges: { ...exchanges, allowed } }),
        )}
        <label>
          {t('rules.exchanges.planner')}
          <select
            value={exchanges.planner}
            onChange={(event) =>
              setRules({ ...rules, exchanges: { ...exchanges, planner: event.currentTarget.value } })
            }
          >
            {(['never', 'if-worse', 'always'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`rules.exchanges.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {amount(t('rules.exchanges.hours'), exchanges.hoursBefore, (hoursBefore) =>
          setRules({ ...rules, exchanges: { ...exchanges, hoursBefore } }),
        )}
        <h2>{t('rules.wishes')}</h2>
        <label>
          {t('rules.weights')}
          <input value={weights} pattern="[0-9 ,;.]*" onInput={(event) => setWeights(event.currentTarget.value)} />
        </label>
        {amount(t('rules.before'), wishes.daysBefore, (daysBefore) =>
          setRules({ ...rules, wishes: { ...wishes, daysBefore } }),
        )}
        <h2>{t('rules.availability')}</h2>
        {tick(t('rules.availability.allowed'), availability.allowed, (allowed) =>
          setRules({ ...rules, availability: { ...availability, allowed } }),
        )}
        {amount(t('rules.availability.least'), availability.leastHoursPerWeek, (leastHoursPerWeek) =>
          setRules({ ...rules, availability: { ...availability, leastHoursPerWeek } }),
        )}
      </fieldset>
      {editable ? (
        <button type="submit" class="main">
          {t('self.save')}
        </button>
      ) : null}
    </form>
  );
}

interface AllowanceRowProps {
  readonly row: Allowance;
  readonly onChange: (row: Allowance | undefined) => void;
}

function AllowanceRow({ row, onChange }: AllowanceRowProps) {
  const t = useWords();
  const language = useLanguage();
  const set = (next: Partial<Allowance>): void => onChange({ ...row, ...next });
  return (
    <div class="rule-row allowance">
      <fieldset class="weekdays">
        <legend>{t('rules.allowance.days')}</legend>
        {DAYS.map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={row.weekdays.includes(day)}
              onChange={(event) => {
                const weekdays = DAYS.filter((one) =>
                  one === day ? event.currentTarget.checked : row.weekdays.includes(one),
                );
                if (weekdays.length > 0) set({ weekdays });
              }}
            />
            {plainDay(language, addDays(A_MONDAY, day - 1)).slice(0, 2)}
          </label>
        ))}
      </fieldset>
      <Clock
        label={t('self.begin')}
        value={clockOf(row.fromMinute)}
        onChange={(clock) => set({ fromMinute: minuteOf(clock) })}
      />
      <Clock
        label={t('self.end')}
        value={clockOf(row.toMinute)}
        onChange={(clock) => set({ toMinute: minuteOf(clock) })}
      />
      <label>
        {t('rules.allowance.most')}
        <input
          type="number"
          min="0"
          required
          value={row.most}
          onInput={(event) => set({ most: Number(event.currentTarget.value) })}
        />
      </label>
      <label>
        {t('rules.allowance.unit')}
        <select value={row.unit} onChange={(event) => set({ unit: event.currentTarget.value })}>
          <option value="people">{t('rules.allowance.people')}</option>
          <option value="percent">{t('rules.allowance.percent')}</option>
        </select>
      </label>
      <button type="button" aria-label={t('wish.remove')} onClick={() => onChange(undefined)}>
        ×
      </button>
    </div>
  );
}
