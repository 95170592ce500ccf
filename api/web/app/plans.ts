import type { PlanInfo } from './api.js';
import { mondayOfIsoWeek } from './weeks.js';

/** Newest week with a plan that stands. */
export function newestWeek(plans: readonly PlanInfo[]): string | undefined {
  return plans
    .filter(({ state }) => state !== 'withdrawn')
    .reduce<string | undefined>((best, { week }) => (best === undefined || week > best ? week : best), undefined);
}

/** Whether the week is one of those of the plan. */
export function coversWeek(plan: PlanInfo, week: string): boolean {
  const monday = mondayOfIsoWeek(week);
  return monday !== undefined && plan.from <= monday && plan.to > monday;
}

/** The plan that stands for a week: the published one, else the newest draft. */
export function planOf(plans: readonly PlanInfo[], week: string): PlanInfo | undefined {
  const ofWeek = plans.filter((plan) => plan.state !== 'withdrawn' && coversWeek(plan, week));
  return ofWeek.find(({ state }) => state === 'published') ?? ofWeek[0];
}
