import { type Issue, inputError, inputWarning } from '../errors.js';
import { exchangeRateOn, recordOn } from './book.js';
import { minorDigits } from './money.js';
import type { Dated, ExchangeRate } from './schema.js';

/** Looks dated records up and collects what is wrong or doubtful about them, each thing once. */
export class PayRecords {
  readonly #issues = new Map<string, Issue>();

  constructor(
    readonly exchangeRates: readonly ExchangeRate[],
    readonly centreCurrency: string,
  ) {}

  get issues(): readonly Issue[] {
    return [...this.#issues.values()];
  }

  /** The record of a date; a list without one is an error, an absent list is nothing. */
  on<T extends Dated>(records: readonly T[] | undefined, date: string, what: string): T | undefined {
    if (records === undefined) return undefined;
    const record = recordOn(records, date);
    if (record === undefined)
      return this.error(
        'pay-rate-missing',
        what,
        `There is no ${what} on ${date}.`,
        `Add a record that is valid on ${date} to pay.json.`,
      );
    if (record.reviewBy !== undefined && record.reviewBy <= date)
      this.warn(
        'pay-data-due',
        `${what} ${record.reviewBy}`,
        `The ${what} used on ${date} was due for review by ${record.reviewBy}.`,
        'Add the newer record to pay.json.',
      );
    if (record.status === 'unverified')
      this.warn(
        'pay-data-unverified',
        `${what} unverified`,
        `The ${what} is unverified: ${record.source ?? 'no source'}.`,
        'Put the confirmed amount in pay.json.',
      );
    return record;
  }

  /** Minor units of the centre's currency for one of a currency. */
  toCentre(currency: string, date: string): number | undefined {
    const digits = minorDigits(currency);
    const own = minorDigits(this.centreCurrency);
    if (digits === undefined || own === undefined)
      return this.error(
        'currency-unknown',
        currency,
        `"${digits === undefined ? currency : this.centreCurrency}" is no currency.`,
        'Give an ISO 4217 code such as EUR.',
      );
    const found = exchangeRateOn(this.exchangeRates, currency, this.centreCurrency, date);
    if (found === undefined)
      return this.error(
        'currency-unknown',
        `${currency} rate`,
        `No exchange rate from ${currency} to ${this.centreCurrency} on ${date}.`,
        `Add { "from": "${currency}", "to": "${this.centreCurrency}", "rate": … } to exchangeRates in pay.json.`,
      );
    for (const record of found.records) this.on([record], date, `exchange rate ${record.from} to ${record.to}`);
    return (found.rate * 10 ** own) / 10 ** digits;
  }

  error(code: string, key: string, message: string, hint: string): undefined {
    if (!this.#issues.has(`${code} ${key}`)) this.#issues.set(`${code} ${key}`, inputError(code, message, hint));
    return undefined;
  }

  warn(code: string, key: string, message: string, hint: string): void {
    if (!this.#issues.has(`${code} ${key}`)) this.#issues.set(`${code} ${key}`, inputWarning(code, message, hint));
  }
}

/** Where an amount comes from. */
export const sourceOf = (record: Dated | undefined): string => record?.source ?? 'pay.json';
