import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { mondayOfIsoWeek } from '../../src/time/week.js';
import { addDays, localDate } from '../../src/time/zone.js';
import { URGENCY } from '../db/job-store.js';
import { HttpProblem } from '../problem.js';

export const Urgent = Type.Optional(
  Type.Boolean({
    description: 'true = before all other jobs; takes rooster:job:urge. Work on the running week is anyhow',
  }),
);

/** Weeks up to which a period with today in it is work on the running day, not on the weeks to come. */
const MOST_WEEKS = 2;

/**
 * How urgent a plan or a forecast is: before all others where today lies in its weeks or the caller may and does ask for it.
 * @param usual otherwise @param zone in which today is told
 */
export function urgencyOf(
  { principal, service }: FastifyRequest,
  { week, weeks, urgent = false }: { readonly week: string; readonly weeks: number; readonly urgent?: boolean },
  zone: string,
  usual: number,
): number {
  if (urgent && !principal.permissions.has('rooster:job:urge'))
    throw new HttpProblem(403, 'not-allowed', 'The job may not go before others.', 'It takes rooster:job:urge.');
  const from = mondayOfIsoWeek(week)!;
  const today = localDate(Date.parse(service.now()), zone);
  const isRunning = weeks <= MOST_WEEKS && from <= today && today < addDays(from, weeks * 7);
  return urgent || isRunning ? URGENCY.now : usual;
}
