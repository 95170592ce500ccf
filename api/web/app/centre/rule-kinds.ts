import type { RosterRule } from '../../../../src/domain/centre.js';
import type { WordKey } from '../words-en.js';
import type { Field } from './fields.js';
import type { Entry } from './values.js';

export type RuleName = RosterRule['rule'];

/** What a breach is counted in, which is what its price is for. */
type Unit = 'minute' | 'day' | 'shift' | 'weekend' | 'time';

export interface RuleKind {
  readonly unit: Unit;
  readonly fields: readonly Field[];
  /** What a new one starts with; undefined: it is not made here, only kept. */
  readonly fresh?: (kinds: readonly string[], sites: readonly string[]) => Entry;
}

const perOf = (...options: readonly ('day' | 'week' | 'period')[]): Field => ({
  path: 'per',
  label: 'rule.per',
  kind: 'select',
  options: options.map((one): readonly [string, WordKey] => [one, `rule.per.${one}`]),
});
const least: Field = { path: 'min', label: 'rule.min', kind: 'number' };
const most: Field = { path: 'max', label: 'rule.max', kind: 'number' };
const leastHours: Field = { path: 'min', label: 'rule.min.hours', kind: 'hours' };
const mostHours: Field = { path: 'max', label: 'rule.max.hours', kind: 'hours' };
const rest: Field = { path: 'minutes', label: 'rule.rest', kind: 'hours', required: true };
const kinds: Field = { path: 'kinds', label: 'rule.kinds', kind: 'choices', of: 'kinds' };
const weekdays: Field = { path: 'weekdays', label: 'rule.weekdays', kind: 'weekdays' };

/** Every rule a work plan may have, in the order of use; see `solver/problem-rules.ts`. */
export const RULE_KINDS: Readonly<Record<RuleName, RuleKind>> = {
  'consecutive-days': { unit: 'day', fields: [least, most], fresh: () => ({ max: 5 }) },
  'consecutive-days-off': { unit: 'day', fields: [least, most], fresh: () => ({ min: 2 }) },
  'shift-count': {
    unit: 'shift',
    fields: [kinds, perOf('week', 'period'), least, most, weekdays],
    fresh: ([kind]) => ({ kinds: kind === undefined ? [] : [kind], per: 'week', max: 3 }),
  },
  'consecutive-shifts': {
    unit: 'day',
    fields: [kinds, least, most],
    fresh: ([kind]) => ({ kinds: kind === undefined ? [] : [kind], max: 3 }),
  },
  succession: {
    unit: 'time',
    fields: [
      { path: 'from', label: 'rule.after', kind: 'choices', of: 'kinds' },
      { path: 'to', label: 'rule.not', kind: 'choices', of: 'kinds' },
    ],
    fresh: (all) => ({ from: all.slice(-1), to: all.slice(0, 1) }),
  },
  'daily-rest': {
    unit: 'minute',
    fields: [
      rest,
      { path: 'reduced.minutes', label: 'rule.reduced', kind: 'hours' },
      { path: 'reduced.times', label: 'rule.reduced.times', kind: 'number' },
      { path: 'reduced.windowMinutes', label: 'rule.window', kind: 'whole-days' },
    ],
    fresh: () => ({ minutes: 660 }),
  },
  'weekly-rest': {
    unit: 'minute',
    fields: [rest, { path: 'windowMinutes', label: 'rule.window', kind: 'whole-days', required: true }],
    fresh: () => ({ minutes: 2160, windowMinutes: 10_080 }),
  },
  'rest-after-series': {
    unit: 'minute',
    fields: [kinds, { path: 'atLeast', label: 'rule.series', kind: 'number', required: true }, rest],
    fresh: ([kind]) => ({ kinds: kind === undefined ? [] : [kind], atLeast: 3, minutes: 2760 }),
  },
  'days-worked': {
    unit: 'day',
    fields: [perOf('week', 'period'), least, most, weekdays],
    fresh: () => ({ per: 'week', max: 5 }),
  },
  weekends: {
    unit: 'weekend',
    fields: [most, { path: 'whole', label: 'rule.whole', kind: 'checkbox' }],
    fresh: () => ({ max: 2 }),
  },
  'paid-minutes': {
    unit: 'minute',
    fields: [perOf('day', 'week', 'period'), leastHours, mostHours],
    fresh: () => ({ per: 'week', max: 2400 }),
  },
  'work-minutes': {
    unit: 'minute',
    fields: [perOf('day', 'week', 'period'), { ...mostHours, required: true }],
    fresh: () => ({ per: 'day', max: 540 }),
  },
  'start-variation': {
    unit: 'minute',
    fields: [perOf('week', 'period'), { path: 'maxMinutes', label: 'rule.max.hours', kind: 'hours', required: true }],
    fresh: () => ({ per: 'week', maxMinutes: 120 }),
  },
  sequence: {
    unit: 'time',
    fields: [{ path: 'days', label: 'rule.sequence.days', kind: 'sequence' }],
    fresh: () => ({ days: [{ on: true }, { off: true }, { on: true }] }),
  },
  'place-days': {
    unit: 'day',
    fields: [
      { path: 'sites', label: 'rules.sites', kind: 'choices', of: 'sites' },
      perOf('week', 'period'),
      least,
      most,
      weekdays,
    ],
    fresh: (_, [site]) => ({ sites: site === undefined ? [] : [site], per: 'week', max: 2 }),
  },
  rotation: { unit: 'day', fields: [] },
};

export const RULE_NAMES = Object.keys(RULE_KINDS) as readonly RuleName[];
