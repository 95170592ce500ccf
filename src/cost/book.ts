import { issueList } from '../centre/issue-list.js';
import { checkSchema } from '../centre/schema-check.js';
import { type JsonSource, jsonSource } from '../centre/source.js';
import { type Checked, hasErrors, InputError, type Issue, inputError } from '../errors.js';
import { isDate } from '../time/zone.js';
import { SHIPPED_PAY } from './data/index.js';
import { minorDigits } from './money.js';
import {
  type Dated,
  type ExchangeRate,
  type PayFile,
  PayFileSchema,
  type PayScale,
  type PayScheme,
  type PremiumTable,
} from './schema.js';

/** Pay data ready for use: records by id, shipped ones and those of `pay.json`. */
export interface PayBook {
  /** Currency of records that name none; absent = the centre's. */
  readonly currency?: string;
  readonly scales: ReadonlyMap<string, readonly PayScale[]>;
  readonly schemes: ReadonlyMap<string, PayScheme>;
  readonly premiumTables: ReadonlyMap<string, readonly PremiumTable[]>;
  readonly exchangeRates: readonly ExchangeRate[];
  readonly travelKm: Readonly<Record<string, number>>;
}

type Report = (code: string, message: string, hint: string) => void;

/**
 * Shipped pay data with that of a `pay.json` on top. Error codes: those of the schema check, `pay-date-bad`,
 * `pay-validity-reversed`, `pay-validity-overlap`, `pay-kind-missing` (a scale without, or with two, of hourly, monthly, rate,
 * minimumWageFactor), `pay-scheme-unknown`, `premium-table-unknown`, `currency-unknown`.
 * @param file content of `pay.json`, or undefined
 */
export function resolvePay(file?: unknown, source: JsonSource = jsonSource(file, 'pay.json')): Checked<PayBook> {
  if (file === undefined) return { ok: true, value: mergePay(SHIPPED_PAY, undefined), issues: [] };
  const problems = issueList();
  checkSchema(PayFileSchema, source, problems);
  if (hasErrors(problems.issues)) return { ok: false, issues: problems.issues };
  const data = source.value as PayFile;
  const issues: Issue[] = [];
  const report: Report = (code, message, hint) => issues.push(inputError(code, message, hint, source.place([])));
  const schemes = new Map(data.replace === true ? [] : SHIPPED_PAY.schemes!.map((scheme) => [scheme.id, scheme]));
  for (const scheme of data.schemes ?? [])
    if (scheme.extends !== undefined && !schemes.has(scheme.extends))
      report(
        'pay-scheme-unknown',
        `Scheme "${scheme.id}" extends "${scheme.extends}", which is not shipped.`,
        `Use one of ${[...schemes.keys()].join(', ') || 'none (replace is true)'}.`,
      );
  const book = mergePay(data.replace === true ? undefined : SHIPPED_PAY, data);
  checkBook(book, report);
  return hasErrors(issues) ? { ok: false, issues } : { ok: true, value: book, issues };
}

/** {@link resolvePay} for callers that cannot go on with bad data. @throws InputError */
export function payBookOf(file?: unknown): PayBook {
  const result = resolvePay(file);
  if (!result.ok) throw new InputError(result.issues);
  return result.value;
}

function mergePay(base: PayFile | undefined, own: PayFile | undefined): PayBook {
  const schemes = new Map<string, PayScheme>((base?.schemes ?? []).map((scheme) => [scheme.id, scheme]));
  for (const scheme of own?.schemes ?? []) {
    const parent = scheme.extends === undefined ? {} : (schemes.get(scheme.extends) ?? {});
    schemes.set(scheme.id, { ...parent, ...scheme });
  }
  const currency = own?.currency;
  return {
    ...(currency === undefined ? {} : { currency }),
    scales: new Map([...byId(base?.scales ?? []), ...byId(own?.scales ?? [])]),
    schemes,
    premiumTables: new Map([...byId(base?.premiumTables ?? []), ...byId(own?.premiumTables ?? [])]),
    // Own rates first: the first that fits a pair and a date is taken.
    exchangeRates: [...(own?.exchangeRates ?? []), ...(base?.exchangeRates ?? [])],
    travelKm: own?.travelKm ?? {},
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, readonly T[]> {
  const map = new Map<string, T[]>();
  for (const record of records) map.set(record.id, [...(map.get(record.id) ?? []), record]);
  return map;
}

/** Everything that can be wrong with pay data before anybody is paid. Shipped data passes it too (a test sees to that). */
export function checkBook(book: PayBook, report: Report): void {
  for (const [id, scales] of book.scales) {
    checkDates(`Scale "${id}"`, scales, report);
    for (const scale of scales) {
      const kinds = (['hourly', 'monthly', 'rate', 'minimumWageFactor'] as const).filter(
        (kind) => scale[kind] !== undefined,
      );
      if (kinds.length !== 1)
        report(
          'pay-kind-missing',
          `Scale "${id}" has ${kinds.length === 0 ? 'no amount' : kinds.join(' and ')}.`,
          'Give one of hourly, monthly, rate or minimumWageFactor.',
        );
      if (scale.scheme !== undefined && !book.schemes.has(scale.scheme))
        report(
          'pay-scheme-unknown',
          `Scale "${id}" names scheme "${scale.scheme}", which there is not.`,
          `Use one of ${[...book.schemes.keys()].join(', ')}.`,
        );
      if (scale.premiums !== undefined && scale.premiums !== 'none')
        checkTable(book, `Scale "${id}"`, scale.premiums, report);
      checkCurrency(`Scale "${id}"`, scale.currency, report);
    }
  }
  for (const scheme of book.schemes.values()) {
    const name = `Scheme "${scheme.id}"`;
    checkCurrency(name, scheme.currency, report);
    for (const key of [
      'holidayAllowance',
      'pension',
      'homeAllowance',
      'travel',
      'seat',
      'premiums',
      'lateCancellation',
      'noShow',
      'minimumWage',
    ] as const)
      checkDates(`${name}, ${key}`, scheme[key] ?? [], report);
    for (const [id, records] of byId(scheme.contributions ?? []))
      checkDates(`${name}, contribution "${id}"`, records, report);
    for (const { table } of scheme.premiums ?? []) checkTable(book, name, table, report);
  }
  for (const [id, tables] of book.premiumTables) checkDates(`Premium table "${id}"`, tables, report);
  checkCurrency('The pay file', book.currency, report);
}

function checkTable(book: PayBook, who: string, table: string, report: Report): void {
  if (!book.premiumTables.has(table))
    report(
      'premium-table-unknown',
      `${who} names premium table "${table}", which there is not.`,
      `Use one of ${[...book.premiumTables.keys()].join(', ')}, or describe it under premiumTables.`,
    );
}

function checkCurrency(who: string, currency: string | undefined, report: Report): void {
  if (currency !== undefined && minorDigits(currency) === undefined)
    report('currency-unknown', `${who}: "${currency}" is no currency.`, 'Give an ISO 4217 code such as EUR.');
}

function checkDates(who: string, records: readonly Dated[], report: Report): void {
  for (const { validFrom, validTo } of records) {
    for (const date of [validFrom, validTo])
      if (date !== undefined && !isDate(date))
        report('pay-date-bad', `${who}: "${date}" is no date.`, 'Give YYYY-MM-DD.');
    if ((validTo ?? FOREVER) < (validFrom ?? ALWAYS))
      report(
        'pay-validity-reversed',
        `${who} is valid from ${validFrom} to ${validTo}.`,
        'Put the earlier date first.',
      );
  }
  const sorted = [...records].sort((a, b) => ((a.validFrom ?? ALWAYS) < (b.validFrom ?? ALWAYS) ? -1 : 1));
  for (let i = 1; i < sorted.length; i++) {
    const [before, after] = [sorted[i - 1]!, sorted[i]!];
    const from = after.validFrom ?? ALWAYS;
    if (from <= (before.validTo ?? FOREVER))
      report(
        'pay-validity-overlap',
        `${who} has two records on ${from === ALWAYS ? 'every day' : from}.`,
        `Give the earlier one a validTo before ${from === ALWAYS ? 'the start of the later one' : from}.`,
      );
  }
}

const ALWAYS = '0001-01-01';
const FOREVER = '9999-12-31';

/** The record of a list that holds on a date. */
export function recordOn<T extends Dated>(records: readonly T[], date: string): T | undefined {
  for (const record of records)
    if ((record.validFrom ?? ALWAYS) <= date && date <= (record.validTo ?? FOREVER)) return record;
  return undefined;
}

/**
 * Units of `to` for one unit of `from` on a date: a rate of the pair, its inverse, or two rates over a third currency.
 * Undefined where none is known.
 */
export function exchangeRateOn(
  rates: readonly ExchangeRate[],
  from: string,
  to: string,
  date: string,
): { readonly rate: number; readonly records: readonly ExchangeRate[] } | undefined {
  if (from === to) return { rate: 1, records: [] };
  const direct = pairRate(rates, from, to, date);
  if (direct !== undefined) return direct;
  for (const middle of new Set(rates.flatMap((rate) => [rate.from, rate.to]))) {
    const first = pairRate(rates, from, middle, date);
    const second = pairRate(rates, middle, to, date);
    if (first !== undefined && second !== undefined)
      return { rate: first.rate * second.rate, records: [...first.records, ...second.records] };
  }
  return undefined;
}

function pairRate(rates: readonly ExchangeRate[], from: string, to: string, date: string) {
  const ahead = recordOn(
    rates.filter((rate) => rate.from === from && rate.to === to),
    date,
  );
  if (ahead !== undefined) return { rate: ahead.rate, records: [ahead] };
  const back = recordOn(
    rates.filter((rate) => rate.from === to && rate.to === from),
    date,
  );
  return back === undefined ? undefined : { rate: 1 / back.rate, records: [back] };
}
