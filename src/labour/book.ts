import { issueList } from '../centre/issue-list.js';
import { checkSchema } from '../centre/schema-check.js';
import { type JsonSource, jsonSource } from '../centre/source.js';
import { type Checked, hasErrors, InputError, type Issue, inputError, inputWarning } from '../errors.js';
import { isDate } from '../time/zone.js';
import { SHIPPED_LAW } from './data/index.js';
import type { AgentFacts } from './facts.js';
import { loosened } from './looser.js';
import type { LawBook, LawRule, LawSet } from './rule-set.js';
import { type LawConsent, type LawFile, LawFileSchema, type LawSetData } from './schema.js';

export type { LawBook, LawRule, LawSet } from './rule-set.js';

const ALWAYS = '0001-01-01';
const FOREVER = '9999-12-31';

/**
 * Shipped rule sets with those of a `law.json` on top: a set of the same id replaces the shipped one, unless it `extends` it.
 * Error codes: those of the schema check, `law-date-bad`, `law-validity-reversed`, `law-validity-overlap` (two records of one rule
 * on the same day), `law-set-unknown` (extends a set there is not), `law-set-twice`, `law-rule-unknown` (removes or lifts a rule there is not).
 * Warnings: `law-looser` (a set is looser than the law that it extends allows a collective scheme to be), `law-consent-void` (consent to what
 * the law lets nobody consent to).
 * @param file content of `law.json`, or undefined
 */
export function resolveLaws(file?: unknown, source: JsonSource = jsonSource(file, 'law.json')): Checked<LawBook> {
  const shipped = new Map(SHIPPED_LAW.map((set) => [set.id, fillSet(set, undefined)]));
  if (file === undefined) return { ok: true, value: { sets: shipped, consents: [] }, issues: [] };
  const problems = issueList();
  checkSchema(LawFileSchema, source, problems);
  if (hasErrors(problems.issues)) return { ok: false, issues: problems.issues };
  const data = source.value as LawFile;
  const sets = new Map(shipped);
  const issues: Issue[] = [];
  const seen = new Set<string>();
  data.sets.forEach((set, i) => {
    const report = (code: string, message: string, hint: string) =>
      issues.push(inputError(code, message, hint, source.place(['sets', i])));
    if (seen.has(set.id)) report('law-set-twice', `Rule set "${set.id}" is there twice.`, 'Give each set one entry.');
    seen.add(set.id);
    const base = set.extends === undefined ? undefined : shipped.get(set.extends);
    if (set.extends !== undefined && base === undefined)
      report(
        'law-set-unknown',
        `"${set.extends}" is not a shipped rule set.`,
        `Use one of ${[...shipped.keys()].join(', ')}.`,
      );
    for (const id of set.remove ?? [])
      if (base?.rules.some((rule) => rule.id === id) !== true)
        report(
          'law-rule-unknown',
          `"${set.id}" removes rule "${id}", which "${set.extends}" does not have.`,
          'Correct the id.',
        );
    const filled = fillSet(set, base);
    for (const issue of checkSet(filled)) report(...issue);
    if (base !== undefined)
      for (const { message, hint } of loosened(base, filled))
        issues.push(inputWarning('law-looser', message, hint, source.place(['sets', i])));
    sets.set(set.id, filled);
  });
  const consents = data.consents ?? [];
  const known = new Map([...sets.values()].flatMap((set) => set.rules.map((rule) => [rule.id, rule] as const)));
  consents.forEach((consent, i) => {
    const place = source.place(['consents', i]);
    const rule = known.get(consent.rule);
    if (rule === undefined) {
      const message = `Consent lifts rule "${consent.rule}", which no set has.`;
      issues.push(inputError('law-rule-unknown', message, 'Correct the id.', place));
    } else if (rule.severity === 'hard' && rule.deviation === undefined) {
      const message = `${rule.article} lets nobody consent to something else ("${consent.record}").`;
      const hint = 'Keep it only for an exemption by the authorities; findings become notes while it is there.';
      issues.push(inputWarning('law-consent-void', message, hint, place));
    }
    for (const date of [consent.validFrom, consent.validTo])
      if (date !== undefined && !isDate(date))
        issues.push(
          inputError('law-date-bad', `Consent to ${consent.rule}: "${date}" is no date.`, 'Give YYYY-MM-DD.', place),
        );
    if ((consent.validTo ?? FOREVER) < (consent.validFrom ?? ALWAYS))
      issues.push(
        inputError(
          'law-validity-reversed',
          `Consent to ${consent.rule} is valid from ${consent.validFrom} to ${consent.validTo}.`,
          'Put the earlier date first.',
          place,
        ),
      );
  });
  return hasErrors(issues) ? { ok: false, issues } : { ok: true, value: { sets, consents }, issues };
}

/** {@link resolveLaws} for callers that cannot go on with bad data. @throws InputError */
export function lawBookOf(file?: unknown): LawBook {
  const result = resolveLaws(file);
  if (!result.ok) throw new InputError(result.issues);
  return result.value;
}

function fillSet(set: LawSetData, base: LawSet | undefined): LawSet {
  const validFrom = set.validFrom ?? base?.validFrom ?? ALWAYS;
  const validTo = set.validTo ?? base?.validTo ?? FOREVER;
  const source = set.source ?? (base === undefined ? `law.json, ${set.id}` : `law.json, ${set.id} on ${base.id}`);
  const own = set.rules.map(
    (rule): LawRule => ({
      ...rule,
      article: rule.article ?? rule.id,
      validFrom: rule.validFrom ?? validFrom,
      validTo: rule.validTo ?? validTo,
      source: rule.source ?? source,
      severity: rule.severity ?? 'hard',
      status: rule.status ?? 'verified',
    }),
  );
  const replaced = new Set([...own.map((rule) => rule.id), ...(set.remove ?? [])]);
  return {
    id: set.id,
    name: set.name ?? base?.name ?? set.id,
    validFrom,
    validTo,
    weekStartsOn: set.weekStartsOn ?? base?.weekStartsOn ?? 1,
    dutyGapHours: set.dutyGapHours ?? base?.dutyGapHours ?? 0,
    breakMinMinutes: set.breakMinMinutes ?? base?.breakMinMinutes ?? 0,
    rules: [...(base?.rules.filter((rule) => !replaced.has(rule.id)) ?? []), ...own],
  };
}

/** Dates that are none, run backwards, or give one rule two values on one day. */
export function checkSet(set: LawSet): [code: string, message: string, hint: string][] {
  const issues: [string, string, string][] = [];
  const byId = new Map<string, LawRule[]>();
  for (const entry of [set, ...set.rules]) {
    for (const date of [entry.validFrom, entry.validTo])
      if (!isDate(date)) issues.push(['law-date-bad', `${entry.id}: "${date}" is no date.`, 'Give YYYY-MM-DD.']);
    if (entry.validTo < entry.validFrom)
      issues.push([
        'law-validity-reversed',
        `${entry.id} is valid from ${entry.validFrom} to ${entry.validTo}.`,
        'Put the earlier date first.',
      ]);
  }
  for (const rule of set.rules) byId.set(rule.id, [...(byId.get(rule.id) ?? []), rule]);
  for (const [id, records] of byId) {
    const sorted = [...records].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    for (let i = 1; i < sorted.length; i++) {
      const [before, after] = [sorted[i - 1]!, sorted[i]!];
      if (after.validFrom <= before.validTo)
        issues.push([
          'law-validity-overlap',
          `Rule "${id}" has two records on ${after.validFrom}: valid from ${before.validFrom} to ${before.validTo} and from ${after.validFrom} on.`,
          `End the first one before ${after.validFrom}.`,
        ]);
    }
  }
  return issues;
}

/** The set of an id, whenever it holds. @throws InputError `law-set-unknown` */
export function lawSet(book: LawBook, id: string): LawSet {
  const set = book.sets.get(id);
  if (set === undefined)
    throw new InputError([
      inputError(
        'law-set-unknown',
        `No labour rule set "${id}".`,
        `Use one of ${[...book.sets.keys()].join(', ')}, or describe "${id}" in law.json.`,
      ),
    ]);
  return set;
}

/**
 * The set of an id on a date.
 * @throws InputError `law-set-unknown`, `law-not-valid-on-date`
 */
export function lawSetOn(book: LawBook, id: string, date: string): LawSet {
  const set = lawSet(book, id);
  if (date < set.validFrom || date > set.validTo)
    throw new InputError([
      inputError(
        'law-not-valid-on-date',
        `Rule set "${id}" holds from ${set.validFrom} to ${set.validTo}, not on ${date}.`,
        `Give the rules of ${date} in law.json, or "none" as the law of the site.`,
      ),
    ]);
  return set;
}

const ADULT = 30;

/** True where a record holds on a date for a person. */
export function applies(rule: LawRule, date: string, facts: AgentFacts): boolean {
  if (date < rule.validFrom || date > rule.validTo) return false;
  const age = facts.ageYears ?? ADULT;
  if (age < (rule.ageFrom ?? 0) || age > (rule.ageTo ?? 200)) return false;
  return rule.condition === undefined || facts[FACT_OF[rule.condition]] === true;
}

const FACT_OF = {
  pregnant: 'pregnant',
  maternity: 'maternity',
  'breast-feeding': 'breastFeeding',
  'no-nights': 'noNights',
} as const;

/** The consent or permit on record that lifts a rule for somebody on all of the dates. */
export const consentFor = (
  laws: Pick<LawBook, 'consents'>,
  rule: Pick<LawRule, 'id'>,
  agent: string,
  dates: readonly string[],
): LawConsent | undefined =>
  laws.consents.find(
    (entry) =>
      entry.rule === rule.id &&
      (entry.agent ?? agent) === agent &&
      dates.every((date) => (entry.validFrom ?? date) <= date && date <= (entry.validTo ?? date)),
  );
