import { describe } from 'vitest';
import { lawTable } from '../../support/law-cases.js';

/** Dutch Working Hours Act: breaks and hours of work. Clocks go back on 25 October 2026, forward on 29 March 2026. */
const SIXTEEN = { birthDate: '2010-01-15' };

describe('ATW 5:4(2)a: 30 minutes of break in more than 5.5 hours of work, in parts of 15', () => {
  lawTable({
    rule: 'NL-ATW/5:4a',
    text: 'breaks of adults',
    cases: `
      5.5 hours need none              | 2026-11-02 09:00-14:30 | -
      a minute more                    | 2026-11-02 09:00-14:31 | hard 0 < 30
      29 minutes are not enough        | 2026-11-02 09:00-17:00 b13:00+29 | hard 29 < 30
      30 are                           | 2026-11-02 09:00-17:00 b13:00+30 | -
      31 are                           | 2026-11-02 09:00-17:00 b13:00+31 | -
      two quarters are                 | 2026-11-02 09:00-17:00 b11:00+15 b14:00+15 | -
      14 minutes are work              | 2026-11-02 09:00-17:00 b11:00+14 b14:00+16 | hard 16 < 30
      time between two shifts is one   | 2026-11-02 09:00-13:00; 2026-11-02 13:30-17:00 | -
      25 minutes between two shifts    | 2026-11-02 09:00-13:00; 2026-11-02 13:25-17:00 | hard 25 < 30
      over midnight, at the limit      | 2026-11-02 21:00-02:30 | -
      over midnight, over it           | 2026-11-02 21:00-02:35 | hard 0 < 30
      Sunday to Monday                 | 2026-11-08 21:00-02:35 | hard 0 < 30
      clocks back, at the limit        | 2026-10-24 22:00-02:30* | -
      clocks back, over it             | 2026-10-24 22:00-02:35* | hard 0 < 30
      clocks forward, at the limit     | 2026-03-28 22:00-04:30 | -
      clocks forward, over it          | 2026-03-28 22:00-04:35 | hard 0 < 30
    `,
  });
});

describe('ATW 5:4(2)b: 45 minutes of break in more than 10 hours of work', () => {
  lawTable({
    rule: 'NL-ATW/5:4b',
    text: 'breaks in long duties',
    cases: `
      10 hours with 30 minutes      | 2026-11-02 09:00-19:30 b13:00+30 | -
      a minute more                 | 2026-11-02 09:00-19:31 b13:00+30 | hard 30 < 45
      44 minutes                    | 2026-11-02 09:00-20:00 b13:00+44 | hard 44 < 45
      45 minutes                    | 2026-11-02 09:00-20:00 b13:00+45 | -
      three quarters                | 2026-11-02 08:00-19:00 b10:00+15 b13:00+15 b16:00+15 | -
      over midnight, at the limit   | 2026-11-02 15:00-01:30 b19:00+30 | -
      over midnight, over it        | 2026-11-02 15:00-01:35 b19:00+30 | hard 30 < 45
      Sunday to Monday, over it     | 2026-11-08 15:00-01:35 b19:00+30 | hard 30 < 45
      clocks back, at the limit     | 2026-10-24 19:00-04:30 b22:00+30 | -
      clocks back, over it          | 2026-10-24 19:00-04:35 b22:00+30 | hard 30 < 45
      clocks forward, at the limit  | 2026-03-28 19:00-06:30 b22:00+30 | -
      clocks forward, over it       | 2026-03-28 19:00-06:35 b22:00+30 | hard 30 < 45
    `,
  });
});

describe('ATW 5:4(1): minors break for 30 minutes in more than 4.5 hours of work', () => {
  lawTable({
    rule: 'NL-ATW/5:4/16',
    text: 'breaks of minors',
    who: SIXTEEN,
    cases: `
      4.5 hours need none          | 2026-11-02 13:00-17:30 | -
      five minutes more            | 2026-11-02 13:00-17:35 | hard 0 < 30
      25 minutes                   | 2026-11-02 09:00-17:00 b13:00+25 | hard 25 < 30
      30 minutes                   | 2026-11-02 09:00-17:00 b13:00+30 | -
      over midnight                | 2026-11-02 20:00-00:35 | hard 0 < 30
      Sunday to Monday             | 2026-11-08 20:00-00:35 | hard 0 < 30
      clocks back, at the limit    | 2026-10-25 00:00-03:30 | -
      clocks back, over it         | 2026-10-25 00:00-03:35 | hard 0 < 30
      clocks forward, at the limit | 2026-03-29 00:00-05:30 | -
      clocks forward, over it      | 2026-03-29 00:00-05:35 | hard 0 < 30
    `,
  });
});

describe('ATW 5:7(2)a: 12 hours of work in a duty', () => {
  lawTable({
    rule: 'NL-ATW/5:7a',
    text: 'a duty of adults',
    cases: `
      just under                          | 2026-11-02 08:00-20:40 b12:00+45 | -
      at the limit                        | 2026-11-02 08:00-20:45 b12:00+45 | -
      just over                           | 2026-11-02 08:00-20:50 b12:00+45 | hard 12:05 > 12
      two shifts within 8 hours           | 2026-11-02 06:00-12:00; 2026-11-02 17:00-23:05 | hard 12:05 > 12
      two shifts 8 hours apart            | 2026-11-02 00:00-07:00; 2026-11-02 15:00-21:00 | -
      over midnight, at the limit         | 2026-11-02 16:00-04:45 b20:00+45 | -
      over midnight, just over            | 2026-11-02 16:00-04:50 b20:00+45 | hard 12:05 > 12
      Sunday to Monday, just over         | 2026-11-08 14:00-02:05 | hard 12:05 > 12
      clocks back: 11 on the wall are 12  | 2026-10-24 18:00-05:00 | -
      clocks back, just over              | 2026-10-24 18:00-05:05 | hard 12:05 > 12
      clocks forward: 13 on it are 12     | 2026-03-28 18:00-07:00 | -
      clocks forward, just over           | 2026-03-28 18:00-07:05 | hard 12:05 > 12
    `,
  });
});

describe('ATW 5:7(2)b: 60 hours of work in a week', () => {
  lawTable({
    rule: 'NL-ATW/5:7b',
    text: 'a week of adults; leave counts as worked (5:2)',
    cases: `
      just under                        | 2026-11-02 08:00-18:30 b12:00+30 every 1 day x5; 2026-11-07 08:00-18:25 b12:00+30 | -
      at the limit                      | 2026-11-02 08:00-18:30 b12:00+30 every 1 day x6 | -
      just over                         | 2026-11-02 08:00-18:30 b12:00+30 every 1 day x5; 2026-11-07 08:00-18:35 b12:00+30 | hard 60:05 > 60
      seven days over the week's border | 2026-11-05 08:00-18:30 b12:00+30 every 1 day x7 | -
      Sunday night counts to midnight   | 2026-11-02 08:00-18:00 b12:00+30 every 1 day x6; 2026-11-08 21:00-04:00 | -
      five minutes more before midnight | 2026-11-02 08:00-18:00 b12:00+30 every 1 day x6; 2026-11-08 20:55-04:00 | hard 60:05 > 60
      night into Monday counts there    | w:2026-11-01 19:00-05:00; 2026-11-02 20:00-06:30 b00:00+30 every 1 day x5; 2026-11-07 18:00-23:05 | hard 60:05 > 60
      leave of a week and two days      | leave 2026-11-02..2026-11-06; 2026-11-07 08:00-18:30 b12:00+30 every 1 day x2 | -
      five minutes more                 | leave 2026-11-02..2026-11-06; 2026-11-07 08:00-18:30 b12:00+30; 2026-11-08 08:00-18:35 b12:00+30 | hard 60:05 > 60
      clocks back, at the limit         | 2026-10-19 08:00-18:30 b12:00+30 every 1 day x5; 2026-10-24 19:00-04:00 | -
      clocks back, just over            | 2026-10-19 08:00-18:30 b12:00+30 every 1 day x5; 2026-10-24 19:00-04:05 | hard 60:05 > 60
      clocks forward, at the limit      | 2026-03-23 08:00-18:30 b12:00+30 every 1 day x5; 2026-03-28 18:00-05:00 | -
      clocks forward, just over         | 2026-03-23 08:00-18:30 b12:00+30 every 1 day x5; 2026-03-28 18:00-05:05 | hard 60:05 > 60
    `,
  });
});

describe('ATW 5:7(2)c: 48 hours a week on average over 16 weeks', () => {
  lawTable({
    rule: 'NL-ATW/5:7c',
    text: 'with the weeks worked before',
    cases: `
      at the limit                           | w:2026-08-03 08:00-18:21 b12:00+45 wk5 x15; 2026-11-16 08:00-18:21 b12:00+45 wk5 x1 | -
      just under                             | w:2026-08-03 08:00-18:21 b12:00+45 wk5 x15; 2026-11-16 08:00-18:20 b12:00+45 wk5 x1 | -
      just over                              | w:2026-08-03 08:00-18:21 b12:00+45 wk5 x15; 2026-11-16 08:00-18:37 b12:00+45 wk5 x1 | hard 48:05 > 48
      without history nothing is shown       | 2026-11-16 08:00-18:37 b12:00+45 wk5 x1 | -
      a peak 16 weeks back is out of it      | w:2026-07-27 08:00-20:00 b12:00+45 wk5 x1; w:2026-08-03 08:00-18:21 b12:00+45 wk5 x15; 2026-11-16 08:00-18:21 b12:00+45 wk5 x1 | -
      a window that ends inside the roster   | w:2026-08-03 08:00-18:21 b12:00+45 wk5 x15; 2026-11-16 08:00-18:37 b12:00+45 wk5 x1; 2026-11-23 08:00-12:00 | hard 48:05 > 48
      leave counts                           | leave 2026-08-03..2026-08-07; w:2026-08-10 08:00-18:21 b12:00+45 wk5 x14; 2026-11-16 08:00-19:57 b12:00+45 wk5 x1 | -
      leave counts, just over                | leave 2026-08-03..2026-08-07; w:2026-08-10 08:00-18:21 b12:00+45 wk5 x14; 2026-11-16 08:00-20:13 b12:00+45 wk5 x1 | hard 48:05 > 48
      Sunday nights go to both weeks         | w:2026-08-02 20:00-08:00; w:2026-08-03 10:00-18:21 b12:00+45 wk5 x1; w:2026-08-10 08:00-18:21 b12:00+45 wk5 x14; 2026-11-16 08:00-18:21 b12:00+45 wk5 x1 | -
      a night of the change back, at it      | w:2026-08-03 08:00-18:21 b12:00+45 wk5 x11; w:2026-10-19 08:00-18:21 b12:00+45 wk4 x1; w:2026-10-24 22:00-06:36; w:2026-10-26 08:00-18:21 b12:00+45 wk5 x3; 2026-11-16 08:00-18:21 b12:00+45 wk5 x1 | -
      a night of the change back, over it    | w:2026-08-03 08:00-18:21 b12:00+45 wk5 x11; w:2026-10-19 08:00-18:21 b12:00+45 wk4 x1; w:2026-10-24 22:00-06:52; w:2026-10-26 08:00-18:21 b12:00+45 wk5 x3; 2026-11-16 08:00-18:21 b12:00+45 wk5 x1 | hard 48:01 > 48
      a night of the change forward, at it   | w:2025-12-15 08:00-18:21 b12:00+45 wk5 x14; w:2026-03-23 08:00-18:21 b12:00+45 wk4 x1; w:2026-03-28 22:00-08:36; 2026-03-30 08:00-18:21 b12:00+45 wk5 x1 | -
      a night of the change forward, over it | w:2025-12-15 08:00-18:21 b12:00+45 wk5 x14; w:2026-03-23 08:00-18:21 b12:00+45 wk4 x1; w:2026-03-28 22:00-08:52; 2026-03-30 08:00-18:21 b12:00+45 wk5 x1 | hard 48:01 > 48
    `,
  });
});

describe('ATW 5:7(3): 55 hours a week on average over 4 weeks', () => {
  lawTable({
    rule: 'NL-ATW/5:7(3)',
    text: 'with the weeks worked before',
    cases: `
      at the limit                           | 2026-11-02 08:00-19:45 b12:00+45 wk5 x4 | -
      just over                              | 2026-11-02 08:00-19:45 b12:00+45 wk5 x3; 2026-11-23 08:00-19:45 b12:00+45 wk4 x1; 2026-11-27 08:00-19:49 b12:00+45 | hard 55:01 > 55
      three weeks before the roster          | w:2026-11-02 08:00-19:45 b12:00+45 wk5 x3; 2026-11-23 08:00-19:45 b12:00+45 wk4 x1; 2026-11-27 08:00-19:49 b12:00+45 | hard 55:01 > 55
      three weeks only                       | 2026-11-02 08:00-20:45 b12:00+45 wk5 x3 | -
      Sunday night to midnight only          | 2026-11-02 08:00-19:45 b12:00+45 wk5 x3; 2026-11-23 08:00-19:45 b12:00+45 wk4 x1; 2026-11-29 13:00-03:00 | -
      Sunday night, four minutes earlier     | 2026-11-02 08:00-19:45 b12:00+45 wk5 x3; 2026-11-23 08:00-19:45 b12:00+45 wk4 x1; 2026-11-29 12:56-03:00 | hard 55:01 > 55
      a night of the change back, at it      | 2026-10-05 08:00-19:45 b12:00+45 wk5 x2; 2026-10-19 08:00-19:45 b12:00+45 wk4 x1; 2026-10-24 19:00-05:00; 2026-10-26 08:00-19:45 b12:00+45 wk5 x1 | -
      a night of the change back, over it    | 2026-10-05 08:00-19:45 b12:00+45 wk5 x2; 2026-10-19 08:00-19:45 b12:00+45 wk4 x1; 2026-10-24 19:00-05:04; 2026-10-26 08:00-19:45 b12:00+45 wk5 x1 | hard 55:01 > 55
      a night of the change forward, at it   | 2026-03-09 08:00-19:45 b12:00+45 wk5 x2; 2026-03-23 08:00-19:45 b12:00+45 wk4 x1; 2026-03-28 19:00-07:00; 2026-03-30 08:00-19:45 b12:00+45 wk5 x1 | -
      a night of the change forward, over it | 2026-03-09 08:00-19:45 b12:00+45 wk5 x2; 2026-03-23 08:00-19:45 b12:00+45 wk4 x1; 2026-03-28 19:00-07:04; 2026-03-30 08:00-19:45 b12:00+45 wk5 x1 | hard 55:01 > 55
    `,
  });
});

describe('ATW 5:7(1): minors work 9 hours a duty, 45 a week, 40 on average over 4 weeks', () => {
  lawTable({
    rule: 'NL-ATW/5:7/16a',
    text: 'a duty of minors',
    who: SIXTEEN,
    cases: `
      at the limit                 | 2026-11-02 09:00-18:30 b12:00+30 | -
      just over                    | 2026-11-02 09:00-18:35 b12:00+30 | hard 9:05 > 9
      over midnight                | 2026-11-02 15:30-01:05 b18:00+30 | hard 9:05 > 9
      Sunday to Monday             | 2026-11-08 15:30-01:05 b18:00+30 | hard 9:05 > 9
      clocks back, at the limit    | 2026-10-24 22:00-06:00 | -
      clocks back, just over       | 2026-10-24 22:00-06:05 | hard 9:05 > 9
      clocks forward, at the limit | 2026-03-28 22:00-08:00 | -
      clocks forward, just over    | 2026-03-28 22:00-08:05 | hard 9:05 > 9
      the day before the birthday  | 2028-01-14 09:00-18:35 b12:00+30 | hard 9:05 > 9
      the birthday                 | 2028-01-15 09:00-18:35 b12:00+30 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:7/16b',
    text: 'a week of minors',
    who: SIXTEEN,
    cases: `
      45 hours                          | 2026-11-02 09:00-18:30 b12:00+30 every 1 day x5 | -
      five minutes more                 | 2026-11-02 09:00-18:30 b12:00+30 every 1 day x5; 2026-11-07 09:00-09:05 | hard 45:05 > 45
      over the border of the week       | 2026-11-05 09:00-18:30 b12:00+30 every 1 day x6 | -
      Sunday over midnight              | 2026-11-02 09:00-17:30 b12:00+30 every 1 day x5; 2026-11-08 18:55-02:00 | hard 45:05 > 45
      clocks back                       | 2026-10-19 09:00-17:30 b12:00+30 every 1 day x5; 2026-10-24 23:00-03:05 | hard 45:05 > 45
      clocks forward                    | 2026-03-23 09:00-17:30 b12:00+30 every 1 day x5; 2026-03-28 23:00-05:05 | hard 45:05 > 45
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:7/16c',
    text: 'the average of minors',
    who: SIXTEEN,
    cases: `
      40 hours                    | 2026-11-02 09:00-17:30 b12:00+30 wk5 x4 | -
      four minutes more in all    | 2026-11-02 09:00-17:30 b12:00+30 wk5 x4; 2026-11-28 09:00-09:04 | hard 40:01 > 40
      three weeks worked before   | w:2026-11-02 09:00-17:30 b12:00+30 wk5 x3; 2026-11-23 09:00-17:30 b12:00+30 wk5 x1; 2026-11-28 09:00-09:04 | hard 40:01 > 40
      with the change back        | 2026-10-05 09:00-17:30 b12:00+30 wk5 x3; 2026-10-25 02:00-02:04*; 2026-10-26 09:00-16:17 b12:00+30 wk5 x1 | -
      with the change forward     | 2026-03-09 09:00-17:30 b12:00+30 wk5 x3; 2026-03-29 01:00-04:00; 2026-03-30 09:00-17:30 b12:00+30 wk5 x1 | hard 40:30 > 40
    `,
  });
});

describe('ATW 4:4: hours at school are working time of minors', () => {
  const school = {
    birthDate: '2010-01-15',
    circumstances: [{ kind: 'school', weekdays: [1, 2, 3, 4, 5], fromMinute: 510, toMinute: 900 }],
  } as const;
  lawTable({
    rule: 'NL-ATW/5:7/16a',
    text: 'school from 08:30 to 15:00 and work after it',
    who: school,
    cases: `
      two and a half hours of work | 2026-11-02 16:00-18:30 | -
      five minutes more            | 2026-11-02 16:00-18:35 | hard 9:05 > 9
      on Saturday there is none    | 2026-11-07 09:00-18:30 b12:00+30 | -
    `,
  });
  lawTable({
    rule: 'NL-ATW/5:7/16b',
    text: '32.5 hours of school and 12.5 of work',
    who: school,
    cases: `
      at the limit      | 2026-11-02 16:00-18:30 every 1 day x5 | -
      five minutes more | 2026-11-02 16:00-18:30 every 1 day x5; 2026-11-07 10:00-10:05 | hard 45:05 > 45
    `,
  });
});

describe('ATW 3:2: children do not work', () => {
  lawTable({
    rule: 'NL-ATW/3:2',
    text: 'from sixteen on',
    who: { birthDate: '2010-11-03' },
    cases: `
      the day before the birthday | 2026-11-02 10:00-12:00 | hard 15 < 16
      over midnight into it       | 2026-11-02 22:00-00:30 | hard 15 < 16
      the birthday                | 2026-11-03 10:00-12:00 | -
    `,
  });
});

describe('Arbocatalogus contact centres 1.2: screen work of two hours is followed by ten minutes of something else', () => {
  lawTable({
    rule: 'NL-KSF/1.2',
    text: 'screen breaks',
    cases: `
      two hours are the limit                   | 2026-11-02 09:00-11:00 | -
      just over it                              | 2026-11-02 09:00-11:05 | note 2:05 > 2
      a break of ten minutes in time            | 2026-11-02 09:00-13:10 b11:00+10 | -
      a shorter one                             | 2026-11-02 09:00-13:05 b11:00+5 | note 4 > 2
      a break after midnight                    | 2026-11-02 23:00-03:10 b01:00+10 | -
      across midnight, just over                | 2026-11-02 23:00-01:05 | note 2:05 > 2
      Sunday to Monday, just over               | 2026-11-08 23:00-01:05 | note 2:05 > 2
      clocks back: one hour on the wall is two  | 2026-10-25 01:30-02:30* | -
      clocks back, just over                    | 2026-10-25 01:30-02:35* | note 2:05 > 2
      clocks forward: three on the wall are two | 2026-03-29 01:00-04:00 | -
      clocks forward, just over                 | 2026-03-29 01:00-04:05 | note 2:05 > 2
    `,
  });
});
