import { describe, expect, it } from 'vitest';
import { loadHighs } from '../../../solver/lp/highs.js';
import { recount } from '../../../solver/recount/index.js';
import { solveRolling } from '../../../solver/roster/rolling.js';
import { centreFromFiles, printCentre } from '../../../src/centre/index.js';
import type { Centre } from '../../../src/domain/centre.js';
import { skillId } from '../../../src/domain/ids.js';
import { buildProblem } from '../../../src/schedule/build-problem.js';
import { centreConflicts } from '../../../src/schedule/centre-conflicts.js';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { rotationOf, rotationWeekOf } from '../../../src/schedule/rotations.js';
import { agent, contract } from '../../support/pay-centre.js';
import { AGENTS, CENTRE, readTexts } from '../centre/folder.js';
import { MONDAY, madeCentre, PLAN, weekOf } from './made-centre.js';

const ROTATION = `"rotations": [{ "id": "turns", "from": "2026-12-02", "weight": 900, "weeks": [
  [{ "days": "mon-fri", "kinds": ["early"] }, { "days": "sat,sun", "want": "off" }],
  [{ "kinds": ["late"] }],
  [{ "days": "sat", "want": "on", "kinds": ["late"] }]
] }], "workPlans"`;
const withTurns = CENTRE.replace('"workPlans"', ROTATION).replace('"id": "any",', '"id": "any", "rotation": "turns",');
const header = AGENTS.split('\n')[0]!;

describe('rotations in the files of a centre', () => {
  it('are read for work plans and agents, printed, and read again', async () => {
    const agents = `${header},rotation,rotation_from\na1,Ann,office,full,any,phone|nl,,,,L1,0,,,\na2,Bo,abroad,half,any,nl,,,,,,,turns,2026-12-16\n`;
    const read = await readTexts({ centre: withTurns, agents });
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    const { rotations, workPlans, agents: people } = read.value;
    expect(rotations![0]).toMatchObject({ id: 'turns', name: 'turns', from: '2026-12-02', weight: 900 });
    expect(rotations![0]!.weeks[2]).toEqual([{ weekdays: [6], want: 'on', kinds: ['late'] }]);
    const stands = people.map((one) => {
      const { rotation, monday } = rotationOf(read.value, one, workPlans[0]!)!;
      return rotationWeekOf(rotation.weeks.length, monday, '2026-12-20');
    });
    // The 20th of December is the Sunday of the third week of Ann, of the first of Bo.
    expect(stands).toEqual([2, 0]);
    const again = centreFromFiles(printCentre(read.value));
    expect(again.ok && again.value).toEqual(read.value);
  });

  it.each([
    ['kind-unknown', withTurns.replace('["early"]', '["erly"]')],
    ['rotation-part-empty', withTurns.replace('{ "kinds": ["late"] }', '{ "days": "mon" }')],
    ['rotation-part-off', withTurns.replace('"want": "off"', '"want": "off", "kinds": ["late"]')],
    ['date-bad', withTurns.replace('"2026-12-02"', '"2026-12-32"')],
    ['rotation-unknown', withTurns.replace('"rotation": "turns"', '"rotation": "turn"')],
    [
      'id-duplicate',
      withTurns.replace('}], "work', '}, { "id": "turns", "from": "2026-12-02", "weeks": [[]] }], "work'),
    ],
  ])('name a fault: %s', async (code, centre) => {
    const { issues } = await readTexts({ centre });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});

const DAY = PLAN.shifts[0]!;
const PHONE = { skills: [{ skill: skillId('phone'), proficiency: 1 }] };
const plan = {
  ...PLAN,
  rotation: 'turns',
  rules: [],
  shifts: [
    { ...DAY, start: { ...DAY.start, latest: 540 } },
    { ...DAY, id: 'late', kind: 'late', start: { earliest: 720, latest: 780, step: 30 } },
  ],
};
const HALF = contract('half', 16, { daysPerWeek: { min: 2, max: 3 } });
const early = { weekdays: [1, 2, 3, 4, 5, 6, 7] as const, kinds: ['early'] };
const late = { ...early, kinds: ['late'] };
const free = { weekdays: [6, 7] as const, want: 'off' as const };
const centreWith = (weeks: NonNullable<Centre['rotations']>[number]['weeks'], weight?: number): Centre =>
  madeCentre({
    workPlans: [plan],
    contracts: [HALF],
    agents: ['a', 'b'].map((id) =>
      agent(id, { ...PHONE, contract: HALF.id, ...(id === 'b' ? { rotationFrom: '2026-12-07' } : {}) }),
    ),
    rotations: [{ id: 'turns', name: 'turns', from: MONDAY, weeks, ...(weight === undefined ? {} : { weight }) }],
  });

describe('a plan of several weeks', () => {
  it('turns from week to week for each agent from the week in which they stand, also decided week by week', async () => {
    const centre = centreWith([[early, free], [late]]);
    const problem = buildProblem({
      centre,
      period: weekOf(centre, 4),
      demand: [],
      deferrable: [],
      lawOf: () => ({ id: 'none', rules: [] }),
      forbiddenOf: () => [],
      costsOf: () => ({ costPerPaidSlot: 100, costPerShift: () => 0 }),
      referenceHourCost: 2000,
    });
    expect(checkProblem(problem).issues).toEqual([]);
    const lp = await loadHighs();
    const { shifts } = await solveRolling(problem, { seed: 1, lp, lookAhead: 1, stop: { workLimit: 20_000 } });
    expect(recount(problem, shifts).breaches.filter(({ hard }) => hard)).toEqual([]);
    for (const shift of shifts) {
      const odd = Math.floor(shift.day / 7) % 2 === 1;
      expect(shift.template).toBe((shift.agent === 'a') === odd ? 'plan/late' : 'plan/day');
    }
    expect(new Set(shifts.map(({ agent: who, day }) => `${who} ${Math.floor(day / 7)}`)).size).toBe(8);
  });
});

describe('weeks of a rotation that cannot be kept', () => {
  const on = { weekdays: [7] as const, want: 'on' as const };
  it.each([
    ['a day without a shift of its kinds', [[on]], 'a day that has none of its kinds'],
    [
      'more days than the contract has',
      [[{ weekdays: [1, 2, 3, 4] as const, want: 'on' as const }]],
      'asks for 4 days',
    ],
    ['fewer days than it asks for', [[{ weekdays: [2, 3, 4, 5, 6] as const, want: 'off' as const }]], 'leaves 1 days'],
    ['nothing but what fits', [[early, free], [late]], undefined],
  ])('%s', (_, weeks, says) => {
    const found = centreConflicts(centreWith(weeks)).filter(({ code }) => code === 'rotation-cannot-fit');
    expect(found).toHaveLength(says === undefined ? 0 : 1);
    if (says !== undefined) expect(found[0]!.message).toContain(says);
    // With a price nothing is impossible.
    const soft = centreConflicts(centreWith(weeks, 500)).filter(({ code }) => code === 'rotation-cannot-fit');
    expect(soft).toEqual([]);
  });
});
