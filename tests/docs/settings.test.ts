import { describe, expect, it } from 'vitest';
import { settingsOf, settingsTable } from '../../api/settings.js';
import type { InputError } from '../../src/errors.js';
import { readmePart } from '../support/readme.js';

describe('settings', () => {
  it('are in the README as the schema has them', () => {
    expect(readmePart('settings').trim()).toBe(settingsTable());
  });

  it('are read with defaults, empty ones as none, and every wrong one is named', () => {
    expect(settingsOf({ PORT: '8080', HOST: '' })).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', WORKERS: 1 });
    let codes: string[] = [];
    try {
      settingsOf({ PORT: 'http', WORKERS: '-1', LOG_LEVEL: 'loud' });
    } catch (error) {
      codes = (error as InputError).issues.map(({ message }) => message.split(' ')[0]!);
    }
    expect(codes).toEqual(['PORT', 'LOG_LEVEL', 'WORKERS']);
  });
});
