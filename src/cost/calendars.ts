import type { Centre, Site } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { LocalClock } from '../labour/clock.js';
import { publicHolidays } from '../time/holidays.js';
import type { AgentPay, Charge } from './agent-pay.js';
import { minorDigits } from './money.js';
import { PremiumCalendar } from './premium.js';
import type { PremiumBand } from './schema.js';

/** Clocks, holidays and premium calendars of the sites, made once for a roster. */
export class Calendars {
  readonly #clocks = new Map<string, LocalClock>();
  readonly #premiums = new Map<Site, Map<AgentPay['premiumTable'], PremiumCalendar>>();
  readonly #charges = new Map<AgentPay, Map<PremiumBand, Charge>>();
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly sites: ReadonlyMap<string, Site>;

  constructor(centre: Centre, shifts: readonly RosterShift[]) {
    this.sites = new Map(centre.sites.map((site) => [site.id, site]));
    this.#fromMs = shifts.reduce((least, shift) => Math.min(least, shift.startMs), shifts[0]?.startMs ?? 0);
    this.#toMs = shifts.reduce((most, shift) => Math.max(most, shift.endMs), this.#fromMs);
  }

  premiums(site: Site, table: NonNullable<AgentPay['premiumTable']>): PremiumCalendar {
    const ofSite = getOrMake(this.#premiums, site, () => new Map<AgentPay['premiumTable'], PremiumCalendar>());
    return getOrMake(ofSite, table, () => {
      const clock = this.#clock(site.zone);
      return new PremiumCalendar(table, clock, publicHolidays(site.country, site.region, clock.fromDate, clock.toDate));
    });
  }

  /** The midnight inside a shift, and the local date that begins with it, at its site; undefined where there is none. */
  nextMidnight(shift: RosterShift): { readonly ms: number; readonly date: string } | undefined {
    const clock = this.#clock(this.sites.get(shift.site)!.zone);
    const index = clock.dayIndex(shift.startMs);
    const { endMs } = clock.day(index);
    return shift.endMs <= endMs ? undefined : { ms: endMs, date: clock.day(index + 1).date };
  }

  #clock(zone: string): LocalClock {
    return getOrMake(this.#clocks, zone, () => new LocalClock(zone, this.#fromMs, this.#toMs));
  }

  /** Price of an hour in a band for somebody on this pay. */
  premiumCharge(pay: AgentPay, band: PremiumBand): Charge {
    const ofPay = getOrMake(this.#charges, pay, () => new Map<PremiumBand, Charge>());
    return getOrMake(ofPay, band, () => ({
      component: `premium:${band.id}`,
      unit: 'hours',
      rateMinor: PremiumCalendar.perHour(band, pay.hourlyMinor, 10 ** minorDigits(pay.currency)!),
      reason: `${pay.premiumTable!.id}: ${band.percent} % ${band.id}`,
    }));
  }
}

/** Value of a key, made when first asked for. */
export function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
