import { afterAll, describe, expect, it } from 'vitest';
import { startPostgres } from '../support/postgres.js';
import { workerFaults } from '../support/worker-faults.js';

const postgres = await startPostgres('workers that are killed and cut off');
afterAll(() => postgres?.stop());

describe('workers in processes of their own', () => {
  it('lose nothing and do nothing twice when killed, cut off, and with the database restarted', async () => {
    if (postgres === undefined) return;
    let state = 7;
    const random = (): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
    const report = await workerFaults(postgres, { jobs: 20, kills: 2, random });
    expect(report.wrong).toEqual([]);
    expect(report.done).toBeGreaterThan(15);
    expect(report.kills).toBe(2);
    expect(report.restarts).toBe(1);
    expect(report.cuts).toBe(1);
  });
});
