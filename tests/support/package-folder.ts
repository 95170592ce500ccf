import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The project's folder, for tests and for what is built of them. */
export const PACKAGE = dirname(createRequire(import.meta.url).resolve('rooster/package.json'));
