import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../settings.js';
import { useFault } from './faults.js';
import type { Choices, FieldsProps } from './fields.js';
import { MoneyField } from './money-field.js';
import { RULE_KINDS, RULE_NAMES, type RuleName } from './rule-kinds.js';
import type { Entry } from './values.js';

/** Price of a breach that a rule gets when it becomes a wish, minor units. */
const FIRST_PRICE = 1000;

type Strength = 'hard' | 'soft' | 'off';
const STRENGTHS: readonly Strength[] = ['hard', 'soft', 'off'];

/** A price of nothing is a rule that is switched off. */
const strengthOf = ({ hard, weight }: Entry): Strength => (hard === true ? 'hard' : weight === 0 ? 'off' : 'soft');
function withStrength(rule: Entry, strength: Strength): Entry {
  const { hard: _, weight, ...rest } = rule;
  if (strength === 'hard') return { ...rest, hard: true };
  const price = typeof weight === 'number' && weight > 0 ? weight : FIRST_PRICE;
  return { ...rest, hard: false, weight: strength === 'off' ? 0 : price };
}

interface RulesInputProps {
  /** Fields of an entry; the form that holds these rules knows how they look. */
  readonly Fields: ComponentType<FieldsProps>;
  readonly rules: readonly Entry[];
  readonly choices: Choices;
  readonly readOnly: boolean;
  readonly at: string;
  readonly onChange: (rules: readonly Entry[]) => void;
}

/** Rules of a work plan: each a sentence with its numbers, binding, at a price, or off. */
export function RulesInput({ Fields, rules, choices, readOnly, at, onChange }: RulesInputProps) {
  const t = useWords();
  const [name, setName] = useState<RuleName>('consecutive-days');
  const add = (): void => {
    const taken = new Set(rules.map(({ id }) => id));
    let id: string = name;
    for (let n = 2; taken.has(id); n++) id = `${name}-${n}`;
    const ids = (list: readonly { id: string }[]): string[] => list.map((one) => one.id);
    const fresh = RULE_KINDS[name].fresh?.(ids(choices.kinds), ids(choices.sites)) ?? {};
    onChange([...rules, { id, rule: name, hard: true, ...fresh }]);
  };
  return (
    <fieldset class="rules-field">
      <legend>{t('rules.title.rules')}</legend>
      <p class="help">{t('rules.help.rules')}</p>
      {rules.length === 0 ? <p>{t('rules.none.rules')}</p> : null}
      <ol class="rule-list">
        {rules.map((rule, i) => (
          <RuleCard
            key={String(rule.id)}
            Fields={Fields}
            rule={rule}
            at={`${at}.${i}`}
            choices={choices}
            readOnly={readOnly}
            onChange={(next) => onChange(rules.map((one, k) => (k === i ? next : one)))}
            onRemove={() => onChange(rules.filter((_, k) => k !== i))}
          />
        ))}
      </ol>
      {readOnly ? null : (
        <div class="toolbar">
          <label>
            {t('rules.new.rule')}
            <select value={name} onChange={(event) => setName(event.currentTarget.value as RuleName)}>
              {RULE_NAMES.filter((one) => RULE_KINDS[one].fresh !== undefined).map((one) => (
                <option key={one} value={one}>
                  {t(`rule.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <button type="button" onClick={add}>
            + {t('rules.add.rule')}
          </button>
        </div>
      )}
    </fieldset>
  );
}

interface RuleCardProps {
  readonly Fields: ComponentType<FieldsProps>;
  readonly rule: Entry;
  readonly at: string;
  readonly choices: Choices;
  readonly readOnly: boolean;
  readonly onChange: (rule: Entry) => void;
  readonly onRemove: () => void;
}

function RuleCard({ Fields, rule, at, choices, readOnly, onChange, onRemove }: RuleCardProps) {
  const t = useWords();
  const name = rule.rule as RuleName;
  const { unit, fields } = RULE_KINDS[name];
  const strength = strengthOf(rule);
  const fault = useFault(`${at}.hard`, false) ?? useFault(at, false);
  return (
    <li class={`rule ${strength}`}>
      <div class="heading">
        <h2>{t(`rule.${name}`)}</h2>
        {readOnly ? null : (
          <button
            type="button"
            class="small"
            aria-label={`${t('edit.remove')}: ${t(`rule.${name}`)}`}
            onClick={onRemove}
          >
            {t('edit.remove')}
          </button>
        )}
      </div>
      <p class="help">{t(`rule.${name}.is`)}</p>
      <Fields entry={rule} fields={fields} choices={choices} readOnly={readOnly} at={`${at}.`} onChange={onChange} />
      <div class={`strength ${fault === undefined ? '' : 'faulty'}`}>
        <fieldset class="choices">
          <legend>{t('rule.strength')}</legend>
          {STRENGTHS.map((one) => (
            <label class="check" key={one}>
              <input
                type="radio"
                name={`${at}.strength`}
                checked={strength === one}
                disabled={readOnly}
                onChange={() => onChange(withStrength(rule, one))}
              />
              {t(`rule.strength.${one}`)}
            </label>
          ))}
        </fieldset>
        {strength === 'soft' ? (
          <MoneyField
            label={t('rule.price', { unit: t(`rule.unit.${unit}`), currency: choices.currency })}
            minor={typeof rule.weight === 'number' ? rule.weight : undefined}
            readOnly={readOnly}
            onChange={(weight) => onChange({ ...rule, weight })}
          />
        ) : null}
        {fault === undefined ? null : (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
      </div>
    </li>
  );
}
