import type { LawRule, LawSet } from './rule-set.js';

/** How much a rule lets people work: more is looser. Undefined where kinds cannot be compared by one number. */
function looseness(rule: LawRule): number | undefined {
  switch (rule.kind) {
    case 'daily-rest':
    case 'weekly-rest':
    case 'night-rest':
    case 'night-series-rest':
      return -rule.minHours;
    case 'break':
      return -rule.minMinutes;
    case 'shift-hours':
    case 'week-hours':
    case 'average-hours':
    case 'night-hours':
    case 'night-average':
    case 'stretch':
    case 'on-call-hours':
      return rule.maxHours;
    case 'night-series-length':
      return rule.maxShifts;
    case 'night-count':
      return rule.maxShifts / rule.weeks;
    case 'sundays-free':
      return -rule.minFree / rule.perWeeks;
    case 'min-age':
    case 'on-call-age':
      return -rule.minYears;
    default:
      return undefined;
  }
}

/** The loosest that a collective scheme may be, on the scale of {@link looseness}; absent limit = anything. */
function loosestAllowed(rule: LawRule): number {
  const own = looseness(rule) ?? Number.POSITIVE_INFINITY;
  if (rule.deviation?.by !== 'collective') return own;
  const { limit, weeks } = rule.deviation;
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  return weeks === undefined ? (own < 0 ? -limit : limit) : limit / weeks;
}

/** Where a set is looser than the law that it starts from lets a collective scheme be. */
export function loosened(base: LawSet, set: LawSet): { readonly message: string; readonly hint: string }[] {
  const now = new Map(set.rules.map((rule) => [rule.id, rule]));
  return base.rules.flatMap((rule) => {
    if (rule.severity !== 'hard') return [];
    const other = now.get(rule.id);
    if (other === undefined) {
      if (loosestAllowed(rule) === Number.POSITIVE_INFINITY) return [];
      const message = `"${set.id}" removes ${rule.id}: ${rule.article} cannot be left out.`;
      return [{ message, hint: 'Keep the rule, with the value that was agreed if the article allows one.' }];
    }
    if (other.kind !== rule.kind || (looseness(other) ?? 0) <= loosestAllowed(rule) + 1e-9) return [];
    const message = `"${set.id}" is looser than ${rule.article} allows (${rule.id}).`;
    const hint =
      rule.deviation?.limit === undefined
        ? 'Keep the value of the law: no agreement may change it.'
        : `A collective scheme may go to ${rule.deviation.limit}${rule.deviation.weeks === undefined ? '' : ` per ${rule.deviation.weeks} weeks`}.`;
    return [{ message, hint }];
  });
}
