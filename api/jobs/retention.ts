import { clearLeftOver } from '../db/history-sqlite.js';
import type { Store } from '../db/open.js';
import { prune } from '../db/personal-store.js';

const DAY_MS = 86_400_000;
/** Messages to webhooks and answers to requests are kept for this long. */
const MESSAGE_DAYS = 2;

/** Weeks that rosters and the audit trail are kept. Hours worked must be kept 52 weeks in the Netherlands. */
export interface KeepWeeks {
  readonly plans: number;
  readonly audit: number;
}

/** Deletes what is older than the weeks given, seen from `now` (ISO 8601). */
export async function pruneOld(store: Store, weeks: KeepWeeks, now: string): ReturnType<typeof prune> {
  if (store.engine.kind === 'sqlite') await clearLeftOver(store, store.engine.sqlite);
  const before = (days: number): string => new Date(Date.parse(now) - days * DAY_MS).toISOString();
  return prune(store, {
    plansBefore: before(weeks.plans * 7).slice(0, 10),
    auditBefore: before(weeks.audit * 7),
    messagesBefore: before(MESSAGE_DAYS),
  });
}

/** Does so a minute after the start and then every day. @returns ends it */
export function pruneDaily(
  store: Store,
  weeks: KeepWeeks,
  now: () => string,
  onError: (error: unknown) => void,
): () => void {
  const once = (): void => void pruneOld(store, weeks, now()).catch(onError);
  const first = setTimeout(once, 60_000);
  const timer = setInterval(once, DAY_MS);
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
