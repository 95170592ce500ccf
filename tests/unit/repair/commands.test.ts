import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../api/cli/command.js';
import { recount } from '../../../solver/recount/index.js';
import { offersOf } from '../../../src/repair/offers.js';
import { withAbsences } from '../../../src/repair/prepare.js';
import { toRosterFile } from '../../../src/schedule/roster-file.js';
import { calendarLookup, rosterOf } from '../../../src/schedule/to-roster.js';
import { cli } from '../../support/cli.js';
import { solvedRoster } from '../../support/solved-roster.js';

type World = Awaited<ReturnType<typeof solvedRoster>>;
let world: World;
let cwd: string;
beforeAll(async () => {
  world = await solvedRoster();
  cwd = await mkdtemp(join(tmpdir(), 'rooster-repair-'));
  const roster = rosterOf(world.problem, world.solution, 1);
  await writeFile(join(cwd, 'p.json'), JSON.stringify(world.problem));
  await writeFile(join(cwd, 'r.json'), JSON.stringify(toRosterFile(roster, () => roster.zone)));
}, 60_000);
afterAll(() => rm(cwd, { recursive: true }));

const run = (...words: string[]) => cli(words, { cwd });
const someShift = () => {
  const shift = world.solution.shifts[0]!;
  return { ...shift, date: calendarLookup(world.problem)(shift.agent)[shift.day]!.date };
};

describe('rooster repair', () => {
  it('mends a roster after an absence, says what changed and writes it', async () => {
    const { agent } = someShift();
    const { code, stdout } = await run(
      'repair',
      'p.json',
      'r.json',
      '--away',
      agent,
      '--most-changed',
      '2',
      '--roster',
      'm.json',
      '--json',
    );
    expect(code).toBe(EXIT.done);
    const result = JSON.parse(stdout);
    expect(result.touched.length).toBeLessThanOrEqual(2);
    expect(result.gap).toBeGreaterThanOrEqual(0);
    expect(result.changes.filter((change: { kind: string }) => change.kind === 'absent').length).toBeGreaterThan(0);
    const mended = JSON.parse(await readFile(join(cwd, 'm.json'), 'utf8'));
    expect(mended.shifts.some((shift: { agent: string }) => shift.agent === agent)).toBe(false);
    const words = await run('repair', 'p.json', 'r.json', '--away', agent, '--most-changed', '2', '--lang', 'nl');
    expect(words.stdout).toContain('anderen gewijzigd');
  });

  it('refuses an absence of somebody or at a time that is not there', async () => {
    for (const away of ['nobody', `${someShift().agent}:2020-01-01`]) {
      const { code, stderr } = await run('repair', 'p.json', 'r.json', '--away', away);
      expect(code).toBe(EXIT.badInput);
      expect(stderr).toContain(away.split(':').at(-1)!);
    }
  });

  it('offers only what betters the roster, judged anew', () => {
    const { problem, solution, lp } = world;
    const { agent } = someShift();
    const away = withAbsences(problem, [{ agent, fromSlot: 0, toSlot: problem.slots, reason: 'sick' }]);
    const lost = solution.shifts.filter((shift) => shift.agent === agent);
    const kept = solution.shifts.filter((shift) => shift.agent !== agent);
    const offers = offersOf(away, kept, { fromSlot: 0, lost, overtimeCostPerSlot: 20 }, lp);
    expect(offers.map(({ kind }) => kind)).toContain('overtime');
    // Without the hours of contracts, which who accepts agrees to exceed, nothing hard breaks and the cost falls by what is said.
    const free = {
      ...away,
      ruleSets: away.ruleSets.map((set) => ({
        ...set,
        rules: set.rules.filter(({ rule }) => rule !== 'paid-minutes' && rule !== 'days-worked'),
      })),
    };
    const cost = (shifts: typeof kept): number => recount(free, shifts, undefined, { lp }).cost.total;
    const hard = (shifts: typeof kept): number =>
      recount(free, shifts, undefined, { lp }).breaches.filter((breach) => breach.hard && breach.rule !== 'seats')
        .length;
    const before = { cost: cost(kept), hard: hard(kept) };
    for (const { kind, agents, day, after, worth } of offers) {
      const taker = agents[0]!;
      const made = [...kept.filter((shift) => shift.agent !== taker || shift.day !== day), after];
      expect(worth).toBeGreaterThan(0);
      expect(before.cost - cost(made), kind).toBeGreaterThanOrEqual(worth - 1e-2);
      expect(hard(made), kind).toBeLessThanOrEqual(before.hard);
      expect(after.agent).toBe(taker);
    }
  });
});

describe('rooster swap', () => {
  it('refuses with stable codes, and says what a give-away does', async () => {
    const shift = someShift();
    const other = world.problem.agents.find(({ id }) => id !== shift.agent)!.id;
    const { code, stdout } = await run(
      'swap',
      'p.json',
      'r.json',
      '--from',
      shift.agent,
      '--to',
      other,
      '--date',
      shift.date,
      '--json',
    );
    const verdict = JSON.parse(stdout);
    expect(code).toBe(verdict.allowed ? EXIT.done : EXIT.fallsShort);
    for (const reason of verdict.reasons) expect(reason.text.nl.length).toBeGreaterThan(0);
    const bad = await run('swap', 'p.json', 'r.json', '--from', shift.agent, '--to', other, '--date', '2020-01-01');
    expect(bad.code).toBe(EXIT.badInput);
  });
});

describe('rooster explain', () => {
  it('lists every rule, what is short and what more would be worth', async () => {
    const { code, stdout } = await run('explain', 'p.json', 'r.json', '--most', '3', '--json');
    expect(code).toBe(EXIT.done);
    const { rules, short, worth, hours, desks } = JSON.parse(stdout);
    expect(rules.some((rule: { matches: number }) => rule.matches === 0)).toBe(true);
    expect(short.length).toBeLessThanOrEqual(3);
    expect(worth.length).toBeGreaterThan(0);
    expect(hours.length).toBeGreaterThan(0);
    expect(Array.isArray(desks)).toBe(true);
    const text = await run('explain', 'p.json', 'r.json', '--lang', 'nl');
    expect(text.stdout).toContain('waarde:');
  });

  it('says why somebody has a shift, and what differs from another roster', async () => {
    const shift = someShift();
    const why = await run('explain', 'p.json', 'r.json', '--agent', shift.agent, '--date', shift.date);
    expect(why.code).toBe(EXIT.done);
    expect(why.stdout).toContain(shift.agent);
    const same = await run('explain', 'p.json', 'r.json', '--against', 'r.json');
    expect(same).toMatchObject({ code: EXIT.done, stdout: '' });
    const alone = await run('explain', 'p.json', 'r.json', '--agent', shift.agent);
    expect(alone.code).toBe(EXIT.badInput);
  });
});
