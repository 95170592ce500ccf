import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../../api/cli/command.js';
import { command } from '../../../api/cli/commands/require.js';
import { InputError } from '../../../src/errors.js';
import { forecastFromRows, require } from '../../../src/requirement/index.js';
import { REQUIREMENT_COLUMNS, requirementFromRows, requirementRows } from '../../../src/requirement/requirement-csv.js';
import { centreOf, forecastOf, mail, phone } from './small-centre.js';

const row = (line: number, ...cells: string[]) => ({ line, cells });

describe('requirement CSV', () => {
  it('reads back what it wrote', () => {
    const centre = centreOf([phone({ patienceSeconds: 90 }), mail()]);
    const { rows } = require(centre, [
      forecastOf(centre, phone(), '2026-10-25', 1, (i) => i * 3),
      forecastOf(centre, mail(), '2026-10-25', 1, (i) => i),
    ]);
    const texts = requirementRows(rows, () => 'Europe/Amsterdam').map((cells, i) => row(i + 2, ...cells.map(String)));
    expect(texts[0]!.cells[1]).toBe('2026-10-25T08:00:00+01:00');
    expect(requirementFromRows(REQUIREMENT_COLUMNS, texts, 'requirement.csv')).toEqual({
      ok: true,
      value: rows,
      issues: [],
    });
  });

  it('names what it cannot read', () => {
    const bad = [row(2, 'phone', '2026-10-25T08:00', '30', 'x', '300', '5', '7', '0.8', 'Infinity', '-1')];
    const read = requirementFromRows(REQUIREMENT_COLUMNS, bad, 'r.csv');
    expect(read.issues.map(({ code, place }) => `${code}:${place.column}`)).toEqual([
      'instant-invalid:start',
      'number-invalid:offered',
      'number-invalid:occupancy',
    ]);
  });
});

describe('forecast CSV', () => {
  const header = ['queue', 'start', 'interval_minutes', 'offered', 'aht_seconds'];

  it('is read in any order, limits optional', () => {
    const read = forecastFromRows(
      header,
      [
        row(2, 'phone', '2026-11-30T08:30:00+01:00', '30', '12', '300'),
        row(3, 'phone', '2026-11-30T07:00:00Z', '30', '10,5', ''),
      ],
      'f.csv',
      ['phone'],
    );
    expect(read.ok && read.value[0]).toMatchObject({
      queue: 'phone',
      startMs: Float64Array.of(Date.UTC(2026, 10, 30, 7), Date.UTC(2026, 10, 30, 7, 30)),
      offered: Float64Array.of(10.5, 12),
      upper95: Float64Array.of(10.5, 12),
      ahtSeconds: Float64Array.of(0, 300),
    });
  });

  it('names every fault with its line', () => {
    const read = forecastFromRows(
      header,
      [
        row(2, 'fax', '2026-11-30T08:00:00Z', '30', '1', '300'),
        row(3, 'phone', '2026-11-30T08:00:00', '30', '1', '300'),
        row(4, 'phone', '2026-11-30T08:00:00Z', '30', '-1', '300'),
        row(5, 'phone', '2026-11-30T08:00:00Z', '30', '1', '300'),
        row(6, 'phone', '2026-11-30T08:00:00Z', '30', '1', '300'),
        row(7, 'phone', '2026-11-30T09:00:00Z', '15', '1', '300'),
      ],
      'f.csv',
      ['phone'],
    );
    expect(read.ok).toBe(false);
    expect(read.issues.map(({ code, place }) => `${place.line}:${code}`)).toEqual([
      '2:queue-unknown',
      '3:instant-invalid',
      '4:number-invalid',
      '6:interval-duplicate',
      '7:interval-length',
    ]);
  });
});

describe('rooster require', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'require-'));
    await cp('fixtures/utrecht', join(folder, 'centre'), { recursive: true });
    const starts = Array.from({ length: 26 }, (_, i) =>
      new Date(Date.UTC(2026, 10, 30, 7) + i * 1_800_000).toISOString(),
    );
    const rows = ['phone', 'chat', 'email'].flatMap((queue) => starts.map((start) => `${queue},${start},30,40,300`));
    await writeFile(
      join(folder, 'forecast.csv'),
      `queue,start,interval_minutes,offered,aht_seconds\n${rows.join('\n')}\n`,
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = async (flags: Record<string, string | boolean | string[]>) => {
    const out: string[] = [];
    const code = await command.run(
      {
        stdout: (text) => out.push(text),
        stderr: () => {},
        cwd: folder,
        env: {},
        signal: new AbortController().signal,
        isTerminal: false,
      },
      { centre: 'centre', forecast: 'forecast.csv', ...flags },
      [],
    );
    return { code, text: out.join('') };
  };

  it('writes the requirement of the sample centre', async () => {
    const { code, text } = await run({});
    expect(code).toBe(0);
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toBe(REQUIREMENT_COLUMNS.join(','));
    const phoneRow = lines.find((line) => line.startsWith('phone,2026-11-30T10:00:00+01:00'))!.split(',');
    expect(Number(phoneRow[5])).toBeGreaterThan(6);
    // The second line has no forecast of its own here: its contacts are what the first hands on.
    const second = lines.find((line) => line.startsWith('phone-2,2026-11-30T10:00:00+01:00'))!.split(',');
    expect(Number(second[3])).toBeGreaterThan(3);
    expect(Number(second[3])).toBeLessThanOrEqual(4);
  });

  it('adds a backlog', async () => {
    const hours = async (flags: Record<string, string[]>) =>
      JSON.parse((await run({ json: true, ...flags })).text)
        .rows.filter((line: { queue: string }) => line.queue === 'email')
        .reduce((sum: number, line: { agents_net: number }) => sum + line.agents_net / 2, 0);
    expect((await hours({ backlog: ['email=20'] })) - (await hours({ backlog: ['email=0'] }))).toBeCloseTo(20, 6);
    await expect(run({ backlog: ['phone=3'] })).rejects.toThrow(UsageError);
    await expect(run({ backlog: ['email=x'] })).rejects.toThrow(/hours/);
  });

  it('refuses a forecast of an unknown queue', async () => {
    await writeFile(
      join(folder, 'bad.csv'),
      'queue,start,interval_minutes,offered,aht_seconds\nfax,2026-11-30T08:00Z,30,1,1\n',
    );
    await expect(run({ forecast: 'bad.csv' })).rejects.toThrow(InputError);
  });
});
