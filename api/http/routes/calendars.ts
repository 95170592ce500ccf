import { createHash } from 'node:crypto';
import Type from 'typebox';
import { addDays } from '../../../src/time/zone.js';
import { tokenHash } from '../../access/token.js';
import { newestCentre } from '../../db/centre-store.js';
import type { Store } from '../../db/open.js';
import { absencesOf, selfRules, timeOffRequests } from '../../db/request-store.js';
import { eventsOf, feedOf } from '../../db/self-store.js';
import { agentCalendar, type CalendarAbsence } from '../../files/agent-calendar.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { FileBody } from '../download.js';
import type { Service } from '../service.js';

/** Days back that calendars keep. */
const DAYS_BACK = 60;

/** Calendars by their secret address: no log-in, for calendar programs cannot. */
export function calendarRoutes(app: App, service: Service): void {
  app.get(
    '/calendars/:token.ics',
    {
      config: { permission: 'public', rateLimit: { max: 120, timeWindow: 60_000 } },
      schema: {
        tags: ['self-service'],
        summary: 'Shifts and leave of an agent as iCalendar; POST /v1/me/calendar gives the address',
        params: Type.Object({ token: Type.String({ maxLength: 100 }) }),
        response: { 200: FileBody, 304: Type.Null(), 404: ProblemSchema, 429: ProblemSchema },
      },
    },
    async (request, reply) => {
      const feed = await feedOf(service.store, tokenHash(request.params.token));
      if (feed === undefined) throw new HttpProblem(404, 'calendar-unknown', 'There is no calendar at this address.');
      const store = service.store.of(feed.organisation);
      const stored = await newestCentre(store);
      if (stored === undefined) throw new HttpProblem(404, 'calendar-unknown', 'There is no calendar at this address.');
      const { centre } = stored;
      const fromDate = addDays(service.now().slice(0, 10), -DAYS_BACK);
      const absences = [
        ...centre.timeOff.filter((off) => off.agent === feed.agent && off.toDate >= fromDate),
        ...(await ownLeave(store, feed.agent, fromDate)),
      ];
      const text = agentCalendar(centre, feed.agent, await eventsOf(store, feed.agent, fromDate), absences);
      const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
      reply.header('etag', etag).header('cache-control', 'private, max-age=300');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null);
      return reply.type('text/calendar; charset=utf-8').send(text);
    },
  );
}

/** Leave that was asked for and approved, and approved leave that was taken back: its event is cancelled. */
async function ownLeave(store: Store, agent: string, from: string): Promise<CalendarAbsence[]> {
  const { rules } = await selfRules(store.db, store.organisation);
  const rows = await timeOffRequests(store.db, store.organisation, { agent, from, states: ['approved', 'withdrawn'] });
  const decided = rows.filter(({ decided_by }) => decided_by !== null);
  return absencesOf(decided, rules).map((absence, i) => {
    const { id, revision, changed_at, state } = decided[i]!;
    return { ...absence, event: { id, revision, changedAt: changed_at, cancelled: state === 'withdrawn' } };
  });
}
