/**
 * How many faults the tests of the rules find: every comparison, limit and sign of the rules of the engine and of the recount is
 * changed in turn in a copy, and the tests of that side are run on it. `node dist/tests/bench/mutants.js [engine|recount]
 * [part of a file name]`. About a second for each change.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';

const SIDES = {
  engine: {
    folder: 'solver/roster/rules',
    extra: ['solver/roster/team-rules.ts'],
    tests: ['tests/unit/roster/rules.test.ts', 'tests/unit/roster/team-rules.test.ts'],
  },
  recount: {
    folder: 'solver/recount/rules',
    extra: ['solver/recount/team-rules.ts', 'solver/recount/meetings.ts', 'solver/recount/meeting-part.ts'],
    tests: [
      'tests/unit/recount/rules.test.ts',
      'tests/unit/recount/rules-borders.test.ts',
      'tests/unit/recount/time.test.ts',
      'tests/unit/recount/team-rules.test.ts',
      'tests/unit/recount/meetings.test.ts',
    ],
  },
} as const;

/** What is put in the place of what. */
const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/ < /g, ' <= '],
  [/ <= /g, ' < '],
  [/ > /g, ' >= '],
  [/ >= /g, ' > '],
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ \+ 1\b/g, ' + 2'],
  [/ - 1\b/g, ' - 2'],
  [/ - (?=[a-z])/g, ' + '],
  [/Math\.max\(0, /g, 'Math.max(1, '],
];

interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly source: string;
}

/** One changed copy of the file for each place; comments, imports and types are left alone. */
function mutantsOf(root: string, file: string): Mutant[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return lines.flatMap((text, i) => {
    if (/^\s*(?:\*|\/\*|\/\/|import|export (?:interface|type)|readonly|interface|type)/.test(text)) return [];
    return CHANGES.flatMap(([what, by]) =>
      [...text.matchAll(what)].map((found) => {
        const changed = text.slice(0, found.index) + by + text.slice(found.index + found[0].length);
        return { file, line: i + 1, text: changed.trim(), source: lines.with(i, changed).join('\n') };
      }),
    );
  });
}

const [only, part = ''] = process.argv.slice(2);
const root = mkdtempSync(join(tmpdir(), 'rooster-mutants-'));
try {
  for (const name of ['solver', 'src', 'api', 'tests', 'package.json', 'vitest.config.ts', 'tsconfig.json'])
    cpSync(name, join(root, name), { recursive: true, filter: (path) => !path.includes('node_modules') });
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  for (const [side, { folder, extra, tests }] of Object.entries(SIDES)) {
    if (only !== undefined && only !== side) continue;
    const vitest = await createVitest('test', {
      root,
      watch: false,
      reporters: [{}],
      pool: 'threads',
      isolate: false,
      testTimeout: 60_000,
    });
    const specifications = await vitest.globTestSpecifications([...tests]);
    /** Whether all tests pass on a file with this content. */
    const passes = async (file: string, source: string): Promise<boolean> => {
      writeFileSync(join(root, file), source);
      vitest.invalidateFile(join(root, file));
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
      return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
    };
    const files = [...readdirSync(join(root, folder)).map((name) => `${folder}/${name}`), ...extra];
    let found = 0;
    let all = 0;
    for (const file of files.filter((name) => name.includes(part))) {
      const before = readFileSync(join(root, file), 'utf8');
      if (!(await passes(file, before))) throw new Error(`the tests of ${side} fail without any change`);
      for (const { line, text, source } of mutantsOf(root, file)) {
        all++;
        if (await passes(file, source)) console.log(`  survives: ${file}:${line}: ${text}`);
        else found++;
      }
      writeFileSync(join(root, file), before);
      vitest.invalidateFile(join(root, file));
    }
    await vitest.close();
    console.log(`${side}: ${found} of ${all} changes found (${((100 * found) / Math.max(1, all)).toFixed(1)} %)`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
