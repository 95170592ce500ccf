import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { day, plainDay, time } from '../format.js';
import { kindOf } from '../parts/day-plan.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays } from '../weeks.js';
import { type Balance, toneOf } from './balance.js';
import { startOfDay } from './clock.js';
import { dragShift } from './drag.js';
import type { Shift } from './edits.js';
import type { Row } from './rows.js';

/** Height of a row, pixels; the style sheet has the same. */
const ROW = 34;
/** Rows drawn above and below what is seen, so that scrolling shows no gaps. */
const SPARE = 8;
/** A week has seven columns of at least this width, a day has one per hour; the width of the names is that of the style sheet. */
const DAY_WIDTH = 116;
const HOUR_WIDTH = 56;

interface TimelineProps {
  readonly rows: readonly Row[];
  readonly balance: Balance;
  /** First and last local date shown, inclusive. */
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly selected: string | undefined;
  readonly changed: ReadonlySet<string>;
  readonly onSelect: (key: string) => void;
  readonly onMove: (shift: Shift, ms: number) => void;
  readonly onLengthen: (shift: Shift, ms: number) => void;
  readonly onBreak: (shift: Shift, index: number, ms: number) => void;
  readonly onGive: (shift: Shift, agent: string, ms: number) => void;
  /** People whose shifts stay as they are. */
  readonly locked: ReadonlySet<string>;
  readonly onLock: (agent: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** Agents × time. Only the rows in sight are in the document, so that a thousand people scroll as easily as ten. */
export function Timeline(props: TimelineProps) {
  const { rows, from, to, zone, selected, changed, onSelect, onKey } = props;
  const t = useWords();
  const language = useLanguage();
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const oneDay = from === to;

  useLayoutEffect(() => {
    const element = host.current!;
    let frame = 0;
    const look = (): void => {
      frame = 0;
      // Steps of a few rows: most scroll events then change nothing.
      const top = Math.floor(element.scrollTop / (ROW * 4)) * ROW * 4;
      setView((old) =>
        old.top === top && old.height === element.clientHeight ? old : { top, height: element.clientHeight },
      );
    };
    const later = (): void => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    element.addEventListener('scroll', later, { passive: true });
    const observer = new ResizeObserver(later);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', later);
      observer.disconnect();
    };
  }, []);

  const days = useMemo(() => {
    const list: { date: string; ms: number; end: number }[] = [];
    for (let date = from; date <= to; date = addDays(date, 1)) {
      list.push({ date, ms: startOfDay(date, zone), end: startOfDay(addDays(date, 1), zone) });
    }
    return list;
  }, [from, to, zone]);
  const startMs = days[0]!.ms;
  const endMs = days.at(-1)!.end;
  const hours = (endMs - startMs) / 3_600_000;
  const width = oneDay ? hours * HOUR_WIDTH : days.length * DAY_WIDTH;
  const share = (ms: number): number => ((ms - startMs) / (endMs - startMs)) * 100;

  const stripes = useMemo(() => stripesOf(props.balance, startMs, endMs), [props.balance, startMs, endMs]);

  // A day begins with its first shift in sight, not at midnight.
  useLayoutEffect(() => {
    if (!oneDay) return;
    const starts = rows.flatMap((row) =>
      row.kind === 'agent' ? row.shifts.flatMap((one) => (one.startMs >= startMs ? [one.startMs] : [])) : [],
    );
    const at = Math.min(endMs, ...starts);
    host.current!.scrollLeft = Math.max(0, (share(at) / 100) * width - HOUR_WIDTH / 2);
  }, [from, oneDay]);

  // A choice made by keyboard may be out of sight.
  const place = useMemo(
    () => rows.findIndex((row) => row.kind === 'agent' && row.shifts.some(({ key }) => key === selected)),
    [rows, selected],
  );
  useEffect(() => {
    const element = host.current!;
    if (place < 0 || !element.contains(document.activeElement)) return;
    const top = place * ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW * 3 > element.scrollTop + element.clientHeight)
      element.scrollTop = top + ROW * 3 - element.clientHeight;
    requestAnimationFrame(() => {
      const button = element.querySelector<HTMLElement>('[data-chosen]');
      if (button !== null && button !== document.activeElement) button.focus();
    });
  }, [place, selected]);

  const first = Math.max(0, Math.floor(view.top / ROW) - SPARE);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW) + SPARE + 4);
  const shown = rows.slice(first, last);
  const entry = selected !== undefined && place >= first && place < last ? selected : firstKey(shown, startMs, endMs);
  const marks = oneDay
    ? Array.from({ length: Math.round(hours) }, (_, i) => startMs + i * 3_600_000)
    : days.map(({ ms }) => ms);

  return (
    <div
      class="timeline"
      ref={host}
      role="grid"
      aria-label={t('roster.title')}
      aria-rowcount={rows.length + 2}
      aria-describedby="roster-keys"
      onKeyDown={onKey}
    >
      <div role="rowgroup" class="timeline-head" style={{ width: `calc(var(--names) + ${width}px)` }}>
        <div role="row" aria-rowindex={1}>
          <span role="columnheader" class="name">
            {t('roster.agent')}
          </span>
          <span role="columnheader" class="marks">
            {marks.map((ms, i) => (
              <span key={ms} style={{ left: `${share(ms)}%` }}>
                {oneDay ? time(language, ms, zone) : plainDay(language, days[i]!.date)}
              </span>
            ))}
          </span>
        </div>
      </div>
      <div
        role="rowgroup"
        class="timeline-body"
        style={{
          height: `${rows.length * ROW}px`,
          width: `calc(var(--names) + ${width}px)`,
          '--step': `${100 / marks.length}%`,
        }}
      >
        {shown.map((row, i) => {
          const at = { top: `${(first + i) * ROW}px` };
          if (row.kind === 'group') {
            return (
              <div role="row" class="group" key={`group ${row.name}`} style={at} aria-rowindex={first + i + 2}>
                <span role="rowheader">
                  {row.name} ({row.count})
                </span>
              </div>
            );
          }
          return (
            <div
              role="row"
              class={`agent ${props.locked.has(row.person.id) ? 'locked' : ''}`}
              key={row.person.id}
              style={at}
              aria-rowindex={first + i + 2}
              data-agent={row.person.id}
            >
              <span role="rowheader" class="name" title={row.person.name}>
                <button
                  type="button"
                  class="lock"
                  tabIndex={-1}
                  aria-pressed={props.locked.has(row.person.id)}
                  aria-label={t('roster.lock', { agent: row.person.name })}
                  onClick={() => props.onLock(row.person.id)}
                >
                  {props.locked.has(row.person.id) ? '●' : '○'}
                </button>
                {row.person.name}
              </span>
              <span role="gridcell" class="lane">
                {row.shifts.map((shift) =>
                  shift.endMs <= startMs || shift.startMs >= endMs ? null : (
                    <button
                      type="button"
                      key={shift.key}
                      class={`shift ${changed.has(shift.key) ? 'changed' : ''}`}
                      tabIndex={shift.key === entry ? 0 : -1}
                      aria-pressed={shift.key === selected}
                      data-chosen={shift.key === selected ? '' : undefined}
                      aria-label={t('roster.shift', {
                        agent: row.person.name,
                        day: day(language, shift.startMs, zone),
                        from: time(language, shift.startMs, zone),
                        to: time(language, shift.endMs, zone),
                        site: shift.site,
                      })}
                      style={{
                        left: `${share(shift.startMs)}%`,
                        width: `${share(shift.endMs) - share(shift.startMs)}%`,
                      }}
                      onClick={() => onSelect(shift.key)}
                      onPointerDown={(event) => {
                        if (props.locked.has(shift.agent)) return;
                        dragShift(event, {
                          msPerPixel: (endMs - startMs) / (event.currentTarget.parentElement?.clientWidth ?? width),
                          onStart: () => onSelect(shift.key),
                          onMove: (ms) => props.onMove(shift, ms),
                          onLengthen: (ms) => props.onLengthen(shift, ms),
                          onBreak: (index, ms) => props.onBreak(shift, index, ms),
                          onGive: (agent, ms) => props.onGive(shift, agent, ms),
                        });
                      }}
                    >
                      {shift.activities.map((part) => (
                        <i
                          key={part.startMs}
                          class={`act ${kindOf(part.activity)}`}
                          style={{
                            left: `${((part.startMs - shift.startMs) / (shift.endMs - shift.startMs)) * 100}%`,
                            width: `${((part.endMs - part.startMs) / (shift.endMs - shift.startMs)) * 100}%`,
                          }}
                        />
                      ))}
                    </button>
                  ),
                )}
              </span>
            </div>
          );
        })}
      </div>
      <div role="rowgroup" class="timeline-foot" style={{ width: `calc(var(--names) + ${width}px)` }}>
        <div role="row" aria-rowindex={rows.length + 2}>
          <span role="rowheader" class="name" title={t('roster.balance')}>
            {t('roster.coverage')}
          </span>
          <span role="gridcell" class="lane" style={{ '--balance': stripes }}>
            <span class="unseen">{t('roster.balance')}</span>
          </span>
        </div>
      </div>
    </div>
  );
}

/** Colours of short and over along the axis, as stops of a gradient. */
function stripesOf({ startMs, wanted, have }: Balance, fromMs: number, toMs: number): string {
  const stops: string[] = [];
  const step = (startMs[1] ?? 0) - (startMs[0] ?? 0);
  const percent = (ms: number): string =>
    `${(Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs))) * 100).toFixed(3)}%`;
  let [colour, since] = ['', fromMs];
  const close = (ms: number): void => {
    if (colour !== '') stops.push(`${colour} ${percent(since)} ${percent(ms)}`);
  };
  for (const [i, ms] of startMs.entries()) {
    if (ms + step <= fromMs || ms >= toMs) continue;
    const closed = wanted[i] === 0 && have[i] === 0;
    const next = closed ? 'transparent' : `var(--${toneOf(wanted[i]!, have[i]!)})`;
    if (next === colour) continue;
    close(ms);
    [colour, since] = [next, ms];
  }
  close(toMs);
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

function firstKey(rows: readonly Row[], startMs: number, endMs: number): string | undefined {
  for (const row of rows) {
    const shift =
      row.kind === 'agent' ? row.shifts.find((one) => one.endMs > startMs && one.startMs < endMs) : undefined;
    if (shift !== undefined) return shift.key;
  }
  return undefined;
}
