import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCentre } from '../../../api/files/plan-input.js';
import { startJudge } from '../../../api/jobs/judge.js';
import type { Centre } from '../../../src/domain/centre.js';
import type { Roster, RosterShift } from '../../../src/domain/roster.js';
import { lawBookOf } from '../../../src/labour/book.js';
import { checkLaw } from '../../../src/labour/check-law.js';
import { editShifts, type RosterChange } from '../../../src/schedule/edit-roster.js';
import { toRosterFile } from '../../../src/schedule/roster-file.js';
import { JudgedWeek } from '../../../src/self-service/judged-week.js';
import { possibleOffers } from '../../../src/self-service/offers.js';
import { DEFAULT_RULES } from '../../../src/self-service/rules.js';
import { ROOT } from '../../support/cli.js';
import { officeWeek } from '../../support/stored-plan.js';

const NOW = Date.parse('2026-11-24T08:00:00Z');
let centre: Centre;
let roster: Roster;
let around: RosterShift[];
/** What is broken as it is. */
let before: ReadonlySet<string>;

/** Thirty people of three sites at work in office hours, some of them off; short in the evenings, too many around four. */
beforeAll(async () => {
  const loaded = await loadCentre(join(ROOT, 'fixtures/utrecht'));
  const agents = loaded.centre.agents.filter((_, i) => i % 5 === 0);
  const away = {
    agent: agents[2]!.id,
    kind: 'leave' as const,
    fromDate: '2026-12-01',
    toDate: '2026-12-04',
  };
  centre = { ...loaded.centre, agents, timeOff: [away] };
  const shifts = officeWeek(centre, '2026-11-30').filter((_, i) => i % 7 !== 3);
  around = officeWeek(centre, '2026-11-23', 6).concat(officeWeek(centre, '2026-12-07', 6));
  const fromMs = Date.parse('2026-11-29T23:00:00Z');
  const row = (of: (i: number) => number): number[] => Array.from({ length: 336 }, (_, i) => of(i));
  const coverage = centre.queues.map(({ id }, k) => ({
    queue: id,
    startMs: row((i) => fromMs + i * 1_800_000),
    wanted: row(() => 1),
    covered: row(() => 1),
    under: row((i) => ((i + k * 5) % 48 > 34 && (i + k) % 48 < 40 ? 1.5 : 0)),
    over: row((i) => (i % 48 > 28 && i % 48 < 36 ? 3 : 0)),
  }));
  roster = {
    state: 'published',
    fromDate: '2026-11-30',
    toDate: '2026-12-06',
    zone: centre.zone,
    shifts,
    findings: [],
    coverage,
    objective: { costMinor: 0, boundMinor: 0, gap: 0 },
    stamp: { engineVersion: '0', seed: 1, inputHash: '0', reproducible: true, method: 'by hand' },
  };
  before = new Set(broken(roster.shifts));
});

const judged = (): JudgedWeek =>
  new JudgedWeek({ roster, centre, nowMs: NOW, around: (id) => around.filter(({ agent }) => agent === id) });

/** Hard findings of the whole centre, by the audit alone. */
function broken(shifts: readonly RosterShift[]): string[] {
  const laws = lawBookOf(centre.law);
  return checkLaw({ shifts: [...around, ...shifts], centre, laws })
    .filter(({ severity }) => severity === 'hard')
    .map(({ agent, ruleId, fromMs, measured }) => `${agent} ${ruleId} ${fromMs} ${measured}`);
}

/** Those after changes that are none before. */
function brokenAnew(changes: readonly RosterChange[]): string[] {
  const edited = editShifts(roster.shifts, changes, { centre, fromDate: roster.fromDate, toDate: roster.toDate });
  return edited.ok ? broken(edited.value).filter((key) => !before.has(key)) : edited.issues.map(({ code }) => code);
}

describe('a published week opened for trials', () => {
  it('says of single people what the audit of everybody says', () => {
    const week = judged();
    let refused = 0;
    for (const { agent, startMs, endMs } of roster.shifts.slice(0, 8)) {
      for (const hours of [-2, 2, 5, 9]) {
        const toEndMs = endMs + hours * 3_600_000;
        const change: RosterChange = { change: 'resize', agent, startMs, toStartMs: startMs, toEndMs };
        const edited = week.edited([change]);
        if (!edited.ok) continue;
        const found = week
          .newLawFindings(agent, edited.value)
          .map(({ ruleId, fromMs, measured }) => `${agent} ${ruleId} ${fromMs} ${measured}`);
        expect(found.sort()).toEqual(brokenAnew([change]).sort());
        if (found.length > 0) refused++;
      }
    }
    expect(refused).toBeGreaterThan(8);
  });

  it('offers nothing that the audit refuses, to nobody who is away, the largest surplus first', () => {
    const offers = possibleOffers(judged());
    expect(new Set(offers.map(({ kind }) => kind))).toEqual(new Set(['overtime', 'leave-early']));
    const off = centre.timeOff[0]!.agent;
    for (const { agents, kind, fromMs } of offers) {
      for (const { changes } of agents.slice(0, 2)) expect(brokenAnew(changes)).toEqual([]);
      const absent = fromMs >= Date.parse('2026-12-01') && fromMs < Date.parse('2026-12-04T20:00:00Z');
      if (kind === 'overtime' && absent)
        for (const { agent, changes } of agents) if (changes[0]!.change === 'add') expect(agent).not.toBe(off);
    }
    const places = offers.filter(({ kind }) => kind === 'leave-early').map((offer) => offer.places);
    expect(places).toEqual([...places].sort((a, b) => b - a));
  });

  it('lets leave early whom every group looked at would let', () => {
    const week = judged();
    const { startMs: grid, over } = roster.coverage[0]!;
    const groups = new Map<string, { fromMs: number; toMs: number; agents: string[] }>();
    for (const { agent, startMs, endMs } of roster.shifts) {
      const fromMs = endMs - 2 * 3_600_000;
      if (grid.some((at, i) => at >= fromMs && at < endMs && over[i] === 0)) continue;
      if (!week.lawful([{ change: 'resize', agent, startMs, toStartMs: startMs, toEndMs: fromMs }])) continue;
      const group = groups.get(`${fromMs}`) ?? { fromMs, toMs: endMs, agents: [] };
      group.agents.push(agent);
      groups.set(`${fromMs}`, group);
    }
    const expected = [...groups.values()].map((group) => ({ ...group, places: Math.min(3, group.agents.length) }));
    expected.sort((a, b) => b.places - a.places || a.fromMs - b.fromMs);
    const shown = possibleOffers(week).flatMap(({ kind, fromMs, toMs, agents, places }) =>
      kind === 'leave-early' ? [{ fromMs, toMs, agents: agents.map(({ agent }) => agent), places }] : [],
    );
    expect(shown.length).toBeGreaterThan(3);
    expect(shown).toEqual(expected.map((group) => ({ ...group, agents: group.agents.slice(0, 25) })).slice(0, 10));
  });
});

describe('the thread that judges', () => {
  const judge = startJudge();
  afterAll(() => judge.close());
  const asked = (version: string, text: string) => ({
    version,
    documents: async () => ({ roster: text }),
    week: { centre, nowMs: NOW, around: new Map<string, string[]>() },
    rules: DEFAULT_RULES.exchanges,
  });

  it('fails a question about what cannot be read, and answers the next', async () => {
    const question = { ask: 'exchange', exchange: { from: 'a', to: 'b', shiftMs: 0 } } as const;
    await expect(judge.ask(asked('bad', '{"shifts":'), question)).rejects.toThrow(/JSON/);
    const good = asked('good', JSON.stringify(toRosterFile(roster, () => roster.zone)));
    expect(await judge.ask(good, question)).toMatchObject({
      outcome: 'refused',
      reasons: [{}, { code: 'shift-unknown' }],
    });
  });
});
