import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCycles, type SourceFile, sourceFiles } from './support/source-files.js';

const root = join(import.meta.dirname, '..');
const files = sourceFiles(root, ['solver', 'src', 'api']);
const room = (path: string): string => path.split('/')[0]!;
const offenders = (bad: (file: SourceFile) => boolean): string[] => files.filter(bad).map((file) => file.path);

describe('rooms', () => {
  it('holds only what the top level is meant to hold', () => {
    const allowed = new Set([
      'package.json',
      'package-lock.json',
      'src',
      'solver',
      'api',
      'fixtures',
      'tests',
      'tsconfig.json',
      'vitest.config.ts',
      'biome.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      // Made by tools and ignored by git.
      'node_modules',
      'dist',
      'coverage',
    ]);
    const strangers = readdirSync(root).filter(
      (name) => !name.startsWith('.') && !allowed.has(name) && !/\.db(-shm|-wal)?$/.test(name),
    );
    expect(strangers).toEqual([]);
  });

  it('imports one way: api → src → solver', () => {
    const reach: Readonly<Record<string, readonly string[]>> = {
      solver: ['solver'],
      src: ['src', 'solver'],
      api: ['api', 'src', 'solver'],
    };
    const wrong = files.flatMap((file) =>
      file.imports
        .filter((target) => !reach[room(file.path)]!.includes(room(target)))
        .map((target) => `${file.path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('resolves every relative import to a file that exists', () => {
    const known = new Set(files.map((file) => file.path));
    const missing = files.flatMap((file) =>
      file.imports.filter((target) => !known.has(target)).map((target) => `${file.path} → ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(importCycles(files).map((cycle) => cycle.join(' → '))).toEqual([]);
  });

  it('keeps the recount and the engine apart', () => {
    const crossing = files.filter(
      (file) =>
        (file.path.startsWith('solver/recount/') &&
          // The shape of a linear model is a contract, not the engine's code; a library behind it may check the recount's own.
          file.imports.some(
            (target) =>
              target.startsWith('solver/roster/') ||
              (target.startsWith('solver/lp/') && target !== 'solver/lp/model.ts'),
          )) ||
        (file.path.startsWith('solver/roster/') && file.imports.some((target) => target.startsWith('solver/recount/'))),
    );
    expect(crossing.map((file) => file.path)).toEqual([]);
  });
});

describe('pages', () => {
  it('run in a browser: they know nothing of Node or of the rest of `api`, and talk to it over HTTP', () => {
    const pages = files.filter(({ path }) => path.startsWith('api/web/app/'));
    expect(pages.length).toBeGreaterThan(0);
    const wrong = pages.flatMap((file) => [
      ...file.packages.filter((name) => name !== 'preact' && name !== 'uplot'),
      ...file.imports.filter((target) => target.startsWith('api/') && !target.startsWith('api/web/app/')),
    ]);
    expect(wrong).toEqual([]);
  });
});

describe('sole importers', () => {
  it.each([
    ['luxon', /^src\/time\//],
    ['moment-timezone', /^src\/time\//],
    ['date-holidays', /^src\/time\//],
    ['highs', /^solver\/lp\/highs\.ts$/],
    ['javascript-lp-solver', /^solver\/lp\/js-lp\.ts$/],
    ['better-sqlite3', /^api\/db\//],
    ['openid-client', /^api\/access\//],
    ['pg', /^api\/db\//],
    ['pg-boss', /^api\/db\//],
    ['kysely', /^api\//],
    ['fastify', /^api\/http\//],
    ['preact', /^api\/web\/app\//],
    ['uplot', /^api\/web\/app\/parts\/chart\.tsx$/],
  ])('%s is imported only where it belongs', (name, home) => {
    const importers = files.filter((file) => file.packages.includes(name));
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.map((file) => file.path).filter((path) => !home.test(path))).toEqual([]);
  });
});

describe('purity of solver and src', () => {
  const pure = (file: SourceFile): boolean => room(file.path) !== 'api';

  it('imports nothing of Node', () => {
    expect(offenders((file) => pure(file) && file.packages.some((name) => name.startsWith('node:')))).toEqual([]);
  });

  it.each([
    ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bDateTime\.(?:now|local|utc)\(\s*\)/],
    ['chance', /\bMath\.random\b|\bcrypto\.(?:random|getRandom)/],
    ['timers', /\bset(?:Timeout|Interval|Immediate)\b/],
    ['the console', /\bconsole\./],
    ['the process', /\bprocess\.|\bglobalThis\.process\b/],
  ])('does not touch %s', (_what, pattern) => {
    expect(offenders((file) => pure(file) && pattern.test(file.code))).toEqual([]);
  });
});
