import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCentre } from '../../../api/files/centre.js';
import { sampleCentreFolder } from '../../../api/files/fixtures.js';
import { centreHistory, readHistoryParameters } from '../../../api/files/sample-history.js';
import type { Centre } from '../../../src/domain/centre.js';
import { InputError } from '../../../src/errors.js';
import { readUtrecht } from './utrecht.js';

const fixtures = dirname(sampleCentreFolder('utrecht'));

describe('the centres that come with the package', () => {
  it.each(['utrecht', 'small', 'bank-1999', 'service-desk-2014'])('%s has no issue', async (name) => {
    const checked = await readCentre(join(fixtures, name));
    expect(checked.issues).toEqual([]);
    expect(checked.ok).toBe(true);
  });

  it('utrecht is what the README says', async () => {
    const { centre } = await readUtrecht();
    expect(centre.agents).toHaveLength(150);
    expect(centre.sites.map(({ kind }) => kind)).toEqual(['office', 'home', 'offshore']);
    expect(centre.sites[0]!.areas).toEqual([{ id: 'floor', desks: 60 }]);
    expect(centre.queues.map(({ channel, line }) => `${channel}-${line}`)).toEqual([
      'phone-1',
      'chat-1',
      'email-1',
      'phone-2',
      'outbound-1',
    ]);
    expect(new Set(centre.contracts.map(({ hoursPerWeek }) => hoursPerWeek))).toEqual(new Set([16, 24, 32, 36, 40]));
    expect(centre.noticeDays).toBe(7);
    const inClass = new Set(
      centre.assignments.filter(({ activity }) => activity === 'class').map(({ agent }) => agent),
    );
    expect(inClass.size).toBe(8);
    // Outbound calls keep to the windows of the self-regulatory code.
    const outbound = centre.queues.find(({ channel }) => channel === 'outbound')!;
    for (const { weekdays, fromMinute, toMinute } of outbound.openingHours) {
      const saturday = weekdays.includes(6);
      expect(weekdays).not.toContain(7);
      expect(fromMinute).toBeGreaterThanOrEqual(saturday ? 600 : 540);
      expect(toMinute).toBeLessThanOrEqual(saturday ? 960 : 1320);
    }
    expect(outbound.closedOnHolidays).toBe(true);
  });

  it('small fits on a page', async () => {
    const text = await readFile(join(fixtures, 'small', 'centre.json'), 'utf8');
    expect(text.split('\n').length).toBeLessThan(70);
  });
});

describe('the history of a centre', () => {
  let folder = '';
  let centre: Centre;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rooster-sample-'));
    await cp(join(fixtures, 'small'), folder, { recursive: true });
    await rm(join(folder, 'history.csv'), { force: true });
    const checked = await readCentre(folder);
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
    centre = checked.value;
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is made once and then read', async () => {
    const first = await centreHistory(folder, centre);
    expect(first).toMatchObject({ kind: 'file', file: 'history.csv' });
    const text = await readFile(join(folder, 'history.csv'), 'utf8');
    expect(text.split('\n').length).toBe(8 * 5 * 16 + 2);
    await writeFile(join(folder, 'history.csv'), 'mine');
    await centreHistory(folder, centre);
    expect(await readFile(join(folder, 'history.csv'), 'utf8')).toBe('mine');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('is made in memory where the folder cannot be written to', async () => {
    // A folder in the file's place: it cannot be written over, whoever runs the test.
    await rm(join(folder, 'history.csv'), { force: true });
    await mkdir(join(folder, 'history.csv', 'inside'), { recursive: true });
    const made = await centreHistory(folder, centre);
    expect(made.kind === 'text' && made.text.split('\n').length).toBe(8 * 5 * 16 + 2);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await rm(join(folder, 'history.csv'), { recursive: true });
  });

  it('is asked for where there is neither file nor generator', async () => {
    const bank = join(fixtures, 'bank-1999');
    await expect(centreHistory(bank, centre)).rejects.toThrow(InputError);
    const parameters = await readHistoryParameters(bank, centre);
    expect(parameters.issues).toMatchObject([{ code: 'history-missing', hint: expect.stringContaining('--history') }]);
  });

  it('names what is wrong with the generator', async () => {
    const path = join(folder, 'generator.json');
    const sound = await readFile(path, 'utf8');
    await writeFile(path, sound.replace('"dayCv": 0.06', '"dayCv": 6'));
    expect((await readHistoryParameters(folder, centre)).issues).toMatchObject([
      { code: 'value-out-of-range', place: { file: 'generator.json', path: 'queues[0].dayCv' } },
    ]);
    await writeFile(path, sound.replace('"support"', '"fax"'));
    expect((await readHistoryParameters(folder, centre)).issues).toMatchObject([
      { code: 'queue-unknown', place: { file: 'generator.json', path: 'queues[0].queue' } },
    ]);
  });
});
