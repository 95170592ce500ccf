import { number } from '../format.js';
import { useLanguage } from '../settings.js';
import { numberOf } from './values.js';

interface MoneyFieldProps {
  readonly label: string;
  /** Minor units: cents. */
  readonly minor: number | undefined;
  readonly readOnly?: boolean;
  readonly onChange: (minor: number | undefined) => void;
}

/** An amount of money, asked for in whole units with two decimals. */
export function MoneyField({ label, minor, readOnly = false, onChange }: MoneyFieldProps) {
  const language = useLanguage();
  return (
    <label>
      {label}
      <input
        class="short"
        inputMode="decimal"
        required
        readOnly={readOnly}
        value={minor === undefined ? '' : number(language, minor / 100, 2)}
        onChange={(event) => {
          const typed = amountOf(event.currentTarget.value, language);
          onChange(typed === undefined ? undefined : Math.round(typed * 100));
        }}
      />
    </label>
  );
}

/** `1.234,50` in Dutch and `1,234.50` in English; a lone comma or point before two decimals is understood in both. */
export function amountOf(text: string, language: 'nl' | 'en'): number | undefined {
  const thousands = language === 'nl' ? /\.(?=\d{3}(\D|$))/g : /,(?=\d{3}(\D|$))/g;
  const value = numberOf(text.replace(thousands, ''));
  return value === undefined || value < 0 ? undefined : value;
}
