import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../../support/cli.js';
import { ROSTER_HEADER, type SmallFolder, smallFolder } from '../../support/small-folder.js';

const ROSTER = `${ROSTER_HEADER}
a1,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T09:00:00+01:00,work,phone,true
a2,2026-12-01,office,,2026-12-01T08:00:00+01:00,2026-12-01T09:00:00+01:00,work,phone,true
`;
const FORECAST = `queue,start,interval_minutes,offered,aht_seconds
phone,2026-12-01T08:00:00+01:00,30,4,300
phone,2026-12-01T08:30:00+01:00,30,5,300
`;
const ACTUALS = `start,queue,interval_minutes,offered,aht_seconds
2026-12-01T08:00:00+01:00,phone,30,3,240
2026-12-01T08:30:00+01:00,phone,30,7,300
`;

let folder: SmallFolder;
beforeAll(async () => {
  folder = await smallFolder('id,name,pay_scale\na1,Ann,L1\na2,Bob,L1\n', {
    'roster.csv': ROSTER,
    'volumes.csv': FORECAST,
    'actuals.csv': ACTUALS,
  });
});
afterAll(() => folder.remove());

const simulate = (...argv: string[]) =>
  cli(['simulate', '--centre', '.', '--roster', 'roster.csv', ...argv], { cwd: folder.path });
const offered = (csv: string): string[] =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[3]!)
    .filter((value) => value !== '0');

describe('rooster simulate', () => {
  it('writes service per queue and interval, and totals to standard error', async () => {
    const { code, stdout, stderr } = await simulate('--forecast', 'volumes.csv', '--replications', '50');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toContain('queue,start,interval_minutes,offered,answered,abandoned,service_level,');
    expect(stdout).toContain('phone,2026-12-01T08:00:00+01:00,30,');
    expect(stderr).toContain('50 replications, limits of 95.0 %');
    expect(stderr).toMatch(/phone +9 +80 % in 20 s/);
  });

  it('same seed, same bytes; another seed, other ones', async () => {
    const run = async (seed: string): Promise<string> =>
      (await simulate('--forecast', 'volumes.csv', '--replications', '5', '--seed', seed)).stdout;
    expect(await run('4')).toBe(await run('4'));
    expect(await run('4')).not.toBe(await run('5'));
  });

  it('any number of threads gives the same bytes', async () => {
    const run = async (workers: string): Promise<string> =>
      (await simulate('--forecast', 'volumes.csv', '--replications', '35', '--workers', workers)).stdout;
    const one = await run('1');
    expect(one).toContain('phone,2026-12-01T08:00:00+01:00,30,');
    expect(await run('3')).toBe(one);
  });

  it('plays the contacts that came', async () => {
    const { code, stdout } = await simulate('--actuals', 'actuals.csv', '--replications', '2', '--handle', 'constant');
    expect(code).toBe(0);
    expect(offered(stdout)).toEqual(['3', '7']);
  });

  it('finds the forecast beside the roster, and writes JSON to a file', async () => {
    await folder.write('forecast.csv', FORECAST);
    const { code, stdout } = await simulate('--replications', '3', '--json', '--out', 'service.json', '--quiet');
    await rm(join(folder.path, 'forecast.csv'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const service = JSON.parse(await readFile(join(folder.path, 'service.json'), 'utf8'));
    expect(service.replications).toBe(3);
    expect(service.totals[0].queue).toBe('phone');
    expect(service.intervals[0]).toHaveProperty('service_level_lower');
  });

  it.each([
    [[], 'volumes-missing'],
    [['--forecast', 'volumes.csv', '--actuals', 'actuals.csv'], 'exclude each other'],
    [['--forecast', 'volumes.csv', '--handle', 'gamma'], 'log-normal:CV'],
    [['--forecast', 'volumes.csv', '--replications', '0'], 'whole number'],
    [['--forecast', 'volumes.csv', '--as-allocated'], 'allocation-missing'],
    [['--forecast', 'nowhere.csv'], 'nowhere.csv'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await simulate(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
