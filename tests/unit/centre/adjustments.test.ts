import { describe, expect, it } from 'vitest';
import { CENTRE, readTexts } from './folder.js';

const HEADER = 'id,queue,kind,value,scope,from,to,author,reason,on';
const read = async (...rows: string[]) => {
  const checked = await readTexts({ adjustments: `${[HEADER, ...rows].join('\n')}\n` });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value.adjustments!;
};

describe('adjustments.csv', () => {
  it('reads days, times and switches in file order', async () => {
    const [day, hours, off] = await read(
      'sale,first,percent,10,,2026-12-01,2026-12-02,ann,sale,',
      ',,set,5,interval,2026-12-01T09:00,2026-12-01T12:00,bob,training,yes',
      'late,second,max,40,day,2026-12-05,,bob,strike,no',
    );
    expect(day).toEqual({
      id: 'sale',
      queue: 'first',
      kind: 'percent',
      value: 10,
      scope: 'interval',
      fromMs: Date.parse('2026-11-30T23:00Z'),
      toMs: Date.parse('2026-12-02T23:00Z'),
      author: 'ann',
      reason: 'sale',
      on: true,
    });
    expect(hours).toMatchObject({ id: 'adjustment-3', fromMs: Date.parse('2026-12-01T08:00Z'), on: true });
    expect(hours!.toMs).toBe(Date.parse('2026-12-01T11:00Z'));
    expect(hours!.queue).toBeUndefined();
    expect(off).toMatchObject({ scope: 'day', on: false, toMs: Date.parse('2026-12-05T23:00Z') });
  });

  it('names an id that comes twice', async () => {
    const row = 'sale,first,percent,10,,2026-12-01,,ann,sale,';
    await expect(read(row, row)).rejects.toThrow(/id-duplicate/);
  });
});

describe('corrections-off.csv', () => {
  it('lists ids', async () => {
    const checked = await readTexts({
      correctionsOff: 'id,author,reason\noutage:first:2026-06-17T08:00Z,ann,was real\n',
    });
    expect(checked.ok && checked.value.correctionsOff).toEqual(['outage:first:2026-06-17T08:00Z']);
  });
});

describe('donor of a queue', () => {
  const withDonor = (id: string): string =>
    CENTRE.replace('"ahtSeconds": 480', `"ahtSeconds": 480, "donor": { "queue": "${id}", "weeklyContacts": 70 }`);

  it('is read with what is expected a week', async () => {
    const checked = await readTexts({ centre: withDonor('first') });
    expect(checked.ok && checked.value.queues[1]!.donor).toEqual({ queue: 'first', weeklyContacts: 70 });
  });

  it.each([
    ['third', 'queue-unknown'],
    ['second', 'donor-itself'],
  ])('names donor %s as %s', async (id, code) => {
    expect((await readTexts({ centre: withDonor(id) })).issues).toMatchObject([{ code }]);
  });
});
