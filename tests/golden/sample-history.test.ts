import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { generateHistory } from '../../src/sample/generate-history.js';
import { readUtrecht } from '../unit/sample/utrecht.js';

/**
 * The bytes of the sample history with the seed and parameters that are shipped. Other bytes mean another centre for every
 * user: change this only together with fixtures/utrecht, and say so in the changelog.
 */
const SHA256 = 'b6e63ba662fa070b92ac8bf3133ece444360e98334cbe181e33bc0771832360a';

it('the sample history is the one that was shipped', async () => {
  const { centre, parameters } = await readUtrecht();
  const csv = generateHistory(parameters, centre);
  expect(csv.split('\n').length - 2).toBe(72643);
  expect(createHash('sha256').update(csv).digest('hex')).toBe(SHA256);
});
