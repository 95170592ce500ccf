import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A textbook problem as it stands in its file, with the cost of its best roster. */
export interface TextbookCase {
  readonly name: string;
  readonly problem: unknown;
  readonly cost: number;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));

/** All problems of this folder. */
export function textbookCases(): TextbookCase[] {
  const costs = read('expected.json') as Record<string, number>;
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json') && file !== 'expected.json');
  return files.toSorted().map((file) => {
    const name = file.replace('.json', '');
    return { name, problem: read(file), cost: costs[name] ?? Number.NaN };
  });
}
