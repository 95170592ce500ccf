import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NL } from '../../../src/labour/data/nl.js';

it('every article of the Dutch set has a table of cases', () => {
  const folder = new URL('.', import.meta.url);
  const tables = readdirSync(folder)
    .filter((name) => name.startsWith('nl-'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\brule: '([^']+)'/g)])
    .map(([, rule]) => rule);
  // What a night duty is finds nothing itself: it has its cases in the tables of those about nights.
  const articles = NL.rules.filter(({ kind }) => kind !== 'night-definition').map(({ id }) => id);
  expect(articles.filter((id) => !tables.includes(id))).toEqual([]);
});
