import type { CentreInfo, Person, PlanInfo } from './api.js';

/** What every page knows. */
export interface Frame {
  readonly me: Person;
  readonly centre: CentreInfo;
  /** Newest first; the plan that stands for a week is the first of that week that is published, else the first. */
  readonly plans: readonly PlanInfo[];
}

export const may = (frame: Frame, permission: string): boolean => frame.me.permissions.includes(permission);
