import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from '../../../api/cli/commands/staff.js';
import { InputError } from '../../../src/errors.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staff-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function staff(csv: string, flags: Record<string, string | boolean> = {}) {
  await writeFile(join(folder, 'cases.csv'), csv);
  const out: string[] = [];
  const messages: string[] = [];
  const code = await command.run(
    {
      stdout: (text) => out.push(text),
      stderr: (line) => messages.push(line),
      cwd: folder,
      env: {},
      signal: new AbortController().signal,
      isTerminal: false,
    },
    flags,
    ['cases.csv'],
  );
  const lines = out.join('').trimEnd().split('\n');
  return { code, text: out.join(''), lines, messages };
}

const issuesOf = async (csv: string) => {
  const error = await staff(csv).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).issues;
};

const HEADER =
  'model,offered,interval_minutes,aht_seconds,agents,target_service_level,target_seconds,max_abandon,max_occupancy,patience_seconds,shrinkage,concurrency,slowdown';

describe('rooster staff', () => {
  it('writes the same rows with results, numbers in full', async () => {
    const { code, lines } = await staff(`${HEADER},note
erlang-c,100,30,180,,0.8,20,,,,0.3,,,"a, b"
erlang-c,100,30,180,9,,20,,,,,,,
erlang-c,0,30,,,0.8,20,,,,,,,
chat,60,30,540,,0.8,60,,,,0.3,3,0.3,
`);
    expect(code).toBe(0);
    expect(lines[0]).toBe(
      `${HEADER},note,agents_required,agents_scheduled,service_level,asa_seconds,occupancy,p_wait,p_abandon,p_block`,
    );
    expect(lines[1]).toBe(
      'erlang-c,100,30,180,,0.8,20,,,,0.3,,,"a, b",14,20,0.8883500191794669,7.8359370117772436,0.7142857142857143,0.17413193359504986,0,0',
    );
    expect(lines[2]).toMatch(/,9,9,0,Infinity,1,1,0,0$/);
    expect(lines[3]).toMatch(/,0,0,1,0,0,0,0,0$/);
    expect(Number(lines[4]!.split(',')[14])).toBeGreaterThan(5);
  });

  it('reads its own output again: results of before are replaced', async () => {
    const first = await staff(`${HEADER}\nerlang-a,500,30,300,,0.8,20,0.05,0.9,120,0.25,,\n`);
    const again = await staff(first.text);
    expect(again.text).toBe(first.text);
  });

  it('takes semicolons and decimal commas', async () => {
    const { lines } = await staff(
      'model;offered;interval_minutes;aht_seconds;target_service_level;target_seconds\nerlang-c;100;30;240;0,8;20\n',
    );
    expect(lines[1]!.split(',')[6]).not.toBe('');
    expect(lines[1]).toMatch(/,17,17,0\.81/);
  });

  it('names every fault of every row, and writes nothing', async () => {
    const issues = await issuesOf(`${HEADER}
erlang-c,100,30,-180,,0.8,20,,,,,,
erlang-c,100,30,180,,1.8,20,,,,,,
erlang-q,100,30,180,,0.8,20,,,,,,
erlang-c,NaN,30,180,,0.8,20,,,,,,
erlang-c,100,30,180,20,0.8,20,,0,,,,
erlang-a,100,30,180,,0.8,,,,,,,
erlang-c,100,30,180,,,20,,,,,,
erlang-c,,,180,,0.8,20,,,,1,,
chat,100,30,180,2.5,,20,,,,,1.5,-1
erlang-c,1e300,30,1e300,,0.8,20,,,,,,
erlang-c,100,30,180,many,,20,,,,,,
`);
    const found = issues.filter((issue) => issue.severity === 'error');
    expect(found.map(({ code, place }) => `${place.line}:${place.column}:${code}`)).toEqual([
      '2:aht_seconds:number-range',
      '3:target_service_level:number-range',
      '4:model:model-unknown',
      '5:offered:number-invalid',
      '6:max_occupancy:goal-impossible',
      '7:target_seconds:value-missing',
      '7:patience_seconds:value-missing',
      '8:agents:goal-missing',
      '9:offered:value-missing',
      '9:interval_minutes:value-missing',
      '9:shrinkage:shrinkage-range',
      '10:slowdown:number-range',
      '10:concurrency:concurrency-fraction',
      '11:offered:load-range',
      '12:agents:number-invalid',
    ]);
  });

  it('says which goal no head count meets and why, and still writes the other rows', async () => {
    const csv = `${HEADER}
erlang-c,100,30,180,,0.8,20,,0,,,,
erlang-c,100,30,180,,0.8,20,,,,,,
`;
    const { code, lines, messages } = await staff(csv);
    expect(code).toBe(3);
    expect(lines[1]).toMatch(/,{8}$/);
    expect(lines[2]).toMatch(/,14,14,/);
    expect(messages).toEqual([expect.stringMatching(/^cases\.csv:2:max_occupancy .*stays above 0/)]);
    const json = await staff(csv, { json: true });
    expect(JSON.parse(json.text)).toMatchObject([
      { agents_required: null, failure: { goal: 'maxOccupancy' } },
      { agents_required: 14 },
    ]);
  });

  it('warns of values that a model does not use, and of shrinkage finer than a basis point', async () => {
    const { messages } = await staff(`${HEADER}\nerlang-c,100,30,180,,0.8,20,,,60,0.33333,2,\n`);
    expect(messages.join('\n')).toMatch(/shrinkage-rounded[\s\S]*value-unused[\s\S]*value-unused/);
  });

  it('writes to --out', async () => {
    await staff(`${HEADER}\nerlang-c,100,30,180,,0.8,20,,,,,,\n`, { out: 'result.csv' });
    expect(await readFile(join(folder, 'result.csv'), 'utf8')).toMatch(/,14,14,/);
  });

  it('takes limited lines: blocked contacts count, and agents over the lines are an error', async () => {
    const header =
      'model,offered,interval_minutes,aht_seconds,agents,target_service_level,target_seconds,patience_seconds,lines';
    const { code, lines, messages } = await staff(`${header}
erlang-c,100,30,180,10,,20,,10
erlang-c,100,30,180,14,,20,,400
erlang-c,100,30,180,,0.8,20,,9
erlang-a,100,30,180,,0.8,20,300,16
`);
    const cells = lines.map((line) => line.split(','));
    const at = (name: string) => cells[0]!.indexOf(name);
    // As many lines as agents: Erlang B of 10 erlangs on 10 lines (0.2146). Many lines: Erlang C.
    expect(Number(cells[1]![at('p_block')])).toBeCloseTo(0.214582, 6);
    expect(Number(cells[2]![at('service_level')])).toBeCloseTo(0.88835, 5);
    expect(cells[3]![at('agents_required')]).toBe('');
    expect(Number(cells[4]![at('agents_required')])).toBeLessThanOrEqual(14);
    expect(code).toBe(3);
    expect(messages.join()).toContain('an agent on each of the 9 lines is not enough');
    expect(
      (await issuesOf(`${header}\nerlang-c,100,30,180,12,,20,,10\nerlang-c,100,30,180,5,,20,,7.5\n`)).map(
        (i) => i.code,
      ),
    ).toEqual(['agents-over-lines', 'lines-fraction']);
  });
});
