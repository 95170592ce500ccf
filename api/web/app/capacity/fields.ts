import type { Field } from '../centre/fields.js';

/** A staffing group as `rooster schema capacity` describes it: what planners change most. */
export const GROUP_FIELDS: readonly Field[] = [
  { path: 'id', label: 'cap.group', kind: 'text', required: true },
  { path: 'queues', label: 'cap.queues', kind: 'choices', of: 'queues' },
  { path: 'attrition.percentPerYear', label: 'cap.attrition', kind: 'number', required: true },
  { path: 'shortage.costPerHour', label: 'cap.shortage', kind: 'number', required: true },
  { path: 'training.weeks', label: 'cap.training', kind: 'number', required: true },
  { path: 'training.productivity', label: 'cap.productivity', help: 'cap.productivity.help', kind: 'percents' },
  { path: 'training.costPerHead', label: 'cap.training.cost', kind: 'number' },
  { path: 'hiring.classSize.min', label: 'cap.class.min', kind: 'number' },
  { path: 'hiring.classSize.max', label: 'cap.class.max', kind: 'number' },
  { path: 'hiring.firstWeek', label: 'cap.hire.from', kind: 'text' },
  { path: 'hiring.maxHeads', label: 'cap.hire.most', kind: 'number' },
  { path: 'hiring.costPerHead', label: 'cap.hire.cost', kind: 'number' },
  { path: 'overtime.maxPercent', label: 'cap.overtime', kind: 'number' },
  { path: 'overtime.surchargePercent', label: 'cap.overtime.surcharge', kind: 'number' },
  { path: 'outsourcing.costPerHour', label: 'cap.outsourcing', kind: 'number' },
  { path: 'outsourcing.maxHoursPerWeek', label: 'cap.outsourcing.most', kind: 'number' },
  {
    path: 'hiring.contracts',
    label: 'cap.contracts',
    kind: 'rows',
    empty: { contract: '' },
    fields: [
      { path: 'contract', label: 'roster.contract', kind: 'choice', of: 'contracts', required: true },
      { path: 'minShare', label: 'cap.share.min', kind: 'percent' },
      { path: 'maxShare', label: 'cap.share.max', kind: 'percent' },
    ],
  },
  {
    path: 'leave',
    label: 'cap.leave',
    kind: 'rows',
    empty: { fromWeek: '', toWeek: '', percent: 15 },
    fields: [
      { path: 'fromWeek', label: 'cap.leave.from', kind: 'text', required: true },
      { path: 'toWeek', label: 'cap.leave.to', kind: 'text', required: true },
      { path: 'percent', label: 'cap.percent', kind: 'number', required: true },
    ],
  },
];

/** What a new group starts with: figures that are common, to be changed. */
export const FRESH_GROUP: Readonly<Record<string, unknown>> = {
  id: 'agents',
  attrition: { percentPerYear: 25 },
  training: { weeks: 4, productivity: [0.5, 0.7, 0.85] },
  hiring: { classSize: { min: 4, max: 12 } },
  overtime: { maxPercent: 5, surchargePercent: 50 },
  shortage: { costPerHour: 90 },
};
