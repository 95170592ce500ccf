import { useMemo } from 'preact/hooks';
import { localDate } from '../format.js';
import { Chart, type Line } from '../parts/chart.js';
import { useWords } from '../settings.js';
import type { Balance } from './balance.js';

interface CoverageProps {
  readonly balance: Balance;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** People open to contacts per interval with all edits, against what all queues ask for. */
export function Coverage({ balance, from, to, zone }: CoverageProps) {
  const t = useWords();
  const { x, lines } = useMemo(() => {
    const shown = balance.startMs.flatMap((ms, i) => {
      const date = localDate(ms, zone);
      return date >= from && date <= to ? [i] : [];
    });
    const series: Line[] = [
      {
        label: t('glance.required'),
        values: shown.map((i) => balance.wanted[i]!),
        colour: '--series-2',
        stepped: true,
        dashed: true,
      },
      { label: t('glance.have'), values: shown.map((i) => balance.have[i]!), colour: '--series-1', stepped: true },
    ];
    return { x: shown.map((i) => balance.startMs[i]!), lines: series };
  }, [balance, from, to, zone, t('glance.have')]);
  return <Chart label={t('roster.coverage')} x={x} lines={lines} zone={zone} height={180} />;
}
