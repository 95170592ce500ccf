import type { Permission, Role } from './permissions.js';

/** Who is asking. */
export interface Principal {
  readonly kind: 'user' | 'key' | 'demo';
  /** Id of the account or key; `demo` in the demo mode. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly organisation: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  /** Id of the agent that the account belongs to. */
  readonly agent?: string;
  /** Hash of the session that the request came with. */
  readonly session?: string;
}
