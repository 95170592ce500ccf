import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseJson, readJson } from '../../../api/files/json.js';
import { positionOf } from './folder.js';

describe('JSON with places', () => {
  it('finds the place of every value, of a missing one that of its parent', () => {
    const text = '{\n  "a": [1, { "b c": true }],\n\t"d": null\n}';
    const parsed = parseJson(text, 'x.json');
    if (!parsed.ok) throw new Error('no JSON');
    const { value, place } = parsed.value;
    expect(value).toEqual(JSON.parse(text));
    expect(place([])).toEqual({ file: 'x.json', line: 1, column: 1 });
    expect(place(['a', 0])).toEqual({ file: 'x.json', ...positionOf(text, '1,'), path: 'a[0]' });
    expect(place(['a', 1, 'b c'])).toEqual({ file: 'x.json', ...positionOf(text, 'true'), path: 'a[1]["b c"]' });
    expect(place(['d'])).toEqual({ file: 'x.json', line: 3, column: 7, path: 'd' });
    expect(place(['a', 1, 'none', 5])).toEqual({
      file: 'x.json',
      ...positionOf(text, '{ "b c"'),
      path: 'a[1].none[5]',
    });
  });

  it.each([
    ['a comment', '{\n  // note\n  "a": 1 }', 2, 3],
    ['a trailing comma in an object', '{ "a": 1, }', 1, 11],
    ['a trailing comma in a list', '{ "a": [1,] }', 1, 11],
    ['a missing comma', '{ "a": 1\n  "b": 2 }', 2, 3],
    ['single quotes', "{ 'a': 1 }", 1, 3],
    ['an open end', '{ "a": 1', 1, 9],
    ['more after the end', '{}\n{}', 2, 1],
    ['a bad number', '{ "a": 01 }', 1, 9],
    ['no value at all', '', 1, 1],
    ['a line break in a text', '{ "a": "b\n" }', 1, 8],
  ])('refuses %s', (_, text, line, column) => {
    const parsed = parseJson(text, 'x.json');
    expect(parsed.ok).toBe(false);
    expect(parsed.issues[0]).toMatchObject({ code: 'json-syntax', place: { file: 'x.json', line } });
    expect(parsed.issues[0]!.place.column).toBe(column);
    expect(() => JSON.parse(text), 'the platform refuses it too').toThrow();
  });

  it('refuses a key that is there twice, at any depth', () => {
    const text = '{ "a": { "b": 1,\n "b": 2 } }';
    expect(parseJson(text, 'x.json').issues).toMatchObject([
      { code: 'key-duplicate', place: { line: 2, column: 2, path: 'a.b' } },
    ]);
  });

  it('takes a byte order mark', () => {
    const parsed = parseJson('\ufeff{ "a": 1 }', 'x.json');
    expect(parsed.ok && parsed.value.value).toEqual({ a: 1 });
  });
});

describe('JSON files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rooster-json-'));
    await writeFile(join(folder, 'latin.json'), Buffer.from([0x22, 0xe9, 0x22]));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['none.json', 'file-missing'],
    ['.', 'file-unreadable'],
    ['latin.json', 'text-not-utf8'],
  ])('%s gives %s', async (name, code) => {
    const read = await readJson(join(folder, name), name);
    expect(read.ok).toBe(false);
    expect(read.issues).toMatchObject([{ code, severity: 'error', place: { file: name } }]);
  });
});
