import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../src/version.js';
import { ROOT } from '../support/cli.js';

it('stamps results with the version of the package', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(ENGINE_VERSION).toBe(version);
});
