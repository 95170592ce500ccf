import { plainDay } from '../format.js';
import { useLanguage } from '../settings.js';

/** ISO weekdays. */
export const ALL_DAYS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

interface DayBoxesProps {
  readonly label: string;
  readonly chosen: readonly number[];
  readonly readOnly: boolean;
  readonly onChange: (days: number[]) => void;
}

/** A box for each weekday. */
export function DayBoxes({ label, chosen, readOnly, onChange }: DayBoxesProps) {
  const language = useLanguage();
  return (
    <fieldset class="days-field">
      <legend>{label}</legend>
      {ALL_DAYS.map((day) => (
        <label class="check" key={day}>
          <input
            type="checkbox"
            checked={chosen.includes(day)}
            disabled={readOnly}
            onChange={(event) =>
              onChange(ALL_DAYS.filter((one) => (one === day ? event.currentTarget.checked : chosen.includes(one))))
            }
          />
          {plainDay(language, `2026-11-${22 + day}`).slice(0, language === 'nl' ? 2 : 3)}
        </label>
      ))}
    </fieldset>
  );
}
