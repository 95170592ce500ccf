import type { Agent } from '../domain/agent.js';
import type { Centre, Contract, Site } from '../domain/centre.js';
import { type Issue, inputError, inputWarning } from '../errors.js';
import { ageOn } from '../labour/book.js';
import { exchangeRateOn, type PayBook, recordOn } from './book.js';
import type { CostLine } from './contract.js';
import { formatMinor, minorDigits, minorOf } from './money.js';
import type { Dated, PayScale, PayScheme, PremiumTable } from './schema.js';

/** A price of a component: minor units per unit of quantity. */
export interface Charge {
  readonly component: string;
  readonly unit: CostLine['unit'];
  readonly rateMinor: number;
  readonly reason: string;
}

/** An employer's contribution after caps: a percentage of wage with holiday allowance, whose rate is per major unit of wage. */
export interface Contribution extends Charge {
  readonly percent: number;
  /** What is added to the rate where paid hours exceed this share of the agreed ones (see the schema). */
  readonly review?: { readonly extraRateMinor: number; readonly overShare: number };
}

export interface OvertimeTier extends Charge {
  readonly per: 'day' | 'week';
  readonly overMinutes: number;
  readonly toMinutes: number;
  readonly withPremiums: boolean;
}

/** Everything that prices a paid hour and a day of one agent on one date. Amounts in minor units of `currency`, unrounded. */
export interface AgentPay {
  readonly currency: string;
  /** Minor units of the centre's currency per minor unit of `currency`. */
  readonly toCentre: number;
  /** All-in rate: nothing comes on top. */
  readonly allIn: boolean;
  readonly hourlyMinor: number;
  /** Gross pay, or the all-in rate, per paid hour. */
  readonly base: Charge;
  /** Per hour or per sale; `commissionPerHour` units of it are expected in a paid hour. */
  readonly commission?: Charge;
  readonly commissionPerHour: number;
  readonly holidayAllowancePercent: number;
  /** Per major unit of wage. */
  readonly holidayAllowance?: Charge;
  readonly contributions: readonly Contribution[];
  /** Per paid hour. */
  readonly pension?: Charge;
  readonly premiumTable?: PremiumTable;
  readonly overtime: readonly OvertimeTier[];
  readonly home?: Allowance;
  readonly travel?: Allowance & { readonly km: number };
  readonly seat?: Allowance;
}

/** Amount per day (or per km), in the currency of the scheme. */
export interface Allowance extends Charge {
  readonly currency: string;
  readonly toCentre: number;
}

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
  readonly #issues = new Map<string, Issue>();
  readonly #found = new Map<string, Map<string, AgentPay | undefined>>();
  readonly #profiles = new Map<string, { key: string; contract: Contract; site: Site }>();

  constructor(
    readonly centre: Centre,
    readonly book: PayBook,
  ) {}

  get issues(): readonly Issue[] {
    return [...this.#issues.values()];
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
    if (!dates.has(date)) dates.set(date, this.#resolve(agent, profile.contract, profile.site, age, date));
    return dates.get(date);
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
      return this.#error(
        'pay-scale-unknown',
        agent.payScale,
        `Agent "${agent.id}" is on pay scale "${agent.payScale}", which there is not.`,
        `Use one of ${[...this.book.scales.keys()].join(', ')}, or describe it in pay.json.`,
      );
    const scale = this.#on(records, date, `pay scale "${agent.payScale}"`);
    if (scale === undefined) return undefined;
    const scheme = this.#schemeOf(scale, site);
    const schemeCurrency = scheme?.currency ?? this.book.currency ?? this.centre.currency;
    const currency = scale.currency ?? this.book.currency ?? scheme?.currency ?? this.centre.currency;
    const toCentre = this.#toCentre(currency, date);
    const schemeToCentre = scheme === undefined ? 1 : this.#toCentre(schemeCurrency, date);
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
    } satisfies AgentPay;
    if (allIn || scheme === undefined) return { ...base, ...commissionOf(scale, hourlyMinor, unit) };

    const hourlyInScheme = (hourlyMinor * toCentre) / schemeToCentre;
    if (!this.#paysMinimum(agent, scheme, schemeCurrency, hourlyInScheme, hourly.basis, age, date)) return undefined;
    const name = `scheme "${scheme.id}"`;
    const allowance = this.#on(scheme.holidayAllowance, date, `holiday allowance of ${name}`);
    const pension = this.#on(scheme.pension, date, `pension of ${name}`);
    const table = this.#tableOf(scale, scheme, date);
    const holidayAllowancePercent = allowance?.percent ?? 0;
    const yearWage = hourly.amount * (1 + holidayAllowancePercent / 100) * contract.hoursPerWeek * WEEKS;
    const perDay = (component: string, records: PayScheme['seat']): Allowance | undefined => {
      const record = this.#on(records, date, `${component} of ${name}`);
      if (record === undefined || record.perDay === 0) return undefined;
      return { ...allowanceIn(record.perDay), component, unit: 'days', reason: reasonOf(record) };
    };
    const allowanceIn = (amount: number) => ({
      rateMinor: minorOf(amount, 10 ** minorDigits(schemeCurrency)!),
      currency: schemeCurrency,
      toCentre: schemeToCentre,
    });
    const home = perDay('home-allowance', scheme.homeAllowance);
    const seat = perDay('seat', scheme.seat);
    const travel = this.#on(scheme.travel, date, `travel of ${name}`);
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
              reason: `${allowance.percent} % of wage; ${reasonOf(allowance)}`,
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
              reason: `${pension!.percent} % over the offset; ${reasonOf(pension)}`,
            },
          }),
      ...(table === undefined ? {} : { premiumTable: table }),
      overtime: (scheme.overtime ?? [])
        .filter((tier) => recordOn([tier], date) !== undefined)
        .map((tier) => ({
          component: `overtime:${tier.per}`,
          unit: 'hours',
          rateMinor: (hourlyMinor * tier.percent) / 100,
          reason: `${tier.percent} % on top; ${reasonOf(tier)}`,
          per: tier.per,
          overMinutes: tier.overHours * 60,
          toMinutes: (tier.toHours ?? Number.POSITIVE_INFINITY) * 60,
          withPremiums: tier.withPremiums ?? false,
        })),
      ...(home === undefined ? {} : { home }),
      ...(travel === undefined || km === 0
        ? {}
        : {
            travel: {
              ...allowanceIn(travel.perKm),
              component: 'travel',
              unit: 'km',
              reason: reasonOf(travel),
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
      this.#warn(
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
    const minimum = this.#on(scheme?.minimumWage, date, `minimum wage for scale "${scale.id}"`);
    if (minimum === undefined)
      return this.#error(
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
    const minimum = this.#on(scheme.minimumWage, date, `minimum wage of scheme "${scheme.id}"`);
    if (minimum === undefined) return scheme.minimumWage === undefined;
    const byAge = minimum.byAge?.[String(age)];
    const wanted = byAge ?? minimum.hourly;
    if (Math.round(hourlyMinor) >= Math.round(wanted * 10 ** minorDigits(currency)!)) return true;
    const atAge = byAge === undefined ? '' : ` at age ${age}`;
    this.#error(
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
      const record = this.#on(
        scheme.contributions!.filter((candidate) => candidate.id === id),
        date,
        `contribution "${id}" of scheme "${scheme.id}"`,
      );
      if (record === undefined) return [];
      const alwaysLow =
        record.lowUnderAge !== undefined &&
        age < record.lowUnderAge &&
        contract.hoursPerWeek <= (record.lowMaxHoursPerWeek ?? Number.POSITIVE_INFINITY);
      const flex = record.flexPercent !== undefined && (!contract.permanent || contract.onCall) && !alwaysLow;
      const percent = flex ? record.flexPercent! : record.percent;
      // The cap is a yearly amount: the part of the year's wage under it bears the contribution, evenly over the year.
      const share = record.capPerYear === undefined ? 1 : Math.min(1, record.capPerYear / yearWage);
      const reviewed =
        record.flexPercent !== undefined &&
        record.reviewOverPercent !== undefined &&
        !flex &&
        !alwaysLow &&
        contract.hoursPerWeek < (record.reviewUnderHours ?? Number.POSITIVE_INFINITY);
      const capped = share < 1 ? ` on ${(share * 100).toFixed(1)} % of wage (cap ${record.capPerYear})` : '';
      return [
        {
          component: `employer:${id}`,
          unit: 'amount',
          rateMinor: (percent * share * unit) / 100,
          percent: percent * share,
          reason: `${percent} %${flex ? ' (flexible)' : ''}${capped}; ${reasonOf(record)}`,
          ...(reviewed
            ? {
                review: {
                  extraRateMinor: ((record.flexPercent! - record.percent) * share * unit) / 100,
                  overShare: record.reviewOverPercent! / 100,
                },
              }
            : {}),
        },
      ];
    });
  }

  #tableOf(scale: PayScale, scheme: PayScheme, date: string): PremiumTable | undefined {
    const id =
      scale.premiums ?? this.#on(scheme.premiums, date, `premium table of scheme "${scheme.id}"`)?.table ?? 'none';
    if (id === 'none') return undefined;
    return this.#on(this.book.premiumTables.get(id), date, `premium table "${id}"`);
  }

  /** The record of a date; a list without one is an error, an absent list is nothing. */
  #on<T extends Dated>(records: readonly T[] | undefined, date: string, what: string): T | undefined {
    if (records === undefined) return undefined;
    const record = recordOn(records, date);
    if (record === undefined)
      return this.#error(
        'pay-rate-missing',
        what,
        `There is no ${what} on ${date}.`,
        `Add a record that is valid on ${date} to pay.json.`,
      );
    if (record.reviewBy !== undefined && record.reviewBy <= date)
      this.#warn(
        'pay-data-due',
        `${what} ${record.reviewBy}`,
        `The ${what} used on ${date} was due for review by ${record.reviewBy}.`,
        'Add the newer record to pay.json.',
      );
    if (record.status === 'unverified')
      this.#warn(
        'pay-data-unverified',
        `${what} unverified`,
        `The ${what} is unverified: ${record.source ?? 'no source'}.`,
        'Put the confirmed amount in pay.json.',
      );
    return record;
  }

  #toCentre(currency: string, date: string): number | undefined {
    const digits = minorDigits(currency);
    const own = minorDigits(this.centre.currency);
    if (digits === undefined || own === undefined)
      return this.#error(
        'currency-unknown',
        currency,
        `"${digits === undefined ? currency : this.centre.currency}" is no currency.`,
        'Give an ISO 4217 code such as EUR.',
      );
    const found = exchangeRateOn(this.book.exchangeRates, currency, this.centre.currency, date);
    if (found === undefined)
      return this.#error(
        'currency-unknown',
        `${currency} rate`,
        `No exchange rate from ${currency} to ${this.centre.currency} on ${date}.`,
        `Add { "from": "${currency}", "to": "${this.centre.currency}", "rate": … } to exchangeRates in pay.json.`,
      );
    for (const record of found.records) this.#on([record], date, `exchange rate ${record.from} to ${record.to}`);
    return (found.rate * 10 ** own) / 10 ** digits;
  }

  #error(code: string, key: string, message: string, hint: string): undefined {
    if (!this.#issues.has(`${code} ${key}`)) this.#issues.set(`${code} ${key}`, inputError(code, message, hint));
    return undefined;
  }

  #warn(code: string, key: string, message: string, hint: string): void {
    if (!this.#issues.has(`${code} ${key}`)) this.#issues.set(`${code} ${key}`, inputWarning(code, message, hint));
  }
}

const reasonOf = (record: Dated | undefined): string => record?.source ?? 'pay.json';

function commissionOf(scale: PayScale, hourlyMinor: number, unit: number): Partial<AgentPay> {
  const { commission } = scale;
  if (commission === undefined) return {};
  const component = 'commission';
  if ('percentOfPay' in commission) {
    const rateMinor = (hourlyMinor * commission.percentOfPay) / 100;
    const reason = `${commission.percentOfPay} % of base pay`;
    return { commission: { component, unit: 'hours', rateMinor, reason }, commissionPerHour: 1 };
  }
  const reason = `${commission.salesPerHour} sales expected per hour`;
  return {
    commission: { component, unit: 'sales', rateMinor: commission.perSale * unit, reason },
    commissionPerHour: commission.salesPerHour,
  };
}

/** Gross employer's cost of one paid hour without premiums, allowances and seat, minor units of the pay's currency. */
export function costPerPaidHour(pay: AgentPay): number {
  if (pay.allIn) return pay.hourlyMinor;
  const commission = (pay.commission?.rateMinor ?? 0) * pay.commissionPerHour;
  return wageCost(pay, pay.hourlyMinor + commission) + (pay.pension?.rateMinor ?? 0);
}

/** Wage with holiday allowance and contributions on both. */
export function wageCost(pay: AgentPay, wageMinor: number): number {
  if (pay.allIn) return wageMinor;
  let percent = 0;
  for (const contribution of pay.contributions) percent += contribution.percent;
  return wageMinor * (1 + pay.holidayAllowancePercent / 100) * (1 + percent / 100);
}
