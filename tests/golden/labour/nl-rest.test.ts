import { describe } from 'vitest';
import { lawTable } from '../../support/law-cases.js';

/** Dutch Working Hours Act: daily and weekly rest, Sundays. Clocks go back on 25 October 2026, forward on 29 March 2026. */
const SIXTEEN = { birthDate: '2010-01-15' };

describe('ATW 5:3(2): 11 hours of rest in the 24 hours from the start of a duty, once in 7 x 24 hours down to 8', () => {
  lawTable({
    rule: 'NL-ATW/5:3',
    text: 'daily rest of adults',
    cases: `
      over the limit                          | 2026-11-02 14:00-22:00; 2026-11-03 09:05-16:00 | -
      at the limit                            | 2026-11-02 14:00-22:00; 2026-11-03 09:00-16:00 | -
      just under it the reduction is used     | 2026-11-02 14:00-22:00; 2026-11-03 08:55-16:00 | note 10:55 < 11
      at the least of the reduction           | 2026-11-02 14:00-22:00; 2026-11-03 06:00-16:00 | note 8 < 11
      less than 8 hours make one duty         | 2026-11-02 14:00-22:00; 2026-11-03 05:55-09:00 | hard 5 < 11
      a long duty leaves 11 of the 24 hours   | 2026-11-02 08:00-21:00 | -
      a longer one does not                   | 2026-11-02 08:00-21:05 | note 10:55 < 11
      after midnight, at the limit            | 2026-11-02 18:00-02:00; 2026-11-03 13:00-18:00 | -
      after midnight, just under              | 2026-11-02 18:00-02:00; 2026-11-03 12:55-18:00 | note 10:55 < 11
      the rest may come before a second duty  | 2026-11-02 06:00-08:00; 2026-11-02 19:00-21:00; 2026-11-03 08:00-10:00 | -
      Sunday to Monday, at the limit          | 2026-11-08 14:00-22:00; 2026-11-09 09:00-16:00 | -
      Sunday to Monday, just under            | 2026-11-08 14:00-22:00; 2026-11-09 08:55-16:00 | note 10:55 < 11
      last duty before the roster             | w:2026-11-08 14:00-22:00; 2026-11-09 08:55-16:00 | note 10:55 < 11
      two reductions 168 hours apart          | 2026-11-02 14:00-22:00; 2026-11-03 07:00-15:00; 2026-11-09 14:00-22:00; 2026-11-10 07:00-15:00 | note 9 < 11, note 9 < 11
      the second within 168 hours             | 2026-11-02 14:00-22:00; 2026-11-03 07:00-15:00; 2026-11-09 13:55-22:00; 2026-11-10 07:00-15:00 | note 9 < 11, hard 9 < 11
      the first of them before the roster     | w:2026-11-02 14:00-22:00; w:2026-11-03 07:00-15:00; 2026-11-05 14:00-22:00; 2026-11-06 07:00-15:00 | hard 9 < 11
      clocks back: 10 hours on the wall are 11 | 2026-10-24 14:00-22:00; 2026-10-25 08:00-16:00 | -
      clocks back, just under                 | 2026-10-24 14:00-22:00; 2026-10-25 07:55-16:00 | note 10:55 < 11
      clocks forward: 12 on the wall are 11   | 2026-03-28 14:00-22:00; 2026-03-29 10:00-16:00 | -
      clocks forward, just under              | 2026-03-28 14:00-22:00; 2026-03-29 09:55-16:00 | note 10:55 < 11
      duty over the change back               | 2026-10-24 22:00-06:00; 2026-10-25 16:55-20:00 | note 10:55 < 11
      duty over the change forward            | 2026-03-28 22:00-06:00; 2026-03-29 17:00-20:00 | -
    `,
  });
});

describe('ATW 5:3(1): minors rest 12 hours in the 24 from the start of a duty', () => {
  lawTable({
    rule: 'NL-ATW/5:3/16',
    text: 'daily rest of minors',
    who: SIXTEEN,
    cases: `
      over the limit                 | 2026-11-02 16:00-20:00; 2026-11-03 08:05-12:00 | -
      at the limit                   | 2026-11-02 16:00-20:00; 2026-11-03 08:00-12:00 | -
      just under                     | 2026-11-02 16:00-20:00; 2026-11-03 07:55-12:00 | hard 11:55 < 12
      no reduction                   | 2026-11-02 16:00-20:00; 2026-11-03 05:00-12:00 | hard 9 < 12
      after midnight, just under     | 2026-11-02 18:00-00:30; 2026-11-03 12:25-15:00 | hard 11:55 < 12
      Sunday to Monday, at the limit | 2026-11-08 16:00-20:00; 2026-11-09 08:00-12:00 | -
      Sunday to Monday, just under   | 2026-11-08 16:00-20:00; 2026-11-09 07:55-12:00 | hard 11:55 < 12
      before the roster              | w:2026-11-08 16:00-20:00; 2026-11-09 07:55-12:00 | hard 11:55 < 12
      clocks back, at the limit      | 2026-10-24 16:00-20:00; 2026-10-25 07:00-11:00 | -
      clocks back, just under        | 2026-10-24 16:00-20:00; 2026-10-25 06:55-11:00 | hard 11:55 < 12
      clocks forward, at the limit   | 2026-03-28 16:00-20:00; 2026-03-29 09:00-11:00 | -
      clocks forward, just under     | 2026-03-28 16:00-20:00; 2026-03-29 08:55-11:00 | hard 11:55 < 12
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:3/16-night',
    text: 'the rest includes 23:00 to 06:00',
    who: SIXTEEN,
    cases: `
      up to 23:00                         | 2026-11-02 17:00-23:00 | -
      five minutes longer                 | 2026-11-02 17:00-23:05 | hard 5 > 0
      from 06:00                          | 2026-11-02 06:00-10:00 | -
      five minutes earlier                | 2026-11-02 05:55-10:00 | hard 5 > 0
      over midnight                       | 2026-11-02 20:00-00:30 | hard 90 > 0
      a break in it is no work            | 2026-11-02 20:00-23:30 b23:00+30 | -
      Sunday night                        | 2026-11-08 22:30-00:30 | hard 90 > 0
      clocks back: eight hours of night   | 2026-10-24 23:00-06:00 | hard 480 > 0
      clocks forward: six hours of night  | 2026-03-28 23:00-06:00 | hard 360 > 0
    `,
  });
});

describe('ATW 5:5(2)a: 36 hours of rest in the 7 x 24 hours from the start of a duty', () => {
  lawTable({
    rule: 'NL-ATW/5:5',
    text: 'weekly rest of adults',
    cases: `
      Monday to Friday, week after week   | 2026-11-02 09:00-17:30 wk5 x4 | -
      six days, at the limit              | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-12:00 | -
      just under                          | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-12:05 | hard 35:55 < 36
      just over                           | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-11:55 | -
      seven days over the border of weeks | 2026-11-05 09:00-17:00 every 1 day x7 | hard 16 < 36
      five before the roster, two in it   | w:2026-11-04 09:00-17:00 every 1 day x5; 2026-11-09 09:00-17:00 every 1 day x2 | hard 16 < 36
      nights over midnight, at the limit  | 2026-11-02 20:00-04:00 every 1 day x5; 2026-11-07 20:00-08:00 | -
      nights over midnight, just under    | 2026-11-02 20:00-04:00 every 1 day x5; 2026-11-07 20:00-08:05 | hard 35:55 < 36
      clocks back: the window ends at midnight | 2026-10-19 01:00-08:00 every 1 day x5; 2026-10-24 01:00-13:00 | -
      clocks back, just under             | 2026-10-19 01:00-08:00 every 1 day x5; 2026-10-24 01:00-13:05 | hard 35:55 < 36
      clocks forward: it ends at two      | 2026-03-23 01:00-08:00 every 1 day x5; 2026-03-28 01:00-13:00 | -
      clocks forward, just under          | 2026-03-23 01:00-08:00 every 1 day x5; 2026-03-28 01:00-13:05 | hard 35:55 < 36
    `,
  });
});

describe('ATW 5:5(2)b: 72 hours in 14 x 24 hours in parts of 32, where a scheme allows it', () => {
  const or = { minHours: 72, perHours: 336, partHours: 32 };
  const rules = [
    { id: 'NL-ATW/5:5', article: 'ATW 5:5(2)', kind: 'weekly-rest', minHours: 36, perHours: 168, or, ageFrom: 18 },
  ];
  lawTable({
    rule: 'NL-ATW/5:5',
    text: 'weekly rest, the alternative',
    laws: { sets: [{ id: 'NL', extends: 'NL', rules }] },
    cases: `
      32 and 40 hours in a fortnight        | 2026-11-02 00:00-08:00 every 1 day x6; 2026-11-08 16:00-23:00; 2026-11-09 14:00-22:00 every 1 day x5; 2026-11-14 07:55-08:00 | -
      36 hours in seven days will do        | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-12:00 | -
      neither of both                       | 2026-11-02 09:00-17:00 every 1 day x13 | hard 16 < 36
      a part of less than 32 does not count | 2026-11-02 00:00-08:00 every 1 day x6; 2026-11-08 15:55-23:00; 2026-11-09 14:00-22:00 every 1 day x5; 2026-11-14 07:55-08:00 | hard 31:55 < 36
    `,
  });
});

describe('ATW 5:5(1): minors rest 36 hours in 7 x 24 hours', () => {
  lawTable({
    rule: 'NL-ATW/5:5/16',
    text: 'weekly rest of minors',
    who: SIXTEEN,
    cases: `
      at the limit                   | 2026-11-02 06:00-10:00 every 1 day x5; 2026-11-07 06:00-18:00 | -
      just under                     | 2026-11-02 06:00-10:00 every 1 day x5; 2026-11-07 06:00-18:05 | hard 35:55 < 36
      seven days over the week's end | 2026-11-05 09:00-17:00 every 1 day x7 | hard 16 < 36
      over midnight                  | 2026-11-02 20:00-00:30 every 1 day x7 | hard 19:30 < 36
      clocks back, just under        | 2026-10-19 07:00-10:00 every 1 day x5; 2026-10-24 07:00-19:05 | hard 35:55 < 36
      clocks forward, just under     | 2026-03-23 07:00-10:00 every 1 day x5; 2026-03-28 07:00-19:05 | hard 35:55 < 36
    `,
  });
});

describe('ATW 5:6(1): no work on Sunday unless agreed', () => {
  lawTable({
    rule: 'NL-ATW/5:6(1)',
    text: 'work on Sundays is named',
    cases: `
      up to midnight on Saturday       | 2026-11-07 18:00-00:00 | -
      five minutes after it            | 2026-11-07 18:00-00:05 | note 1 > 0
      from midnight on Monday          | 2026-11-09 00:00-06:00 | -
      five minutes before it           | 2026-11-08 23:55-06:00 | note 1 > 0
      two Sundays                      | 2026-11-08 10:00-14:00 every 7 days x2 | note 2 > 0
      a break on Sunday is no work     | 2026-11-07 20:00-00:30 b00:00+30 | -
      the Sunday when clocks go back   | 2026-10-25 02:00*-03:00 | note 1 > 0
      the Sunday when they go forward  | 2026-03-29 01:00-03:00 | note 1 > 0
      worked before the roster         | w:2026-11-08 10:00-14:00; 2026-11-09 10:00-14:00 | -
    `,
  });
});

describe('ATW 5:1: another weekly day of rest', () => {
  lawTable({
    rule: 'NL-ATW/5:6(1)',
    text: 'the day of rest is Saturday',
    who: { circumstances: [{ kind: 'rest-day', weekdays: [6], record: 'letter' }] },
    cases: `
      Sunday   | 2026-11-08 10:00-14:00 | -
      Saturday | 2026-11-07 10:00-14:00 | note 1 > 0
    `,
  });
});

describe('ATW 5:6(3): 13 Sundays free in 52 weeks', () => {
  lawTable({
    rule: 'NL-ATW/5:6(3)',
    text: 'free Sundays, those of unknown weeks count as free',
    cases: `
      39 worked                            | w:2026-03-01 10:00-15:00 every 7 days x38; 2026-11-22 10:00-15:00 | -
      40 worked                            | w:2026-02-22 10:00-15:00 every 7 days x39; 2026-11-22 10:00-15:00 | hard 12 < 13
      41 worked                            | w:2026-02-15 10:00-15:00 every 7 days x40; 2026-11-22 10:00-15:00 | hard 11 < 13
      one of 40 lies 52 weeks back         | w:2025-11-23 10:00-15:00; w:2026-03-01 10:00-15:00 every 7 days x38; 2026-11-22 10:00-15:00 | -
      one of 40 lies 51 weeks back         | w:2025-11-30 10:00-15:00; w:2026-03-01 10:00-15:00 every 7 days x38; 2026-11-22 10:00-15:00 | hard 12 < 13
      Saturdays past midnight count        | w:2026-02-21 20:00-00:05 every 7 days x39; 2026-11-21 20:00-00:05 | hard 12 < 13
      Sunday nights end on Monday          | w:2026-02-22 23:00-05:00 every 7 days x39; 2026-11-22 23:00-05:00 | hard 12 < 13
      Mondays from midnight do not count   | w:2026-02-23 00:00-05:00 every 7 days x39; 2026-11-23 00:00-05:00 | -
    `,
  });
});
