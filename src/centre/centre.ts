import { resolvePay } from '../cost/book.js';
import type { Centre } from '../domain/centre.js';
import { skillId } from '../domain/ids.js';
import type { Checked } from '../errors.js';
import { resolveLaws } from '../labour/book.js';
import { checkCentre } from './cross-check.js';
import { DEFAULTS, SHIPPED_ACTIVITIES } from './defaults.js';
import { type IssueList, issueList } from './issue-list.js';
import { readAdjustments } from './read-adjustments.js';
import { readAssignments, readAvailability, readTimeOff, readWishes } from './read-agent-tables.js';
import { readAgents } from './read-agents.js';
import { readCircumstances } from './read-circumstances.js';
import { readActivities, readContracts, readShrinkage } from './read-contracts.js';
import { readCorrectionsOff } from './read-corrections-off.js';
import { readEvents } from './read-events.js';
import { readFairness } from './read-fairness.js';
import { readMeetings } from './read-meetings.js';
import { readQueues } from './read-queues.js';
import { readRotations } from './read-rotations.js';
import { readShifts } from './read-shifts.js';
import { checkLocation, readSites } from './read-sites.js';
import { readSupervision } from './read-supervision.js';
import { readWorkPlans } from './read-work-plans.js';
import { readWorked } from './read-worked.js';
import { checkDuplicates, type Entry, type KnownIds, type Reading } from './reading.js';
import { type CentreFile, CentreFileSchema } from './schema.js';
import { checkSchema } from './schema-check.js';
import type { JsonPath, JsonSource, Table } from './source.js';

/** The files of a centre folder, parsed but not yet understood. */
export interface CentreFiles {
  readonly centre: JsonSource;
  readonly agents: Table;
  readonly availability?: Table;
  readonly timeOff?: Table;
  readonly wishes?: Table;
  readonly assignments?: Table;
  readonly meetings?: Table;
  readonly events?: Table;
  readonly adjustments?: Table;
  readonly correctionsOff?: Table;
  readonly worked?: Table;
  readonly circumstances?: Table;
  readonly pay?: JsonSource;
  readonly law?: JsonSource;
}

/**
 * Reads a centre from its files and names every problem of all of them at once, each with file, line, column or path,
 * value and remedy. What hangs on a faulty entry is still checked as far as it can be.
 */
export function centreFromFiles(files: CentreFiles): Checked<Centre> {
  const issues = issueList();
  const book = resolved(resolveLaws(files.law?.value, files.law), issues);
  const laws = book?.sets;
  const pay = resolved(resolvePay(files.pay?.value, files.pay), issues);
  const source = files.centre;
  const faulty = new Set<string>();
  checkSchema(CentreFileSchema, source, {
    ...issues,
    at(from, path, ...rest) {
      faulty.add(String(path[0])).add(path.slice(0, 2).join('/'));
      issues.at(from, path, ...rest);
    },
  });
  const file = recordOf(source.value) as Partial<CentreFile>;
  const reading: Reading = {
    source,
    issues,
    known: knownIds(file),
    intervalMinutes: faulty.has('intervalMinutes') ? 30 : (file.intervalMinutes ?? DEFAULTS.intervalMinutes),
    slotMinutes: faulty.has('slotMinutes') ? 5 : (file.slotMinutes ?? DEFAULTS.slotMinutes),
  };
  const { known } = reading;
  if (reading.intervalMinutes % reading.slotMinutes !== 0)
    issues.at(
      source,
      ['slotMinutes'],
      'slot-not-dividing',
      `A slot of ${reading.slotMinutes} minutes does not divide an interval of ${reading.intervalMinutes}.`,
      'Give a divisor of the interval, e.g. 5.',
    );
  checkLocation(reading, locationOf(file, faulty), []);
  const location = { zone: file.zone ?? 'UTC', country: file.country ?? '', ...optionally('region', file.region) };
  for (const list of [
    'sites',
    'skills',
    'queues',
    'activities',
    'contracts',
    'shifts',
    'workPlans',
    'rotations',
    'fairness',
    'supervision',
  ] as const)
    checkDuplicates(reading, identified(file, list));
  const entries = <Key extends ListKey>(key: Key) => soundEntries(file, key, faulty);

  const sites = readSites(entries('sites'), location, reading, laws);
  const queues = readQueues(entries('queues'), location, reading);
  const activities = readActivities(entries('activities'));
  const contracts = readContracts(entries('contracts'), reading);
  const shifts = readShifts(entries('shifts'), activities, reading);
  const workPlans = readWorkPlans(file.workPlans === undefined ? undefined : entries('workPlans'), shifts, reading);
  const used = new Set(workPlans.flatMap((plan) => plan.shifts.map(({ id }) => id)));
  const spareShifts = shifts.filter(({ id }) => !used.has(id));
  const skills =
    file.skills === undefined
      ? queues.map(({ id, name }) => ({ id: skillId(id), name }))
      : entries('skills').map(({ value: { id, name, kind } }) => ({
          id: skillId(id),
          name: name ?? id,
          ...optionally('kind', kind),
        }));

  const { agents, ids, lineOf } = readAgents(files.agents, { known, sites, ...optionally('pay', pay) }, issues);
  const groups = new Set(agents.flatMap(({ team, roles = [] }) => [...roles, ...(team === undefined ? [] : [team])]));
  const people = new Set([...ids, ...groups]);
  const kinds = new Set(shifts.map(({ kind }) => kind));
  const centre: Centre = {
    name: file.name ?? '',
    ...location,
    currency: file.currency ?? DEFAULTS.currency,
    intervalMinutes: reading.intervalMinutes,
    slotMinutes: reading.slotMinutes,
    noticeDays: file.noticeDays ?? DEFAULTS.noticeDays,
    ...(file.lateLogIn === undefined ? {} : { lateLogIn: file.lateLogIn }),
    sites,
    skills,
    queues,
    activities,
    contracts,
    workPlans,
    ...(spareShifts.length === 0 ? {} : { spareShifts }),
    ...(file.rotations === undefined ? {} : { rotations: readRotations(entries('rotations'), kinds, reading) }),
    ...(file.fairness === undefined ? {} : { fairness: readFairness(entries('fairness'), kinds, reading) }),
    shrinkage: readShrinkage(entries('shrinkage'), reading),
    agents,
    timeOff: tableOf(files.timeOff, (table) => readTimeOff(table, ids, issues)),
    ...(files.circumstances === undefined
      ? {}
      : { circumstances: readCircumstances(files.circumstances, ids, issues) }),
    availability: tableOf(files.availability, (table) => readAvailability(table, ids, issues)),
    wishes: tableOf(files.wishes, (table) => readWishes(table, ids, kinds, issues)),
    assignments: tableOf(files.assignments, (table) =>
      readAssignments(table, ids, known.activity, reading.slotMinutes, issues),
    ),
    ...(files.meetings === undefined
      ? {}
      : {
          meetings: readMeetings(
            files.meetings,
            { people, agents, activities, slotMinutes: reading.slotMinutes },
            issues,
          ),
        }),
    ...(file.supervision === undefined
      ? {}
      : { supervision: readSupervision(entries('supervision'), people, reading) }),
    events: tableOf(files.events, (table) => readEvents(table, known.queue, issues)),
    ...(files.adjustments === undefined
      ? {}
      : { adjustments: readAdjustments(files.adjustments, { zone: location.zone, queues }, issues) }),
    ...(files.correctionsOff === undefined ? {} : { correctionsOff: readCorrectionsOff(files.correctionsOff, issues) }),
    worked: tableOf(files.worked, (table) => readWorked(table, ids, known, issues)),
    ...optionally('pay', files.pay?.value),
    ...optionally('law', files.law?.value),
  };
  if (files.law !== undefined) checkConsents(files.law, ids, issues);
  checkCentre(centre, { file: files.agents.file, lineOf, source }, book, issues);
  return outcome(centre, issues);
}

/** Warning `agent-unknown`: records of consent may outlive the people that gave them. */
function checkConsents(law: JsonSource, agents: ReadonlySet<string>, issues: IssueList): void {
  const { consents } = recordOf(law.value);
  if (!Array.isArray(consents)) return;
  consents.forEach((consent, i) => {
    const { agent } = recordOf(consent);
    if (typeof agent !== 'string' || agents.has(agent)) return;
    issues.warning(
      'agent-unknown',
      law.place(['consents', i]),
      `Consent is recorded for "${agent}", who is not among the agents.`,
      'Correct the id, or take the record out.',
    );
  });
}

/** Keeps the issues of pay and law data; their value where they have one. */
function resolved<T>(checked: Checked<T>, issues: IssueList): T | undefined {
  for (const { severity, code, place, message, hint } of checked.issues) issues[severity](code, place, message, hint);
  return checked.ok ? checked.value : undefined;
}

const outcome = (centre: Centre, { issues }: IssueList): Checked<Centre> =>
  issues.some(({ severity }) => severity === 'error') ? { ok: false, issues } : { ok: true, value: centre, issues };

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

type ListKey = {
  [Key in keyof CentreFile]-?: NonNullable<CentreFile[Key]> extends readonly unknown[] ? Key : never;
}[keyof CentreFile];

const listOf = (file: Partial<CentreFile>, key: ListKey): readonly unknown[] =>
  Array.isArray(file[key]) ? (file[key] as readonly unknown[]) : [];

/** Entries without a fault against the schema. */
function soundEntries<Key extends ListKey>(
  file: Partial<CentreFile>,
  key: Key,
  faulty: ReadonlySet<string>,
): Entry<NonNullable<CentreFile[Key]>[number]>[] {
  return listOf(file, key)
    .map((value, i) => ({ value: value as NonNullable<CentreFile[Key]>[number], path: [key, i] as JsonPath }))
    .filter(({ path }) => !faulty.has(path.join('/')));
}

/** Entries that have an id, faulty or not. */
function identified(file: Partial<CentreFile>, key: ListKey): { id: string; path: JsonPath }[] {
  return listOf(file, key).flatMap((value, i) => {
    const { id } = recordOf(value);
    return typeof id === 'string' ? [{ id, path: [key, i] }] : [];
  });
}

function knownIds(file: Partial<CentreFile>): KnownIds {
  const ids = (key: ListKey) => new Set(identified(file, key).map(({ id }) => id));
  return {
    site: ids('sites'),
    skill: ids(file.skills === undefined ? 'queues' : 'skills'),
    queue: ids('queues'),
    activity: new Set([...SHIPPED_ACTIVITIES.map(({ id }) => id), ...ids('activities')]),
    contract: ids('contracts'),
    shift: ids('shifts'),
    'work-plan': file.workPlans === undefined ? new Set(['all']) : ids('workPlans'),
    rotation: ids('rotations'),
  };
}

/** Zone, country and region of the centre as far as they fit the schema. */
function locationOf(file: Partial<CentreFile>, faulty: ReadonlySet<string>) {
  const keys = (['zone', 'country', 'region'] as const).filter((key) => !faulty.has(key) && file[key] !== undefined);
  return Object.fromEntries(keys.map((key) => [key, file[key]])) as Partial<Record<(typeof keys)[number], string>>;
}

const optionally = <Key extends string, T>(key: Key, value: T | undefined): { [K in Key]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { [K in Key]?: T };

const tableOf = <T>(table: Table | undefined, read: (table: Table) => T[]): T[] =>
  table === undefined ? [] : read(table);
