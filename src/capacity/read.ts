import { type IssueList, issueList, knownHint } from '../centre/issue-list.js';
import { checkDuplicates } from '../centre/reading.js';
import { checkSchema } from '../centre/schema-check.js';
import type { JsonPath, JsonSource } from '../centre/source.js';
import type { Centre } from '../domain/centre.js';
import type { Checked } from '../errors.js';
import { mondayOfIsoWeek } from '../time/week.js';
import { type CapacityFile, CapacityFileSchema, type CapacityGroup } from './schema.js';

/**
 * Reads a capacity file and checks it against the centre. Issues: those of the schema check, `id-duplicate`,
 * `queue-unknown`, `contract-unknown`, `week-unknown`, `weeks-reversed`, `class-size-reversed`, `share-reversed`,
 * `capacity-demand-unclear`, `capacity-queue-twice`.
 */
export function readCapacity(source: JsonSource, centre: Pick<Centre, 'queues' | 'contracts'>): Checked<CapacityFile> {
  const problems = issueList();
  checkSchema(CapacityFileSchema, source, problems);
  if (problems.issues.length > 0) return { ok: false, issues: problems.issues };
  const file = source.value as CapacityFile;
  checkDuplicates(
    { source, issues: problems },
    file.groups.map(({ id }, i) => ({ id, path: ['groups', i] })),
  );
  const served = new Map<string, string>();
  file.groups.forEach((group, i) => {
    checkGroup(group, ['groups', i], { source, problems, centre });
    (group.queues ?? centre.queues.map(({ id }) => id)).forEach((queue) => {
      const before = served.get(queue);
      if (before !== undefined && before !== group.id)
        problems.at(
          source,
          ['groups', i],
          'capacity-queue-twice',
          `Queue "${queue}" is served by groups "${before}" and "${group.id}", so its work would count twice.`,
          'Give each queue to one group: list "queues".',
        );
      served.set(queue, group.id);
    });
  });
  return problems.issues.length > 0
    ? { ok: false, issues: problems.issues }
    : { ok: true, value: file, issues: problems.issues };
}

interface Context {
  readonly source: JsonSource;
  readonly problems: IssueList;
  readonly centre: Pick<Centre, 'queues' | 'contracts'>;
}

function checkGroup(group: CapacityGroup, path: JsonPath, context: Context): void {
  const { source, problems, centre } = context;
  const report = (at: JsonPath, code: string, message: string, hint: string): void =>
    problems.at(source, [...path, ...at], code, message, hint);
  const name = (what: 'queue' | 'contract', id: string, at: JsonPath): void => {
    const ids = (what === 'queue' ? centre.queues : centre.contracts).map((entry): string => entry.id);
    if (!ids.includes(id)) report(at, `${what}-unknown`, `There is no ${what} "${id}".`, knownHint(id, ids));
  };
  const weeks = (entry: { fromWeek?: string; toWeek?: string }, at: JsonPath): void => {
    for (const key of ['fromWeek', 'toWeek'] as const) week(entry[key], [...at, key]);
    if ((entry.fromWeek ?? '') > (entry.toWeek ?? '9'))
      report(
        [...at, 'toWeek'],
        'weeks-reversed',
        `${entry.toWeek} comes before ${entry.fromWeek}.`,
        'Put the earlier week first.',
      );
  };
  const week = (text: string | undefined, at: JsonPath): void => {
    if (text !== undefined && mondayOfIsoWeek(text) === undefined)
      report(at, 'week-unknown', `"${text}" is not a week that exists.`, 'A year has 52 or 53 weeks.');
  };
  group.queues?.forEach((id, i) => {
    name('queue', id, ['queues', i]);
  });
  for (const key of ['start', 'costs'] as const)
    group[key]?.forEach(({ contract }, i) => {
      name('contract', contract, [key, i, 'contract']);
    });
  group.leave?.forEach((season, i) => {
    weeks(season, ['leave', i]);
  });
  for (const key of ['budget', 'actual'] as const)
    group[key]?.forEach((row, i) => {
      week(row.week, [key, i, 'week']);
    });
  group.demand?.forEach((entry, i) => {
    weeks(entry, ['demand', i]);
    if (entry.queue !== undefined) name('queue', entry.queue, ['demand', i, 'queue']);
    const served = group.queues === undefined || entry.queue === undefined || group.queues.includes(entry.queue);
    if (
      (entry.factor === undefined) === (entry.contacts === undefined) ||
      (entry.contacts !== undefined && entry.queue === undefined) ||
      !served
    )
      report(
        ['demand', i],
        'capacity-demand-unclear',
        served
          ? 'Give a factor, or a queue of the group and its contacts.'
          : `The group does not serve queue "${entry.queue}".`,
        'E.g. { "factor": 1.05 } or { "queue": "phone", "contacts": 9000 }.',
      );
  });
  const { hiring } = group;
  if (hiring === undefined) return;
  week(hiring.firstWeek, ['hiring', 'firstWeek']);
  week(hiring.lastWeek, ['hiring', 'lastWeek']);
  if (hiring.classSize.max < hiring.classSize.min)
    report(
      ['hiring', 'classSize'],
      'class-size-reversed',
      `At least ${hiring.classSize.min} and at most ${hiring.classSize.max}.`,
      'Put the smaller number first.',
    );
  hiring.contracts?.forEach((entry, i) => {
    name('contract', entry.contract, ['hiring', 'contracts', i, 'contract']);
    if ((entry.minShare ?? 0) > (entry.maxShare ?? 1))
      report(
        ['hiring', 'contracts', i],
        'share-reversed',
        `At least ${entry.minShare} and at most ${entry.maxShare}.`,
        'Put the smaller share first.',
      );
  });
}
