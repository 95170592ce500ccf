import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCentre } from '../../../api/files/plan-input.js';
import {
  centreFileOf,
  centreFromFiles,
  entryOf,
  printCentre,
  rowObject,
  withEntry,
  withRow,
  withSettings,
} from '../../../src/centre/index.js';
import type { Centre } from '../../../src/domain/centre.js';
import { queueId } from '../../../src/domain/ids.js';
import { PACKAGE } from '../../support/package-folder.js';

const load = async (name: string): Promise<Centre> => (await loadCentre(join(PACKAGE, 'fixtures', name))).centre;

describe('printCentre', () => {
  it.each(['small', 'utrecht', 'bank-1999', 'service-desk-2014'])('reads back to the same centre: %s', async (name) => {
    const centre = await load(name);
    const again = centreFromFiles(printCentre(centre));
    expect(again.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(again.ok && again.value).toEqual(centre);
  });

  it('keeps adjustments, corrections taken back, circumstances, patience and families that no plan uses', async () => {
    const small = await load('small');
    const queue = small.queues[0]!;
    const family = small.workPlans[0]!.shifts[0]!;
    const centre: Centre = {
      ...small,
      queues: [
        { ...queue, patienceSeconds: 90, patience: { law: 'log-normal', variation: 1.2 }, weight: 2, minimumAgents: 1 },
      ],
      spareShifts: [{ ...family, id: 'night', kind: 'night', start: { earliest: 1320, latest: 1380, step: 30 } }].map(
        ({ endLatest: _, ...rest }) => rest,
      ),
      adjustments: [
        {
          id: 'a1',
          queue: queueId('support'),
          kind: 'percent',
          value: 12.5,
          scope: 'day',
          fromMs: Date.parse('2026-12-05T00:00:00+01:00'),
          toMs: Date.parse('2026-12-06T00:00:00+01:00'),
          author: 'An',
          reason: 'letter, "big"',
          on: false,
        },
      ],
      correctionsOff: ['outage:support:2026-06-17T08:00Z'],
      circumstances: [
        {
          agent: small.agents[0]!.id,
          kind: 'pregnant',
          fromDate: '2026-10-01',
          toDate: '2027-02-01',
          record: 'file 7',
        },
        { agent: small.agents[0]!.id, kind: 'rest-day', weekdays: [6] },
        { agent: small.agents[1]!.id, kind: 'school', weekdays: [1, 3], fromMinute: 510, toMinute: 900 },
      ],
    };
    const again = centreFromFiles(printCentre(centre));
    expect(again).toMatchObject({ ok: true });
    expect(again.ok && again.value).toEqual(centre);
  });
});

describe('changing the files of a centre', () => {
  it('replaces, adds and takes out entries, and what refers to them is checked', async () => {
    const files = printCentre(await load('small'));
    const contract = entryOf(files, 'contracts', 'full')!;
    const changed = withEntry(files, 'contracts', 'full', { ...contract, hoursPerWeek: 24 });
    const read = centreFromFiles(changed);
    expect(read.ok && read.value.contracts[0]!.hoursPerWeek).toBe(24);
    const added = centreFromFiles(withEntry(files, 'contracts', 'half', { ...contract, id: 'half', hoursPerWeek: 20 }));
    expect(added.ok && added.value.contracts.map(({ id }) => id)).toEqual(['full', 'half']);
    const gone = centreFromFiles(
      withEntry(added.ok ? printCentre(added.value) : files, 'contracts', 'full', undefined),
    );
    expect(gone.issues.map(({ code, place }) => [code, place.file, place.column])).toContainEqual([
      'contract-unknown',
      'agents.csv',
      'contract',
    ]);
  });

  it('takes rows as objects, names keys that no column has, and gives them back', async () => {
    const centre = await load('small');
    const row = { id: 'x1', kind: 'campaign', queue: 'support', fromDate: '2026-12-01', factor: 1.2, note: 'letter' };
    const added = withRow(printCentre(centre), 'events', 'x1', row);
    const read = added.ok ? centreFromFiles(added.value) : added;
    expect(read.ok && 'events' in read.value && read.value.events[0]).toMatchObject({ id: 'x1', factor: 1.2 });
    const table = added.ok ? added.value.events : undefined;
    expect(rowObject(table!, table!.rows[0]!.cells)).toEqual(row);
    const wrong = withRow(printCentre(centre), 'events', 'x1', { ...row, factr: 1, note: { a: 1 } });
    expect(wrong.issues.map(({ code }) => code)).toEqual(['type-wrong', 'key-unknown']);
    const without = withRow(added.ok ? added.value : printCentre(centre), 'events', 'x1', undefined);
    expect(without.ok && without.value.events).toBeUndefined();
  });

  it('changes settings; null takes one out', async () => {
    const files = printCentre(await load('small'));
    const read = centreFromFiles(withSettings(files, { noticeDays: 14, region: null }));
    expect(read.ok && read.value.noticeDays).toBe(14);
    expect(centreFileOf((read.ok && read.value) as Centre).noticeDays).toBe(14);
  });
});
