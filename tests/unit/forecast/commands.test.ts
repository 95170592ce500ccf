import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../api/cli/command.js';
import { command as accuracyCommand } from '../../../api/cli/commands/accuracy.js';
import { command as backtestCommand } from '../../../api/cli/commands/backtest.js';
import { command as forecastCommand } from '../../../api/cli/commands/forecast.js';
import { ROOT } from '../../support/cli.js';
import { madeHistory } from '../../support/made-history.js';

const folder = mkdtempSync(join(tmpdir(), 'rooster-forecast-'));
afterAll(() => rmSync(folder, { recursive: true }));
const history = madeHistory({ days: 70, seed: 1, intervalMinutes: 60, zone: 'UTC' });
const lines = Array.from(
  history.startMs,
  (ms, i) => `${new Date(ms).toISOString().slice(0, 16)},60,${history.offered[i]}`,
);
writeFileSync(join(folder, 'h.csv'), `start,interval_minutes,offered\n${lines.join('\n')}\n`);

async function run(command: typeof forecastCommand, flags: Record<string, string | boolean>) {
  const out: string[] = [];
  const messages: string[] = [];
  const context: CommandContext = {
    stdout: (text) => out.push(text),
    stderr: (line) => messages.push(line),
    cwd: folder,
    env: {},
    signal: new AbortController().signal,
    isTerminal: false,
  };
  const code = await command.run(context, flags, []);
  return { code, out: out.join(''), messages };
}

describe('rooster forecast', () => {
  const asked = { history: 'h.csv', from: '2025-03-17', days: '2', zone: 'UTC' };

  it('writes the forecast CSV, and the plot beside it', async () => {
    const { code, out } = await run(forecastCommand, { ...asked, svg: 'plot.svg' });
    expect(code).toBe(0);
    const rows = out.trim().split('\n');
    expect(rows.length).toBe(49);
    expect(rows[1]).toMatch(/^default,2025-03-17T00:00:00\+00:00,60,[\d.]+,\d+,\d+,\d+,\d+,300,auto$/);
    const svg = readFileSync(join(folder, 'plot.svg'), 'utf8');
    expect(svg).toMatch(/^<svg [\s\S]*default[\s\S]*<\/svg>\n$/);
    expect(svg).not.toContain('NaN');
  });

  it('gives totals, evidence and noise as JSON', async () => {
    const { out } = await run(forecastCommand, { ...asked, json: true, quiet: true });
    const [queue] = JSON.parse(out);
    expect(queue.days.length).toBe(2);
    expect(queue.intervals.length).toBe(48);
    expect(queue.evidence.map((e: { weight: number }) => e.weight).reduce((a: number, b: number) => a + b)).toBeCloseTo(
      1,
      10,
    );
    expect(queue.expectedError.poissonWape).toBeLessThanOrEqual(queue.expectedError.wape);
  });

  it('names what is wrong with its options', async () => {
    await expect(run(forecastCommand, { ...asked, from: '2025-02-30' })).rejects.toThrow(/--from "2025-02-30"/);
    await expect(run(forecastCommand, { ...asked, zone: 'Mars/Olympus' })).rejects.toThrow(/--zone "Mars\/Olympus"/);
    await expect(run(forecastCommand, { ...asked, country: 'XX' })).rejects.toThrow(/--country "XX"/);
    await expect(run(forecastCommand, { ...asked, queue: 'sales' })).rejects.toThrow(/no queue "sales".*default/);
    await expect(run(forecastCommand, { ...asked, days: '461' })).rejects.toThrow(/--days/);
  });
});

describe('rooster forecast of a running day, totals and kept forecasts', () => {
  it('starts at the running interval and refuses a first day beside it', async () => {
    const flags = { history: 'h.csv', until: '2025-03-16T13:20', days: '2', zone: 'UTC', quiet: true };
    const { out } = await run(forecastCommand, flags);
    const rows = out.trim().split('\n');
    expect(rows[1]).toMatch(/^default,2025-03-16T13:00:00\+00:00,.*auto\+today$/);
    expect(rows.length).toBe(1 + 11 + 24);
    await expect(run(forecastCommand, { ...flags, from: '2025-03-16' })).rejects.toThrow(/exclude each other/);
    await expect(run(forecastCommand, { ...flags, until: 'noon' })).rejects.toThrow(/--until "noon"/);
  });

  it('gives a row per week as the sum of its days', async () => {
    const flags = { history: 'h.csv', from: '2025-03-17', days: '14', zone: 'UTC', quiet: true };
    const read = async (totals: string): Promise<number[]> =>
      (await run(forecastCommand, { ...flags, totals })).out
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => Number(row.split(',')[3]));
    const days = await read('day');
    const weeks = await read('week');
    expect(days.length).toBe(14);
    expect(weeks.length).toBe(2);
    expect(days.slice(7).reduce((a, b) => a + b)).toBeCloseTo(weeks[1]!, 0);
    await expect(run(forecastCommand, { ...flags, totals: 'month' })).rejects.toThrow(/--totals/);
  });

  it('keeps forecasts and tells later how good they were', async () => {
    const flags = { history: 'h.csv', days: '7', zone: 'UTC', quiet: true };
    for (const from of ['2025-03-02', '2025-03-09']) await run(forecastCommand, { ...flags, from, keep: 'kept' });
    expect(readdirSync(join(folder, 'kept')).sort()).toEqual([
      '2025-03-02_2025-03-02_7d.csv',
      '2025-03-09_2025-03-09_7d.csv',
    ]);
    // The same again adds nothing; after a change the older version stays, and the newer one counts.
    await run(forecastCommand, { ...flags, from: '2025-03-09', keep: 'kept' });
    expect(readdirSync(join(folder, 'kept')).length).toBe(2);
    const first = readFileSync(join(folder, 'kept/2025-03-09_2025-03-09_7d.csv'), 'utf8');
    writeFileSync(
      join(folder, 'changed.csv'),
      readFileSync(join(folder, 'h.csv'), 'utf8').replace(/\n(.*),60,\d+\n/, '\n$1,60,7\n'),
    );
    await run(forecastCommand, { ...flags, history: 'changed.csv', from: '2025-03-09', keep: 'kept' });
    expect(readdirSync(join(folder, 'kept')).sort()[1]).toBe('2025-03-09_2025-03-09_7d.2.csv');
    expect(readFileSync(join(folder, 'kept/2025-03-09_2025-03-09_7d.csv'), 'utf8')).toBe(first);
    const { out } = await run(accuracyCommand, { history: 'h.csv', forecasts: 'kept', zone: 'UTC', quiet: true });
    const rows = out
      .trim()
      .split('\n')
      .map((row) => row.split(','));
    expect(rows.slice(1).map((row) => row.slice(0, 4).join(' '))).toContain('default horizon day-1 automatic');
    expect(Number(rows[1]![4])).toBeGreaterThan(0);
    expect(Number(rows[1]![4])).toBeLessThan(0.3);
    expect(Number(rows[1]![9])).toBe(2 * 7 * 24);
    await expect(run(accuracyCommand, { history: 'h.csv', forecasts: 'none', zone: 'UTC' })).rejects.toThrow(
      /folder-missing/,
    );
  });
});

describe('rooster forecast of several queues', () => {
  const rows = (queue: string) =>
    Array.from(
      madeHistory({ days: 42, seed: queue.length, intervalMinutes: 60, zone: 'UTC' }).offered,
      (offered, i) => `${queue},${new Date(Date.UTC(2025, 0, 6, i)).toISOString().slice(0, 16)}Z,60,${offered}`,
    );
  const text = `queue,start,interval_minutes,offered\n${[...rows('a'), ...rows('bb'), ...rows('ccc')].join('\n')}\n`;
  writeFileSync(join(folder, 'three.csv'), text);

  it('gives the same bytes with one thread and with two', async () => {
    const flags = { history: 'three.csv', from: '2025-02-17', days: '7', zone: 'UTC', quiet: true };
    const one = await run(forecastCommand, { ...flags, workers: '1' });
    expect(one.out).toMatch(/\nccc,2025-02-23T23:00/);
    expect((await run(forecastCommand, { ...flags, workers: '2' })).out).toBe(one.out);
  });

  it('learns from the history of the centre where none is named', async () => {
    cpSync(join(ROOT, 'fixtures/small'), join(folder, 'centre'), { recursive: true });
    const { out, code } = await run(forecastCommand, { centre: 'centre', from: '2026-11-30', days: '1', quiet: true });
    expect(code).toBe(0);
    expect(out.split('\n').length).toBeGreaterThan(10);
    await expect(run(forecastCommand, { from: '2026-11-30', days: '1' })).rejects.toThrow(/--history/);
  });
});

describe('rooster backtest', () => {
  it('writes accuracy per method and horizon', async () => {
    const flags = { history: 'h.csv', zone: 'UTC', weeks: '2', 'horizon-days': '7', methods: 'mean-4,seasonal-naive' };
    const { code, out } = await run(backtestCommand, flags);
    expect(code).toBe(0);
    const rows = out.trim().split('\n');
    expect(rows[0]).toMatch(/^queue,method,horizon,wape/);
    expect(rows.slice(1).map((row) => row.split(',').slice(0, 3).join(','))).toEqual([
      'default,mean-4,day-1',
      'default,mean-4,week-1',
      'default,seasonal-naive,day-1',
      'default,seasonal-naive,week-1',
    ]);
    await expect(run(backtestCommand, { ...flags, methods: 'oracle' })).rejects.toThrow(/no method "oracle"/);
  });
});
