import type { PlanInfo } from './api.js';

/** Newest week with a plan that stands. */
export function newestWeek(plans: readonly PlanInfo[]): string | undefined {
  return plans
    .filter(({ state }) => state !== 'withdrawn')
    .reduce<string | undefined>((best, { week }) => (best === undefined || week > best ? week : best), undefined);
}

/** The plan that stands for a week: the published one, else the newest draft. */
export function planOf(plans: readonly PlanInfo[], week: string): PlanInfo | undefined {
  const ofWeek = plans.filter((plan) => plan.week === week && plan.state !== 'withdrawn');
  return ofWeek.find(({ state }) => state === 'published') ?? ofWeek[0];
}
