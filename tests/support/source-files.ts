import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, posix } from 'node:path';

/** A source file of the project with what it imports. Paths are relative to the project's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Code without comments and the content of string literals. */
  readonly code: string;
  /** Files of the project that it imports, types included. */
  readonly imports: readonly string[];
  /** Packages that it imports, e.g. `luxon`, `node:fs`. */
  readonly packages: readonly string[];
}

const SPECIFIER = /(?:(?<!['".])\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\1/g;

/** Reads every TypeScript file below the given rooms. */
export function sourceFiles(root: string, rooms: readonly string[]): SourceFile[] {
  const paths = rooms.flatMap((room) => listTypeScript(root, room));
  // `./page.js` may stand for `page.tsx`; `./style.css` is no code.
  const known = new Set(paths);
  return paths.map((path) => {
    const file = readSource(root, path);
    const imports = file.imports
      .filter((target) => !target.endsWith('.css'))
      .map((target) => (known.has(`${target}x`) && !known.has(target) ? `${target}x` : target));
    return { ...file, imports };
  });
}

function listTypeScript(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listTypeScript(root, path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`])\/\/.*$/gm, '$1');
  const specifiers = [...withoutComments.matchAll(SPECIFIER)].map((match) => match[2]!);
  return {
    path,
    text,
    code: withoutComments.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''"),
    imports: specifiers
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) =>
        normalize(join(dirname(path), specifier))
          .replaceAll('\\', '/')
          .replace(/\.js$/, '.ts'),
      ),
    packages: specifiers
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('#'))
      .map((specifier) =>
        specifier.startsWith('node:')
          ? specifier
          : specifier
              .split('/')
              .slice(0, specifier.startsWith('@') ? 2 : 1)
              .join('/'),
      ),
  };
}

/** Import cycles as lists of paths; each cycle is given once. */
export function importCycles(files: readonly SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  const trail: string[] = [];
  const visit = (path: string): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(path)), path]);
      return;
    }
    state.set(path, 'open');
    trail.push(path);
    for (const next of byPath.get(path)?.imports ?? []) visit(next);
    trail.pop();
    state.set(path, 'done');
  };
  for (const file of files) visit(file.path);
  return cycles;
}
