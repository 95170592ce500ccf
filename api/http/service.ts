import type { Oidc } from '../access/oidc.js';
import type { PasswordCost } from '../access/password.js';
import type { Store } from '../db/open.js';
import type { JobRunner } from '../jobs/runner.js';

/** What the routes work with; handed in so that tests can stand in for time and chance. */
export interface Service {
  /** As the organisation of the caller sees it; of no organisation in particular before it is known who calls. */
  readonly store: Store;
  readonly runner: JobRunner;
  /** ISO 8601 instant of now. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Webhooks may lead into the own network. */
  readonly webhooksInside?: boolean;
  /** Provider that people can log in with. */
  readonly oidc?: Oidc;
  /** What hashing a password costs; the default is {@link PASSWORD_COST}. */
  readonly passwordCost?: PasswordCost;
}
