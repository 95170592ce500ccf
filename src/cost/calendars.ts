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
      const clock = getOrMake(this.#clocks, site.zone, () => new LocalClock(site.zone, this.#fromMs, this.#toMs));
      return new PremiumCalendar(table, clock, publicHolidays(site.country, site.region, clock.fromDate, clock.toDate));
    });
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
