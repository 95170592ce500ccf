import type { OpeningWindow, PatienceLaw, Queue, ServiceGoal } from '../domain/centre.js';
import { queueId, skillId } from '../domain/ids.js';
import { formatMinute } from '../time/zone.js';
import { DEFAULTS } from './defaults.js';
import { checkLocation } from './read-sites.js';
import { checkKnown, type Entry, minuteOf, type Reading, weekdaysOf } from './reading.js';
import type { CentreFile } from './schema.js';
import type { QueueFile } from './schema-queue.js';
import type { JsonPath } from './source.js';

/** Queues with their goals, hours and links checked. */
export function readQueues(
  entries: readonly Entry<QueueFile>[],
  centre: Pick<CentreFile, 'zone' | 'country' | 'region'>,
  reading: Reading,
): Queue[] {
  const queues = entries.map(({ value, path }) => readQueue(value, path, centre, reading));
  checkEscalations(entries, reading);
  checkDonors(entries, reading);
  return queues;
}

function readQueue(
  file: QueueFile,
  path: JsonPath,
  centre: Pick<CentreFile, 'zone' | 'country' | 'region'>,
  reading: Reading,
): Queue {
  checkLocation(reading, file, path, centre);
  const skills = file.skills ?? [file.id];
  for (const [i, skill] of skills.entries())
    checkKnown(reading, 'skill', skill, file.skills === undefined ? path : [...path, 'skills', i]);
  checkGoal(file, path, reading);
  const patience = readPatience(file, path, reading);
  const region = file.region ?? (file.country === undefined ? centre.region : undefined);
  const { escalation, donor } = file;
  return {
    id: queueId(file.id),
    name: file.name ?? file.id,
    channel: file.channel,
    line: file.line ?? DEFAULTS.line,
    skills: skills.map(skillId),
    zone: file.zone ?? centre.zone,
    country: file.country ?? centre.country,
    ...(region === undefined ? {} : { region }),
    openingHours: readHours(file, path, reading),
    closedOnHolidays: file.closedOnHolidays ?? DEFAULTS.closedOnHolidays,
    goal: (file.goal ?? {}) as ServiceGoal,
    ahtSeconds: file.ahtSeconds,
    ...(file.patienceSeconds === undefined ? {} : { patienceSeconds: file.patienceSeconds }),
    ...(patience === undefined ? {} : { patience }),
    ...(file.redial === undefined ? {} : { redial: file.redial }),
    ...(file.atClosing === undefined ? {} : { atClosing: file.atClosing }),
    concurrency: file.concurrency ?? DEFAULTS.concurrency,
    slowdown: file.slowdown ?? DEFAULTS.slowdown,
    ...(file.deadlineMinutes === undefined ? {} : { deadlineMinutes: file.deadlineMinutes }),
    ...(escalation === undefined ? {} : { escalation: { to: queueId(escalation.to), share: escalation.share } }),
    historyHolds: file.historyHolds ?? DEFAULTS.historyHolds,
    ...(donor === undefined ? {} : { donor: { ...donor, queue: queueId(donor.queue) } }),
    minimumAgents: file.minimumAgents ?? DEFAULTS.minimumAgents,
    weight: file.weight ?? DEFAULTS.weight,
  };
}

/** `patience-incomplete`: a law without its numbers. */
function readPatience(
  { patience, patienceSeconds }: Pick<QueueFile, 'patience' | 'patienceSeconds'>,
  path: JsonPath,
  reading: Pick<Reading, 'source' | 'issues'>,
): PatienceLaw | undefined {
  if (patience === undefined) return undefined;
  const { law, variation, seconds } = patience;
  if (law === 'empirical' && seconds !== undefined) return { law, seconds };
  if (law === 'log-normal' && variation !== undefined && patienceSeconds !== undefined) return { law, variation };
  if (law === 'exponential' && patienceSeconds !== undefined) return { law };
  const needs = {
    empirical: '"seconds"',
    'log-normal': '"variation" and "patienceSeconds"',
    exponential: '"patienceSeconds"',
  };
  reading.issues.at(
    reading.source,
    [...path, 'patience'],
    'patience-incomplete',
    `Patience by the law "${law}" lacks its numbers.`,
    `Give ${needs[law]}.`,
  );
  return undefined;
}

/** `hours-reversed`, `hours-off-grid`, `hours-overlap`. */
export function readHours(
  file: Pick<QueueFile, 'openingHours'>,
  path: JsonPath,
  reading: Pick<Reading, 'source' | 'issues' | 'intervalMinutes'>,
): OpeningWindow[] {
  if (file.openingHours === undefined) return [{ weekdays: weekdaysOf('daily'), fromMinute: 0, toMinute: 1440 }];
  const windows = file.openingHours.map((window) => ({
    weekdays: weekdaysOf(window.days),
    fromMinute: minuteOf(window.from),
    toMinute: minuteOf(window.to),
  }));
  windows.forEach((window, i) => {
    const at = [...path, 'openingHours', i];
    const report = (key: string | undefined, code: string, message: string, hint: string) =>
      reading.issues.at(reading.source, key === undefined ? at : [...at, key], code, message, hint);
    if (window.toMinute <= window.fromMinute)
      report(
        'to',
        'hours-reversed',
        `Closes at ${formatMinute(window.toMinute)}, not after it opens at ${formatMinute(window.fromMinute)}.`,
        'Give a later time; for hours past midnight end this window at "24:00" and add one for the next day.',
      );
    for (const [key, minute] of [
      ['from', window.fromMinute],
      ['to', window.toMinute],
    ] as const)
      if (minute % reading.intervalMinutes !== 0)
        report(
          key,
          'hours-off-grid',
          `${formatMinute(minute)} is not on the grid of ${reading.intervalMinutes}-minute intervals.`,
          'Give a time on the grid, or shorter intervals (intervalMinutes).',
        );
    const other = windows
      .slice(0, i)
      .findIndex(
        (before) =>
          before.weekdays.some((day) => window.weekdays.includes(day)) &&
          before.fromMinute < window.toMinute &&
          window.fromMinute < before.toMinute,
      );
    if (other >= 0)
      report(
        undefined,
        'hours-overlap',
        `Overlaps openingHours[${other}] on a common weekday.`,
        'Join them into one window.',
      );
  });
  return windows;
}

/** `goal-missing`, `goal-incomplete`, `patience-missing`, `concurrency-not-chat`. */
export function checkGoal(
  file: Pick<QueueFile, 'id' | 'channel' | 'goal' | 'deadlineMinutes' | 'patienceSeconds' | 'concurrency'>,
  path: JsonPath,
  reading: Pick<Reading, 'source' | 'issues'>,
): void {
  const report = (key: string | undefined, code: string, message: string, hint: string) =>
    reading.issues.at(reading.source, key === undefined ? path : [...path, key], code, message, hint);
  const { goal = {} } = file;
  const goals = [goal.serviceLevel, goal.maxAsaSeconds, goal.maxAbandon, goal.maxOccupancy];
  if (file.deadlineMinutes === undefined && goals.every((value) => value === undefined))
    report(
      file.goal === undefined ? undefined : 'goal',
      'goal-missing',
      `Queue "${file.id}" has no service goal and no deadline.`,
      'Add "goal", e.g. { "serviceLevel": 0.8, "targetSeconds": 20 }, or "deadlineMinutes" for deferrable work.',
    );
  if ((goal.serviceLevel === undefined) !== (goal.targetSeconds === undefined))
    report(
      'goal',
      'goal-incomplete',
      `Only ${goal.serviceLevel === undefined ? '"targetSeconds"' : '"serviceLevel"'} is given.`,
      'A service level needs both "serviceLevel" and "targetSeconds".',
    );
  if (goal.maxAbandon !== undefined && file.patienceSeconds === undefined)
    report(
      'goal',
      'patience-missing',
      `Queue "${file.id}" limits abandonment but says nothing of patience.`,
      'Add "patienceSeconds": mean seconds that a caller waits before giving up.',
    );
  if ((file.concurrency ?? 1) > 1 && file.channel !== 'chat')
    report(
      'concurrency',
      'concurrency-not-chat',
      `Concurrency ${file.concurrency} on a ${file.channel} queue.`,
      'Only chats are handled several at once; leave it out.',
    );
}

/** Unknown donors, and queues that would borrow from themselves: `donor-itself`. */
function checkDonors(entries: readonly Entry<QueueFile>[], reading: Reading): void {
  for (const { value, path } of entries) {
    const at: JsonPath = [...path, 'donor', 'queue'];
    if (value.donor === undefined || !checkKnown(reading, 'queue', value.donor.queue, at)) continue;
    if (value.donor.queue === value.id)
      reading.issues.at(
        reading.source,
        at,
        'donor-itself',
        `Queue "${value.id}" cannot borrow from itself.`,
        'Name another queue, or leave the donor out.',
      );
  }
}

/** Unknown targets and cycles: a contact that could be handed round for ever. */
function checkEscalations(entries: readonly Entry<QueueFile>[], reading: Reading): void {
  const target = new Map<string, string>();
  for (const { value, path } of entries) {
    if (value.escalation === undefined) continue;
    if (checkKnown(reading, 'queue', value.escalation.to, [...path, 'escalation', 'to']))
      target.set(value.id, value.escalation.to);
  }
  const told = new Set<string>();
  for (const { value, path } of entries) {
    const round: string[] = [value.id];
    for (let next = target.get(value.id); next !== undefined; next = target.get(next)) {
      if (next === value.id && !told.has(value.id)) {
        for (const id of round) told.add(id);
        reading.issues.at(
          reading.source,
          [...path, 'escalation', 'to'],
          'escalation-cycle',
          `Contacts go round in a circle: ${[...round, next].join(' → ')}.`,
          'Hand contacts on in one direction only.',
        );
      }
      if (round.includes(next)) break;
      round.push(next);
    }
  }
}
