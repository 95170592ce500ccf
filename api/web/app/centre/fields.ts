import type { WordKey } from '../words-en.js';
import type { Entry } from './values.js';

/** Ids and names that choices are made from. */
export interface Choices {
  readonly sites: readonly Choice[];
  readonly queues: readonly Choice[];
  readonly skills: readonly Choice[];
  readonly contracts: readonly Choice[];
  readonly shifts: readonly Choice[];
  readonly workPlans: readonly Choice[];
  /** Kinds of shifts, what rules and wishes speak of. */
  readonly kinds: readonly Choice[];
  /** Of prices. */
  readonly currency: string;
}
export interface Choice {
  readonly id: string;
  readonly name: string;
  /** What it is, in few words. */
  readonly note?: string;
}

/** Lists to choose from. */
export type ChoiceList = Exclude<keyof Choices, 'currency'>;

/** One field of a form: where it stands in the entry (`goal.serviceLevel`), and how it is asked for. */
export type Field = {
  readonly path: string;
  readonly label: WordKey;
  readonly help?: WordKey;
  readonly required?: boolean;
} /** `percents`: shares from 0 to 1, asked for in per cent with spaces between. */ & (
  | { readonly kind: 'text' | 'time' | 'date' | 'checkbox' | 'percents' }
  /** `percent`: a share from 0 to 1 that is asked for in per cent. */
  | {
      readonly kind: 'number' | 'percent' /** What an empty field stands for; default: nothing. */;
      readonly empty?: null;
    }
  | { readonly kind: 'select'; readonly options: readonly (readonly [value: string, label: WordKey | ''])[] }
  | { readonly kind: 'choice' | 'choices'; readonly of: ChoiceList }
  /** `days`: names of weekdays as a centre folder writes them; `weekdays`: their ISO numbers, none = all. */
  | { readonly kind: 'days' | 'weekdays' | 'sequence' | 'rules' }
  /** Minutes, asked for in hours or days. */
  | { readonly kind: 'hours' | 'whole-days' }
  | { readonly kind: 'rows'; readonly fields: readonly Field[]; readonly empty: Readonly<Record<string, unknown>> }
);

export interface Section {
  /** Word of the address: `queues`, `work-plans` … */
  readonly path: string;
  /** Field of the answer that holds the list. */
  readonly title: WordKey;
  readonly fields: readonly Field[];
  /** What a new entry starts with. */
  readonly fresh: Readonly<Record<string, unknown>>;
  readonly idKey?: 'reason';
  readonly csv?: string;
}

const name: Field = { path: 'name', label: 'f.name', kind: 'text' };
const activities = ['break', 'meal', 'training', 'meeting', 'coaching'] as const;

const queue: Section = {
  path: 'queues',
  title: 'rules.queues',
  fresh: {
    channel: 'phone',
    ahtSeconds: 300,
    goal: { serviceLevel: 0.8, targetSeconds: 20 },
    openingHours: [{ days: 'mon-fri', from: '09:00', to: '17:00' }],
  },
  fields: [
    name,
    {
      path: 'channel',
      label: 'f.channel',
      kind: 'select',
      options: [
        ['phone', 'chan.phone'],
        ['chat', 'chan.chat'],
        ['email', 'chan.email'],
        ['outbound', 'chan.outbound'],
      ],
    },
    { path: 'skills', label: 'f.skills.needed', kind: 'choices', of: 'skills' },
    {
      path: 'openingHours',
      label: 'f.hours',
      kind: 'rows',
      empty: { days: 'mon-fri', from: '09:00', to: '17:00' },
      fields: [
        { path: 'days', label: 'f.days', kind: 'days' },
        { path: 'from', label: 'roster.from', kind: 'time' },
        { path: 'to', label: 'roster.to', kind: 'time' },
      ],
    },
    { path: 'closedOnHolidays', label: 'f.holidays', kind: 'checkbox' },
    { path: 'goal.serviceLevel', label: 'f.level', kind: 'percent' },
    { path: 'goal.targetSeconds', label: 'f.target', kind: 'number' },
    { path: 'goal.maxAsaSeconds', label: 'f.asa', kind: 'number' },
    { path: 'goal.maxAbandon', label: 'f.abandon', kind: 'percent' },
    { path: 'goal.maxOccupancy', label: 'f.occupancy', kind: 'percent' },
    { path: 'deadlineMinutes', label: 'f.deadline', help: 'f.deadline.help', kind: 'number' },
    { path: 'ahtSeconds', label: 'f.aht', help: 'f.aht.help', kind: 'number', required: true },
    { path: 'patienceSeconds', label: 'f.patience', help: 'f.patience.help', kind: 'number' },
    { path: 'concurrency', label: 'f.concurrency', kind: 'number' },
    { path: 'minimumAgents', label: 'f.minimum', kind: 'number' },
    { path: 'weight', label: 'f.weight', help: 'f.weight.help', kind: 'number' },
  ],
};

const site: Section = {
  path: 'sites',
  title: 'rules.sites',
  fresh: { kind: 'office' },
  fields: [
    name,
    {
      path: 'kind',
      label: 'f.kind',
      kind: 'select',
      options: [
        ['office', 'f.kind.office'],
        ['home', 'f.kind.home'],
        ['offshore', 'f.kind.offshore'],
      ],
    },
    { path: 'zone', label: 'f.zone', kind: 'text' },
    { path: 'country', label: 'f.country', kind: 'text' },
    { path: 'law', label: 'f.law', help: 'f.law.help', kind: 'text' },
    {
      path: 'areas',
      label: 'f.areas',
      kind: 'rows',
      empty: { id: 'hall', desks: 10 },
      fields: [
        { path: 'id', label: 'f.area', kind: 'text', required: true },
        { path: 'desks', label: 'f.desks', help: 'f.desks.help', kind: 'number', empty: null },
      ],
    },
  ],
};

const skill: Section = {
  path: 'skills',
  title: 'rules.skills',
  fresh: {},
  fields: [
    name,
    {
      path: 'kind',
      label: 'f.kind',
      kind: 'select',
      options: [
        ['', ''],
        ['channel', 'f.skill.channel'],
        ['line', 'f.skill.line'],
        ['product', 'f.skill.product'],
        ['language', 'f.skill.language'],
      ],
    },
  ],
};

const contract: Section = {
  path: 'contracts',
  title: 'rules.contracts',
  fresh: { hoursPerWeek: 32, daysPerWeek: { min: 3, max: 5 } },
  fields: [
    name,
    { path: 'hoursPerWeek', label: 'f.week.hours', kind: 'number', required: true },
    { path: 'daysPerWeek.min', label: 'f.days.min', kind: 'number' },
    { path: 'daysPerWeek.max', label: 'f.days.max', kind: 'number' },
    { path: 'underMinutes', label: 'f.under', kind: 'number' },
    { path: 'overMinutes', label: 'f.over', kind: 'number' },
    { path: 'fullTimeHours', label: 'f.fulltime', kind: 'number' },
    { path: 'permanent', label: 'f.permanent', kind: 'checkbox' },
    { path: 'onCall', label: 'f.oncall', kind: 'checkbox' },
  ],
};

const shift: Section = {
  path: 'shifts',
  title: 'rules.shifts',
  fresh: { days: 'mon-fri', start: { earliest: '08:00', latest: '10:00' }, paidHours: { min: 4, max: 8 } },
  fields: [
    { path: 'kind', label: 'f.shift.kind', kind: 'text' },
    { path: 'days', label: 'f.days', kind: 'days' },
    { path: 'start.earliest', label: 'f.start.earliest', kind: 'time', required: true },
    { path: 'start.latest', label: 'f.start.latest', kind: 'time', required: true },
    { path: 'start.stepMinutes', label: 'f.step.start', kind: 'number' },
    { path: 'endLatest', label: 'f.end.latest', help: 'f.end.help', kind: 'text' },
    { path: 'paidHours.min', label: 'f.paid.min', kind: 'number', required: true },
    { path: 'paidHours.max', label: 'f.paid.max', kind: 'number', required: true },
    { path: 'paidHours.step', label: 'f.step.length', kind: 'number' },
    { path: 'loginMinutes', label: 'f.login', kind: 'number' },
    { path: 'maxStretchMinutes', label: 'f.stretch', kind: 'number' },
    {
      path: 'breaks',
      label: 'roster.pauses',
      kind: 'rows',
      empty: { activity: 'break', minutes: 15, earliestAfterStart: 60 },
      fields: [
        {
          path: 'activity',
          label: 'me.activities',
          kind: 'select',
          options: activities.map((id) => [id, `act.${id}`] as const),
        },
        { path: 'minutes', label: 'f.minutes', kind: 'number', required: true },
        { path: 'earliestAfterStart', label: 'f.break.earliest', kind: 'number', required: true },
        { path: 'latestAfterStart', label: 'f.break.latest', kind: 'number' },
        { path: 'ifWorkOver', label: 'f.break.over', kind: 'number' },
      ],
    },
  ],
};

const plan: Section = {
  path: 'work-plans',
  title: 'rules.plans',
  fresh: { shifts: [] },
  fields: [
    name,
    { path: 'shifts', label: 'f.shifts.allowed', kind: 'choices', of: 'shifts' },
    { path: 'rules', label: 'rules.title.rules', kind: 'rules' },
  ],
};

const event: Section = {
  path: 'events',
  title: 'rules.events',
  csv: 'events',
  fresh: { kind: 'campaign' },
  fields: [
    {
      path: 'kind',
      label: 'f.kind',
      kind: 'select',
      options: [
        ['special-day', 'event.special-day'],
        ['campaign', 'event.campaign'],
        ['outage', 'event.outage'],
        ['closed', 'event.closed'],
        ['opening-hours', 'event.opening-hours'],
      ],
    },
    { path: 'queue', label: 'glance.queue', help: 'f.queue.all', kind: 'choice', of: 'queues' },
    { path: 'fromDate', label: 'roster.from', kind: 'date', required: true },
    { path: 'toDate', label: 'f.until', kind: 'date' },
    { path: 'factor', label: 'f.factor', help: 'f.factor.help', kind: 'number' },
    { path: 'from', label: 'f.from.time', kind: 'time' },
    { path: 'to', label: 'f.to.time', kind: 'time' },
    { path: 'note', label: 'f.note', kind: 'text' },
  ],
};

const shrinkage: Section = {
  path: 'shrinkage',
  title: 'rules.shrinkage',
  idKey: 'reason',
  fresh: { percent: 5 },
  fields: [
    { path: 'percent', label: 'f.percent', kind: 'number', required: true },
    { path: 'planned', label: 'f.planned', kind: 'checkbox' },
    { path: 'inRoster', label: 'f.inroster', help: 'f.inroster.help', kind: 'checkbox' },
  ],
};

/** What a planner sets up, in the order of need. */
export const SECTIONS: readonly Section[] = [queue, site, skill, contract, shift, plan, event, shrinkage];

/** Who somebody is and what can be asked of them. */
export const AGENT_FIELDS: readonly Field[] = [
  { ...name, required: true },
  { path: 'site', label: 'glance.site', kind: 'choice', of: 'sites', required: true },
  { path: 'contract', label: 'roster.contract', kind: 'choice', of: 'contracts', required: true },
  { path: 'workPlan', label: 'f.plan', kind: 'choice', of: 'workPlans', required: true },
  {
    path: 'skills',
    label: 'rules.skills',
    kind: 'rows',
    empty: { skill: '', proficiency: 1 },
    fields: [
      { path: 'skill', label: 'roster.skill', kind: 'choice', of: 'skills', required: true },
      {
        path: 'proficiency',
        label: 'f.speed',
        help: 'f.speed.help',
        kind: 'number',
        required: true,
      },
    ],
  },
  { path: 'from', label: 'f.from.day', kind: 'date' },
  { path: 'to', label: 'f.to.day', kind: 'date' },
  { path: 'homeDays', label: 'f.homedays', kind: 'number' },
  { path: 'team', label: 'roster.team', kind: 'text' },
];
/** Shown to those who may change pay. */
export const PAY_FIELDS: readonly Field[] = [
  { path: 'payScale', label: 'f.scale', kind: 'text' },
  { path: 'birthDate', label: 'f.birth', kind: 'date' },
];

/** What a view of the fields of an entry needs. */
export interface FieldsProps {
  readonly entry: Entry;
  readonly fields: readonly Field[];
  readonly choices: Choices;
  readonly readOnly: boolean;
  /** Where the entry stands in that of the form: `rules.0.`. */
  readonly at?: string;
  readonly onChange: (entry: Entry) => void;
}
