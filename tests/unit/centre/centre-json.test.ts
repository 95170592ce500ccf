import { describe, expect, it } from 'vitest';
import { CENTRE, positionOf, readTexts } from './folder.js';

/** One fault: a piece of the sound centre replaced, the code it must give, and where: at this piece of the edited text. */
interface Fault {
  readonly code: string;
  readonly replace: string;
  readonly by: string;
  /** Value that the place points at; an object or list is pointed at by its opening bracket. */
  readonly at: string;
  readonly path: string;
  /** Part of the message or hint. */
  readonly says: string;
}

const fault = (code: string, replace: string, by: string, at: string, path: string, says: string): Fault => ({
  code,
  replace,
  by,
  at,
  path,
  says,
});

const FAULTS: readonly Fault[] = [
  // Form
  fault('key-missing', '  "name": "Test",\n', '', '{', '', '"name" is missing'),
  fault(
    'key-unknown',
    '"channel": "phone",\n      "skills"',
    '"chanel": 1, "channel": "phone",\n      "skills"',
    '1, "channel"',
    'queues[0].chanel',
    'Did you mean "channel"?',
  ),
  fault(
    'type-wrong',
    '"ahtSeconds": 300',
    '"ahtSeconds": "300"',
    '"300"',
    'queues[0].ahtSeconds',
    'seconds per contact',
  ),
  fault(
    'value-not-allowed',
    '"kind": "offshore"',
    '"kind": "offshor"',
    '"offshor"',
    'sites[1].kind',
    'Did you mean "offshore"?',
  ),
  fault(
    'value-out-of-range',
    '"serviceLevel": 0.8',
    '"serviceLevel": 80',
    '80,',
    'queues[0].goal.serviceLevel',
    'at least 0 and at most 1',
  ),
  fault('time-bad', '"from": "08:00"', '"from": "8:00"', '"8:00"', 'queues[0].openingHours[0].from', '"08:00"'),
  fault('time-bad', '"endLatest": "21:15"', '"endLatest": "21:75"', '"21:75"', 'shifts[1].endLatest', '"21:30"'),
  fault('days-bad', '"days": "mon-fri"', '"days": "mon-fry"', '"mon-fry"', 'queues[0].openingHours[0].days', 'mon-fri'),
  fault('id-bad', '"id": "half"', '"id": "half time"', '"half time"', 'contracts[1].id', 'without spaces'),
  fault('list-too-short', '"shifts": ["day", "evening"]', '"shifts": []', '[],', 'workPlans[0].shifts', 'at least 1'),
  fault(
    'currency-unknown',
    '"country": "NL",\n',
    '"country": "NL", "currency": "euro",\n',
    '"euro"',
    'currency',
    'ISO 4217',
  ),
  // Places
  fault('zone-unknown', '"zone": "Europe/Amsterdam"', '"zone": "Europe/Utrecht"', '"Europe/Utrecht"', 'zone', 'IANA'),
  fault('zone-unknown', 'America/Paramaribo', 'America/Suriname', '"America/Suriname"', 'sites[1].zone', 'IANA'),
  fault('country-unknown', '"country": "NL"', '"country": "XQ"', '"XQ"', 'country', 'ISO 3166'),
  fault('country-unknown', '"country": "SR"', '"country": "sr"', '"sr"', 'sites[1].country', 'ISO 3166'),
  fault('region-unknown', '"country": "NL",\n', '"country": "NL", "region": "XX",\n', '"XX"', 'region', 'XX'),
  fault('law-unknown', '"kind": "office"', '"law": "NX", "kind": "office"', '"NX"', 'sites[0].law', 'law.json'),
  // Names
  fault(
    'id-duplicate',
    '"id": "half"',
    '"id": "full"',
    '"full", "hoursPerWeek": 20',
    'contracts[1].id',
    'contracts[0]',
  ),
  fault(
    'id-duplicate',
    '"desks": 4 }',
    '"desks": 4 }, { "id": "floor", "desks": 1 }',
    '"floor", "desks": 1',
    'sites[0].areas[1].id',
    'areas[0]',
  ),
  fault('skill-unknown', '["phone", "nl"]', '["phone", "nll"]', '"nll"', 'queues[0].skills[1]', 'Did you mean "nl"?'),
  fault(
    'queue-unknown',
    '"to": "second"',
    '"to": "secnd"',
    '"secnd"',
    'queues[0].escalation.to',
    'Did you mean "second"?',
  ),
  fault(
    'shift-unknown',
    '["day", "evening"]',
    '["day", "evning"]',
    '"evning"',
    'workPlans[0].shifts[1]',
    'Did you mean "evening"?',
  ),
  fault(
    'activity-unknown',
    '"activity": "pause"',
    '"activity": "tea"',
    '"tea"',
    'shifts[1].breaks[0].activity',
    '"tea"',
  ),
  fault(
    'kind-unknown',
    '"rule": "consecutive-days", "max": 6',
    '"rule": "shift-count", "kinds": ["lte"], "per": "week", "max": 6',
    '["lte"]',
    'workPlans[0].rules[0].kinds',
    'Did you mean "late"?',
  ),
  fault(
    'site-unknown',
    '"rule": "consecutive-days", "max": 6',
    '"rule": "place-days", "sites": ["offic"], "per": "week", "max": 6',
    '"offic"',
    'workPlans[0].rules[0].sites[0]',
    'Did you mean "office"?',
  ),
  // Queues
  fault(
    'goal-missing',
    '"goal": { "maxAsaSeconds": 60 },',
    '',
    '{\n      "id": "second"',
    'queues[1]',
    'no service goal',
  ),
  fault('goal-missing', '{ "maxAsaSeconds": 60 }', '{}', '{},', 'queues[1].goal', 'no service goal'),
  fault('goal-incomplete', ', "targetSeconds": 20', '', '{ "serviceLevel": 0.8 }', 'queues[0].goal', 'needs both'),
  fault(
    'patience-missing',
    '{ "maxAsaSeconds": 60 }',
    '{ "maxAbandon": 0.05 }',
    '{ "maxAbandon"',
    'queues[1].goal',
    'patienceSeconds',
  ),
  fault(
    'patience-incomplete',
    '"ahtSeconds": 300',
    '"patienceSeconds": 60, "patience": { "law": "log-normal" }, "ahtSeconds": 300',
    '{ "law"',
    'queues[0].patience',
    '"variation"',
  ),
  fault(
    'concurrency-not-chat',
    '"ahtSeconds": 480',
    '"ahtSeconds": 480, "concurrency": 2',
    '2\n    }\n  ],\n  "activities"',
    'queues[1].concurrency',
    'Only chats',
  ),
  fault('hours-reversed', '"to": "21:00"', '"to": "07:00"', '"07:00"', 'queues[0].openingHours[0].to', 'next day'),
  fault(
    'hours-off-grid',
    '"from": "08:00"',
    '"from": "08:10"',
    '"08:10"',
    'queues[0].openingHours[0].from',
    '30-minute',
  ),
  fault(
    'hours-overlap',
    '"to": "21:00" }',
    '"to": "21:00" }, { "days": "fri-sat", "from": "20:00", "to": "22:00" }',
    '{ "days": "fri-sat"',
    'queues[0].openingHours[1]',
    'openingHours[0]',
  ),
  fault(
    'escalation-cycle',
    '"ahtSeconds": 480',
    '"escalation": { "to": "first", "share": 0.1 }, "ahtSeconds": 480',
    '"second", "share"',
    'queues[0].escalation.to',
    'first → second → first',
  ),
  // Grid
  fault(
    'slot-not-dividing',
    '"country": "NL",\n',
    '"country": "NL", "slotMinutes": 7,\n',
    '7,',
    'slotMinutes',
    'divisor',
  ),
  fault(
    'shift-off-grid',
    '"stepMinutes": 15',
    '"stepMinutes": 12',
    '12 }',
    'shifts[0].start.stepMinutes',
    '5-minute slot',
  ),
  fault('shift-off-grid', '"minutes": 10', '"minutes": 12', '12,', 'shifts[1].breaks[0].minutes', '5-minute slot'),
  // Shifts, contracts
  fault(
    'window-reversed',
    '"latest": "10:00"',
    '"latest": "07:00"',
    '{ "earliest": "07:45"',
    'shifts[0].start',
    '07:00',
  ),
  fault(
    'length-reversed',
    '{ "min": 4, "max": 8 }',
    '{ "min": 9, "max": 8 }',
    '{ "min": 9',
    'shifts[0].paidHours',
    '9 h',
  ),
  fault(
    'length-not-minutes',
    '{ "min": 4, "max": 8 }',
    '{ "min": 4.001, "max": 8 }',
    '{ "min": 4.001',
    'shifts[0].paidHours',
    'whole minutes',
  ),
  fault(
    'breaks-without-room',
    '"latestAfterStart": 180',
    '"latestAfterStart": 40',
    '[{ "activity": "pause"',
    'shifts[1].breaks',
    '4 h',
  ),
  fault(
    'shift-without-room',
    '"endLatest": "21:15"',
    '"endLatest": "19:00"',
    '"19:00"',
    'shifts[1].endLatest',
    '20:00',
  ),
  fault('weight-missing', '"hard": true', '"hard": false', 'false }]\n', 'workPlans[0].rules[0].hard', 'weight'),
  fault('limits-reversed', '"max": 6,', '"min": 7, "max": 6,', '7, "max": 6', 'workPlans[0].rules[0].min', 'Swap'),
  fault(
    'days-reversed',
    '{ "min": 5, "max": 5 }',
    '{ "min": 5, "max": 4 }',
    '{ "min": 5, "max": 4',
    'contracts[0].daysPerWeek',
    'not above',
  ),
  fault('percent-too-fine', '"percent": 6.25', '"percent": 6.255', '6.255', 'shrinkage[0].percent', 'two decimals'),
  fault(
    'shrinkage-too-large',
    '"percent": 6.25',
    '"percent": 50 }, { "reason": "x", "percent": 50',
    '[{ "reason"',
    'shrinkage',
    '100 %',
  ),
];

describe('faults in centre.json', () => {
  it('starts from a centre without a fault', async () => {
    const checked = await readTexts({});
    expect(checked.issues).toEqual([]);
    expect(checked.ok).toBe(true);
  });

  it.each(FAULTS)('$code at $path', async ({ code, replace, by, at, path, says }) => {
    expect(CENTRE.split(replace), 'the piece to replace occurs once').toHaveLength(2);
    const text = CENTRE.replace(replace, by);
    const checked = await readTexts({ centre: text });
    expect(checked.ok).toBe(false);
    const found = checked.issues.find((issue) => issue.code === code && (issue.place.path ?? '') === path);
    expect(found, JSON.stringify(checked.issues)).toBeDefined();
    expect(found!.place).toMatchObject({ file: 'centre.json', ...positionOf(text, at) });
    expect(`${found!.message} ${found!.hint}`).toContain(says);
    expect(found!.severity).toBe('error');
    expect(found!.hint).not.toBe('');
  });

  it('names every fault at once, and no fault twice', async () => {
    const text = CENTRE.replace('"Europe/Amsterdam"', '"Mars"')
      .replace('"ahtSeconds": 300', '"ahtSeconds": -1')
      .replace('["nl"]', '["xx"]')
      .replace('"percent": 6.25', '"percent": "6"');
    const checked = await readTexts({ centre: text, agents: 'id,contract,site,skills\na1,none,office,phone\n' });
    expect(checked.issues.map(({ code }) => code).sort()).toEqual([
      'contract-unknown',
      'skill-unknown',
      'type-wrong',
      'value-out-of-range',
      'zone-unknown',
    ]);
  });

  it('still knows the ids of faulty entries', async () => {
    const text = CENTRE.replace('"id": "phone" }', '"id": "phone", "kind": "colour" }');
    const checked = await readTexts({ centre: text });
    expect(checked.issues.map(({ code }) => code)).toEqual(['value-not-allowed']);
  });

  it('says of a whole file that it is no centre', async () => {
    const checked = await readTexts({ centre: '[1]' });
    expect(checked.ok).toBe(false);
    expect(checked.issues[0]).toMatchObject({ code: 'type-wrong', place: { line: 1, column: 1 } });
  });
});
