import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Command, EXIT, type Flags, UsageError } from '../../../api/cli/command.js';
import { command as check } from '../../../api/cli/commands/check.js';
import { command as init } from '../../../api/cli/commands/init.js';
import { SCHEMAS, command as schema } from '../../../api/cli/commands/schema.js';
import { sampleCentreFolder } from '../../../api/files/fixtures.js';
import { InputError } from '../../../src/errors.js';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'rooster-commands-'));
});
afterAll(() => rm(cwd, { recursive: true }));

async function run(command: Command, words: readonly string[], flags: Flags = {}) {
  const out: string[] = [];
  const messages: string[] = [];
  const code = await command.run(
    {
      stdout: (text) => out.push(text),
      stderr: (line) => messages.push(line),
      cwd,
      env: {},
      signal: new AbortController().signal,
      isTerminal: false,
    },
    flags,
    words,
  );
  return { code, out: out.join(''), messages: messages.join('\n') };
}

const issuesOf = (promise: Promise<unknown>) =>
  promise.then(
    () => [],
    (error: unknown) => (error instanceof InputError ? error.issues : Promise.reject(error)),
  );

describe('rooster init', () => {
  it('copies the sample centre, all but the history that is made again', async () => {
    const { code, out, messages } = await run(init, ['deep/new']);
    expect(code).toBe(EXIT.done);
    expect(out).toBe('');
    expect(messages).toContain('centre.json');
    const files = await readdir(join(cwd, 'deep/new'));
    expect(files).toEqual(expect.arrayContaining(['agents.csv', 'centre.json', 'events.csv', 'generator.json']));
    expect(files).not.toContain('history.csv');
    const original = await readFile(join(sampleCentreFolder('utrecht'), 'agents.csv'), 'utf8');
    expect(await readFile(join(cwd, 'deep/new/agents.csv'), 'utf8')).toBe(original);
  });

  it('gives the one-page centre on request, which passes the check', async () => {
    await run(init, ['page'], { sample: 'small', json: true });
    const checked = await run(check, ['page']);
    expect(checked).toMatchObject({ code: EXIT.done, messages: '' });
    expect(checked.out).toBe(
      'page: Helpdesk: 8 agents, 1 queue, 1 site, 1 contract, 1 work plan; no error, 0 warning(s).\n',
    );
  });

  it('refuses a folder with something in it, and a file', async () => {
    await mkdir(join(cwd, 'full'));
    await writeFile(join(cwd, 'full', 'keep.txt'), 'mine');
    expect(await issuesOf(run(init, ['full']))).toMatchObject([{ code: 'folder-not-empty', place: { file: 'full' } }]);
    expect(await readdir(join(cwd, 'full'))).toEqual(['keep.txt']);
    expect(await issuesOf(run(init, ['full/keep.txt']))).toMatchObject([{ code: 'folder-unwritable' }]);
  });

  it('wants one folder and a known sample', async () => {
    await expect(run(init, [])).rejects.toThrow(UsageError);
    await expect(run(init, ['a', 'b'])).rejects.toThrow(UsageError);
    await expect(run(init, ['a'], { sample: 'amsterdam' })).rejects.toThrow('utrecht or small');
  });
});

describe('rooster check', () => {
  it('lists every problem of every file and exits with 2', async () => {
    await run(init, ['bad'], { sample: 'small' });
    const folder = join(cwd, 'bad');
    const edit = async (file: string, from: string, to: string) => {
      const text = await readFile(join(folder, file), 'utf8');
      expect(text).toContain(from);
      await writeFile(join(folder, file), text.replace(from, to));
    };
    await edit('centre.json', '"serviceLevel": 0.8', '"serviceLevel": 8');
    await edit('agents.csv', 'L1', 'L7');
    await writeFile(join(folder, 'wishes.csv'), 'agent,date,want\nnobody,2026-12-01,off\n');
    await writeFile(join(folder, 'pay.json'), '{ "scales": [{ "id": "x", "hourly": "much" }] }');
    await writeFile(join(folder, 'law.json'), '{ "sets": 1, }');
    await writeFile(join(folder, 'history.csv'), 'start,offered\n2026-11-02T09:00,-3\n');
    const { code, out } = await run(check, ['bad'], { json: true });
    expect(code).toBe(EXIT.badInput);
    const result = JSON.parse(out) as { ok: boolean; issues: { code: string; place: { file: string } }[] };
    expect(result.ok).toBe(false);
    const found = new Set(result.issues.map((issue) => `${issue.place.file} ${issue.code}`));
    for (const wanted of [
      'centre.json value-out-of-range',
      'wishes.csv agent-unknown',
      'pay.json type-wrong',
      'law.json json-syntax',
    ])
      expect(found, wanted).toContain(wanted);
    expect(result.issues.some(({ place }) => place.file === 'history.csv')).toBe(true);
    const text = await run(check, ['bad']);
    expect(text.out).toMatch(/^law\.json:1:14: error json-syntax: /m);
    expect(text.out).toMatch(/bad: \d+ error\(s\), 0 warning\(s\)\.\n$/);
  });

  it('says what is missing: the folder, or its two files', async () => {
    const none = await run(check, ['nowhere'], { json: true });
    expect(none.code).toBe(EXIT.badInput);
    expect(JSON.parse(none.out)).toMatchObject({ ok: false, issues: [{ code: 'folder-missing' }] });
    await mkdir(join(cwd, 'empty'));
    const empty = await run(check, ['empty'], { json: true });
    const { issues } = JSON.parse(empty.out) as { issues: { place: { file: string } }[] };
    expect(issues.map(({ place }) => place.file)).toEqual(['centre.json', 'agents.csv']);
  });
});

describe('rooster schema', () => {
  it.each(Object.keys(SCHEMAS))('prints %s as JSON Schema', async (name) => {
    const { code, out } = await run(schema, [name]);
    expect(code).toBe(EXIT.done);
    const printed = JSON.parse(out) as Record<string, unknown>;
    expect(printed.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(printed.type).toBe('object');
  });

  it('has every name that is promised', () => {
    expect(Object.keys(SCHEMAS)).toEqual(expect.arrayContaining(['centre', 'problem', 'roster', 'pay', 'law']));
  });

  it('names the schemas there are', async () => {
    await expect(run(schema, ['toString'])).rejects.toThrow('centre, problem, roster, pay, law');
    await expect(run(schema, [])).rejects.toThrow(UsageError);
  });
});
