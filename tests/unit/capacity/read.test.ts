import { describe, expect, it } from 'vitest';
import { readCapacity } from '../../../src/capacity/read.js';
import type { CapacityGroup } from '../../../src/capacity/schema.js';
import { jsonSource } from '../../../src/centre/source.js';
import { payCentre } from '../../support/pay-centre.js';

const centre = payCentre([]);
const least: CapacityGroup = {
  id: 'all',
  attrition: { percentPerYear: 30 },
  training: { weeks: 4 },
  shortage: { costPerHour: 90 },
};
const codes = (...groups: unknown[]): string[] => {
  const result = readCapacity(jsonSource({ groups }, 'capacity.json'), centre);
  return result.issues.map(({ code, place }) => `${code} ${place.path}`);
};

describe('readCapacity', () => {
  it('takes a file of one group with what is needed', () => {
    expect(readCapacity(jsonSource({ groups: [least] }), centre)).toMatchObject({
      ok: true,
      value: { groups: [least] },
    });
  });

  it('names everything that is wrong in one go', () => {
    expect(
      codes(
        {
          ...least,
          queues: ['phone', 'fone'],
          start: [{ contract: 'ful', heads: 3 }],
          leave: [{ fromWeek: '2026-W30', toWeek: '2026-W28', percent: 15 }],
          demand: [
            { factor: 1.1, contacts: 4, queue: 'phone' },
            { contacts: 4 },
            { queue: 'chat', factor: 2 },
            { queue: 'phone', factor: 1.1, fromWeek: '2025-W53' },
          ],
          hiring: { classSize: { min: 5, max: 4 }, contracts: [{ contract: 'full', minShare: 0.8, maxShare: 0.2 }] },
          budget: [{ week: '2026-W54', cost: 3 }],
        },
        { ...least, queues: ['phone'] },
      ),
    ).toEqual([
      'id-duplicate groups[1].id',
      'queue-unknown groups[0].queues[1]',
      'contract-unknown groups[0].start[0].contract',
      'weeks-reversed groups[0].leave[0].toWeek',
      'week-unknown groups[0].budget[0].week',
      'capacity-demand-unclear groups[0].demand[0]',
      'capacity-demand-unclear groups[0].demand[1]',
      'capacity-demand-unclear groups[0].demand[2]',
      'week-unknown groups[0].demand[3].fromWeek',
      'class-size-reversed groups[0].hiring.classSize',
      'share-reversed groups[0].hiring.contracts[0]',
    ]);
    expect(codes({ ...least, id: 'a' }, { ...least, id: 'b', queues: ['chat'] })).toEqual([
      'capacity-queue-twice groups[1]',
    ]);
    expect(codes({ ...least, attrition: { percentPerYear: -1 }, training: {} })).toEqual([
      'value-out-of-range groups[0].attrition.percentPerYear',
      'key-missing groups[0].training',
    ]);
    expect(codes({ ...least, leave: [{ fromWeek: 'w1', toWeek: '2026-W02', percent: 1 }] })).toEqual([
      'week-bad groups[0].leave[0].fromWeek',
    ]);
  });
});
