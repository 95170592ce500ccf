import type { Audit, LawCheck, OnCallPeriod } from '../audit.js';
import type { Duty } from '../duty.js';

/** Work of somebody who is too young to work at all; one finding per person. */
export const minAge: LawCheck<'min-age'> = (rule, audit) =>
  reportTooYoung(rule, audit, audit.duties, { en: 'work', nl: 'arbeid' });

/** Somebody on call who is too young for it; one finding per person. */
export const onCallAge: LawCheck<'on-call-age'> = (rule, audit) =>
  reportTooYoung(rule, audit, audit.onCall, { en: 'on call', nl: 'consignatie' });

function reportTooYoung(
  rule: Parameters<LawCheck<'min-age' | 'on-call-age'>>[0],
  audit: Audit,
  periods: readonly (Duty | OnCallPeriod)[],
  what: { readonly en: string; readonly nl: string },
): void {
  const young = periods.filter(({ inRoster, date }) => {
    const age = audit.ageOn(date);
    return inRoster && age !== undefined && age < rule.minYears && audit.holds(rule, date);
  });
  if (young.length === 0) return;
  const age = audit.ageOn(young[0]!.date)!;
  audit.report(rule, {
    duties: young,
    fromMs: young[0]!.startMs,
    toMs: young.at(-1)!.endMs,
    measured: age,
    limit: rule.minYears,
    bound: 'min',
    unit: 'years',
    what: { en: `${what.en} at the age of ${age}`, nl: `${what.nl} op de leeftijd van ${age} jaar` },
  });
}
