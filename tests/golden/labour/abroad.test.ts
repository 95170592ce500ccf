import { describe, expect, it } from 'vitest';
import { lawBookOf } from '../../../src/labour/book.js';
import { lawTable } from '../../support/law-cases.js';

/** Main limits of the other rule sets at, under and over: day, week, rest, night, break. */

describe('EU directive 2003/88/EC', () => {
  const law = { id: 'EU', zone: 'Europe/Brussels', country: 'BE' };
  lawTable({
    rule: 'EU-WTD/3',
    text: '11 hours of rest in 24',
    law,
    cases: `
      over           | 2026-11-02 12:00-22:00; 2026-11-03 09:05-12:00 | -
      at             | 2026-11-02 12:00-22:00; 2026-11-03 09:00-12:00 | -
      under          | 2026-11-02 12:00-22:00; 2026-11-03 08:55-12:00 | hard 10:55 < 11
      clocks back    | 2026-10-24 12:00-22:00; 2026-10-25 08:00-12:00 | -
      clocks forward | 2026-03-28 14:00-22:00; 2026-03-29 09:55-12:00 | hard 10:55 < 11
    `,
  });
  lawTable({
    rule: 'EU-WTD/5',
    text: '24 hours and the 11 of the day in seven days',
    law,
    cases: `
      at             | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-13:00 | -
      under          | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-13:05 | hard 34:55 < 35
    `,
  });
  lawTable({
    rule: 'EU-WTD/6',
    text: '48 hours on average over 17 weeks',
    law,
    cases: `
      at             | w:2026-07-27 08:00-18:06 b12:00+30 wk5 x16; 2026-11-16 08:00-18:06 b12:00+30 wk5 x1 | -
      over           | w:2026-07-27 08:00-18:06 b12:00+30 wk5 x16; 2026-11-16 08:00-18:23 b12:00+30 wk5 x1 | hard 48:05 > 48
    `,
  });
  lawTable({
    rule: 'EU-WTD/8',
    text: '8 hours of night work, 3 hours between 00:00 and 05:00 making a night',
    law,
    cases: `
      at             | 2026-11-02 21:00-05:30 b01:00+30 | -
      over           | 2026-11-02 21:00-05:35 b01:00+30 | soft 8:05 > 8
      no night       | 2026-11-02 17:00-02:59 b20:00+30 | -
    `,
  });
  lawTable({
    rule: 'EU-WTD/4',
    text: 'a break in more than 6 hours',
    law,
    cases: `
      at             | 2026-11-02 09:00-15:00 | -
      over           | 2026-11-02 09:00-15:05 | hard 0 < 30
      29 minutes     | 2026-11-02 09:00-16:00 b12:00+29 | hard 29 < 30
    `,
  });
});

describe('South Africa', () => {
  const law = { id: 'ZA', zone: 'Africa/Johannesburg', country: 'ZA' };
  lawTable({
    rule: 'ZA-BCEA/10',
    text: '9 hours and 3 of overtime a day',
    law,
    cases: `
      at   | 2026-11-02 08:00-21:00 b12:00+60 | -
      over | 2026-11-02 08:00-21:05 b12:00+60 | hard 12:05 > 12
    `,
  });
  lawTable({
    rule: 'ZA-BCEA/9',
    text: '9 ordinary hours a day',
    law,
    cases: `
      at   | 2026-11-02 08:00-18:00 b12:00+60 | -
      over | 2026-11-02 08:00-18:05 b12:00+60 | soft 9:05 > 9
    `,
  });
  lawTable({
    rule: 'ZA-BCEA/10w',
    text: '45 hours and 10 of overtime a week',
    law,
    cases: `
      at   | 2026-11-02 08:00-20:00 b12:00+60 every 1 day x5 | -
      over | 2026-11-02 08:00-20:00 b12:00+60 every 1 day x4; 2026-11-06 08:00-20:05 b12:00+60 | hard 55:05 > 55
    `,
  });
  lawTable({
    rule: 'ZA-BCEA/15d',
    text: '12 hours of rest a day',
    law,
    cases: `
      at                          | 2026-11-02 13:00-21:00; 2026-11-03 09:00-12:00 | -
      under                       | 2026-11-02 13:00-21:00; 2026-11-03 08:55-12:00 | hard 11:55 < 12
      clocks do not change there  | 2026-10-24 13:00-21:00; 2026-10-25 09:00-12:00 | -
    `,
  });
  lawTable({
    rule: 'ZA-BCEA/15w',
    text: '36 hours of rest a week',
    law,
    cases: `
      at    | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-12:00 | -
      under | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-12:05 | hard 35:55 < 36
    `,
  });
  lawTable({
    rule: 'ZA-BCEA/14',
    text: 'half an hour off after 5 hours',
    law,
    cases: `
      at         | 2026-11-02 08:00-13:00 | -
      over       | 2026-11-02 08:00-13:05 | hard 5:05 > 5
      29 minutes | 2026-11-02 08:00-14:00 b12:00+29 | hard 5:31 > 5
    `,
  });
  lawTable({
    rule: 'ZA-BCEA/17',
    text: 'five nights a month are regular night work',
    law,
    cases: `
      four | 2026-11-02 20:00-04:00 b00:00+60 every 1 day x4 | -
      five | 2026-11-02 20:00-04:00 b00:00+60 every 1 day x5 | note 5 > 4
    `,
  });
});

describe('Suriname', () => {
  const law = { id: 'SR', zone: 'America/Paramaribo', country: 'SR' };
  lawTable({
    rule: 'SR-AW/hours',
    text: '8.5 hours a day',
    law,
    cases: `
      at            | 2026-11-02 08:00-17:00 b12:00+30 | -
      over          | 2026-11-02 08:00-17:05 b12:00+30 | hard 8:35 > 8:30
      over midnight | 2026-11-02 20:00-05:05 b00:00+30 | hard 8:35 > 8:30
    `,
  });
  lawTable({
    rule: 'SR-AW/week',
    text: '48 hours a week',
    law,
    cases: `
      at   | 2026-11-02 08:00-16:30 b12:00+30 every 1 day x6 | -
      over | 2026-11-02 08:00-16:30 b12:00+30 every 1 day x5; 2026-11-07 08:00-16:35 b12:00+30 | hard 48:05 > 48
    `,
  });
  lawTable({
    rule: 'SR-own/rest',
    text: 'own floor: 11 hours a day',
    law,
    cases: `
      at    | 2026-11-02 13:00-21:00; 2026-11-03 08:00-12:00 | -
      under | 2026-11-02 13:00-21:00; 2026-11-03 07:55-12:00 | hard 10:55 < 11
    `,
  });
  lawTable({
    rule: 'SR-own/week-rest',
    text: 'own floor: 24 hours a week',
    law,
    cases: `
      at    | 2026-11-02 08:00-16:00 every 1 day x5; 2026-11-07 00:00-08:00; 2026-11-08 08:00-09:00 | -
      under | 2026-11-02 08:00-16:00 every 1 day x5; 2026-11-07 00:00-08:00; 2026-11-08 07:55-09:00 | hard 23:55 < 24
    `,
  });
  lawTable({
    rule: 'SR-AW/break',
    text: 'half an hour after 5 hours in days of more than 6',
    law,
    cases: `
      six hours        | 2026-11-02 08:00-14:00 | -
      a little more    | 2026-11-02 08:00-14:05 | hard 6:05 > 5
      after five hours | 2026-11-02 08:00-16:00 b13:00+30 | -
      later            | 2026-11-02 08:00-16:00 b13:05+30 | hard 5:05 > 5
    `,
  });
  lawTable({
    rule: 'SR-AW/sunday',
    text: 'Sundays and national holidays need a permit',
    law,
    cases: `
      Saturday          | 2026-11-07 08:00-12:00 | -
      Sunday            | 2026-11-08 08:00-12:00 | soft 1 > 0
      Independence Day  | 2026-11-25 08:00-12:00 | soft 1 > 0
    `,
  });
});

describe('Turkey', () => {
  const law = { id: 'TR', zone: 'Europe/Istanbul', country: 'TR' };
  lawTable({
    rule: 'TR-4857/63d',
    text: '11 hours a day',
    law,
    cases: `
      at   | 2026-11-02 08:00-20:00 b12:00+60 | -
      over | 2026-11-02 08:00-20:05 b12:00+60 | hard 11:05 > 11
    `,
  });
  lawTable({
    rule: 'TR-4857/63',
    text: '45 hours on average over two months',
    law,
    cases: `
      at   | w:2026-09-28 08:00-18:00 b12:00+60 wk5 x7; 2026-11-16 08:00-18:00 b12:00+60 wk5 x1 | -
      over | w:2026-09-28 08:00-18:00 b12:00+60 wk5 x7; 2026-11-16 08:00-18:08 b12:00+60 wk5 x1 | soft 45:05 > 45
    `,
  });
  lawTable({
    rule: 'TR-4857/46',
    text: '24 hours of rest a week',
    law,
    cases: `
      at    | 2026-11-02 08:00-16:00 every 1 day x5; 2026-11-07 00:00-08:00; 2026-11-08 08:00-09:00 | -
      under | 2026-11-02 08:00-16:00 every 1 day x5; 2026-11-07 00:00-08:00; 2026-11-08 07:55-09:00 | hard 23:55 < 24
    `,
  });
  lawTable({
    rule: 'TR-own/rest',
    text: '11 hours between shifts',
    law,
    cases: `
      at    | 2026-11-02 13:00-21:00; 2026-11-03 08:00-12:00 | -
      under | 2026-11-02 13:00-21:00; 2026-11-03 07:55-12:00 | hard 10:55 < 11
    `,
  });
  lawTable({
    rule: 'TR-4857/69',
    text: '7.5 hours of night work',
    law,
    cases: `
      at       | 2026-11-02 20:00-04:30 b00:00+60 | -
      over     | 2026-11-02 20:00-04:35 b00:00+60 | hard 7:35 > 7:30
      no night | 2026-11-02 13:00-23:45 b18:00+60 | -
    `,
  });
  lawTable({
    rule: 'TR-4857/68a',
    text: 'half an hour in more than 4 hours',
    law,
    cases: `
      at   | 2026-11-02 08:00-12:00 | -
      over | 2026-11-02 08:00-12:05 | hard 0 < 30
    `,
  });
  lawTable({
    rule: 'TR-4857/68b',
    text: 'an hour in more than 7.5 hours',
    law,
    cases: `
      at   | 2026-11-02 08:00-16:00 b12:00+30 | -
      over | 2026-11-02 08:00-16:05 b12:00+30 | hard 30 < 60
    `,
  });
});

describe('Portugal', () => {
  const law = { id: 'PT', zone: 'Europe/Lisbon', country: 'PT' };
  lawTable({
    rule: 'PT-CT/203',
    text: '8 hours and 2 of overtime a day',
    law,
    cases: `
      at             | 2026-11-02 08:00-19:00 b12:00+60 | -
      over           | 2026-11-02 08:00-19:05 b12:00+60 | hard 10:05 > 10
      clocks back    | 2026-10-24 20:00-05:05 | hard 10:05 > 10
      clocks forward | 2026-03-28 20:00-07:00 | -
    `,
  });
  lawTable({
    rule: 'PT-CT/203w',
    text: '40 ordinary hours a week',
    law,
    cases: `
      at   | 2026-11-02 08:00-17:00 b12:00+60 every 1 day x5 | -
      over | 2026-11-02 08:00-17:00 b12:00+60 every 1 day x5; 2026-11-07 08:00-08:05 | soft 40:05 > 40
    `,
  });
  lawTable({
    rule: 'PT-CT/211',
    text: '48 hours on average over 17 weeks',
    law,
    cases: `
      at   | w:2026-07-27 08:00-18:06 b12:00+30 wk5 x16; 2026-11-16 08:00-18:06 b12:00+30 wk5 x1 | -
      over | w:2026-07-27 08:00-18:06 b12:00+30 wk5 x16; 2026-11-16 08:00-18:23 b12:00+30 wk5 x1 | hard 48:05 > 48
    `,
  });
  lawTable({
    rule: 'PT-CT/214',
    text: '11 hours of rest a day',
    law,
    cases: `
      at    | 2026-11-02 13:00-21:00; 2026-11-03 08:00-12:00 | -
      under | 2026-11-02 13:00-21:00; 2026-11-03 07:55-12:00 | hard 10:55 < 11
    `,
  });
  lawTable({
    rule: 'PT-CT/232',
    text: 'a day and the 11 hours of the night a week',
    law,
    cases: `
      at    | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-13:00 | -
      under | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-13:05 | hard 34:55 < 35
    `,
  });
  lawTable({
    rule: 'PT-CT/224',
    text: '8 hours for night workers',
    law,
    cases: `
      at       | 2026-11-02 20:00-05:00 b00:00+60 | -
      over     | 2026-11-02 20:00-05:05 b00:00+60 | soft 8:05 > 8
      no night | 2026-11-02 15:00-00:59 b19:00+60 | -
    `,
  });
  lawTable({
    rule: 'PT-CT/213',
    text: 'an hour off after 5 hours',
    law,
    cases: `
      at         | 2026-11-02 08:00-13:00 | -
      over       | 2026-11-02 08:00-13:05 | hard 5:05 > 5
      59 minutes | 2026-11-02 08:00-14:00 b12:00+59 | hard 5:01 > 5
    `,
  });
});

describe('Spain', () => {
  const law = { id: 'ES', zone: 'Europe/Madrid', country: 'ES' };
  lawTable({
    rule: 'ES-ET/34d',
    text: '9 hours a day',
    law,
    cases: `
      at   | 2026-11-02 08:00-17:30 b12:00+30 | -
      over | 2026-11-02 08:00-17:35 b12:00+30 | hard 9:05 > 9
    `,
  });
  lawTable({
    rule: 'ES-CC/week',
    text: '39 hours a week on average, while the agreement holds',
    law,
    cases: `
      at                    | w:2026-07-27 08:00-16:18 b12:00+30 wk5 x16; 2026-11-16 08:00-16:18 b12:00+30 wk5 x1 | -
      over                  | w:2026-07-27 08:00-16:18 b12:00+30 wk5 x16; 2026-11-16 08:00-16:35 b12:00+30 wk5 x1 | soft 39:05 > 39
      after the agreement   | w:2026-09-21 08:00-18:18 b12:00+30 wk5 x16; 2027-01-11 08:00-16:18 b12:00+30 wk5 x1 | -
    `,
  });
  lawTable({
    rule: 'ES-ET/34',
    text: '12 hours of rest a day',
    law,
    cases: `
      at             | 2026-11-02 13:00-21:00; 2026-11-03 09:00-12:00 | -
      under          | 2026-11-02 13:00-21:00; 2026-11-03 08:55-12:00 | hard 11:55 < 12
      clocks back    | 2026-10-24 13:00-21:00; 2026-10-25 08:00-12:00 | -
      clocks forward | 2026-03-28 13:00-21:00; 2026-03-29 09:55-12:00 | hard 11:55 < 12
    `,
  });
  lawTable({
    rule: 'ES-ET/37',
    text: 'a day and a half of rest a week',
    law,
    cases: `
      at    | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-12:00 | -
      under | 2026-11-02 00:00-07:00 every 1 day x5; 2026-11-07 04:00-12:05 | hard 35:55 < 36
    `,
  });
  lawTable({
    rule: 'ES-ET/36',
    text: '8 hours for night workers',
    law,
    cases: `
      at       | 2026-11-02 20:00-04:30 b00:00+30 | -
      over     | 2026-11-02 20:00-04:35 b00:00+30 | soft 8:05 > 8
      no night | 2026-11-02 16:00-00:59 b20:00+30 | -
    `,
  });
  lawTable({
    rule: 'ES-CC/break',
    text: '20 minutes in more than 6 hours, while the agreement holds',
    law,
    cases: `
      at                  | 2026-11-02 08:00-14:00 | -
      over                | 2026-11-02 08:00-14:05 | hard 0 < 20
      19 minutes          | 2026-11-02 08:00-15:00 b12:00+19 | hard 19 < 20
      after the agreement | 2027-01-04 08:00-14:05 | -
    `,
  });
});

describe('Curaçao', () => {
  const law = { id: 'CW', zone: 'America/Curacao', country: 'CW' };
  lawTable({
    rule: 'CW-AR/day',
    text: '10 hours a day',
    law,
    cases: `
      at   | 2026-11-02 08:00-18:30 b12:00+30 | -
      over | 2026-11-02 08:00-18:35 b12:00+30 | hard 10:05 > 10
    `,
  });
  lawTable({
    rule: 'CW-AR/week',
    text: '45 hours on average over 4 weeks',
    law,
    cases: `
      at   | 2026-11-02 08:00-17:30 b12:00+30 wk5 x4 | -
      over | 2026-11-02 08:00-17:30 b12:00+30 wk5 x3; 2026-11-23 08:00-17:34 b12:00+30 wk5 x1 | soft 45:05 > 45
    `,
  });
  lawTable({
    rule: 'CW-own/rest',
    text: 'own floor: 11 hours a day',
    law,
    cases: `
      at    | 2026-11-02 13:00-21:00; 2026-11-03 08:00-12:00 | -
      under | 2026-11-02 13:00-21:00; 2026-11-03 07:55-12:00 | hard 10:55 < 11
    `,
  });
  lawTable({
    rule: 'CW-own/week-rest',
    text: 'own floor: 24 hours a week',
    law,
    cases: `
      at    | 2026-11-02 08:00-16:00 every 1 day x5; 2026-11-07 00:00-08:00; 2026-11-08 08:00-09:00 | -
      under | 2026-11-02 08:00-16:00 every 1 day x5; 2026-11-07 00:00-08:00; 2026-11-08 07:55-09:00 | hard 23:55 < 24
    `,
  });
  lawTable({
    rule: 'CW-AR/stretch',
    text: 'half an hour after 5 hours in days of more than 6',
    law,
    cases: `
      six hours     | 2026-11-02 02:00-08:00 | -
      a little more | 2026-11-02 02:00-08:05 | hard 6:05 > 5
      in time       | 2026-11-02 02:00-10:00 b07:00+30 | -
      late          | 2026-11-02 02:00-10:00 b07:05+30 | hard 5:05 > 5
    `,
  });
});

describe('Morocco', () => {
  const law = { id: 'MA', zone: 'Africa/Casablanca', country: 'MA' };
  lawTable({
    rule: 'MA-CT/184d',
    text: '10 hours a day',
    law,
    cases: `
      at   | 2026-11-02 08:00-18:30 b12:00+30 | -
      over | 2026-11-02 08:00-18:35 b12:00+30 | hard 10:05 > 10
    `,
  });
  lawTable({
    rule: 'MA-CT/184',
    text: '44 hours on average over a year',
    law,
    cases: `
      at   | w:2025-11-24 08:00-17:18 b12:00+30 wk5 x51; 2026-11-16 08:00-17:18 b12:00+30 wk5 x1 | -
      over | w:2025-11-24 08:00-17:18 b12:00+30 wk5 x51; 2026-11-16 08:00-18:10 b12:00+30 wk5 x1 | soft 44:05 > 44
    `,
  });
  lawTable({
    rule: 'MA-CT/205',
    text: '24 hours of rest a week',
    law,
    cases: `
      at    | 2026-11-02 08:00-16:00 every 1 day x5; 2026-11-07 00:00-08:00; 2026-11-08 08:00-09:00 | -
      under | 2026-11-02 08:00-16:00 every 1 day x5; 2026-11-07 00:00-08:00; 2026-11-08 07:55-09:00 | hard 23:55 < 24
    `,
  });
  lawTable({
    rule: 'MA-own/rest',
    text: 'own floor: 11 hours a day; the clocks went back for good on 20 September 2026',
    law,
    cases: `
      at                    | 2026-11-02 13:00-21:00; 2026-11-03 08:00-12:00 | -
      under                 | 2026-11-02 13:00-21:00; 2026-11-03 07:55-12:00 | hard 10:55 < 11
      the night of it, at   | 2026-09-19 14:00-22:00; 2026-09-20 08:00-12:00 | -
      the night of it, under | 2026-09-19 14:00-22:00; 2026-09-20 07:55-12:00 | hard 10:55 < 11
    `,
  });
  lawTable({
    rule: 'MA-own/break',
    text: 'half an hour in more than 6 hours, by practice',
    law,
    cases: `
      at   | 2026-11-02 08:00-14:00 | -
      over | 2026-11-02 08:00-14:05 | hard 0 < 30
    `,
  });
});

describe('night work', () => {
  it.each(['SR', 'CW', 'MA'])('has no rule in %s: none was found', (id) => {
    const kinds = lawBookOf()
      .sets.get(id)!
      .rules.map((rule) => rule.kind);
    expect(kinds.filter((kind) => kind.startsWith('night'))).toEqual([]);
  });
});
