import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cli.js';

/** The README. */
export const readme = (): string => readFileSync(join(ROOT, 'README.md'), 'utf8');

/** What stands between `<!-- name -->` and `<!-- end -->`. */
export function readmePart(name: string): string {
  const match = new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)<!-- end -->`).exec(readme());
  if (match === null) throw new Error(`README.md has no part "${name}".`);
  return match[1]!;
}

/** Contents of the fenced blocks of a language, in order. */
export function fencedBlocks(markdown: string, language: string): string[] {
  return [...markdown.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1]!);
}
