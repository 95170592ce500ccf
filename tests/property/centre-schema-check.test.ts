import fc from 'fast-check';
import { Value } from 'typebox/value';
import { expect, it } from 'vitest';
import { CentreFileSchema, checkSchema, issueList, jsonSource } from '../../src/centre/index.js';
import { CENTRE } from '../unit/centre/folder.js';

/** Every path of a JSON value. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value ?? {});
  if (typeof value !== 'object') return [[...path]];
  return [[...path], ...inner.flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? replaced(item, rest, by) : item));
  const record = value as Record<string, unknown>;
  if (rest.length === 0 && by === undefined) {
    const { [step]: _, ...others } = record;
    return others;
  }
  return { ...record, [step]: replaced(record[step], rest, by) };
}

const sound: unknown = JSON.parse(CENTRE);

it('finds a fault exactly where the schema library does', () => {
  const path = fc.constantFrom(...pathsOf(sound).filter((steps) => steps.length > 0));
  const change = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom<unknown>(null, true, -1, 0.5, 7, 1e9, '', 'mon', 'mon-fri', '08:00', '25:00', 'a b', [], {}, [
      'mon',
    ]),
    fc.string(),
    fc.record({ id: fc.string(), rule: fc.constantFrom('daily-rest', 'succession', 'none'), hard: fc.boolean() }),
  );
  fc.assert(
    fc.property(path, change, (steps, by) => {
      // A hole in a list is not JSON.
      fc.pre(by !== undefined || typeof steps.at(-1) === 'string');
      const value = replaced(sound, steps, by);
      const issues = issueList();
      checkSchema(CentreFileSchema, jsonSource(value), issues);
      expect(issues.issues.length === 0).toBe(Value.Check(CentreFileSchema, value));
    }),
    { numRuns: 1500 },
  );
});
