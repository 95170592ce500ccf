import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { crash } from '../support/crash.js';

const folder = mkdtempSync(join(tmpdir(), 'rooster-crash-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a process that is killed while it imports, plans and publishes', () => {
  it('leaves nothing half-written, and its job is taken up again (200 times: tests/bench/faults.ts)', async () => {
    let state = 7;
    const random = (): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
    const { wrong, plans } = await crash(join(folder, 'crash.db'), 3, random);
    expect(wrong).toEqual([]);
    expect(plans).toBeGreaterThan(0);
  });
});
