import type { QueueForecast } from '../../src/forecast/contract.js';
import type { HistorySeries } from '../../src/history/series.js';
import { formatInstant } from '../../src/time/zone.js';

const WIDTH = 1120;
const PANEL = 220;
const MARGIN = { left: 56, right: 16, top: 30, bottom: 24 };
const DAY = 86_400_000;
/** Days of history shown before the forecast. */
const SHOWN_DAYS = 14;
const MOST_DAYS = 42;

/** One panel per queue: history in grey, forecast in blue with its 80 % and 95 % intervals; a standalone SVG document. */
export function forecastSvg(results: readonly { series: HistorySeries; forecast: QueueForecast }[]): string {
  const panels = results.map((result, k) => panel(result.series, result.forecast, k * PANEL));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${results.length * PANEL}" font-family="system-ui, sans-serif" font-size="11">
<rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
</svg>
`;
}

function panel(series: HistorySeries, forecast: QueueForecast, top: number): string {
  const from = forecast.startMs[0] ?? series.startMs[series.startMs.length - 1]!;
  const to = Math.min((forecast.startMs[forecast.startMs.length - 1] ?? from) + DAY / 24, from + MOST_DAYS * DAY);
  const start = from - SHOWN_DAYS * DAY;
  const past = indices(series.startMs, (ms, i) => ms >= start && ms < from && !Number.isNaN(series.offered[i]!));
  const ahead = indices(forecast.startMs, (ms) => ms < to);
  let highest = 1;
  for (const i of past) highest = Math.max(highest, series.offered[i]!);
  for (const i of ahead) highest = Math.max(highest, forecast.upper95[i]!);
  const step = niceStep(highest / 4);
  const bottom = top + PANEL - MARGIN.bottom;
  const x = (ms: number): number => MARGIN.left + ((ms - start) / (to - start)) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number): number => bottom - (value / highest) * (PANEL - MARGIN.top - MARGIN.bottom);
  const at = (ms: number, value: number): string => `${x(ms).toFixed(1)},${y(value).toFixed(1)}`;
  const line = (ms: Float64Array, values: Float64Array, shown: readonly number[]): string =>
    runs(shown, ms, series.intervalMinutes)
      .map((run) => `M${run.map((i) => at(ms[i]!, values[i]!)).join('L')}`)
      .join('');
  const band = (low: Float64Array, high: Float64Array): string =>
    runs(ahead, forecast.startMs, forecast.intervalMinutes)
      .map((run) => {
        const back = [...run].reverse();
        const points = [
          ...run.map((i) => at(forecast.startMs[i]!, high[i]!)),
          ...back.map((i) => at(forecast.startMs[i]!, low[i]!)),
        ];
        return `M${points.join('L')}Z`;
      })
      .join('');
  const grid: string[] = [];
  for (let value = 0; value <= highest; value += step)
    grid.push(
      `<path d="M${MARGIN.left},${y(value).toFixed(1)}H${WIDTH - MARGIN.right}" stroke="#e4e7eb"/><text x="${MARGIN.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end" fill="#555">${value}</text>`,
    );
  const days = Math.ceil((to - start) / DAY);
  const every = Math.ceil(days / 16);
  // The last label would run over the edge.
  for (let day = 0; day < days - 0.5 * every; day += every) {
    const ms = start + day * DAY;
    grid.push(
      `<path d="M${x(ms).toFixed(1)},${top + MARGIN.top}V${bottom}" stroke="#f0f2f4"/><text x="${x(ms).toFixed(1)}" y="${bottom + 15}" fill="#555">${formatInstant(ms, series.zone).slice(5, 10)}</text>`,
    );
  }
  return `<g fill="none">
${grid.join('\n')}
<path d="${band(forecast.lower95, forecast.upper95)}" fill="#dbe7f6"/>
<path d="${band(forecast.lower80, forecast.upper80)}" fill="#a9c8ea"/>
<path d="${line(series.startMs, series.offered, past)}" stroke="#7a828c"/>
<path d="${line(forecast.startMs, forecast.offered, ahead)}" stroke="#0b4f9c" stroke-width="1.4"/>
<text x="${MARGIN.left}" y="${top + 18}" fill="#111" font-size="13" font-weight="600">${escaped(forecast.queue)}</text>
<text x="${WIDTH - MARGIN.right}" y="${top + 18}" text-anchor="end" fill="#555">contacts per ${forecast.intervalMinutes} min · grey recorded · blue forecast with 80 % and 95 % intervals · ${escaped(forecast.method)}</text>
</g>`;
}

const indices = (values: Float64Array, keep: (value: number, i: number) => boolean): number[] => {
  const kept: number[] = [];
  values.forEach((value, i) => {
    if (keep(value, i)) kept.push(i);
  });
  return kept;
};

/** Stretches without a gap: closed hours break the line. */
function runs(shown: readonly number[], ms: Float64Array, minutes: number): number[][] {
  const all: number[][] = [];
  for (const i of shown) {
    const last = all[all.length - 1];
    if (last !== undefined && ms[i]! - ms[last[last.length - 1]!]! <= minutes * 60_000) last.push(i);
    else all.push([i]);
  }
  return all;
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return [1, 2, 5, 10].map((k) => k * power).find((step) => step >= least) ?? power;
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
