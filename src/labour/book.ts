import { issueList } from '../centre/issue-list.js';
import { checkSchema } from '../centre/schema-check.js';
import { type JsonSource, jsonSource } from '../centre/source.js';
import { type Checked, hasErrors, InputError, type Issue, inputError } from '../errors.js';
import { isDate } from '../time/zone.js';
import { SHIPPED_LAW } from './data/index.js';
import { type LawConsent, type LawFile, LawFileSchema, type LawRuleData, type LawSetData } from './schema.js';

/** A rule with its dates, source and severity filled in. */
export type LawRule = LawRuleData & {
  readonly article: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly source: string;
  readonly severity: 'hard' | 'soft' | 'note';
  readonly status: 'verified' | 'derived' | 'unverified';
};

export interface LawSet {
  readonly id: string;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly weekStartsOn: number;
  readonly dutyGapHours: number;
  readonly breakMinMinutes: number;
  readonly rules: readonly LawRule[];
}

/** Rule sets by id, shipped ones and those of `law.json`. */
export interface LawBook {
  readonly sets: ReadonlyMap<string, LawSet>;
  readonly consents: readonly LawConsent[];
}

const ALWAYS = '0001-01-01';
const FOREVER = '9999-12-31';

/**
 * Shipped rule sets with those of a `law.json` on top: a set of the same id replaces the shipped one, unless it `extends` it.
 * Error codes: those of the schema check, `law-date-bad`, `law-validity-reversed`, `law-validity-overlap` (two records of one rule
 * on the same day), `law-set-unknown` (extends a set there is not), `law-set-twice`, `law-rule-unknown` (removes or lifts a rule there is not).
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
    sets.set(set.id, filled);
  });
  const consents = data.consents ?? [];
  const known = new Set([...sets.values()].flatMap((set) => set.rules.map((rule) => rule.id)));
  consents.forEach((consent, i) => {
    if (!known.has(consent.rule))
      issues.push(
        inputError(
          'law-rule-unknown',
          `Consent lifts rule "${consent.rule}", which no set has.`,
          'Correct the id.',
          source.place(['consents', i]),
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

/**
 * The set of an id on a date.
 * @throws InputError `law-set-unknown`, `law-not-valid-on-date`
 */
export function lawSetOn(book: LawBook, id: string, date: string): LawSet {
  const set = book.sets.get(id);
  if (set === undefined)
    throw new InputError([
      inputError(
        'law-set-unknown',
        `No labour rule set "${id}".`,
        `Use one of ${[...book.sets.keys()].join(', ')}, or describe "${id}" in law.json.`,
      ),
    ]);
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

/** What the law asks about a person. */
export interface AgentFacts {
  /** Absent = an adult. */
  readonly ageYears?: number;
  readonly pregnant?: boolean;
  readonly breastFeeding?: boolean;
}

const ADULT = 30;

/** True where a record holds on a date for a person. */
export function applies(rule: LawRule, date: string, facts: AgentFacts): boolean {
  if (date < rule.validFrom || date > rule.validTo) return false;
  const age = facts.ageYears ?? ADULT;
  if (age < (rule.ageFrom ?? 0) || age > (rule.ageTo ?? 200)) return false;
  if (rule.condition === 'pregnant') return facts.pregnant === true;
  if (rule.condition === 'breast-feeding') return facts.breastFeeding === true;
  return true;
}

/** Whole years of age on a date. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
