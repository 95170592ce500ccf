import { describe } from 'vitest';
import { lawTable } from '../../support/law-cases.js';

/** Dutch Working Hours Act: night duties. Clocks go back on 25 October 2026, forward on 29 March 2026. */

describe('ATW 1:7 d and 5:8(1)(3): 10 hours of work in a duty with more than an hour between 00:00 and 06:00, now and then 12', () => {
  lawTable({
    rule: 'NL-ATW/5:8(1)',
    text: 'hours of a night duty',
    cases: `
      an hour after midnight makes no night   | 2026-11-02 13:15-01:00 b15:15+45 | -
      a minute more does                      | 2026-11-02 13:15-01:01 b15:15+45 | note 11:01 > 10
      an hour before six makes none           | 2026-11-02 05:00-16:30 b10:00+30 | -
      a minute more does                      | 2026-11-02 04:59-16:30 b10:00+30 | note 11:01 > 10
      a break in the night is no work         | 2026-11-02 13:15-01:30 b15:15+15 b00:15+30 | -
      just under                              | 2026-11-02 20:00-06:40 b22:00+45 | -
      at the limit                            | 2026-11-02 20:00-06:45 b22:00+45 | -
      just over: one of the long nights       | 2026-11-02 20:00-06:50 b22:00+45 | note 10:05 > 10
      12 hours are the most                   | 2026-11-02 20:00-08:45 b22:00+45 | note 12 > 10
      more than that is forbidden             | 2026-11-02 20:00-08:50 b22:00+45 | hard 12:05 > 10
      Sunday to Monday                        | 2026-11-08 20:00-06:50 b22:00+45 | note 10:05 > 10
      five long nights in a fortnight         | 2026-11-02 20:00-07:45 b22:00+45 every 2 days x5 | note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10
      a sixth                                 | 2026-11-02 20:00-07:45 b22:00+45 every 2 days x6 | note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10, hard 11 > 10
      four of the five before the roster      | w:2026-11-02 20:00-07:45 b22:00+45 every 2 days x4; 2026-11-10 20:00-07:45 b22:00+45 every 2 days x2 | note 11 > 10, hard 11 > 10
      a sixth 14 x 24 hours after the first   | 2026-11-02 20:00-07:45 b22:00+45 every 2 days x5; 2026-11-16 20:00-07:45 b22:00+45 | note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10
      five minutes earlier                    | 2026-11-02 20:00-07:45 b22:00+45 every 2 days x5; 2026-11-16 19:55-07:40 b22:00+45 | note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10, note 11 > 10, hard 11 > 10
      the 22nd of 52 weeks                    | w:2026-01-19 20:00-07:45 b22:00+45 every 14 days x21; 2026-11-09 20:00-07:45 b22:00+45 | note 11 > 10
      the 23rd                                | w:2026-01-05 20:00-07:45 b22:00+45 every 14 days x22; 2026-11-09 20:00-07:45 b22:00+45 | hard 11 > 10
      12 hours of rest after it               | 2026-11-02 20:00-07:45 b22:00+45; 2026-11-03 19:45-23:00 | note 11 > 10
      five minutes less                       | 2026-11-02 20:00-07:45 b22:00+45; 2026-11-03 19:40-23:00 | hard 11 > 10
      clocks back: 9 on the wall are 10       | 2026-10-24 22:00-07:00 | -
      clocks back, just over                  | 2026-10-24 22:00-07:05 | note 10:05 > 10
      clocks back: two to three comes twice   | 2026-10-24 17:00-02:05* | note 10:05 > 10
      clocks forward: 11 on it are 10         | 2026-03-28 22:00-09:00 | -
      clocks forward, just over               | 2026-03-28 22:00-09:05 | note 10:05 > 10
    `,
  });
});

describe('ATW 5:8(2): 40 hours a week on average where 16 of 16 weeks are night duties', () => {
  lawTable({
    rule: 'NL-ATW/5:8(2)',
    text: 'average of people on nights',
    cases: `
      at the limit                       | w:2026-08-03 20:00-06:45 b22:00+45 wk4 x15; 2026-11-16 20:00-06:45 b22:00+45 wk4 x1 | -
      just over                          | w:2026-08-03 20:00-06:45 b22:00+45 wk4 x15; 2026-11-16 20:00-07:05 b22:00+45 wk4 x1 | hard 40:05 > 40
      15 nights in 16 weeks              | w:2026-08-03 08:00-16:57 b12:00+45 wk4 x15; w:2026-08-07 22:00-06:57 b01:00+45 every 7 days x15; 2026-11-16 08:00-16:57 b12:00+45 wk5 x1 | -
      16 nights in 16 weeks              | w:2026-08-03 08:00-16:57 b12:00+45 wk4 x15; w:2026-08-07 22:00-06:57 b01:00+45 every 7 days x15; 2026-11-16 08:00-16:57 b12:00+45 wk4 x1; 2026-11-20 22:00-06:57 b01:00+45 | hard 41 > 40
      one of them 17 weeks back          | w:2026-07-31 22:00-06:57 b01:00+45; w:2026-08-03 08:00-16:57 b12:00+45 wk4 x15; w:2026-08-07 22:00-06:57 b01:00+45 every 7 days x15; 2026-11-16 08:00-16:57 b12:00+45 wk5 x1 | -
      nights on Sunday into the next week | w:2026-08-02 22:00-06:00; w:2026-08-03 08:00-16:57 b12:00+45 wk5 x15; w:2026-08-09 22:00-00:30 every 7 days x15; 2026-11-16 08:00-16:57 b12:00+45 wk5 x1 | -
      a window that ends inside the roster | w:2026-08-03 20:00-06:45 b22:00+45 wk4 x15; 2026-11-16 20:00-07:05 b22:00+45 wk4 x1; 2026-11-23 08:00-12:00 | hard 40:05 > 40
      with a night of the change back    | w:2026-08-03 20:00-06:45 b22:00+45 wk4 x11; w:2026-10-19 20:00-06:45 b22:00+45 wk3 x1; w:2026-10-24 22:00-07:16; w:2026-10-26 20:00-06:45 b22:00+45 wk4 x3; 2026-11-16 20:00-06:45 b22:00+45 wk4 x1 | hard 40:01 > 40
      with a night of the change forward | w:2025-12-15 20:00-06:45 b22:00+45 wk4 x14; w:2026-03-23 20:00-06:45 b22:00+45 wk3 x1; w:2026-03-28 22:00-09:00; 2026-03-30 20:00-06:45 b22:00+45 wk4 x1 | -
    `,
  });
});

describe('ATW 5:8(4): 14 hours of rest after a night duty that ends after 02:00, once in 7 x 24 hours down to 8', () => {
  lawTable({
    rule: 'NL-ATW/5:8(4)',
    text: 'rest after a night duty',
    cases: `
      ends at 02:00                         | 2026-11-02 19:00-02:00; 2026-11-03 13:00-20:00 | -
      ends after it, at the limit           | 2026-11-02 19:00-02:05; 2026-11-03 16:05-20:00 | -
      just over                             | 2026-11-02 19:00-02:05; 2026-11-03 16:10-20:00 | -
      just under the reduction is used      | 2026-11-02 19:00-02:05; 2026-11-03 16:00-20:00 | note 13:55 < 14
      at the least of the reduction         | 2026-11-02 19:00-05:00; 2026-11-03 13:00-20:00 | note 8 < 14
      a second one within 168 hours         | 2026-11-02 23:00-07:00; 2026-11-03 20:00-04:00; 2026-11-04 17:55-23:00 | note 13 < 14, hard 13:55 < 14
      a second one 168 hours after          | 2026-11-02 23:00-07:00; 2026-11-03 20:00-23:00; 2026-11-09 23:00-07:00; 2026-11-10 20:00-23:00 | note 13 < 14, note 13 < 14
      before the roster                     | w:2026-11-08 23:00-07:00; 2026-11-09 20:55-23:00 | note 13:55 < 14
      a long night has 12 hours of its own  | 2026-11-02 20:00-07:45 b22:00+45; 2026-11-03 19:45-23:00 | -
      a long one too many has not           | 2026-11-02 20:00-07:45 b22:00+45 every 2 days x6; 2026-11-13 19:45-23:00 | note 12 < 14
      early work from four on is a night    | 2026-11-02 04:00-12:00; 2026-11-03 01:55-05:00 | note 13:55 < 14
      clocks back, ends at the first two    | 2026-10-24 19:00-02:00; 2026-10-25 12:30-20:00 | -
      clocks back, ends at the second two   | 2026-10-24 19:00-02:00*; 2026-10-25 12:30-20:00 | note 10:30 < 14
      clocks back, at the limit             | 2026-10-24 19:00-02:05; 2026-10-25 15:05-20:00 | -
      clocks back, just under               | 2026-10-24 19:00-02:05; 2026-10-25 15:00-20:00 | note 13:55 < 14
      clocks forward, three is the same moment as two | 2026-03-28 19:00-03:00; 2026-03-29 14:30-20:00 | -
      clocks forward, at the limit          | 2026-03-28 19:00-03:05; 2026-03-29 17:05-20:00 | -
      clocks forward, just under            | 2026-03-28 19:00-03:05; 2026-03-29 17:00-20:00 | note 13:55 < 14
    `,
  });
});

describe('ATW 5:8(5): 46 hours of rest after three or more night duties in a row', () => {
  lawTable({
    rule: 'NL-ATW/5:8(5)',
    text: 'rest after a series',
    cases: `
      at the limit                          | 2026-11-02 23:00-07:00 every 1 day x3; 2026-11-07 05:00-12:00 | -
      just over                             | 2026-11-02 23:00-07:00 every 1 day x3; 2026-11-07 05:05-12:00 | -
      just under                            | 2026-11-02 23:00-07:00 every 1 day x3; 2026-11-07 04:55-12:00 | hard 45:55 < 46
      two nights are no series              | 2026-11-02 23:00-07:00 every 1 day x2; 2026-11-05 10:00-12:00 | -
      a night off ends it                   | 2026-11-02 23:00-07:00 every 1 day x2; 2026-11-05 23:00-07:00; 2026-11-07 10:00-12:00 | -
      seven nights                          | 2026-11-02 23:00-07:00 every 1 day x7; 2026-11-11 04:55-12:00 | hard 45:55 < 46
      before and after midnight by turns    | 2026-11-02 23:30-07:00; 2026-11-04 00:30-07:00; 2026-11-05 00:30-07:00; 2026-11-06 10:00-12:00 | hard 27 < 46
      the first two before the roster       | w:2026-11-07 23:00-07:00 every 1 day x2; 2026-11-09 23:00-07:00; 2026-11-12 04:55-12:00 | hard 45:55 < 46
      all of them before the roster         | w:2026-11-05 23:00-07:00 every 1 day x3; 2026-11-10 04:55-12:00 | hard 45:55 < 46
      clocks back in the rest, at the limit | 2026-10-21 23:00-07:00 every 1 day x3; 2026-10-26 04:00-12:00 | -
      clocks back in the rest, just under   | 2026-10-21 23:00-07:00 every 1 day x3; 2026-10-26 03:55-12:00 | hard 45:55 < 46
      clocks back in the series             | 2026-10-22 23:00-07:00 every 1 day x3; 2026-10-27 04:55-12:00 | hard 45:55 < 46
      clocks forward in the rest, at it     | 2026-03-25 23:00-07:00 every 1 day x3; 2026-03-30 06:00-12:00 | -
      clocks forward in the rest, under it  | 2026-03-25 23:00-07:00 every 1 day x3; 2026-03-30 05:55-12:00 | hard 45:55 < 46
    `,
  });
});

describe('ATW 5:8(6)(7): seven duties in a row where one is a night duty', () => {
  lawTable({
    rule: 'NL-ATW/5:8(6)',
    text: 'length of a series',
    cases: `
      six                           | 2026-11-02 18:00-02:30; 2026-11-03 17:00-22:00 every 1 day x5 | -
      seven                         | 2026-11-02 18:00-02:30; 2026-11-03 17:00-22:00 every 1 day x6 | -
      eight                         | 2026-11-02 18:00-02:30; 2026-11-03 17:00-22:00 every 1 day x7 | hard 8 > 7
      eight without a night         | 2026-11-02 17:00-22:00 every 1 day x8 | -
      the night is the last         | 2026-11-02 17:00-22:00 every 1 day x7; 2026-11-09 18:00-02:30 | hard 8 > 7
      a day off parts them          | 2026-11-02 18:00-02:30; 2026-11-03 17:00-22:00 every 1 day x4; 2026-11-08 17:00-22:00 every 1 day x3 | -
      seven before the roster       | w:2026-11-02 18:00-02:30; w:2026-11-03 17:00-22:00 every 1 day x6; 2026-11-09 17:00-22:00 | hard 8 > 7
      over the change back          | 2026-10-19 22:00-06:00 every 1 day x8 | hard 8 > 7
      over the change forward       | 2026-03-23 22:00-06:00 every 1 day x8 | hard 8 > 7
    `,
  });
});

describe('ATW 5:8(8): 36 night duties that end after 02:00 in 16 weeks', () => {
  lawTable({
    rule: 'NL-ATW/5:8(8)',
    text: 'number of nights',
    cases: `
      35                                | w:2026-08-12 23:00-06:00 every 3 days x34; 2026-11-22 23:00-06:00 | -
      36                                | w:2026-08-09 23:00-06:00 every 3 days x35; 2026-11-22 23:00-06:00 | -
      37                                | w:2026-08-06 23:00-06:00 every 3 days x36; 2026-11-22 23:00-06:00 | hard 37 > 36
      the 37th on Sunday before them    | w:2026-08-02 23:00-06:00; w:2026-08-09 23:00-06:00 every 3 days x35; 2026-11-22 23:00-06:00 | -
      the 37th on the first Monday      | w:2026-08-03 23:00-06:00; w:2026-08-09 23:00-06:00 every 3 days x35; 2026-11-22 23:00-06:00 | hard 37 > 36
      nights up to 02:00 do not count   | w:2026-08-06 20:00-02:00 every 3 days x36; 2026-11-22 23:00-06:00 | -
      nights to the second two do       | w:2026-08-05 23:00-06:00 every 3 days x26; w:2026-10-24 20:00-02:00*; w:2026-10-26 23:00-06:00 every 3 days x9; 2026-11-22 23:00-06:00 | hard 37 > 36
      nights to the first two do not    | w:2026-08-05 23:00-06:00 every 3 days x26; w:2026-10-24 20:00-02:00; w:2026-10-26 23:00-06:00 every 3 days x9; 2026-11-22 23:00-06:00 | -
      nights to three in spring do not  | w:2025-12-17 23:00-06:00 every 3 days x34; w:2026-03-28 20:00-03:00; 2026-03-30 23:00-06:00 every 3 days x2 | -
      nights past three in spring do    | w:2025-12-17 23:00-06:00 every 3 days x34; w:2026-03-28 20:00-03:05; 2026-03-30 23:00-06:00 every 3 days x2 | hard 37 > 36
    `,
  });
});

describe('ATW 4:9: no night duties on medical grounds', () => {
  lawTable({
    rule: 'NL-ATW/4:9',
    text: 'from the day on record',
    who: {
      circumstances: [{ kind: 'no-nights', fromDate: '2026-11-03', record: 'occupational physician, 2 November' }],
    },
    cases: `
      the night before                | 2026-11-02 22:00-06:00 | -
      the night of the day            | 2026-11-03 22:00-06:00 | hard 1 > 0
      an hour after midnight          | 2026-11-03 17:00-01:00 | -
      a minute more                   | 2026-11-03 17:00-01:01 | hard 1 > 0
      two nights over the week's end  | 2026-11-07 22:00-06:00 every 1 day x2 | hard 2 > 0
    `,
  });
});
