import { clockTime, duration, number, plainLongDay } from '../format.js';
import { Scroll } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays } from '../weeks.js';
import type { Comparison } from './comparison.js';
import type { QueueVersion } from './types.js';

interface DaysTableProps {
  readonly shown: QueueVersion;
  /** Indices of the intervals of each local date, in order. */
  readonly byDate: ReadonlyMap<string, readonly number[]>;
  /** What was recorded, by local date. */
  readonly came: ReadonlyMap<string, number>;
  readonly compared: readonly Comparison[];
}

/** The week day by day: expected, beside other weeks and what came. */
export function DaysTable({ shown, byDate, came, compared }: DaysTableProps) {
  const t = useWords();
  const language = useLanguage();
  const amount = (value: number | undefined): string => (value === undefined ? '–' : number(language, value));
  return (
    <Scroll label={t('forecast.days')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('forecast.day')}</th>
            {[
              t('forecast.contacts'),
              t('forecast.came'),
              ...compared.map(({ label }) => label.slice(0, 1).toUpperCase() + label.slice(1)),
              t('forecast.aht'),
              t('forecast.peak'),
            ].map((title) => (
              <th scope="col" class="n" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...byDate].map(([date, ofDay]) => {
            const total = ofDay.reduce((sum, i) => sum + shown.offered[i]!, 0);
            const work = ofDay.reduce((sum, i) => sum + shown.offered[i]! * shown.ahtSeconds[i]!, 0);
            const peak = ofDay.reduce((best, i) => (shown.offered[i]! > shown.offered[best]! ? i : best));
            return (
              <tr key={date}>
                <th scope="row">{plainLongDay(language, date)}</th>
                <td class="n">{number(language, total)}</td>
                <td class="n">{amount(came.get(date))}</td>
                {compared.map(({ label, weeks }) => (
                  <td class="n" key={label}>
                    {amount(came.get(addDays(date, -7 * weeks)))}
                  </td>
                ))}
                <td class="n">{total === 0 ? '–' : duration(language, work / total)}</td>
                <td class="n">
                  {clockTime(language, shown.startMs[peak]!, shown.zone)}, {number(language, shown.offered[peak]!, 1)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
