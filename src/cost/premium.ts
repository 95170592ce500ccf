import type { LocalClock } from '../labour/clock.js';
import { isoWeekday, parseMinute } from '../time/zone.js';
import { minorOf } from './money.js';
import type { PremiumBand, PremiumTable } from './schema.js';

const MINUTE = 60_000;
const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A stretch of a local day in which the same bands may hold. */
interface Segment {
  readonly startMs: number;
  readonly endMs: number;
  readonly bands: readonly ActiveBand[];
}

interface ActiveBand {
  readonly band: PremiumBand;
  /** Instants on the segment's own date that the conditions on the shift compare with. */
  readonly startsBeforeMs: number;
  readonly endsAfterMs: number;
}

/** Half-open stretch of instants. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Time of a shift that earns one band's premium. */
export interface PremiumTime {
  readonly band: PremiumBand;
  readonly minutes: number;
}

/** A premium table laid over the local days of one site; days are worked out when first asked for. */
export class PremiumCalendar {
  readonly #days = new Map<number, readonly Segment[]>();

  /** @param holidays public holidays by local date of the site where the work is done */
  constructor(
    readonly table: PremiumTable,
    readonly clock: LocalClock,
    readonly holidays: ReadonlyMap<string, string>,
  ) {}

  /** Premium per hour of a band for somebody on this pay, minor units. */
  static perHour(band: PremiumBand, hourlyMinor: number, unit: number): number {
    const premium = (hourlyMinor * band.percent) / 100;
    return band.capPerHour === undefined ? premium : Math.min(premium, minorOf(band.capPerHour, unit));
  }

  /**
   * Time per band in the paid time of a shift. Where several bands hold the dearest is paid and no other; each stretch in a row
   * within a band counts in whole steps of the table.
   * @param paid stretches of paid time, ascending, not touching each other
   * @param shift start and end that the bands' conditions look at
   */
  timeOf(paid: readonly Span[], shift: Span, hourlyMinor: number, unit: number): PremiumTime[] {
    const times: { readonly band: PremiumBand; minutes: number }[] = [];
    const step = this.table.stepMinutes;
    const close = (band: PremiumBand | undefined, run: number): void => {
      if (band === undefined) return;
      const counted = step === undefined ? run : Math.floor(run / step) * step;
      if (counted <= 0) return;
      const known = times.find((time) => time.band === band);
      if (known === undefined) times.push({ band, minutes: counted });
      else known.minutes += counted;
    };
    for (const span of paid) {
      let current: PremiumBand | undefined;
      let run = 0;
      for (let index = this.clock.dayIndex(span.startMs); ; index++) {
        const segments = this.#segments(index);
        for (const segment of segments) {
          const from = Math.max(segment.startMs, span.startMs);
          const to = Math.min(segment.endMs, span.endMs);
          if (to <= from) continue;
          const band = dearest(segment, shift, hourlyMinor, unit);
          if (band !== current) {
            close(current, run);
            current = band;
            run = 0;
          }
          run += (to - from) / MINUTE;
        }
        if (segments.at(-1)!.endMs >= span.endMs) break;
      }
      close(current, run);
    }
    return times;
  }

  /**
   * Premium of one slot where nothing is known of the shift but that it covers the slot: a condition counts as met where every
   * such shift meets it (`starts before 07:00` for a slot before 07:00), so the price is never above what is paid.
   */
  perHourAt(slot: Span, hourlyMinor: number, unit: number): number {
    for (const segment of this.#segments(this.clock.dayIndex(slot.startMs))) {
      if (slot.startMs < segment.startMs || slot.startMs >= segment.endMs) continue;
      const band = dearest(segment, slot, hourlyMinor, unit);
      return band === undefined ? 0 : PremiumCalendar.perHour(band, hourlyMinor, unit);
    }
    return 0;
  }

  #segments(dayIndex: number): readonly Segment[] {
    let segments = this.#days.get(dayIndex);
    if (segments === undefined) {
      segments = this.#layOut(dayIndex);
      this.#days.set(dayIndex, segments);
    }
    return segments;
  }

  #layOut(dayIndex: number): Segment[] {
    const { date, startMs, endMs } = this.clock.day(dayIndex);
    const names = [NAMES[isoWeekday(date) - 1]!, ...(this.holidays.has(date) ? ['holiday'] : [])];
    const bands = this.table.bands.filter((band) =>
      band.days.some((days) => names.some((name) => includes(days, name))),
    );
    const at = (time: string): number => {
      const minute = parseMinute(time)!;
      return minute === 0 ? startMs : minute >= 1440 ? endMs : this.clock.at(dayIndex, minute);
    };
    const cuts = new Set([startMs, endMs]);
    const windows = bands.map((band) => {
      const from = at(band.from ?? '00:00');
      const to = at(band.to ?? '24:00');
      cuts.add(from).add(to);
      // A band over midnight holds at both ends of each of its days.
      const holds = (ms: number): boolean => (from < to ? ms >= from && ms < to : ms >= from || ms < to);
      const active: ActiveBand = {
        band,
        startsBeforeMs: band.shiftStartsBefore === undefined ? Number.POSITIVE_INFINITY : at(band.shiftStartsBefore),
        endsAfterMs: band.shiftEndsAfter === undefined ? Number.NEGATIVE_INFINITY : at(band.shiftEndsAfter),
      };
      return { holds, active };
    });
    const sorted = [...cuts].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((from, i) => ({
      startMs: from,
      endMs: sorted[i + 1]!,
      bands: windows.filter(({ holds }) => holds(from)).map(({ active }) => active),
    }));
  }
}

function dearest(segment: Segment, shift: Span, hourlyMinor: number, unit: number): PremiumBand | undefined {
  let best: PremiumBand | undefined;
  let most = 0;
  for (const { band, startsBeforeMs, endsAfterMs } of segment.bands) {
    if (shift.startMs >= startsBeforeMs || shift.endMs <= endsAfterMs) continue;
    const premium = PremiumCalendar.perHour(band, hourlyMinor, unit);
    if (premium > most) {
      most = premium;
      best = band;
    }
  }
  return best;
}

/** True where `mon-fri` (or `fri-mon`, or `holiday`) covers a day's name. */
function includes(days: string, name: string): boolean {
  const [first, last = first] = days.split('-') as [string, string?];
  if (first === 'holiday' || name === 'holiday') return first === name;
  const [from, to, day] = [first, last, name].map((text) => NAMES.indexOf(text)) as [number, number, number];
  return from <= to ? day >= from && day <= to : day >= from || day <= to;
}
