import { describe, expect, it } from 'vitest';
import { duration } from '../../../api/web/report/format.js';

describe('a duration in words', () => {
  it.each([
    [0, '0 s'],
    [42.4, '42 s'],
    [119.4, '119 s'],
    [119.6, '2 min 00 s'],
    [179.6, '3 min 00 s'],
    [185, '3 min 05 s'],
    [7199.4, '119 min 59 s'],
    [7199.6, '2.0 h'],
    [9000, '2.5 h'],
    [Number.POSITIVE_INFINITY, 'endless'],
  ])('%s seconds is %s', (seconds, text) => expect(duration(seconds)).toBe(text));
});
