import { useMemo, useState } from 'preact/hooks';
import type { PlanInfo, RosterDocument } from '../api.js';
import { day, localDate, number, offset, plainDay, time } from '../format.js';
import { toneOf } from '../roster/balance.js';
import { useLanguage, useWords } from '../settings.js';
import { Chart, type Line } from './chart.js';
import { Scroll } from './frame.js';
import { Reasons } from './warnings.js';

interface Cell {
  readonly ms: number;
  readonly wanted: number;
  readonly covered: number;
  readonly under: number;
}

/** Required against rostered of one queue: a heat map of all half hours, and lines. */
export function QueueDetail({
  plan,
  queue,
  roster,
  zone,
  intervalMinutes,
}: {
  plan: PlanInfo;
  queue: string;
  roster: RosterDocument;
  zone: string;
  intervalMinutes: number;
}) {
  const t = useWords();
  const language = useLanguage();
  const [chosen, setChosen] = useState<Cell | undefined>();
  const coverage = roster.coverage.find((one) => one.queue === queue);
  const cells = useMemo(
    () =>
      (coverage?.start ?? []).map(
        (start, i): Cell => ({
          ms: Date.parse(start),
          wanted: coverage!.wanted[i]!,
          covered: coverage!.covered[i]!,
          under: coverage!.under[i]!,
        }),
      ),
    [coverage],
  );
  const x = useMemo(() => cells.map(({ ms }) => ms), [cells]);
  const lines = useMemo(
    (): Line[] => [
      {
        label: t('glance.required'),
        values: cells.map(({ wanted }) => wanted),
        colour: '--series-2',
        stepped: true,
        dashed: true,
      },
      { label: t('glance.have'), values: cells.map(({ covered }) => covered), colour: '--series-1', stepped: true },
    ],
    [cells, t('glance.have')],
  );
  const dates = [...new Set(cells.map(({ ms }) => localDate(ms, zone)))];
  // The hour that occurs twice has two rows, told apart by their offset.
  const rows = rowsOf(cells, zone, language);
  return (
    <>
      <h2>{t('glance.heat')}</h2>
      <p class="help">{t('glance.heat.help')}</p>
      <Scroll label={t('glance.heat')}>
        <table class="heat">
          <thead>
            <tr>
              <th scope="col">{t('glance.time')}</th>
              {dates.map((date) => (
                <th scope="col" key={date}>
                  {plainDay(language, date)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, byDate }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {dates.map((date) => {
                  const cell = byDate.get(date);
                  if (cell === undefined || (cell.wanted === 0 && cell.covered === 0)) return <td key={date} />;
                  return (
                    <td key={date} class={tone(cell)}>
                      <button type="button" aria-pressed={chosen === cell} onClick={() => setChosen(cell)}>
                        <span class="unseen">{t('glance.cell', cellWords(cell))}</span> {shownOf(cell)}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {chosen === undefined ? null : (
        <section class="chosen" role="status">
          <p>
            <strong>{t('glance.cell', cellWords(chosen))}.</strong> {balance(chosen)}
          </p>
          {chosen.under > 0.05 ? (
            <Reasons plan={plan} queue={queue} startMs={chosen.ms} />
          ) : chosen.covered - chosen.wanted > 0.05 ? (
            <p>{t('glance.why.over')}</p>
          ) : null}
          <button type="button" class="small" onClick={() => setChosen(undefined)}>
            {t('edit.close')}
          </button>
        </section>
      )}
      <h2>{t('glance.line')}</h2>
      <Chart label={t('glance.line')} x={x} lines={lines} zone={zone} />
    </>
  );

  function cellWords(cell: Cell) {
    return {
      day: day(language, cell.ms, zone),
      time: `${time(language, cell.ms, zone)}–${time(language, cell.ms + intervalMinutes * 60_000, zone)}`,
      have: number(language, cell.covered, 1),
      want: number(language, cell.wanted, 1),
    };
  }

  function signed(value: number): string {
    const shown = number(language, Math.abs(value), Math.abs(value) < 9.95 ? 1 : 0);
    return Math.abs(value) < 0.05 ? '0' : value < 0 ? `−${shown}` : `+${shown}`;
  }

  function shownOf(cell: Cell): string {
    return signed(cell.under > 0.05 ? -cell.under : cell.covered - cell.wanted);
  }

  function balance(cell: Cell): string {
    if (cell.under > 0.05) return t('glance.cell.short', { n: number(language, cell.under, 1) });
    const over = cell.covered - cell.wanted;
    return over > 0.05 ? t('glance.cell.over', { n: number(language, over, 1) }) : t('glance.cell.even');
  }
}

/** Class of a cell. */
const tone = ({ wanted, covered, under }: Cell): string => toneOf(wanted, under > 0.05 ? wanted - under : covered);

function rowsOf(cells: readonly Cell[], zone: string, language: 'nl' | 'en') {
  const open = cells.filter(({ wanted, covered }) => wanted > 0 || covered > 0);
  const rows = new Map<string, Map<string, Cell>>();
  const seen = new Map<string, number>();
  for (const cell of open) {
    const date = localDate(cell.ms, zone);
    const clock = time(language, cell.ms, zone);
    const at = `${date} ${clock}`;
    const times = (seen.get(at) ?? 0) + 1;
    seen.set(at, times);
    const label = times === 1 ? clock : `${clock} (${offset(cell.ms, zone)})`;
    const row = rows.get(label) ?? new Map<string, Cell>();
    row.set(date, cell);
    rows.set(label, row);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, byDate]) => ({ label, byDate }));
}
