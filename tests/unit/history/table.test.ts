import { describe, expect, it } from 'vitest';
import { headerOf, readColumnMap } from '../../../src/history/table.js';

const wanted = {
  start: { required: true, aliases: ['TimeStamp', 'Interval'] },
  offered: { required: true },
  queue: {},
};
const place = { file: 'a.csv' };

describe('header', () => {
  it('finds columns without regard to case, spaces and punctuation', () => {
    const found = headerOf(['Queue', 'OFFERED', 'time stamp'], wanted, place);
    expect(found).toMatchObject({ ok: true, value: { start: 2, offered: 1, queue: 0 }, issues: [] });
  });

  it('gives -1 for an absent column and warns of one that nobody reads', () => {
    const found = headerOf(['start', 'offered', 'colour'], wanted, place);
    expect(found).toMatchObject({
      ok: true,
      value: { queue: -1 },
      issues: [{ code: 'column-unknown', severity: 'warning', place: { file: 'a.csv', line: 1, column: 'colour' } }],
    });
    expect(headerOf(['start', 'offered', 'colour'], wanted, place, { unknown: 'ignore' }).issues).toEqual([]);
    expect(headerOf(['start', 'offered', 'colour'], wanted, place, { unknown: 'error' }).ok).toBe(false);
  });

  it('prefers the mapped name, then the own, then the aliases in their order', () => {
    const cells = ['Interval', 'TimeStamp', 'when', 'offered'];
    expect(headerOf(cells, wanted, place)).toMatchObject({ value: { start: 1 } });
    expect(headerOf(['start', ...cells], wanted, place)).toMatchObject({ value: { start: 0 } });
    expect(headerOf(cells, wanted, place, { map: { START: 'When' } })).toMatchObject({ value: { start: 2 } });
  });

  it('names every problem at once', () => {
    const found = headerOf(['queue', 'Queue', 'x'], wanted, place, { map: { start: 'none', colour: 'x' } });
    expect(found.ok).toBe(false);
    expect(found.issues.filter((issue) => issue.severity === 'error').map((issue) => issue.code)).toEqual([
      'column-duplicate',
      'column-unmapped',
      'column-unmapped',
      'column-missing',
      'column-missing',
    ]);
  });
});

describe('column map', () => {
  it('reads name=column pairs', () => {
    expect(readColumnMap('start=CallsDateTime, offered = CallsOffered')).toMatchObject({
      value: { start: 'CallsDateTime', offered: 'CallsOffered' },
    });
  });

  it.each(['', 'start', 'start=', '=x', 'a=b=c', 'a=b,'])('refuses "%s"', (text) => {
    expect(readColumnMap(text)).toMatchObject({ ok: false, issues: [{ code: 'map-unreadable' }] });
  });
});
