import Type from 'typebox';
import { Value } from 'typebox/value';
import { agentId, queueId, siteId } from '../domain/ids.js';
import type { Roster, RosterAllocation, RosterShift } from '../domain/roster.js';
import { type Checked, type Issue, inputError } from '../errors.js';
import { formatInstant } from '../time/zone.js';

const Instant = Type.String({ description: 'ISO 8601 instant with offset' });
const LocalDate = Type.String({ description: 'local date, YYYY-MM-DD', pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** `ROSTER.json`: what `rooster schedule` and `rooster plan` write and every `--roster` option reads. */
export const RosterFileSchema = Type.Object(
  {
    format: Type.Literal('rooster-roster/1'),
    state: Type.Union([Type.Literal('draft'), Type.Literal('published')]),
    period: Type.Object({ from: LocalDate, to: LocalDate, zone: Type.String() }),
    stamp: Type.Object({
      engineVersion: Type.String(),
      seed: Type.Integer(),
      problemHash: Type.String({ description: 'SHA-256 of the problem, hexadecimal' }),
      reproducible: Type.Boolean(),
      method: Type.String(),
    }),
    cost: Type.Object({
      costMinor: Type.Number({ description: 'objective of the engine, minor currency units' }),
      boundMinor: Type.Number({ description: 'proven lower bound on it' }),
      gap: Type.Number(),
    }),
    shifts: Type.Array(
      Type.Object({
        agent: Type.String({ minLength: 1 }),
        date: LocalDate,
        site: Type.String(),
        area: Type.Optional(Type.String()),
        desk: Type.Optional(Type.String()),
        template: Type.Optional(Type.String()),
        kind: Type.Optional(Type.String()),
        start: Instant,
        end: Instant,
        activities: Type.Array(
          Type.Object({
            activity: Type.String(),
            start: Instant,
            end: Instant,
            paid: Type.Boolean(),
            queues: Type.Array(Type.String()),
          }),
        ),
      }),
    ),
    rulesBroken: Type.Array(
      Type.Object({
        rule: Type.String(),
        hard: Type.Boolean(),
        agents: Type.Array(Type.String()),
        dates: Type.Array(Type.String()),
        amount: Type.Number(),
        message: Type.String(),
      }),
    ),
    coverage: Type.Array(
      Type.Object({
        queue: Type.String(),
        start: Type.Array(Instant),
        wanted: Type.Array(Type.Number()),
        covered: Type.Array(Type.Number()),
        under: Type.Array(Type.Number()),
        over: Type.Array(Type.Number()),
      }),
    ),
    allocation: Type.Optional(
      Type.Object(
        {
          from: Instant,
          intervalMinutes: Type.Number({ exclusiveMinimum: 0 }),
          groups: Type.Array(
            Type.Object({
              agents: Type.Array(Type.String()),
              queues: Type.Array(Type.Object({ queue: Type.String(), agents: Type.Array(Type.Number()) })),
            }),
          ),
        },
        {
          description:
            'how time that is open to several queues is shared out: agents of the same skills given to each queue, per interval. Without it cost shares such time equally',
        },
      ),
    ),
  },
  { $id: 'rooster-roster', title: 'Rooster roster' },
);

export type RosterFile = Type.Static<typeof RosterFileSchema>;

/**
 * Roster in its file form; instants carry the offset of the zone where the agent works.
 * @param zoneOfSite IANA zone of a site
 */
export function toRosterFile(roster: Roster, zoneOfSite: (site: string) => string): RosterFile {
  return {
    format: 'rooster-roster/1',
    state: roster.state,
    period: { from: roster.fromDate, to: roster.toDate, zone: roster.zone },
    stamp: {
      engineVersion: roster.stamp.engineVersion,
      seed: roster.stamp.seed,
      problemHash: roster.stamp.inputHash,
      reproducible: roster.stamp.reproducible,
      method: roster.stamp.method,
    },
    cost: { ...roster.objective },
    shifts: roster.shifts.map((shift) => shiftToFile(shift, zoneOfSite(shift.site))),
    rulesBroken: roster.findings.map(({ ruleId, hard, agents, dates, amount, message }) => ({
      rule: ruleId,
      hard,
      agents: [...agents],
      dates: [...dates],
      amount,
      message,
    })),
    coverage: roster.coverage.map(({ queue, startMs, wanted, covered, under, over }) => ({
      queue,
      start: startMs.map((ms) => formatInstant(ms, roster.zone)),
      wanted: [...wanted],
      covered: [...covered],
      under: [...under],
      over: [...over],
    })),
    ...(roster.allocation === undefined ? {} : { allocation: allocationToFile(roster.allocation, roster.zone) }),
  };
}

function allocationToFile(
  { fromMs, intervalMinutes, groups }: RosterAllocation,
  zone: string,
): NonNullable<RosterFile['allocation']> {
  return {
    from: formatInstant(fromMs, zone),
    intervalMinutes,
    groups: groups.map(({ agents, queues }) => ({
      agents: [...agents],
      queues: queues.map(({ queue, agents: given }) => ({ queue, agents: [...given] })),
    })),
  };
}

function shiftToFile(shift: RosterShift, zone: string): RosterFile['shifts'][number] {
  return {
    agent: shift.agent,
    date: shift.date,
    site: shift.site,
    ...(shift.area === undefined ? {} : { area: shift.area }),
    ...(shift.desk === undefined ? {} : { desk: shift.desk }),
    ...(shift.template === undefined ? {} : { template: shift.template }),
    ...(shift.kind === undefined ? {} : { kind: shift.kind }),
    start: formatInstant(shift.startMs, zone),
    end: formatInstant(shift.endMs, zone),
    activities: shift.activities.map(({ activity, startMs, endMs, paid, queues }) => ({
      activity,
      start: formatInstant(startMs, zone),
      end: formatInstant(endMs, zone),
      paid,
      queues: [...queues],
    })),
  };
}

/** A shift of the file form. @param instant reads an instant at a path; default: the text is known to be one */
export const shiftFromFile = (
  shift: RosterFile['shifts'][number],
  instant: (text: string, path: string) => number = Date.parse,
  path = '',
): RosterShift => ({
  agent: agentId(shift.agent),
  date: shift.date,
  site: siteId(shift.site),
  ...(shift.area === undefined ? {} : { area: shift.area }),
  ...(shift.desk === undefined ? {} : { desk: shift.desk }),
  ...(shift.template === undefined ? {} : { template: shift.template }),
  ...(shift.kind === undefined ? {} : { kind: shift.kind }),
  startMs: instant(shift.start, `${path}.start`),
  endMs: instant(shift.end, `${path}.end`),
  activities: shift.activities.map((activity, j) => ({
    activity: activity.activity,
    startMs: instant(activity.start, `${path}.activities[${j}].start`),
    endMs: instant(activity.end, `${path}.activities[${j}].end`),
    paid: activity.paid,
    queues: activity.queues.map(queueId),
  })),
});

/** Reads the file form: schema first, then instants; every problem with its JSON path. */
export function fromRosterFile(value: unknown): Checked<Roster> {
  if (!Value.Check(RosterFileSchema, value)) {
    const issues = [...Value.Errors(RosterFileSchema, value)].map((error) =>
      inputError('roster-form', `${error.message}.`, 'Compare with `rooster schema roster`.', {
        path: error.instancePath,
      }),
    );
    return { ok: false, issues };
  }
  const issues: Issue[] = [];
  const instant = (text: string, path: string): number => {
    const ms = /([zZ]|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(ms)) {
      issues.push(
        inputError(
          'roster-instant',
          `"${text}" is not an instant.`,
          'Write ISO 8601 with an offset, as 2026-11-30T08:00:00+01:00.',
          { path },
        ),
      );
    }
    return ms;
  };
  const shifts = value.shifts.map((shift, i) => shiftFromFile(shift, instant, `shifts[${i}]`));
  const coverage = value.coverage.map((row, i) => ({
    queue: queueId(row.queue),
    startMs: row.start.map((text, j) => instant(text, `coverage[${i}].start[${j}]`)),
    wanted: row.wanted,
    covered: row.covered,
    under: row.under,
    over: row.over,
  }));
  issues.push(...lengthIssues(value));
  const allocation =
    value.allocation === undefined
      ? undefined
      : {
          fromMs: instant(value.allocation.from, 'allocation.from'),
          intervalMinutes: value.allocation.intervalMinutes,
          groups: value.allocation.groups.map(({ agents, queues }) => ({
            agents: agents.map(agentId),
            queues: queues.map(({ queue, agents: given }) => ({ queue: queueId(queue), agents: given })),
          })),
        };
  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    issues: [],
    value: {
      state: value.state,
      fromDate: value.period.from,
      toDate: value.period.to,
      zone: value.period.zone,
      shifts,
      findings: value.rulesBroken.map(({ rule, ...rest }) => ({ ruleId: rule, ...rest })),
      coverage,
      ...(allocation === undefined ? {} : { allocation }),
      objective: value.cost,
      stamp: {
        engineVersion: value.stamp.engineVersion,
        seed: value.stamp.seed,
        inputHash: value.stamp.problemHash,
        reproducible: value.stamp.reproducible,
        method: value.stamp.method,
      },
    },
  };
}

/** Lists that stand side by side must be equally long: coverage row by row, the queues of an allocation among themselves. */
function lengthIssues(value: RosterFile): Issue[] {
  const issues: Issue[] = [];
  const compare = (length: number, wanted: number, path: string): void => {
    if (length === wanted) return;
    const message = `The list has ${length} values where ${wanted} intervals are given.`;
    issues.push(inputError('roster-length', message, 'Give one value per interval.', { path }));
  };
  value.coverage.forEach((row, i) => {
    for (const name of ['wanted', 'covered', 'under', 'over'] as const) {
      compare(row[name].length, row.start.length, `coverage[${i}].${name}`);
    }
  });
  const series = (value.allocation?.groups ?? []).flatMap(({ queues }, g) =>
    queues.map(({ agents }, q) => ({ length: agents.length, path: `allocation.groups[${g}].queues[${q}].agents` })),
  );
  for (const { length, path } of series) compare(length, series[0]!.length, path);
  return issues;
}
