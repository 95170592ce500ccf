import type { Line } from '../parts/chart.js';
import { type Translate, useWords } from '../settings.js';
import { mondayOfIsoWeek } from '../weeks.js';

/** Weeks ago that can be chosen; as far back as the history beside a week is read. */
export const MOST_WEEKS = 12;

/** What stands beside the forecast. */
export interface Beside {
  readonly last: boolean;
  /** Absent: only where the week before was not recorded. */
  readonly earlier?: boolean;
  /** Weeks ago that `earlier` means. */
  readonly weeks: number;
  readonly year: boolean;
  readonly automatic: boolean;
}
export const FIRST_BESIDE: Beside = { last: true, weeks: 2, year: false, automatic: true };

/** Another week whose contacts stand beside the forecast. */
export interface Comparison {
  readonly label: string;
  readonly weeks: number;
  readonly colour: Line['colour'];
}

/** Weeks since the week of that number a year before; undefined where that year had none (week 53). */
export function weeksSinceLastYear(week: string): number | undefined {
  const [now, then] = [mondayOfIsoWeek(week), mondayOfIsoWeek(`${Number(week.slice(0, 4)) - 1}${week.slice(4)}`)];
  return now === undefined || then === undefined
    ? undefined
    : Math.round((Date.parse(now) - Date.parse(then)) / (7 * 86_400_000));
}

/** Which of them were recorded. */
export interface Has {
  readonly last: boolean;
  readonly year: boolean;
  /** Whether a hand has changed the forecast. */
  readonly automatic: boolean;
}

const earlierOn = (beside: Beside, has: Has): boolean => beside.earlier ?? !has.last;

/** The weeks that are switched on and recorded. */
export function comparisonsOf(t: Translate, beside: Beside, has: Has, yearWeeks: number | undefined): Comparison[] {
  return [
    ...(beside.last && has.last ? [{ label: t('forecast.beside.last'), weeks: 1, colour: '--series-3' } as const] : []),
    ...(earlierOn(beside, has)
      ? [{ label: t('forecast.beside.weeks', { n: beside.weeks }), weeks: beside.weeks, colour: '--series-4' } as const]
      : []),
    ...(beside.year && has.year && yearWeeks !== undefined
      ? [{ label: t('forecast.beside.year'), weeks: yearWeeks, colour: '--series-5' } as const]
      : []),
  ];
}

interface BesideProps {
  readonly beside: Beside;
  readonly has: Has;
  readonly onChange: (beside: Beside) => void;
}

/** Switches for the lines beside the forecast. */
export function BesideChoice({ beside, has, onChange }: BesideProps) {
  const t = useWords();
  const box = (key: 'last' | 'earlier' | 'year' | 'automatic', label: string, usable = true) => (
    <label class="inline">
      <input
        type="checkbox"
        checked={usable && (key === 'earlier' ? earlierOn(beside, has) : beside[key])}
        disabled={!usable}
        onChange={(event) => onChange({ ...beside, [key]: event.currentTarget.checked })}
      />
      {label}
    </label>
  );
  return (
    <fieldset class="choices">
      <legend>{t('forecast.beside')}</legend>
      {box('last', t(has.last ? 'forecast.beside.last' : 'forecast.beside.last.none'), has.last)}
      <span class="inline">
        {box('earlier', t('forecast.beside.weeks', { n: beside.weeks }))}
        <select
          aria-label={t('forecast.beside.ago')}
          value={beside.weeks}
          onChange={(event) => onChange({ ...beside, earlier: true, weeks: Number(event.currentTarget.value) })}
        >
          {Array.from({ length: MOST_WEEKS - 1 }, (_, i) => (
            <option key={i} value={i + 2}>
              {i + 2}
            </option>
          ))}
        </select>
      </span>
      {box('year', t(has.year ? 'forecast.beside.year' : 'forecast.beside.year.none'), has.year)}
      {has.automatic ? box('automatic', t('forecast.beside.automatic')) : null}
    </fieldset>
  );
}
