import { useMemo } from 'preact/hooks';
import type { RosterDocument } from '../api.js';
import { localDate } from '../format.js';
import { Chart, type Line } from '../parts/chart.js';
import { useWords } from '../settings.js';
import type { Shift } from './edits.js';

interface CoverageProps {
  readonly roster: RosterDocument;
  readonly shifts: ReadonlyMap<string, Shift>;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly intervalMinutes: number;
}

/** People open to contacts per interval with all edits, against what all queues ask for. */
export function Coverage({ roster, shifts, from, to, zone, intervalMinutes }: CoverageProps) {
  const t = useWords();
  const { x, lines } = useMemo(() => {
    const step = intervalMinutes * 60_000;
    const starts = (roster.coverage[0]?.start ?? []).map((start) => Date.parse(start));
    const first = starts[0] ?? 0;
    const minutes = new Float64Array(starts.length);
    for (const shift of shifts.values()) {
      for (const part of shift.activities) {
        if (part.queues.length === 0) continue;
        const last = Math.min(starts.length - 1, Math.ceil((part.endMs - first) / step) - 1);
        for (let i = Math.max(0, Math.floor((part.startMs - first) / step)); i <= last; i++) {
          minutes[i]! += Math.min(part.endMs, first + (i + 1) * step) - Math.max(part.startMs, first + i * step);
        }
      }
    }
    const shown = starts.flatMap((ms, i) => {
      const date = localDate(ms, zone);
      return date >= from && date <= to ? [i] : [];
    });
    const series: Line[] = [
      {
        label: t('glance.required'),
        values: shown.map((i) => roster.coverage.reduce((sum, queue) => sum + (queue.wanted[i] ?? 0), 0)),
        colour: '--series-2',
        stepped: true,
        dashed: true,
      },
      { label: t('glance.have'), values: shown.map((i) => minutes[i]! / step), colour: '--series-1', stepped: true },
    ];
    return { x: shown.map((i) => starts[i]!), lines: series };
  }, [roster, shifts, from, to, zone, intervalMinutes, t('glance.have')]);
  return <Chart label={t('roster.coverage')} x={x} lines={lines} zone={zone} height={180} />;
}
