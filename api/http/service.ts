import type { Store } from '../db/open.js';
import type { JobRunner } from '../jobs/runner.js';

/** What the routes work with; handed in so that tests can stand in for time and chance. */
export interface Service {
  readonly store: Store;
  readonly runner: JobRunner;
  /** ISO 8601 instant of now. */
  readonly now: () => string;
  readonly newId: () => string;
}
