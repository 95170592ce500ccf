import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/cli.js';

const rows = readFileSync(join(ROOT, 'api/SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));

/** File and words of each test that a row names; words after another's are of the same file. */
function named(cell: string): { file: string; words: string }[] {
  let file = '';
  return [...cell.matchAll(/`(tests\/[^`]+)`|"([^"]+)"/g)].flatMap((match) => {
    if (match[1] !== undefined) file = match[1];
    return match[2] === undefined ? [] : [{ file, words: match[2] }];
  });
}

describe('threats', () => {
  it('name tests that exist', () => {
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) {
      const cell = row.split('|').at(-2)!;
      const tests = named(cell);
      expect(tests.length, row).toBeGreaterThan(0);
      for (const { file, words } of tests) {
        const titles = [
          ...readFileSync(join(ROOT, file), 'utf8').matchAll(/\bit(?:\.each\([\s\S]*?\))?\(\s*'([^']+)'/g),
        ].map((match) => match[1]!);
        expect(
          titles.some((title) => title.includes(words)),
          `${file} "${words}"`,
        ).toBe(true);
      }
    }
  });
});
