import type { Agent } from '../domain/agent.js';
import type { Centre, Contract, Site } from '../domain/centre.js';
import type { Issue } from '../errors.js';
import { ageOn } from '../labour/facts.js';
import type { AgentPay, Allowance, Contribution } from './agent-pay.js';
import { type PayBook, recordOn } from './book.js';
import { getOrMake } from './calendars.js';
import { commissionOf } from './commission.js';
import { contributionOf } from './contribution.js';
import { formatMinor, minorDigits, minorOf } from './money.js';
import { PayRecords, sourceOf } from './pay-records.js';
import type { PayScale, PayScheme, PremiumTable } from './schema.js';

const WEEKS = 52;
const ADULT = 200;
/** From this age on nothing in pay depends on it. */
const OLD_ENOUGH = 30;

/**
 * Looks up pay per agent and date and keeps what it found. Problems are collected, each once:
 * errors `pay-scale-unknown`, `pay-rate-missing`, `pay-scheme-unknown`, `premium-table-unknown`, `currency-unknown`,
 * `pay-below-minimum`; warnings `pay-data-due`, `pay-data-unverified`, `pay-scheme-missing`.
 */
export class PayDesk {
  readonly #records: PayRecords;
  readonly #found = new Map<string, Map<string, AgentPay | undefined>>();
  readonly #distinct = new Map<string, AgentPay>();
  readonly #profiles = new Map<string, { key: string; contract: Contract; site: Site }>();

  constructor(
    readonly centre: Centre,
    readonly book: PayBook,
  ) {
    this.#records = new PayRecords(book.exchangeRates, centre.currency);
  }

  get issues(): readonly Issue[] {
    return this.#records.issues;
  }

  /** Undefined where the pay cannot be told; the reason is then among the issues. */
  payOf(agent: Agent, date: string): AgentPay | undefined {
    const profile = this.#profileOf(agent);
    const age = agent.birthDate === undefined ? ADULT : ageOn(agent.birthDate, date);
    const key = age >= OLD_ENOUGH ? profile.key : `${profile.key}\n${age}`;
    let dates = this.#found.get(key);
    if (dates === undefined) {
      dates = new Map();
      this.#found.set(key, dates);
    }
    if (!dates.has(date)) dates.set(date, this.#same(this.#resolve(agent, profile.contract, profile.site, age, date)));
    return dates.get(date);
  }

  /** One object for equal pay: days of equal pay can be told by identity, and what is worked out from it is kept once. */
  #same(pay: AgentPay | undefined): AgentPay | undefined {
    return pay === undefined ? undefined : getOrMake(this.#distinct, JSON.stringify(pay), () => pay);
  }

  #profileOf(agent: Agent) {
    let profile = this.#profiles.get(agent.id);
    if (profile === undefined) {
      const contract = this.centre.contracts.find((candidate) => candidate.id === agent.contract)!;
      const site = this.centre.sites.find((candidate) => candidate.id === agent.site)!;
      const km = this.book.travelKm[agent.id];
      const key = [agent.payScale, contract.id, site.country, ...(km === undefined ? [] : [`km${km}`])].join('\n');
      profile = { key, contract, site };
      this.#profiles.set(agent.id, profile);
    }
    return profile;
  }

  #resolve(agent: Agent, contract: Contract, site: Site, age: number, date: string): AgentPay | undefined {
    const records = this.book.scales.get(agent.payScale);
    if (records === undefined)
      return this.#records.error(
        'pay-scale-unknown',
        agent.payScale,
        `Agent "${agent.id}" is on pay scale "${agent.payScale}", which there is not.`,
        `Use one of ${[...this.book.scales.keys()].join(', ')}, or describe it in pay.json.`,
      );
    const scale = this.#records.on(records, date, `pay scale "${agent.payScale}"`);
    if (scale === undefined) return undefined;
    const scheme = this.#schemeOf(scale, site);
    const schemeCurrency = scheme?.currency ?? this.book.currency ?? this.centre.currency;
    const currency = scale.currency ?? this.book.currency ?? scheme?.currency ?? this.centre.currency;
    const toCentre = this.#records.toCentre(currency, date);
    const schemeToCentre = scheme === undefined ? 1 : this.#records.toCentre(schemeCurrency, date);
    if (toCentre === undefined || schemeToCentre === undefined) return undefined;
    const unit = 10 ** minorDigits(currency)!;
    const hourly = this.#hourly(scale, scheme, contract, date);
    if (hourly === undefined) return undefined;
    const hourlyMinor = minorOf(hourly.amount, unit);
    const allIn = scale.rate !== undefined;
    const base = {
      currency,
      toCentre,
      allIn,
      hourlyMinor,
      base: {
        component: allIn ? 'offshore-rate' : 'base-pay',
        unit: 'hours',
        rateMinor: hourlyMinor,
        reason: hourly.reason,
      },
      commissionPerHour: 0,
      holidayAllowancePercent: 0,
      contributions: [],
      overtime: [],
      noticeDays: 0,
      noShowShare: 0,
    } satisfies AgentPay;
    if (allIn || scheme === undefined) return { ...base, ...commissionOf(scale, hourlyMinor, unit) };

    const hourlyInScheme = (hourlyMinor * toCentre) / schemeToCentre;
    if (!this.#paysMinimum(agent, scheme, schemeCurrency, hourlyInScheme, hourly.basis, age, date)) return undefined;
    const name = `scheme "${scheme.id}"`;
    const allowance = this.#records.on(scheme.holidayAllowance, date, `holiday allowance of ${name}`);
    const pension = this.#records.on(scheme.pension, date, `pension of ${name}`);
    const table = this.#tableOf(scale, scheme, date);
    const holidayAllowancePercent = allowance?.percent ?? 0;
    const yearWage = hourly.amount * (1 + holidayAllowancePercent / 100) * contract.hoursPerWeek * WEEKS;
    const perDay = (component: string, records: PayScheme['seat']): Allowance | undefined => {
      const record = this.#records.on(records, date, `${component} of ${name}`);
      if (record === undefined || record.perDay === 0) return undefined;
      return { ...allowanceIn(record.perDay), component, unit: 'days', reason: sourceOf(record) };
    };
    const allowanceIn = (amount: number) => ({
      rateMinor: minorOf(amount, 10 ** minorDigits(schemeCurrency)!),
      currency: schemeCurrency,
      toCentre: schemeToCentre,
    });
    const home = perDay('home-allowance', scheme.homeAllowance);
    const seat = perDay('seat', scheme.seat);
    const travel = this.#records.on(scheme.travel, date, `travel of ${name}`);
    const km = this.book.travelKm[agent.id] ?? travel?.kmPerDay ?? 0;
    const pensionRate =
      pension === undefined
        ? 0
        : (pension.percent / 100) *
          Math.max(
            0,
            hourlyMinor * (1 + holidayAllowancePercent / 100) -
              ((pension.offsetPerYear ?? 0) * unit) / (WEEKS * (pension.fullTimeHours ?? contract.fullTimeHours)),
          );
    return {
      ...base,
      ...commissionOf(scale, hourlyMinor, unit),
      holidayAllowancePercent,
      ...(allowance === undefined || allowance.percent === 0
        ? {}
        : {
            holidayAllowance: {
              component: 'holiday-allowance',
              unit: 'amount',
              rateMinor: (allowance.percent * unit) / 100,
              reason: `${allowance.percent} % of wage; ${sourceOf(allowance)}`,
            },
          }),
      contributions: this.#contributions(scheme, contract, age, yearWage, unit, date),
      ...(pensionRate === 0
        ? {}
        : {
            pension: {
              component: 'pension',
              unit: 'hours',
              rateMinor: pensionRate,
              reason: `${pension!.percent} % over the offset; ${sourceOf(pension)}`,
            },
          }),
      ...(table === undefined ? {} : { premiumTable: table }),
      overtime: (scheme.overtime ?? [])
        .filter((tier) => recordOn([tier], date) !== undefined)
        .map((tier) => ({
          component: `overtime:${tier.per}`,
          unit: 'hours',
          rateMinor: (hourlyMinor * tier.percent) / 100,
          reason: `${tier.percent} % on top; ${sourceOf(tier)}`,
          per: tier.per,
          overMinutes: tier.overHours * 60,
          toMinutes: (tier.toHours ?? Number.POSITIVE_INFINITY) * 60,
          withPremiums: tier.withPremiums ?? false,
        })),
      noticeDays:
        this.#records.on(scheme.lateCancellation, date, `notice of a cancellation of ${name}`)?.noticeDays ?? 0,
      noShowShare: (this.#records.on(scheme.noShow, date, `no-show rule of ${name}`)?.percent ?? 0) / 100,
      ...(home === undefined ? {} : { home }),
      ...(travel === undefined || km === 0
        ? {}
        : {
            travel: {
              ...allowanceIn(travel.perKm),
              component: 'travel',
              unit: 'km',
              reason: sourceOf(travel),
              km,
            },
          }),
      ...(seat === undefined ? {} : { seat }),
    };
  }

  #schemeOf(scale: PayScale, site: Site): PayScheme | undefined {
    const id = scale.scheme ?? site.country;
    const scheme = this.book.schemes.get(id);
    if (scheme === undefined && scale.rate === undefined)
      this.#records.warn(
        'pay-scheme-missing',
        id,
        `No pay scheme "${id}": scale "${scale.id}" costs its pay and nothing on top.`,
        `Describe the employer's costs as scheme "${id}" in pay.json.`,
      );
    return scheme;
  }

  #hourly(
    scale: PayScale,
    scheme: PayScheme | undefined,
    contract: Contract,
    date: string,
  ): { amount: number; reason: string; basis: string } | undefined {
    const source = scale.source === undefined ? '' : `; ${scale.source}`;
    if (scale.hourly !== undefined)
      return {
        amount: scale.hourly,
        reason: `${scale.id} ${scale.hourly} per hour${source}`,
        basis: `${scale.hourly} per hour`,
      };
    if (scale.rate !== undefined)
      return {
        amount: scale.rate,
        reason: `${scale.id} ${scale.rate} per hour all-in${source}`,
        basis: `${scale.rate} per hour`,
      };
    if (scale.monthly !== undefined) {
      const hours = scale.fullTimeHours ?? contract.fullTimeHours;
      const basis = `${scale.monthly} a month at ${hours} hours`;
      return { amount: (scale.monthly * 12) / WEEKS / hours, reason: `${scale.id} ${basis}${source}`, basis };
    }
    const minimum = this.#records.on(scheme?.minimumWage, date, `minimum wage for scale "${scale.id}"`);
    if (minimum === undefined)
      return this.#records.error(
        'pay-rate-missing',
        `factor ${scale.id}`,
        `Scale "${scale.id}" is a multiple of a minimum wage that is not known on ${date}.`,
        'Give the minimum wage of that date under the scheme in pay.json.',
      );
    const basis = `${scale.minimumWageFactor} x minimum wage ${minimum.hourly}`;
    return { amount: minimum.hourly * scale.minimumWageFactor!, reason: `${scale.id} ${basis}${source}`, basis };
  }

  /** Judged to the cent: a month at the published minimum (2,300 at 40 hours in 2024) is a fraction of a cent off per hour. */
  #paysMinimum(
    agent: Agent,
    scheme: PayScheme,
    currency: string,
    hourlyMinor: number,
    basis: string,
    age: number,
    date: string,
  ): boolean {
    const minimum = this.#records.on(scheme.minimumWage, date, `minimum wage of scheme "${scheme.id}"`);
    if (minimum === undefined) return scheme.minimumWage === undefined;
    const byAge = minimum.byAge?.[String(age)];
    const wanted = byAge ?? minimum.hourly;
    if (Math.round(hourlyMinor) >= Math.round(wanted * 10 ** minorDigits(currency)!)) return true;
    const atAge = byAge === undefined ? '' : ` at age ${age}`;
    this.#records.error(
      'pay-below-minimum',
      `${agent.payScale} ${wanted}`,
      `Agent "${agent.id}": scale "${agent.payScale}" pays ${basis}, that is ${formatMinor(hourlyMinor, currency)} ${currency} an hour; the minimum on ${date}${atAge} is ${wanted}.`,
      'Raise the scale, or correct its dates or full-time hours.',
    );
    return false;
  }

  #contributions(
    scheme: PayScheme,
    contract: Contract,
    age: number,
    yearWage: number,
    unit: number,
    date: string,
  ): Contribution[] {
    const ids = new Set((scheme.contributions ?? []).map(({ id }) => id));
    return [...ids].flatMap((id): Contribution[] => {
      const records = scheme.contributions!.filter((candidate) => candidate.id === id);
      const record = this.#records.on(records, date, `contribution "${id}" of scheme "${scheme.id}"`);
      return record === undefined ? [] : [contributionOf(record, contract, age, yearWage, unit)];
    });
  }

  #tableOf(scale: PayScale, scheme: PayScheme, date: string): PremiumTable | undefined {
    const id =
      scale.premiums ??
      this.#records.on(scheme.premiums, date, `premium table of scheme "${scheme.id}"`)?.table ??
      'none';
    if (id === 'none') return undefined;
    return this.#records.on(this.book.premiumTables.get(id), date, `premium table "${id}"`);
  }
}
