import { counter } from './counter.js';
import type { RuleContext, RuleMachine, RuleOf } from './machine.js';

/** Days worked at the named sites per week or period, on the given weekdays. Unit: days outside. */
export function placeDays(rule: RuleOf<'place-days'>, context: RuleContext): RuleMachine {
  const sites = new Set(rule.sites.map((site) => context.siteIndex.get(site) ?? -1));
  return counter(
    {
      id: rule.id,
      per: rule.per,
      weekdays: rule.weekdays,
      min: rule.min ?? 0,
      max: rule.max ?? Infinity,
      count: (day) => (day.on && sites.has(day.site) ? 1 : 0),
      idleDaysFree: false,
      label: `days at ${rule.sites.join(', ')}`,
    },
    context,
  );
}
