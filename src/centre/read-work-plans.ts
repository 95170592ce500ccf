import type { PlanShift, RosterRule, WorkPlan } from '../domain/centre.js';
import { workPlanId } from '../domain/ids.js';
import { knownHint } from './issue-list.js';
import { checkDuplicates, checkKnown, type Entry, type Reading } from './reading.js';
import type { WorkPlanFile } from './schema-work.js';
import type { JsonPath } from './source.js';

/** Work plans with their shifts filled in; one plan `all` with every shift where none is given. */
export function readWorkPlans(
  entries: readonly Entry<WorkPlanFile>[] | undefined,
  shifts: readonly PlanShift[],
  reading: Reading,
): WorkPlan[] {
  if (entries === undefined) return [{ id: workPlanId('all'), name: 'all', shifts, rules: [] }];
  const byId = new Map(shifts.map((shift) => [shift.id, shift]));
  const kinds = new Set(shifts.map(({ kind }) => kind));
  return entries.map(({ value, path }) => {
    value.shifts.forEach((id, i) => void checkKnown(reading, 'shift', id, [...path, 'shifts', i]));
    const rules = (value.rules ?? []) as readonly RosterRule[];
    checkDuplicates(
      reading,
      rules.map((rule, i) => ({ id: rule.id, path: [...path, 'rules', i] })),
    );
    if (value.rotation !== undefined) checkKnown(reading, 'rotation', value.rotation, [...path, 'rotation']);
    rules.forEach((rule, i) => void checkRule(rule, [...path, 'rules', i], kinds, reading));
    return {
      id: workPlanId(value.id),
      name: value.name ?? value.id,
      shifts: [...new Set(value.shifts)].flatMap((id) => byId.get(id) ?? []),
      rules,
      ...(value.rotation === undefined ? {} : { rotation: value.rotation }),
    };
  });
}

/** `weight-missing`, `kind-unknown`, `site-unknown`, `limits-reversed`. */
function checkRule(rule: RosterRule, path: JsonPath, kinds: ReadonlySet<string>, reading: Reading): void {
  const report = (key: string, code: string, message: string, hint: string) =>
    reading.issues.at(reading.source, [...path, key], code, message, hint);
  if (!rule.hard && rule.weight === undefined)
    report(
      'hard',
      'weight-missing',
      `Rule "${rule.id}" is not hard but has no weight.`,
      'Add "weight": what a unit of breach costs, in minor currency units.',
    );
  const spoken: [string, readonly string[]][] =
    rule.rule === 'shift-count'
      ? [['kinds', rule.kinds]]
      : rule.rule === 'succession'
        ? [
            ['from', rule.from],
            ['to', rule.to],
          ]
        : [];
  for (const [key, names] of spoken)
    for (const name of names)
      if (!kinds.has(name)) report(key, 'kind-unknown', `No shift is of kind "${name}".`, knownHint(name, kinds));
  if (rule.rule === 'place-days')
    rule.sites.forEach((site, i) => void checkKnown(reading, 'site', site, [...path, 'sites', i]));
  if ('min' in rule && 'max' in rule && (rule.min ?? 0) > (rule.max ?? Number.POSITIVE_INFINITY))
    report('min', 'limits-reversed', `At least ${rule.min} but at most ${rule.max}.`, 'Swap them.');
}
