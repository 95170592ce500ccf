import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../api/cli/registry.js';
import { ROOT } from '../support/cli.js';
import { fencedBlocks, readme, readmePart } from '../support/readme.js';

describe('README', () => {
  it('lists every command with its summary', () => {
    const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `| \`rooster ${name}\` | ${summary} |`);
    expect(readmePart('commands').trim()).toBe(['| command | what it does |', '|---|---|', ...rows].join('\n'));
  });

  it('shows a library example that runs and prints what it says', () => {
    const [code] = fencedBlocks(readme(), 'js');
    const printed = /prints\n\n```text\n([\s\S]*?)```/.exec(readme())![1]!;
    // Inside the project, so that the package finds itself by its own name.
    const folder = mkdtempSync(join(ROOT, 'dist', 'readme-'));
    try {
      const path = join(folder, 'example.mjs');
      writeFileSync(path, code!);
      expect(execFileSync(process.execPath, [path], { encoding: 'utf8' })).toBe(printed);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names only files that exist', () => {
    const paths = [...readme().matchAll(/`((?:src|solver|api|fixtures|tests)\/[\w./-]+)`/g)].map((match) => match[1]!);
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names the command of every benchmark it quotes', () => {
    const benches = [...readmePart('benches').matchAll(/node dist\/(tests\/bench\/[\w-]+)\.js/g)].map(
      (match) => match[1]!,
    );
    expect(benches.length).toBeGreaterThan(3);
    for (const bench of benches) expect(existsSync(join(ROOT, `${bench}.ts`)), bench).toBe(true);
  });
});
