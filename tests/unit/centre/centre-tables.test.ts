import { describe, expect, it } from 'vitest';
import { AGENTS, CENTRE, readTexts, type Texts } from './folder.js';

/** A faulty row under the header of its table, and the issue it must give. */
type Fault = readonly [table: keyof Texts, row: string, code: string, column: string | undefined, says: string];

const HEADERS: Partial<Record<keyof Texts, string>> = {
  agents: AGENTS.split('\n')[0]!,
  availability: 'agent,days,from,to,from_date,to_date',
  timeOff: 'agent,kind,from_date,to_date,from,to,paid_hours_per_day',
  wishes: 'id,agent,date,want,value,weight',
  assignments: 'agent,activity,date,from,to',
  meetings: 'id,activity,minutes,participants,leaders,from_date,to_date,days,from,to,each,every,weight',
  events: 'id,kind,queue,from_date,to_date,factor,from,to,note',
  adjustments: 'id,queue,kind,value,scope,from,to,author,reason,on',
  correctionsOff: 'id,author,reason',
  worked: 'agent,date,site,desk,start,end,activity,queue,paid',
  circumstances: 'agent,kind,from,to,value,record',
};

const FAULTS: readonly Fault[] = [
  ['agents', ',Ann,office,full,any,nl,,,,L1,0,', 'value-missing', 'id', 'empty'],
  ['agents', 'a 1,Ann,office,full,any,nl,,,,L1,0,', 'id-bad', 'id', 'a 1'],
  ['agents', 'a1,Ann,offic,full,any,nl,,,,L1,0,', 'site-unknown', 'site', 'Did you mean "office"?'],
  ['agents', 'a1,Ann,,full,any,nl,,,,L1,0,', 'value-missing', 'site', 'more than one'],
  ['agents', 'a1,Ann,office,fulll,any,nl,,,,L1,0,', 'contract-unknown', 'contract', 'Did you mean "full"?'],
  ['agents', 'a1,Ann,office,full,none,nl,,,,L1,0,', 'work-plan-unknown', 'work_plan', 'no work plan "none"'],
  ['agents', 'a1,Ann,office,full,any,nl|phon,,,,L1,0,', 'skill-unknown', 'skills', 'Did you mean "phone"?'],
  ['agents', 'a1,Ann,office,full,any,nl:0,,,,L1,0,', 'skill-speed', 'skills', 'nl:0'],
  ['agents', 'a1,Ann,office,full,any,nl:fast,,,,L1,0,', 'skill-speed', 'skills', 'nl:fast'],
  ['agents', 'a1,Ann,office,full,any,nl|nl:0.9,,,,L1,0,', 'skill-duplicate', 'skills', 'twice'],
  ['agents', 'a1,Ann,office,full,any,nl,2020-02-30,,,L1,0,', 'date-bad', 'from', '2020-02-30'],
  ['agents', 'a1,Ann,office,full,any,nl,2020-02-03,2020-02-02,,L1,0,', 'dates-reversed', 'to', '2020-02-02'],
  ['agents', 'a1,Ann,office,full,any,nl,,,,L9,0,', 'pay-scale-unknown', 'pay_scale', 'no pay scale "L9"'],
  ['agents', 'a1,Ann,office,full,any,nl,,,,L1,9,', 'value-out-of-range', 'home_days', 'from 0 to 7'],
  ['agents', 'a1,Ann,office,full,any,nl,,,,L1,x,', 'number-bad', 'home_days', '"x"'],
  ['agents', 'a1,Ann,office,full,any,nl,,,,L1,1.5,', 'number-bad', 'home_days', '1.5'],
  ['agents', 'a1,Ann,office,full,any,nl,,,,L1,2,', 'home-site-missing', 'home_days', 'kind "home" in NL'],
  ['agents', 'a1,Ann,office,full,any,nl,,,,L1,0,red,blue', 'row-too-long', undefined, '13 cells'],
  ['availability', 'a9,daily,08:00,17:00,,', 'agent-unknown', 'agent', '"a9"'],
  ['availability', 'a1,monday,08:00,17:00,,', 'days-bad', 'days', 'mon-fri'],
  ['availability', 'a1,daily,8h,17:00,,', 'time-bad', 'from', 'HH:MM'],
  ['availability', 'a1,daily,18:00,17:00,,', 'times-reversed', 'to', '25:00'],
  ['timeOff', 'a1,holiday,2026-12-01,,,,', 'kind-unknown', 'kind', '"holiday"'],
  ['timeOff', 'a1,leave,,,,,', 'value-missing', 'from_date', 'empty'],
  ['timeOff', 'a1,leave,2026-12-01,2026-11-30,,,', 'dates-reversed', 'to_date', 'before'],
  ['timeOff', 'a1,leave,2026-12-01,2026-12-02,10:00,12:00,', 'part-of-many-days', 'from', 'one row per day'],
  ['wishes', 'w1,a1,2026-12-01,free,,', 'want-unknown', 'want', '"free"'],
  ['wishes', 'w1,a1,2026-12-01,shift,,', 'value-missing', 'value', 'empty'],
  ['wishes', 'w1,a1,2026-12-01,shift,nights,', 'kind-unknown', 'value', 'early, late'],
  ['wishes', 'w1,a1,2026-12-01,start,10:00,', 'time-bad', 'value', '08:00-10:00'],
  ['wishes', 'w1,a1,2026-12-01,off,,-5', 'value-out-of-range', 'weight', 'at least 0'],
  ['assignments', 'a1,class,2026-12-01,09:00,10:00', 'activity-unknown', 'activity', '"class"'],
  ['assignments', 'a1,training,2026-12-01,09:02,10:00', 'time-off-grid', 'from', '5-minute'],
  ['meetings', 'm,class,30,a1,,2026-12-01,,,,,,,', 'activity-unknown', 'activity', '"class"'],
  ['meetings', 'm,meal,30,a1,,2026-12-01,,,,,,,', 'activity-unpaid', 'activity', 'not paid'],
  ['meetings', 'm,training,30,blue,,2026-12-01,,,,,,,', 'people-unknown', 'participants', '"blue"'],
  ['meetings', 'm,training,30,a1,boss,2026-12-01,,,,,,,', 'people-unknown', 'leaders', '"boss"'],
  ['meetings', 'm,training,32,a1,,2026-12-01,,,,,,,', 'time-off-grid', 'minutes', '5-minute'],
  ['meetings', 'm,training,90,a1,,2026-12-01,,,09:00,10:00,,,', 'hours-too-short', 'to', '90 minutes'],
  ['meetings', 'm,training,30,a1,,2026-12-01,,monday,,,,,', 'days-bad', 'days', 'mon-fri'],
  ['meetings', 'm,training,30,a1,,2026-12-01,,,,,maybe,,', 'answer-unknown', 'each', '"maybe"'],
  ['meetings', 'm,training,30,a1,,2026-12-01,,,,,,day,', 'rhythm-unknown', 'every', '"day"'],
  ['events', 'e1,party,,2026-12-01,,,,,', 'kind-unknown', 'kind', '"party"'],
  ['events', 'e1,closed,third,2026-12-01,,,,,', 'queue-unknown', 'queue', '"third"'],
  ['events', 'e1,opening-hours,,2026-12-01,,,,,', 'hours-missing', 'from', '"from" and "to"'],
  ['adjustments', 'a,first,twice,2,,2026-12-01,,ann,sale,', 'kind-unknown', 'kind', '"twice"'],
  ['adjustments', 'a,third,set,2,,2026-12-01,,ann,sale,', 'queue-unknown', 'queue', '"third"'],
  ['adjustments', 'a,first,set,-2,,2026-12-01,,ann,sale,', 'value-out-of-range', 'value', 'from 0'],
  ['adjustments', 'a,first,set,2,week,2026-12-01,,ann,sale,', 'scope-unknown', 'scope', '"week"'],
  ['adjustments', 'a,first,set,2,,2026-12-32,,ann,sale,', 'moment-bad', 'from', '2026-12-32'],
  [
    'adjustments',
    'a,first,set,2,,2026-12-01T10:00,2026-12-01T09:00,ann,sale,',
    'adjustment-reversed',
    'to',
    'not after',
  ],
  ['adjustments', 'a,first,set,2,,2026-12-01,,,sale,', 'value-missing', 'author', 'empty'],
  ['adjustments', 'a,first,set,2,,2026-12-01,,ann,sale,maybe', 'switch-unknown', 'on', '"maybe"'],
  ['correctionsOff', ',ann,was real', 'value-missing', 'id', 'empty'],
  ['circumstances', 'a9,no-nights,,,,', 'agent-unknown', 'agent', '"a9"'],
  ['circumstances', 'a1,tired,,,,', 'kind-unknown', 'kind', '"tired"'],
  ['circumstances', 'a1,pregnant,2026-10-01,,,', 'value-missing', 'to', 'empty'],
  ['circumstances', 'a1,pregnant,2026-10-01,2026-09-01,,', 'dates-reversed', 'to', 'before'],
  ['circumstances', 'a1,breast-feeding,,,,', 'value-missing', 'from', 'empty'],
  ['circumstances', 'a1,rest-day,,,sat-sun,', 'rest-day-bad', 'value', '"sat"'],
  ['circumstances', 'a1,school,,,mon-fri 15:00-08:30,', 'school-bad', 'value', 'mon-fri 08:30-15:00'],
  [
    'worked',
    'a1,2026-11-20,nowhere,,2026-11-20T08:00+01:00,2026-11-20T12:00+01:00,work,,true',
    'site-unknown',
    'site',
    'nowhere',
  ],
  [
    'worked',
    'a1,2026-11-20,office,,2026-11-20T08:00+01:00,2026-11-20T12:00+01:00,play,,true',
    'activity-unknown',
    'activity',
    'play',
  ],
  [
    'worked',
    'a1,2026-11-20,office,,2026-11-20T08:00+01:00,2026-11-20T12:00+01:00,work,third,true',
    'queue-unknown',
    'queue',
    'third',
  ],
  [
    'worked',
    'a1,2026-11-20,office,,2026-11-20T08:00,2026-11-20T12:00+01:00,work,,true',
    'roster-instant',
    'start',
    'offset',
  ],
];

const CLEAN: Partial<Record<keyof Texts, string>> = {
  availability: 'a1,"mon,wed-fri",08:00,25:00,2026-01-01,',
  timeOff: 'a2,,2026-12-01,,,,7.5',
  wishes: ',a1,2026-12-01,not-shift,late|early,2500',
  assignments: 'a1,training,2026-12-01,09:00,10:30',
  meetings: 'm,coaching,30,red,a2,2026-12-01,2026-12-04,"tue,thu",09:00,12:00,yes,week,500',
  events: ',campaign,first,2026-12-01,2026-12-03,1.25,,,letter',
  worked: 'a1,2026-11-20,office,floor-1,2026-11-20T08:00+01:00,2026-11-20T12:00+01:00,work,first|second,true',
};

const textOf = (table: keyof Texts, row: string): string => `${HEADERS[table]}\n\n${row}\n`;

describe('faults in the tables of a centre', () => {
  it.each(FAULTS)('%s: %s gives %s', async (table, row, code, column, says) => {
    const checked = await readTexts({ [table]: textOf(table, row) });
    expect(checked.ok).toBe(false);
    const found = checked.issues.find((issue) => issue.code === code && issue.place.column === column);
    expect(found, JSON.stringify(checked.issues)).toBeDefined();
    // The empty line before the row counts.
    expect(found!.place).toMatchObject({ file: `${table}.csv`, line: 3 });
    expect(`${found!.message} ${found!.hint}`).toContain(says);
  });

  it('finds the same id in two rows', async () => {
    const agents = `${AGENTS}a1,Cy,office,full,any,nl,,,,L1,0,\n`;
    expect((await readTexts({ agents })).issues).toMatchObject([
      {
        code: 'id-duplicate',
        place: { file: 'agents.csv', line: 4, column: 'id' },
        message: expect.stringContaining('line 2'),
      },
    ]);
    const wishes = `${HEADERS.wishes}\nw,a1,2026-12-01,off,,\nw,a1,2026-12-02,off,,\n`;
    expect((await readTexts({ wishes })).issues).toMatchObject([
      { code: 'id-duplicate', place: { line: 3, column: 'id' } },
    ]);
    const events = `${HEADERS.events}\ne,closed,,2026-12-01,,,,,\ne,closed,,2026-12-02,,,,,\n`;
    expect((await readTexts({ events })).issues).toMatchObject([
      { code: 'id-duplicate', place: { line: 3, column: 'id' } },
    ]);
  });

  it('refuses a header without the needed columns and warns of unknown ones', async () => {
    const missing = await readTexts({ wishes: 'agent,date\na1,2026-12-01\n' });
    expect(missing.issues).toMatchObject([
      { code: 'column-missing', severity: 'error', place: { line: 1, column: 'want' } },
    ]);
    const unknown = await readTexts({ wishes: 'agent,date,want,colour\na1,2026-12-01,off,red\n' });
    expect(unknown.ok).toBe(true);
    expect(unknown.issues).toMatchObject([
      { code: 'column-unknown', severity: 'warning', place: { column: 'colour' } },
    ]);
  });

  it('refuses a centre without agents', async () => {
    expect((await readTexts({ agents: 'id\n' })).issues).toMatchObject([
      { code: 'list-too-short', place: { line: 1 } },
    ]);
  });

  it('names a contract that its work plan cannot fill, once, at the first agent that has both', async () => {
    const centre = CENTRE.replace('"min": 4, "max": 8 }', '"min": 4, "max": 6 }');
    const agents = `${AGENTS}a3,Cy,office,full,any,nl,,,,L1,0,\n`;
    const { issues } = await readTexts({ centre, agents });
    expect(issues).toMatchObject([
      { code: 'contract-hours-impossible', place: { file: 'agents.csv', line: 2, column: 'work_plan' } },
    ]);
    expect(issues[0]!.message).toContain('20 to 30 paid hours');
  });

  it('warns of agents without a queue and of queues without agents', async () => {
    const { ok, issues } = await readTexts({ agents: AGENTS.replace('phone:1.1|nl', 'phone') });
    expect(ok).toBe(true);
    expect(issues).toMatchObject([
      { code: 'agent-without-queue', severity: 'warning', place: { file: 'agents.csv', line: 2 } },
      { code: 'queue-without-agents', severity: 'warning', place: { file: 'centre.json', path: 'queues[0]' } },
    ]);
  });

  it('leaves out what people who have gone worked, with a warning', async () => {
    const gone = CLEAN.worked!.replace('a1', 'gone');
    const checked = await readTexts({ worked: `${textOf('worked', CLEAN.worked!)}${gone}\n` });
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
    expect(checked.value.worked).toHaveLength(1);
    expect(checked.issues).toMatchObject([{ code: 'agent-unknown', severity: 'warning', place: { line: 4 } }]);
  });
});

describe('sound tables', () => {
  it('become what they say', async () => {
    const texts = Object.fromEntries(
      Object.entries(CLEAN).map(([name, row]) => [name, textOf(name as keyof Texts, row)]),
    ) as Texts;
    const checked = await readTexts(texts);
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
    const centre = checked.value;
    expect(checked.issues).toEqual([]);
    expect(centre.availability).toEqual([
      { agent: 'a1', weekdays: [1, 3, 4, 5], fromMinute: 480, toMinute: 1500, fromDate: '2026-01-01' },
    ]);
    expect(centre.timeOff).toEqual([
      { agent: 'a2', kind: 'leave', fromDate: '2026-12-01', toDate: '2026-12-01', paidMinutesPerDay: 450 },
    ]);
    expect(centre.wishes).toEqual([
      {
        id: 'wish-3',
        agent: 'a1',
        date: '2026-12-01',
        want: { kind: 'not-shift', kinds: ['late', 'early'] },
        weight: 2500,
      },
    ]);
    expect(centre.assignments).toEqual([
      { agent: 'a1', activity: 'training', date: '2026-12-01', fromMinute: 540, toMinute: 630 },
    ]);
    expect(centre.events).toEqual([
      {
        id: 'event-3',
        kind: 'campaign',
        queue: 'first',
        fromDate: '2026-12-01',
        toDate: '2026-12-03',
        factor: 1.25,
        note: 'letter',
      },
    ]);
    expect(centre.worked).toMatchObject([
      {
        agent: 'a1',
        date: '2026-11-20',
        site: 'office',
        desk: 'floor-1',
        activities: [{ queues: ['first', 'second'], paid: true }],
      },
    ]);
  });

  it('fills in what is left out', async () => {
    const checked = await readTexts({ centre: CENTRE.replace(', "law": "EU"', '') });
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
    const { agents, sites, queues, contracts, workPlans, shrinkage, activities } = checked.value;
    expect(agents[1]).toEqual({
      id: 'a2',
      name: 'Bo',
      site: 'abroad',
      contract: 'half',
      workPlan: 'any',
      skills: [{ skill: 'nl', proficiency: 0.9 }],
      payScale: 'SR1',
      homeDays: 0,
    });
    expect(sites[1]).toMatchObject({ name: 'abroad', law: 'SR', areas: [{ id: 'main', desks: null }] });
    expect(queues[1]).toMatchObject({
      zone: 'Europe/Amsterdam',
      openingHours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 }],
    });
    expect(contracts[1]).toMatchObject({
      fullTimeHours: 40,
      underMinutes: 120,
      overMinutes: 120,
      permanent: true,
      daysPerWeek: { min: 1, max: 5 },
    });
    expect(workPlans[0]!.shifts[0]).toMatchObject({
      weekdays: [1, 2, 3, 4, 5],
      loginMinutes: 10,
      paid: { min: 240, max: 480, step: 30 },
    });
    expect(shrinkage).toEqual([{ reason: 'sickness', basisPoints: 625, planned: false, inRoster: false }]);
    expect(activities.find(({ id }) => id === 'pause')).toEqual({
      id: 'pause',
      name: 'pause',
      kind: 'break',
      paid: true,
      countsAsWork: true,
      countsAsShrinkage: true,
    });
  });
});

describe('meetings of a centre', () => {
  const codes = async (...rows: string[]): Promise<string[]> => {
    const checked = await readTexts({ meetings: [HEADERS.meetings!, ...rows, ''].join('\n') });
    return checked.issues.map(({ code, place, message }) => `${code} ${place.line} ${message}`);
  };
  it('each have an id of their own', async () => {
    const twice = await codes('m,training,30,a1,,2026-12-01,,,,,,,', 'm,meeting,30,a1,,2026-12-01,,,,,,,');
    expect(twice).toEqual(['id-duplicate 3 Meeting "m" is already in line 2.']);
  });
  it('can be told apart in the roster', async () => {
    const first = 'm,training,30,a1,,2026-12-01,,,,,,,';
    const alike = await codes(first, 'n,training,30,red,,2026-11-30,2026-12-02,,,,,,');
    expect(alike).toEqual(['meeting-ambiguous 3 Somebody\'s training of 30 minutes could be "n" or "m".']);
    expect(await codes(first, 'n,training,60,red,,2026-11-30,2026-12-02,,,,,,')).toEqual([]);
    expect(await codes(first, 'n,training,30,a2,,2026-11-30,2026-12-02,,,,,,')).toEqual([]);
    expect(await codes(first, 'n,training,30,red,,2026-12-02,,,,,,,')).toEqual([]);
  });
});

describe('breaks below the law of a site', () => {
  it('are warned of, once per family', async () => {
    // The shipped meal may lie two and a half hours after the start: of eight hours five and a quarter are left then.
    const read = await readTexts({ centre: CENTRE.replace(', "law": "EU"', '') });
    expect(read.ok).toBe(true);
    expect(read.issues.map(({ code, severity, place, message }) => [code, severity, place.line, message])).toEqual([
      [
        'breaks-below-law',
        'warning',
        3,
        'Shifts "day" of 8 paid hours have up to 5.25 hours in a row, Arbeidswet 1963, breaks allows 5 (SR).',
      ],
    ]);
  });
});

describe('records of consent', () => {
  it('of people who are not there, to what nobody can consent to, and agreements that go too far are warned of', async () => {
    const rule = { id: 'NL-ATW/5:4a', kind: 'break', overHours: 5.5, minMinutes: 10, partMinutes: 10 };
    const law = {
      sets: [{ id: 'NL', extends: 'NL', rules: [rule] }],
      consents: [
        { agent: 'a1', rule: 'NL-ATW/4:5d', record: 'letter' },
        { agent: 'a9', rule: 'NL-ATW/4:5d', record: 'letter' },
        { agent: 'a1', rule: 'NL-ATW/5:7a', record: 'chat' },
      ],
    };
    const read = await readTexts({ law: JSON.stringify(law) });
    expect(read.ok).toBe(true);
    expect(read.issues.map(({ code, severity, place }) => [code, severity, place.path])).toEqual([
      ['law-looser', 'warning', 'sets[0]'],
      ['law-consent-void', 'warning', 'consents[2]'],
      ['agent-unknown', 'warning', 'consents[1]'],
    ]);
  });
});
