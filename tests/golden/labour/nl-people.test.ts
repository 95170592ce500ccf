import { describe } from 'vitest';
import { lawTable } from '../../support/law-cases.js';

/** Dutch Working Hours Act: pregnancy and birth, being on call, notice; Civil Code: calls. */
const PREGNANT = {
  circumstances: [{ kind: 'pregnant', fromDate: '2026-10-01', toDate: '2027-02-01', record: 'midwife' }],
} as const;
/** Over both clock changes. */
const LONG_BEFORE = { circumstances: [{ kind: 'pregnant', fromDate: '2026-02-01', toDate: '2026-12-24' }] } as const;

describe('ATW 4:5(4): pregnant people need not work more than 10 hours a duty, 50 on average in 4 weeks, 45 in 16', () => {
  lawTable({
    rule: 'NL-ATW/4:5a',
    text: 'a duty',
    who: PREGNANT,
    cases: `
      before it was told              | 2026-09-30 08:00-18:35 b12:00+30 | -
      at the limit                    | 2026-11-02 08:00-18:30 b12:00+30 | -
      just over                       | 2026-11-02 08:00-18:35 b12:00+30 | soft 10:05 > 10
      over midnight                   | 2026-11-02 15:00-01:35 b18:00+30 | soft 10:05 > 10
      Sunday to Monday                | 2026-11-08 15:00-01:35 b18:00+30 | soft 10:05 > 10
      clocks back, at the limit       | 2026-10-24 20:00-05:00 | -
      clocks back, just over          | 2026-10-24 20:00-05:05 | soft 10:05 > 10
      six months after the birth      | 2027-08-01 08:00-18:35 b12:00+30 | soft 10:05 > 10
      a day later                     | 2027-08-02 08:00-18:35 b12:00+30 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/4:5a',
    text: 'a duty on the night when clocks go forward',
    who: LONG_BEFORE,
    cases: `
      at the limit | 2026-03-28 20:00-07:00 | -
      just over    | 2026-03-28 20:00-07:05 | soft 10:05 > 10
    `,
  });
  lawTable({
    rule: 'NL-ATW/4:5b',
    text: 'four weeks',
    who: PREGNANT,
    cases: `
      at the limit            | 2026-11-02 08:00-18:45 b12:00+45 wk5 x4 | -
      just over               | 2026-11-02 08:00-18:45 b12:00+45 wk5 x3; 2026-11-23 08:00-18:49 b12:00+45 wk5 x1 | soft 50:05 > 50
      three weeks before      | w:2026-11-02 08:00-18:45 b12:00+45 wk5 x3; 2026-11-23 08:00-18:49 b12:00+45 wk5 x1 | soft 50:05 > 50
      weeks before it was told count | w:2026-09-14 08:00-18:45 b12:00+45 wk5 x3; 2026-10-05 08:00-18:49 b12:00+45 wk5 x1 | soft 50:05 > 50
      with the change back    | 2026-10-05 08:00-18:45 b12:00+45 wk5 x2; 2026-10-19 08:00-18:45 b12:00+45 wk4 x1; 2026-10-24 20:00-05:04; 2026-10-26 08:00-18:45 b12:00+45 wk5 x1 | soft 50:01 > 50
    `,
  });
  lawTable({
    rule: 'NL-ATW/4:5c',
    text: 'sixteen weeks',
    who: PREGNANT,
    cases: `
      at the limit | w:2026-08-03 08:00-17:45 b12:00+45 wk5 x15; 2026-11-16 08:00-17:45 b12:00+45 wk5 x1 | -
      just over    | w:2026-08-03 08:00-17:45 b12:00+45 wk5 x15; 2026-11-16 08:00-18:01 b12:00+45 wk5 x1 | soft 45:05 > 45
    `,
  });
});

describe('ATW 4:5(5), 4:7: no night duties from the day it is told until six months after the birth', () => {
  lawTable({
    rule: 'NL-ATW/4:5d',
    text: 'nights',
    who: PREGNANT,
    cases: `
      the night before it was told   | 2026-09-30 22:00-06:00 | -
      the night of the day           | 2026-10-01 22:00-06:00 | soft 1 > 0
      an hour after midnight         | 2026-11-02 17:00-01:00 | -
      a minute more                  | 2026-11-02 17:00-01:01 | soft 1 > 0
      nights on both sides of Sunday | 2026-11-07 22:00-06:00 every 1 day x2 | soft 2 > 0
      clocks back                    | 2026-10-24 17:00-01:30 | soft 1 > 0
      six months after the birth     | 2027-08-01 22:00-06:00 | soft 1 > 0
      a day later                    | 2027-08-02 22:00-06:00 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/4:5d',
    text: 'consent is on record',
    who: PREGNANT,
    laws: {
      sets: [],
      consents: [{ agent: 'a', rule: 'NL-ATW/4:5d', validFrom: '2026-11-02', validTo: '2026-11-08', record: 'letter' }],
    },
    cases: `
      within it     | 2026-11-02 22:00-06:00 | note 1 > 0
      the day after | 2026-11-09 22:00-06:00 | soft 1 > 0
      partly        | 2026-11-08 22:00-06:00 every 1 day x2 | soft 2 > 0
    `,
  });
});

describe('ATW 4:5(2), 4:8: the right to interrupt work', () => {
  lawTable({
    rule: 'NL-ATW/4:5e',
    text: 'an eighth of working time while pregnant',
    who: PREGNANT,
    cases: `
      eight hours         | 2026-11-02 08:00-16:30 b12:00+30 | note 60 > 60
      before it was told  | 2026-09-30 08:00-16:30 b12:00+30 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/4:8',
    text: 'a quarter in the first nine months of the child',
    who: { circumstances: [{ kind: 'breast-feeding', fromDate: '2026-03-01' }] },
    cases: `
      eight hours            | 2026-11-02 08:00-16:30 b12:00+30 | note 120 > 120
      the last day           | 2026-12-01 08:00-12:00 | note 60 > 60
      the day after          | 2026-12-02 08:00-12:00 | -
    `,
  });
});

describe('ATW 4:6: no work in the 28 days before and 42 days after a birth', () => {
  lawTable({
    rule: 'NL-ATW/4:6',
    text: 'birth on 1 February 2027',
    who: PREGNANT,
    cases: `
      29 days before                | 2027-01-03 09:00-12:00 | -
      28 days before                | 2027-01-04 09:00-12:00 | hard 1 > 0
      from before midnight into it  | 2027-01-03 20:00-02:00 | -
      42 days after                 | 2027-03-15 09:00-12:00 | hard 1 > 0
      43 days after                 | 2027-03-16 09:00-12:00 | -
    `,
  });
});

describe('ATW 5:9: on call', () => {
  lawTable({
    rule: 'NL-ATW/5:9(1)',
    text: 'nobody under 18',
    who: { birthDate: '2008-11-03' },
    cases: `
      the day before the birthday | c:2026-11-02 18:00-22:00 | hard 17 < 18
      the birthday                | c:2026-11-03 18:00-22:00 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:9(2)a',
    text: '14 times 24 hours not on call in 28 x 24 hours',
    cases: `
      every other day               | c:2026-11-02 18:00-18:00 every 2 days x14 | -
      one day more                  | c:2026-11-02 18:00-18:00 every 2 days x14; c:2026-11-03 18:00-18:00 | hard 13 < 14
      fourteen days in a row        | c:2026-11-02 00:00-00:00 every 1 day x14 | -
      fifteen days in a row         | c:2026-11-02 00:00-00:00 every 1 day x15 | hard 13 < 14
      an hour of a day takes it     | c:2026-11-02 00:00-00:00 every 1 day x14; c:2026-11-20 10:00-11:00 | hard 13 < 14
      before the roster             | w:c:2026-11-02 00:00-00:00 every 1 day x14; c:2026-11-16 00:00-00:00 | hard 13 < 14
      over the change back          | c:2026-10-19 00:00-00:00 every 1 day x15 | hard 12 < 14
      over the change forward       | c:2026-03-23 00:00-00:00 every 1 day x14 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:9(2)b',
    text: 'twice 48 hours neither on call nor at work in 28 x 24 hours',
    cases: `
      two weekends                | c:2026-11-02 20:00-22:00 wk5 x4 | -
      work every day but for one weekend | c:2026-11-02 20:00-22:00; 2026-11-02 09:00-12:00 every 1 day x12; 2026-11-16 09:00-12:00 every 1 day x14 | hard 1 < 2
      two of exactly 48 hours     | c:2026-11-02 12:00-14:00; 2026-11-03 09:00-12:00 every 1 day x8; 2026-11-12 12:00-13:00; 2026-11-13 09:00-12:00 every 1 day x8; 2026-11-22 12:00-13:00; 2026-11-23 09:00-12:00 every 1 day x8 | -
      one of them an hour shorter | c:2026-11-02 12:00-14:00; 2026-11-03 09:00-12:00 every 1 day x8; 2026-11-12 11:55-13:00; 2026-11-13 09:00-12:00 every 1 day x8; 2026-11-22 12:00-13:00; 2026-11-23 09:00-12:00 every 1 day x8 | hard 1 < 2
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:9(3)',
    text: 'not in the 11 hours before and the 14 after a night duty',
    cases: `
      up to 11 hours before        | c:2026-11-02 08:00-11:00; 2026-11-02 22:00-06:00 | -
      five minutes into them       | c:2026-11-02 08:00-11:05; 2026-11-02 22:00-06:00 | hard 0:05 > 0
      from 14 hours after          | 2026-11-02 22:00-06:00; c:2026-11-03 20:00-22:00 | -
      five minutes before that     | 2026-11-02 22:00-06:00; c:2026-11-03 19:55-22:00 | hard 0:05 > 0
      a day duty has no such time  | c:2026-11-02 08:00-11:00; 2026-11-02 12:00-20:00 | -
      clocks back, at the limit    | 2026-10-24 22:00-02:00; c:2026-10-25 15:00-22:00 | -
      clocks back, just under      | 2026-10-24 22:00-02:00; c:2026-10-25 14:55-22:00 | hard 0:05 > 0
      clocks forward, at the limit | 2026-03-28 22:00-01:30; c:2026-03-29 16:30-22:00 | -
      clocks forward, just under   | 2026-03-28 22:00-01:30; c:2026-03-29 16:25-22:00 | hard 0:05 > 0
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:9(4)',
    text: '13 hours of work in 24 with calls',
    cases: `
      12 hours and calls of one          | 2026-11-02 08:00-20:30 b12:00+30; c:2026-11-02 20:30-02:00 o22:00+60 | -
      five minutes more                  | 2026-11-02 08:00-20:30 b12:00+30; c:2026-11-02 20:30-02:00 o22:00+65 | hard 13:05 > 13
      a call counts half an hour         | 2026-11-02 08:00-21:05 b12:00+30; c:2026-11-02 21:05-02:00 o22:00+10 | hard 13:05 > 13
      time between two calls counts      | 2026-11-02 08:00-20:00 b12:00+30; c:2026-11-02 20:00-02:00 o22:00+30 o22:55+40 | hard 13:05 > 13
      half an hour between two does not  | 2026-11-02 08:00-20:00 b12:00+30; c:2026-11-02 20:00-02:00 o22:00+30 o23:00+60 | -
      without being on call it is another rule | 2026-11-02 06:00-19:30 | -
      over midnight                      | 2026-11-02 12:00-00:30 b16:00+30; c:2026-11-03 00:30-08:00 o02:00+65 | hard 13:05 > 13
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:9(5)',
    text: '40 hours on average where 16 times on call at night in 16 weeks, 45 with rest after the last call',
    cases: `
      at the limit            | w:2026-08-03 08:00-16:30 b12:00+30 wk5 x15; w:c:2026-08-03 20:00-06:00 every 7 days x15; 2026-11-16 08:00-16:30 b12:00+30 wk5 x1; c:2026-11-16 20:00-06:00 | -
      just over               | w:2026-08-03 08:00-16:30 b12:00+30 wk5 x15; w:c:2026-08-03 20:00-06:00 every 7 days x15; 2026-11-16 08:00-16:46 b12:00+30 wk5 x1; c:2026-11-16 20:00-06:00 | soft 40:05 > 40
      over 45                 | w:2026-08-03 08:00-17:30 b12:00+30 wk5 x15; w:c:2026-08-03 20:00-06:00 every 7 days x15; 2026-11-16 08:00-17:46 b12:00+30 wk5 x1; c:2026-11-16 20:00-06:00 | hard 45:05 > 40
      15 times                | w:2026-08-03 08:00-17:30 b12:00+30 wk5 x15; w:c:2026-08-03 20:00-06:00 every 7 days x15; 2026-11-16 08:00-17:46 b12:00+30 wk5 x1 | -
      evenings do not count   | w:2026-08-03 08:00-17:30 b12:00+30 wk5 x15; w:c:2026-08-03 20:00-00:00 every 7 days x15; 2026-11-16 08:00-17:46 b12:00+30 wk5 x1; c:2026-11-16 20:00-00:00 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:3',
    text: 'work on a call does not break the rest (5:9(8))',
    cases: `
      a call in the night | 2026-11-02 14:00-22:00; c:2026-11-02 22:00-09:00 o02:00+60; 2026-11-03 09:00-16:00 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:7b',
    text: 'but it counts in the hours of the week',
    cases: `
      58 hours and calls of two         | 2026-11-02 08:00-18:10 b12:00+30 every 1 day x6; c:2026-11-08 10:00-20:00 o12:00+120 | -
      five minutes more                 | 2026-11-02 08:00-18:10 b12:00+30 every 1 day x6; c:2026-11-08 10:00-20:00 o12:00+125 | hard 60:05 > 60
    `,
  });
});

describe('ATW 4:2: rosters are made known 28 days ahead, times at least 4', () => {
  lawTable({
    rule: 'NL-ATW/4:2(2)',
    text: 'the roster',
    announced: '2026-10-05 12:00',
    cases: `
      28 days ahead                | 2026-11-02 09:00-12:00 | -
      27 days                      | 2026-11-01 09:00-12:00 | soft 27 < 28
      the night before             | 2026-11-01 22:00-06:00 | soft 27 < 28
      three duties are one finding | 2026-10-30 09:00-12:00 every 1 day x3 | soft 25 < 28
      what was known is no news    | e:2026-10-30 09:00-12:00; 2026-10-30 09:00-12:00 | -
      another time is              | e:2026-10-30 09:00-12:00; 2026-10-30 10:00-12:00 | soft 25 < 28
    `,
  });
  lawTable({
    rule: 'NL-ATW/4:2(2)',
    text: 'over the change back: days, not hours',
    announced: '2026-10-05 23:30',
    cases: `
      28 days ahead | 2026-11-02 00:30-06:00 | -
      27 days       | 2026-11-01 00:30-06:00 | soft 27 < 28
    `,
  });
  lawTable({
    rule: 'NL-ATW/4:2(3)',
    text: 'the times',
    announced: '2026-11-02 12:00',
    cases: `
      4 days ahead | 2026-11-06 09:00-12:00 | -
      3 days       | 2026-11-05 09:00-12:00 | soft 3 < 4
    `,
  });
});

describe('BW 7:628a: calls four days ahead, and pay for what is withdrawn later', () => {
  const CALLED = { contract: 'call' } as const;
  lawTable({
    rule: 'NL-BW/628a(2)',
    text: 'people on call contracts may refuse',
    announced: '2026-11-02 12:00',
    who: CALLED,
    cases: `
      4 days ahead | 2026-11-06 09:00-12:00 | -
      3 days       | 2026-11-05 09:00-12:00 | soft 3 < 4
    `,
  });
  lawTable({
    rule: 'NL-BW/628a(2)',
    text: 'others are not called',
    announced: '2026-11-02 12:00',
    cases: `
      3 days | 2026-11-05 09:00-12:00 | -
    `,
  });
  lawTable({
    rule: 'NL-BW/628a(3)',
    text: 'a call withdrawn or changed',
    announced: '2026-11-02 12:00',
    who: CALLED,
    cases: `
      4 days ahead                | e:2026-11-06 09:00-12:00; 2026-11-10 09:00-12:00 | -
      3 days                      | e:2026-11-05 09:00-12:00; 2026-11-10 09:00-12:00 | soft 3 < 4
      moved by an hour            | e:2026-11-05 09:00-12:00; 2026-11-05 10:00-13:00 | soft 3 < 4
      as it was                   | e:2026-11-05 09:00-12:00; 2026-11-05 09:00-12:00 | -
      all of them withdrawn       | e:2026-11-05 09:00-12:00 | soft 3 < 4
      begun before the change     | e:2026-11-02 09:00-15:00; 2026-11-10 09:00-12:00 | -
    `,
  });
});
