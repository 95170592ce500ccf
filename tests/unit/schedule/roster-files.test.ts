import { describe, expect, it } from 'vitest';
import { agentId, queueId, siteId } from '../../../src/domain/ids.js';
import type { Roster } from '../../../src/domain/roster.js';
import { rosterCsvRows, shiftsFromCsv } from '../../../src/schedule/roster-csv.js';
import { fromRosterFile, toRosterFile } from '../../../src/schedule/roster-file.js';

const at = (time: string): string => `2026-11-30T${time}:00+01:00`;
const row = (from: string, to: string, activity = 'work', agent = 'a', site = 'office') => [
  agent,
  '2026-11-30',
  site,
  'floor-1',
  at(from),
  at(to),
  activity,
  activity === 'work' ? 'phone|chat' : '',
  activity === 'lunch' ? 'false' : 'true',
];
const read = (...rows: string[][]) =>
  shiftsFromCsv(
    rows.map((cells, i) => ({ line: i + 2, cells })),
    'roster.csv',
  );
const spans = (...rows: string[][]): string[] => {
  const made = read(...rows);
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join());
  return made.value.map(
    (shift) =>
      `${shift.agent} ${new Date(shift.startMs).toISOString().slice(11, 16)}-${new Date(shift.endMs).toISOString().slice(11, 16)}`,
  );
};

describe('roster CSV', () => {
  it('joins rows that touch, and over a break that is not written out', () => {
    expect(spans(row('12:30', '17:00'), row('08:00', '12:00'), row('12:00', '12:30', 'lunch'))).toEqual([
      'a 07:00-16:00',
    ]);
    expect(spans(row('08:00', '12:00'), row('12:30', '17:00'))).toEqual(['a 07:00-16:00']);
  });

  it('parts two shifts of one day at a gap over two hours, not at one of two hours', () => {
    expect(spans(row('08:00', '12:00'), row('14:00', '18:00'))).toEqual(['a 07:00-17:00']);
    expect(spans(row('08:00', '12:00'), row('14:05', '18:00'))).toEqual(['a 07:00-11:00', 'a 13:05-17:00']);
  });

  it('keeps shifts that overlap apart, each with its own rows', () => {
    const overlapping = [row('08:00', '12:00'), row('12:00', '16:00'), row('10:00', '13:00'), row('13:00', '18:00')];
    expect(spans(...overlapping)).toEqual(['a 07:00-15:00', 'a 09:00-17:00']);
    expect(spans(row('08:00', '16:00'), row('08:00', '16:00'))).toEqual(['a 07:00-15:00', 'a 07:00-15:00']);
  });

  it('parts agents and sites', () => {
    expect(spans(row('08:00', '12:00'), row('12:00', '16:00', 'work', 'b'))).toEqual([
      'a 07:00-11:00',
      'b 11:00-15:00',
    ]);
    expect(spans(row('08:00', '12:00'), row('12:00', '16:00', 'work', 'a', 'home'))).toHaveLength(2);
  });

  it('names every fault of form with its line and column', () => {
    const made = read(
      ['', '2026-11-31', 'office', '', '2026-11-30T08:00:00', at('09:00'), 'work', '', 'yes'],
      row('10:00', '10:00'),
    );
    expect(made.ok).toBe(false);
    expect(made.issues.map(({ code, place }) => [code, place?.line, place?.column])).toEqual([
      ['roster-agent', 2, 'agent'],
      ['roster-date', 2, 'date'],
      ['roster-instant', 2, 'start'],
      ['roster-paid', 2, 'paid'],
      ['roster-order', 3, 'end'],
    ]);
  });

  it('reads what it writes', () => {
    const shifts = read(row('08:00', '12:00'), row('12:00', '12:30', 'lunch'), row('12:30', '17:00'));
    if (!shifts.ok) throw new Error('refused');
    const rows = rosterCsvRows(shifts.value, () => 'Europe/Amsterdam');
    expect(rows[1]).toEqual(row('12:00', '12:30', 'lunch'));
    expect(read(...rows)).toEqual(shifts);
  });
});

const roster = (): Roster => ({
  state: 'draft',
  fromDate: '2026-11-30',
  toDate: '2026-12-06',
  zone: 'Europe/Amsterdam',
  shifts: [
    {
      agent: agentId('a'),
      date: '2026-11-30',
      site: siteId('office'),
      area: 'floor',
      desk: 'floor-1',
      template: 'plan/day',
      kind: 'day',
      startMs: Date.parse(at('08:00')),
      endMs: Date.parse(at('12:00')),
      activities: [
        {
          activity: 'work',
          startMs: Date.parse(at('08:00')),
          endMs: Date.parse(at('12:00')),
          paid: true,
          queues: [queueId('phone')],
        },
      ],
    },
  ],
  findings: [{ ruleId: 'r', hard: false, agents: ['a'], dates: ['2026-11-30'], amount: 1, message: 'm' }],
  coverage: [
    {
      queue: queueId('phone'),
      startMs: [Date.parse(at('08:00')), Date.parse(at('08:30'))],
      wanted: [1, 2],
      covered: [1, 1],
      under: [0, 1],
      over: [0, 0],
    },
  ],
  allocation: {
    fromMs: Date.parse(at('08:00')),
    intervalMinutes: 30,
    groups: [{ agents: [agentId('a')], queues: [{ queue: queueId('phone'), agents: [1, 1] }] }],
  },
  objective: { costMinor: 10, boundMinor: 9, gap: 0.1 },
  stamp: { engineVersion: '1', seed: 1, inputHash: 'h', reproducible: true, method: 'm' },
});

describe('roster JSON', () => {
  const file = (): ReturnType<typeof toRosterFile> => toRosterFile(roster(), () => 'Europe/Amsterdam');

  it('reads what it writes', () => {
    const back = fromRosterFile(JSON.parse(JSON.stringify(file())));
    expect(back).toEqual({ ok: true, issues: [], value: roster() });
  });

  it('refuses lists that are not as long as their intervals, each with its path', () => {
    const { coverage, allocation, ...rest } = file();
    const made = fromRosterFile({
      ...rest,
      coverage: coverage.map((entry) => ({ ...entry, wanted: [1], over: [0, 0, 0] })),
      allocation: {
        ...allocation,
        groups: [
          {
            agents: ['a'],
            queues: [
              { queue: 'phone', agents: [1, 1] },
              { queue: 'chat', agents: [1] },
            ],
          },
        ],
      },
    });
    expect(made.ok).toBe(false);
    expect(made.issues.map(({ code, place }) => [code, place?.path])).toEqual([
      ['roster-length', 'coverage[0].wanted'],
      ['roster-length', 'coverage[0].over'],
      ['roster-length', 'allocation.groups[0].queues[1].agents'],
    ]);
  });

  it('refuses instants without offset', () => {
    const { shifts, ...rest } = file();
    const made = fromRosterFile({ ...rest, shifts: shifts.map((shift) => ({ ...shift, end: '2026-11-30T12:00:00' })) });
    expect(made.issues.map(({ code, place }) => [code, place?.path])).toEqual([['roster-instant', 'shifts[0].end']]);
  });
});
