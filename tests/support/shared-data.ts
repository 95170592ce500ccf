import { existsSync } from 'node:fs';

/** Real call volumes beside the project (path from the project root); not part of it and not always there. */
export const SHARED_DATA = '../shared/data';

/** Path of a file of real data, or undefined where it is missing; then it prints what is left out. */
export function sharedData(name: string, leftOut: string): string | undefined {
  const path = `${SHARED_DATA}/${name}`;
  if (existsSync(path)) return path;
  console.log(`Left out, ${path} is missing: ${leftOut}`);
  return undefined;
}
