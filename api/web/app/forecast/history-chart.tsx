import { useMemo } from 'preact/hooks';
import { Chart, type Line } from '../parts/chart.js';
import { useLanguage, useWords } from '../settings.js';

interface HistoryChartProps {
  /** Contacts recorded, by local date, in order. */
  readonly came: ReadonlyMap<string, number>;
  /** Contacts expected, by local date of the week. */
  readonly expected: ReadonlyMap<string, number>;
  readonly zone: string;
}

/** Days of the weeks before, and of this one as forecast. */
export function HistoryChart({ came, expected, zone }: HistoryChartProps) {
  const t = useWords();
  const language = useLanguage();
  const { x, lines } = useMemo(() => {
    const all = [...new Set([...came.keys(), ...expected.keys()])].sort();
    const line = (label: string, of: ReadonlyMap<string, number>, colour: Line['colour']): Line => ({
      label,
      values: all.map((date) => of.get(date) ?? null),
      colour,
      digits: 0,
    });
    return {
      x: all.map((date) => Date.parse(`${date}T12:00:00Z`)),
      lines: [line(t('forecast.came'), came, '--series-2'), line(t('forecast.mean'), expected, '--series-1')],
    };
  }, [came, expected, language]);
  return (
    <>
      <h2>{t('forecast.history')}</h2>
      <Chart label={t('forecast.history')} x={x} lines={lines} zone={zone} height={200} />
    </>
  );
}
