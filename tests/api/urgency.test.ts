import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../api/access/permissions.js';
import { URGENCY } from '../../api/db/job-store.js';
import { urgencyOf as urgencyFor } from '../../api/http/urgency.js';
import { isoWeekOf } from '../../src/time/week.js';
import { startService } from '../support/service.js';

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
  await service.importFixture('small');
  // Nothing is worked on here.
  await service.store.db.updateTable('job').set({ state: 'cancelled' }).execute();
});
afterAll(() => service.close());

const urgencyOf = async (url: string, payload: object): Promise<unknown> => {
  const answer = await service.post(url, payload);
  if (answer.statusCode !== 202) return answer.json();
  const { id } = answer.json() as { id: string };
  await service.app.inject({ method: 'DELETE', url: `/v1/jobs/${id}` });
  const row = await service.store.db.selectFrom('job').select('urgency').where('id', '=', id).executeTakeFirstOrThrow();
  return row.urgency;
};

describe('jobs go before others', () => {
  // The clock of the service stands in the week of 24 November 2026.
  const running = isoWeekOf('2026-11-24');

  it('by themselves where today lies in their weeks', async () => {
    expect(await urgencyOf('/v1/plans', { week: running, workLimit: 1 })).toBe(URGENCY.now);
    expect(await urgencyOf('/v1/plans', { week: '2026-W47', weeks: 2, workLimit: 1 })).toBe(URGENCY.now);
    expect(await urgencyOf('/v1/plans', { week: '2026-W49', workLimit: 1 })).toBe(URGENCY.usual);
    expect(await urgencyOf('/v1/plans', { week: running, weeks: 3, workLimit: 1 })).toBe(URGENCY.usual);
    expect(await urgencyOf('/v1/forecast-versions', { week: running })).toBe(URGENCY.now);
    expect(await urgencyOf('/v1/forecast-versions', { week: '2026-W49' })).toBe(URGENCY.later);
  });

  it('where somebody asks who may', async () => {
    expect(await urgencyOf('/v1/plans', { week: '2026-W49', urgent: true, workLimit: 1 })).toBe(URGENCY.now);
    expect(await urgencyOf('/v1/forecast-versions', { week: '2026-W49', urgent: true })).toBe(URGENCY.now);
    const request = {
      principal: { permissions: new Set(ROLES.planner) },
      service: { now: () => '2026-11-24T08:00:00Z' },
    };
    const ask = (urgent: boolean): number =>
      urgencyFor(request as unknown as FastifyRequest, { week: '2026-W49', weeks: 1, urgent }, 'UTC', URGENCY.usual);
    expect(ask(false)).toBe(URGENCY.usual);
    expect(() => ask(true)).toThrow('may not go before others');
  });
});
