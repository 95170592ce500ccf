import type { RosterCoverage } from '../../../src/domain/roster.js';
import { localDate } from '../../../src/time/zone.js';
import { dayName } from './format.js';
import { escapeHtml } from './html.js';

const PANEL = { width: 128, height: 72, gap: 6, top: 16 } as const;

/** Small multiples: wanted (line) and rostered (area) through each day of the period, all on one scale. */
export function dayLines(coverage: RosterCoverage, zone: string): string {
  const dates = [...new Set(coverage.startMs.map((ms) => localDate(ms, zone)))];
  const most = Math.max(1, ...coverage.wanted, ...coverage.covered);
  const panels = dates.map((date, d) => {
    const indices = coverage.startMs.flatMap((ms, i) => (localDate(ms, zone) === date ? [i] : []));
    const x = (position: number): number => round((position / indices.length) * PANEL.width);
    const y = (value: number): number => round(PANEL.top + PANEL.height * (1 - value / most));
    // Steps, not slopes: a value holds for its whole interval.
    const steps = (values: readonly number[]): string =>
      indices.map((i, k) => `${k === 0 ? 'M' : 'L'}${x(k)} ${y(values[i]!)}H${x(k + 1)}`).join('');
    const base = PANEL.top + PANEL.height;
    return `<g transform="translate(${d * (PANEL.width + PANEL.gap)} 0)"><text x="0" y="11">${dayName(date)}</text><path class="rostered" d="M0 ${base}${steps(coverage.covered).replace('M', 'L')}V${base}Z"/><path class="wanted" d="${steps(coverage.wanted)}"/><path class="axis" d="M0 ${base}H${PANEL.width}"/></g>`;
  });
  const width = dates.length * (PANEL.width + PANEL.gap);
  const height = PANEL.top + PANEL.height + 4;
  return `<svg class="lines" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Wanted and rostered agents of ${escapeHtml(coverage.queue)} through each day, at most ${most.toFixed(1)}">${panels.join('')}</svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
