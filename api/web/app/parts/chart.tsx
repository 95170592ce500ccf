import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { day, number, time } from '../format.js';
import { useLanguage } from '../settings.js';

export interface Line {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Custom property of the style sheet that holds its colour. */
  readonly colour: `--${'series-1' | 'series-2' | 'series-3' | 'band-1' | 'band-2' | 'muted'}`;
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
}

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

/** A chart of dense series over time. It is drawn anew when the colours of the device change. */
export function Chart({ label, x, lines, zone, height = 260, format, onSelect }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const select = useRef(onSelect);
  select.current = onSelect;
  const selectable = onSelect !== undefined;
  const language = useLanguage();
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
    };

    function draw(): uPlot {
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
            y: { range: (_, low, high) => [Math.min(0, low), high <= 0 ? 1 : high * 1.08] },
          },
          cursor: {
            y: false,
            points: { size: 7 },
            ...(selectable ? { drag: { x: true, y: false, setScale: false } } : {}),
          },
          ...(selectable
            ? {
                hooks: {
                  setSelect: [
                    (plot: uPlot) => {
                      const { left, width } = plot.select;
                      if (width < 3) return;
                      select.current?.(plot.posToVal(left, 'x') * 1000, plot.posToVal(left + width, 'x') * 1000);
                    },
                  ],
                },
              }
            : {}),
          axes: [
            {
              ...axis,
              space: 60,
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
        [
          zone === undefined ? [...x] : x.map((ms) => ms / 1000),
          ...lines.map(({ values }) => [...values]),
        ] as uPlot.AlignedData,
        element!,
      );
    }
  }, [x, lines, zone, height, format, language, selectable]);
  return <div class="chart" ref={host} role="img" aria-label={label} />;
}
