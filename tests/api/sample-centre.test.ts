import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../api/db/open.js';
import { planDocument, planOfWeek } from '../../api/db/plan-store.js';
import { loadCentre } from '../../api/files/plan-input.js';
import { loadHighs } from '../../solver/lp/highs.js';
import { recount } from '../../solver/recount/index.js';
import type { CostReport } from '../../src/cost/contract.js';
import { lawBookOf } from '../../src/labour/book.js';
import { checkLaw } from '../../src/labour/check-law.js';
import { checkProblem } from '../../src/schedule/problem-check.js';
import { plannedShifts } from '../../src/schedule/problem-roster.js';
import { fromRosterFile } from '../../src/schedule/roster-file.js';
import type { PlanSummary } from '../../src/summary.js';
import { type CliResult, ROOT, rooster } from '../support/cli.js';
import { fencedBlocks, readmePart } from '../support/readme.js';

/**
 * The sample centre as a newcomer meets it: once through `rooster start` into a database, once through `rooster plan`
 * into files. Both are whole runs of the built program, so this is the slowest test there is.
 */
const folder = mkdtempSync(join(tmpdir(), 'rooster-sample-'));
const out = join(folder, 'w49');
const database = join(folder, 'rooster.db');
let started: CliResult;
let planned: CliResult;
const text = (name: string): string => readFileSync(join(out, name), 'utf8');
const json = (name: string): unknown => JSON.parse(text(name));

beforeAll(async () => {
  const sample = ['--centre', join(ROOT, 'fixtures/utrecht'), '--week', '2026-W49'];
  // Two cores: the two runs do not disturb each other, and must not influence each other.
  [started, planned] = await Promise.all([
    rooster(['start', '--db', database, '--no-serve']),
    rooster(['plan', ...sample, '--out', out]),
  ]);
}, 400_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the sample centre', () => {
  it('plans with exit code 0 and writes every file', () => {
    expect(planned.code, planned.stderr).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'cost.csv',
      'forecast.csv',
      'problem.json',
      'report.html',
      'requirement.csv',
      'roster.csv',
      'roster.json',
      'summary.json',
    ]);
  });

  it('prints the summary that the README shows', () => {
    const [shown] = fencedBlocks(readmePart('printed by npm start'), 'text');
    expect(planned.stdout).toBe(shown);
  });

  it('same seed, same bytes: files and database hold the same', async () => {
    expect(started.code, started.stderr).toBe(0);
    expect(started.stdout).toBe(planned.stdout);
    const store = await openStore(database);
    const plan = await planOfWeek(store, '2026-W49');
    for (const name of readdirSync(out)) {
      expect((await planDocument(store, plan!.id, name))?.body === text(name), `${name} differs`).toBe(true);
    }
    await store.close();
  });

  it('uses the database again and is quick about it', async () => {
    const before = readFileSync(database);
    const again = await rooster(['start', '--db', database, '--no-serve']);
    expect(again.stdout).toBe(planned.stdout);
    expect(readFileSync(database).equals(before), 'the database was written to').toBe(true);
  });

  it('breaks no hard rule and never exceeds the desks, by the independent recount', async () => {
    const problem = checkProblem(json('problem.json'));
    if (!problem.ok) throw new Error(JSON.stringify(problem.issues.slice(0, 3)));
    const roster = fromRosterFile(json('roster.json'));
    if (!roster.ok) throw new Error(JSON.stringify(roster.issues.slice(0, 3)));
    const shifts = plannedShifts(problem.value, roster.value);
    if (!shifts.ok) throw new Error(JSON.stringify(shifts.issues.slice(0, 3)));
    const result = recount(problem.value, shifts.value, undefined, { lp: await loadHighs() });
    expect(result.breaches.filter((breach) => breach.hard)).toEqual([]);
    expect(result.breaches.filter((breach) => breach.rule === 'seats')).toEqual([]);
    const summary = json('summary.json') as PlanSummary;
    expect(Math.abs(result.cost.total - summary.objective.costMinor)).toBeLessThan(1);
    expect(summary.objective.boundMinor).toBeLessThanOrEqual(summary.objective.costMinor);
    for (const site of summary.sites) if (site.desks !== null) expect(site.peakPresent).toBeLessThanOrEqual(site.desks);
  });

  it('gives every shift at a limited site a desk of its own', () => {
    const roster = fromRosterFile(json('roster.json'));
    if (!roster.ok) throw new Error('roster.json does not read back');
    const byDesk = new Map<string, { startMs: number; endMs: number }[]>();
    for (const shift of roster.value.shifts) {
      if (shift.site === 'thuis') continue;
      expect(shift.desk).toBeDefined();
      const key = `${shift.site}/${shift.desk}`;
      byDesk.set(key, [...(byDesk.get(key) ?? []), shift]);
    }
    for (const shifts of byDesk.values()) {
      shifts.sort((a, b) => a.startMs - b.startMs);
      for (let i = 1; i < shifts.length; i++) expect(shifts[i]!.startMs).toBeGreaterThanOrEqual(shifts[i - 1]!.endMs);
    }
  });

  it('keeps labour law by the audit that knows nothing of the engine', async () => {
    const { centre } = await loadCentre(join(ROOT, 'fixtures/utrecht'));
    const roster = fromRosterFile(json('roster.json'));
    if (!roster.ok) throw new Error('roster.json does not read back');
    const findings = checkLaw({ shifts: roster.value.shifts, centre, laws: lawBookOf(centre.law) });
    expect(roster.value.shifts.length).toBeGreaterThan(500);
    expect(findings.filter((finding) => finding.severity === 'hard')).toEqual([]);
  });

  it('adds the cost lines up to the total, per site too', () => {
    const [header, ...rows] = text('cost.csv').trim().split('\n');
    const columns = header!.split(',');
    const amount = columns.indexOf('centre_cost');
    const site = columns.indexOf('site');
    const summary = json('summary.json') as PlanSummary;
    const bySite = new Map<string, number>();
    let total = 0;
    for (const row of rows) {
      const cells = row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, ''));
      expect(cells[amount]).toMatch(/^-?\d+(\.\d\d?)?$/);
      const minor = Math.round(Number(cells[amount]) * 100);
      total += minor;
      bySite.set(cells[site]!, (bySite.get(cells[site]!) ?? 0) + minor);
    }
    expect(total).toBe(summary.costMinor);
    for (const { site: id, costMinor } of summary.sites) expect(bySite.get(id) ?? 0).toBe(costMinor);
    const channels = Object.values(summary.costByChannelMinor).reduce((sum, minor) => sum + minor, 0);
    expect(channels).toBe(summary.costMinor);
  });

  it('costs its roster file as the plan did: the same lines, the same shares of channels', async () => {
    const centre = [
      'cost',
      '--centre',
      join(ROOT, 'fixtures/utrecht'),
      '--roster',
      join(out, 'roster.json'),
      '--quiet',
    ];
    const lines = await rooster(centre);
    expect(lines.code, lines.stderr).toBe(0);
    expect(lines.stdout).toBe(text('cost.csv'));
    const { totals } = JSON.parse((await rooster([...centre, '--json'])).stdout) as CostReport;
    const summary = json('summary.json') as PlanSummary;
    expect(totals.byChannel).toEqual(summary.costByChannelMinor);
    expect(totals.totalMinor).toBe(summary.costMinor);
  });

  it('keeps its promises in the simulator: every goal held, and what the plan predicted', async () => {
    interface Simulated {
      readonly totals: readonly {
        readonly queue: string;
        readonly goalLevel: number | null;
        readonly deferrable: boolean;
        readonly measures: { readonly serviceLevel: { readonly mean: number } };
        readonly formula: { readonly serviceLevel: number };
      }[];
    }
    const centre = ['--centre', join(ROOT, 'fixtures/utrecht'), '--roster', join(out, 'roster.json')];
    const simulated = async (...more: string[]): Promise<Simulated> => {
      const result = await rooster(['simulate', ...centre, '--replications', '100', '--json', ...more]);
      expect(result.code, result.stderr).toBe(0);
      return JSON.parse(result.stdout) as Simulated;
    };
    // As people work: open to all their queues, so that the queues pool.
    const rostered = await simulated();
    expect(rostered.totals).toHaveLength(5);
    const promises = new Map((json('summary.json') as PlanSummary).queues.map((queue) => [queue.queue, queue]));
    for (const { queue, goalLevel, deferrable, measures } of rostered.totals) {
      const goal = deferrable ? 1 : goalLevel!;
      expect(measures.serviceLevel.mean, queue).toBeGreaterThanOrEqual(goal - 0.01);
      const promised = promises.get(queue)!.simulated!.serviceLevel;
      expect(Math.abs(measures.serviceLevel.mean - promised), queue).toBeLessThanOrEqual(0.01);
    }
    // What the plan said of itself, judged by other contacts. The outbound team is a dozen people: a shift that falls out is
    // a day's work late, so that its share differs by a point or two between a hundred weeks and the next.
    const others = await simulated('--seed', '2');
    for (const { queue, simulated: promised, formulaHours } of (json('summary.json') as PlanSummary).queues) {
      const { measures, deferrable } = others.totals.find((total) => total.queue === queue)!;
      const difference = Math.abs(measures.serviceLevel.mean - promised!.serviceLevel);
      expect(difference, queue).toBeLessThanOrEqual(deferrable ? 0.03 : 0.01);
      expect(formulaHours).toBeGreaterThan(0);
    }
    const phone = (json('summary.json') as PlanSummary).queues.find(({ queue }) => queue === 'phone')!;
    expect(phone.requiredHours).toBeLessThan(0.95 * phone.formulaHours);
    // As the plan counted them, each queue with the agents allocated to it: the formulas alone, now that fewer agents are
    // wanted and a queue stands where its curve is steep.
    const allocated = await simulated('--as-allocated');
    for (const { queue, measures, formula } of allocated.totals) {
      expect(Math.abs(measures.serviceLevel.mean - formula.serviceLevel), queue).toBeLessThanOrEqual(0.02);
    }
  });
});
