import type { RosterCoverage } from '../../../src/domain/roster.js';
import { formatMinute, localDate, localMinute } from '../../../src/time/zone.js';
import { dayName, decimal } from './format.js';
import { escapeHtml } from './html.js';

const CELL = { width: 16, height: 20 } as const;
const LEFT = 76;
const TOP = 18;

/** Classes of a cell from far too few (`s4`) over right (`ok`) to far too many (`o4`), by the difference in agents relative to what is wanted. */
export function heatClass(wanted: number, covered: number): string {
  if (wanted <= 0 && covered <= 0) return 'closed';
  const difference = covered - wanted;
  if (Math.abs(difference) < 0.25) return 'ok';
  const share = Math.abs(difference) / Math.max(wanted, 1);
  const step = share <= 0.05 ? 1 : share <= 0.15 ? 2 : share <= 0.3 ? 3 : 4;
  return `${difference < 0 ? 's' : 'o'}${step}`;
}

/** Heat map of one queue: a row per local day, a column per interval of the hours in which anything is wanted or given. */
export function heatMap(coverage: RosterCoverage, zone: string, intervalMinutes: number, deferrable: boolean): string {
  const cells = coverage.startMs.map((ms, i) => ({
    date: localDate(ms, zone),
    minute: localMinute(ms, zone),
    wanted: coverage.wanted[i]!,
    covered: coverage.covered[i]!,
    // Deferrable work may be done earlier or later than it falls due: only what stays undone is a shortage.
    heat: deferrable
      ? coverage.under[i]! > 0.05
        ? heatClass(coverage.wanted[i]!, coverage.wanted[i]! - coverage.under[i]!)
        : coverage.covered[i]! > 0.01
          ? 'ok'
          : 'closed'
      : heatClass(coverage.wanted[i]!, coverage.covered[i]!),
  }));
  const active = cells.filter((cell) => cell.wanted > 0 || cell.covered > 0.01);
  if (active.length === 0) return '<p>No demand in this week.</p>';
  const first = Math.min(...active.map((cell) => cell.minute));
  const last = Math.max(...active.map((cell) => cell.minute));
  const dates = [...new Set(cells.map((cell) => cell.date))];
  const columns = (last - first) / intervalMinutes + 1;
  // In the hour that occurs twice two intervals share a cell; the later one is drawn and both are named.
  const drawn = cells
    .filter((cell) => cell.minute >= first && cell.minute <= last)
    .map((cell) => {
      const x = LEFT + ((cell.minute - first) / intervalMinutes) * CELL.width;
      const y = TOP + dates.indexOf(cell.date) * CELL.height;
      const title = `${dayName(cell.date)} ${formatMinute(cell.minute)}: wanted ${decimal(cell.wanted)}, rostered ${decimal(cell.covered)}`;
      return `<rect x="${x}" y="${y}" width="${CELL.width - 1}" height="${CELL.height - 1}" class="${cell.heat}"><title>${escapeHtml(title)}</title></rect>`;
    })
    .join('');
  const hours: string[] = [];
  for (let minute = Math.ceil(first / 60) * 60; minute <= last; minute += 60) {
    hours.push(`<text x="${LEFT + ((minute - first) / intervalMinutes) * CELL.width}" y="12">${minute / 60}</text>`);
  }
  const days = dates.map((date, d) => `<text x="0" y="${TOP + d * CELL.height + 14}">${dayName(date)}</text>`).join('');
  const width = LEFT + columns * CELL.width;
  const height = TOP + dates.length * CELL.height;
  return `<svg class="heat" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Rostered against required agents of ${escapeHtml(coverage.queue)} per interval">${hours.join('')}${days}${drawn}</svg>`;
}
