import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { day, number, time } from '../format.js';
import { useLanguage } from '../settings.js';

export interface Line {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Custom property of the style sheet that holds its colour. */
  readonly colour: `--${'series-1' | 'series-2' | 'series-3' | 'series-4' | 'series-5' | 'text' | 'band-1' | 'band-2' | 'muted'}`;
  readonly stepped?: boolean;
  readonly dashed?: boolean;
  /** Index of the line that this one and the area to it make a band with. */
  readonly bandTo?: number;
  readonly hidden?: boolean;
  readonly digits?: number;
}

interface ChartProps {
  /** What it shows, for those who cannot see it; the numbers stand in a table beside it. */
  readonly label: string;
  /** Instants in epoch milliseconds, or plain numbers where `zone` is missing. */
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  readonly zone?: string;
  readonly height?: number;
  readonly format?: (value: number) => string;
  /** Told the instants of a stretch that is marked by dragging. */
  readonly onSelect?: (fromMs: number, toMs: number) => void;
  /** Drawn over the plot, in its coordinates. */
  readonly overlay?: (place: PlotPlace) => ComponentChildren;
  /** While true the scale stays as it is, whatever the values do. */
  readonly held?: boolean;
  /** Room above the highest value, as a share of it. */
  readonly headroom?: number;
}

/** Where a plot lies within its chart, pixels, and what its axes say there. */
export interface PlotPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly xOf: (ms: number) => number;
  /** Instant at a horizontal position on the screen. */
  readonly msAt: (clientX: number) => number;
  readonly valuePerPixel: number;
}

/** Default room above the highest value. */
const HEADROOM = 0.08;

const placeOf = (plot: uPlot, frame: HTMLElement): PlotPlace => {
  const [over, outer] = [plot.over.getBoundingClientRect(), frame.getBoundingClientRect()];
  const { min = 0, max = 1 } = plot.scales.y ?? {};
  return {
    left: over.left - outer.left,
    top: over.top - outer.top,
    width: over.width,
    height: over.height,
    xOf: (ms) => over.left - outer.left + plot.valToPos(ms / 1000, 'x'),
    msAt: (clientX) => plot.posToVal(clientX - plot.over.getBoundingClientRect().left, 'x') * 1000,
    valuePerPixel: ((max ?? 1) - (min ?? 0)) / Math.max(1, over.height),
  };
};

const dataOf = (x: readonly number[], lines: readonly Line[], zone: string | undefined): uPlot.AlignedData =>
  [
    zone === undefined ? [...x] : x.map((ms) => ms / 1000),
    ...lines.map(({ values }) => [...values]),
  ] as uPlot.AlignedData;

/** Reads colours of the style sheet as the canvas takes them, whatever the theme makes of them. */
function colourReader(host: HTMLElement): (name: string, percent?: number) => string {
  const probe = document.createElement('i');
  probe.hidden = true;
  host.append(probe);
  const values = new Map<string, string>();
  for (const name of [
    '--muted',
    '--line',
    '--series-1',
    '--series-2',
    '--series-3',
    '--series-4',
    '--series-5',
    '--text',
    '--band-1',
    '--band-2',
    '--accent',
  ]) {
    probe.style.color = `var(${name})`;
    values.set(name, getComputedStyle(probe).color);
  }
  probe.remove();
  return (name, percent) => {
    const value = values.get(name) ?? 'gray';
    return percent === undefined
      ? value
      : value.replace(/^rgba?\(([^)/]*).*\)$/, `rgb($1 / ${percent}%)`).replaceAll(',', ' ');
  };
}

/** A chart of dense series over time. It is drawn anew when its lines or the colours of the device change; new values go into what is there. */
export function Chart(props: ChartProps) {
  const { label, x, lines, zone, height = 260, format, onSelect, overlay, held = false, headroom = HEADROOM } = props;
  const frame = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const [, setDraws] = useState(0);
  const now = useRef(props);
  now.current = props;
  const drawn = useRef<{ plot: uPlot; lines: readonly Line[] } | undefined>(undefined);
  const selectable = onSelect !== undefined;
  const language = useLanguage();
  const look = JSON.stringify(lines.map(({ values: _, ...rest }) => rest));
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let plot = draw();
    const redraw = (): void => {
      plot.destroy();
      plot = draw();
    };
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    addEventListener('rooster-theme', redraw);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', redraw);
      removeEventListener('rooster-theme', redraw);
      plot.destroy();
      drawn.current = undefined;
    };

    function draw(): uPlot {
      const { x, lines } = now.current;
      const made = newPlot(x, lines);
      drawn.current = { plot: made, lines };
      return made;
    }

    function newPlot(x: readonly number[], lines: readonly Line[]): uPlot {
      const colour = colourReader(element!);
      const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
      const text = (value: number | null | undefined, digits: number): string =>
        value === null || value === undefined
          ? '–'
          : format === undefined
            ? number(language, value, digits)
            : format(value);
      return new uPlot(
        {
          width: element!.clientWidth,
          height,
          ...(zone === undefined ? {} : { tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), zone) }),
          scales: {
            x: { time: zone !== undefined },
            y: { range: (_, low, high) => [Math.min(0, low), high <= 0 ? 1 : high * (1 + headroom)] },
          },
          cursor: {
            y: false,
            points: { size: 7 },
            ...(selectable ? { drag: { x: true, y: false, setScale: false } } : {}),
          },
          hooks: {
            setSelect: selectable
              ? [
                  (plot) => {
                    const { left, width } = plot.select;
                    if (width < 3) return;
                    now.current.onSelect?.(plot.posToVal(left, 'x') * 1000, plot.posToVal(left + width, 'x') * 1000);
                    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
                  },
                ]
              : [],
            draw: [
              // What lies over the plot moves with it.
              () => {
                if (now.current.overlay !== undefined) setDraws((n) => n + 1);
              },
            ],
          },
          axes: [
            {
              ...axis,
              space: 90,
              ...(zone === undefined
                ? {}
                : {
                    values: (_, splits) =>
                      splits.map((seconds, i) => {
                        const clock = time(language, seconds * 1000, zone);
                        const step = (splits[1] ?? seconds) - (splits[0] ?? seconds);
                        return step >= 86_000 || clock === '00:00' || i === 0
                          ? day(language, seconds * 1000, zone)
                          : clock;
                      }),
                  }),
            },
            {
              ...axis,
              size: 58,
              values: (_, splits) =>
                splits.map((value) =>
                  format === undefined ? number(language, value, value % 1 === 0 ? 0 : 1) : format(value),
                ),
            },
          ],
          series: [
            {
              label: zone === undefined ? 's' : language === 'nl' ? 'Tijd' : 'Time',
              value: (_, seconds) =>
                seconds === null || seconds === undefined
                  ? '–'
                  : zone === undefined
                    ? number(language, seconds)
                    : `${day(language, seconds * 1000, zone)} ${time(language, seconds * 1000, zone)}`,
            },
            ...lines.map((line) => ({
              label: line.label,
              stroke: colour(line.colour),
              width: line.bandTo === undefined && line.hidden !== true ? 2 : 0.5,
              ...(line.dashed === true ? { dash: [6, 4] } : {}),
              points: { show: false },
              ...(line.stepped === true ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}),
              value: (_: uPlot, value: number | null) => text(value, line.digits ?? 1),
            })),
          ],
          bands: lines.flatMap((line, i) =>
            line.bandTo === undefined
              ? []
              : [{ series: [i + 1, line.bandTo + 1] as [number, number], fill: colour(line.colour, 20) }],
          ),
        },
        dataOf(x, lines, zone),
        element!,
      );
    }
  }, [look, zone, height, format, language, selectable, headroom]);
  useEffect(() => {
    const current = drawn.current;
    if (current === undefined || current.lines === lines) return;
    drawn.current = { plot: current.plot, lines };
    current.plot.setData(dataOf(x, lines, zone), !held);
    if (held) current.plot.redraw();
  }, [x, lines, held]);
  return (
    <div class="chart-frame" ref={frame}>
      <div class="chart" ref={host} role="img" aria-label={label} />
      {overlay === undefined || drawn.current === undefined || frame.current === null
        ? null
        : overlay(placeOf(drawn.current.plot, frame.current))}
    </div>
  );
}
