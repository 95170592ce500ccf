import type { FastifyRequest } from 'fastify';
import type { Oidc, OidcPerson } from '../access/oidc.js';
import type { Role } from '../access/permissions.js';
import { accountByEmail, activeAdmins, addAccount, changeAccount, hasAccounts } from '../db/account-store.js';
import { addAudit } from '../db/audit-store.js';
import { accountBySubject } from '../db/oidc-store.js';
import type { Store } from '../db/open.js';
import type { AccountRow } from '../db/schema.js';
import { HttpProblem } from '../problem.js';
import type { Service } from './service.js';

/**
 * The account of somebody for whom the provider vouches, with the roles that the provider's claim gives. An account is found by its
 * e-mail address once and belongs to that subject from then on: an address that the provider gives to somebody else opens nothing.
 * @throws HttpProblem 403 `oidc-user-unknown`
 */
export async function accountOfPerson(
  service: Service,
  { options }: Oidc,
  person: OidcPerson,
  request: FastifyRequest,
): Promise<AccountRow> {
  const store = service.store.of(options.organisation);
  const roles = [...new Set(person.groups.flatMap((group) => options.roles.get(group) ?? []))].sort();
  const note = (action: string, row: AccountRow, detail: unknown): Promise<void> =>
    addAudit(store, {
      at: service.now(),
      actor: row.id,
      actor_kind: 'oidc',
      action,
      resource: 'user',
      resource_id: row.id,
      request_id: request.id,
      detail,
    });
  const known = (await accountBySubject(store, person.subject)) ?? (await unclaimed(store, person));
  if (known === undefined) {
    if (!options.creates || person.email === undefined || roles.length === 0) throw unknownUser();
    // The first account is made with the one-time code, by whoever has the machine.
    if (!(await hasAccounts(store))) throw unknownUser();
    const row = await addAccount(store, {
      id: service.newId(),
      email: person.email,
      name: person.name.slice(0, 200),
      password: null,
      roles: JSON.stringify(roles),
      grants: '[]',
      agent: person.agent ?? null,
      created_at: service.now(),
      disabled_at: null,
      oidc_subject: person.subject,
    });
    if (row === undefined) throw unknownUser();
    await note('add', row, { roles });
    return row;
  }
  if (known.disabled_at !== null) throw unknownUser();
  const change = {
    ...(known.oidc_subject === null ? { oidc_subject: person.subject } : {}),
    ...(options.rolesClaim === undefined ? {} : await rolesChange(store, known, roles)),
  };
  if (Object.keys(change).length === 0) return known;
  const changed = (await changeAccount(store, known.id, change))!;
  await note('change', changed, { changed: Object.keys(change), roles: JSON.parse(changed.roles) });
  return changed;
}

/** The account with the person's address, as long as no other subject has it. */
async function unclaimed(store: Store, { email }: OidcPerson): Promise<AccountRow | undefined> {
  const row = email === undefined ? undefined : await accountByEmail(store, email);
  return row?.organisation === store.organisation && row.oidc_subject === null ? row : undefined;
}

/** Roles as the provider has them; the last admin stays one, or nobody could mend a wrong claim. */
async function rolesChange(store: Store, known: AccountRow, wanted: readonly Role[]): Promise<{ roles?: string }> {
  const admins = wanted.includes('admin') ? [] : await activeAdmins(store);
  const isLast = admins.length === 1 && admins[0] === known.id;
  const roles = isLast ? ['admin', ...wanted] : [...wanted];
  const before = JSON.parse(known.roles) as string[];
  return JSON.stringify([...before].sort()) === JSON.stringify(roles.sort()) ? {} : { roles: JSON.stringify(roles) };
}

/** The same for all who may not come in: who is known here is nobody's business. */
const unknownUser = (): HttpProblem =>
  new HttpProblem(
    403,
    'oidc-user-unknown',
    'Nobody here has this log-in.',
    'Ask an admin of your organisation for an account with the e-mail address that the provider knows.',
  );
