import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Oidc } from '../../api/access/oidc.js';
import { hashPassword } from '../../api/access/password.js';
import type { Permission, Role } from '../../api/access/permissions.js';
import { addAccount } from '../../api/db/account-store.js';
import { openStore } from '../../api/db/open.js';
import { buildApp } from '../../api/http/app.js';
import { type JobRunner, startRunner } from '../../api/jobs/runner.js';
import { newPlace } from './stores.js';

/** Cheap enough for tests; the real cost is tested on its own. */
export const CHEAP = { logN: 4, r: 8, p: 1 };
export const PASSWORD = 'a long enough password';

/** Leaves jobs in the queue. */
export const IDLE_RUNNER: JobRunner = { wake: () => {}, cancel: async () => {}, close: async () => {} };

/** The service with accounts, as it runs in earnest, on a database of its own and a clock that the test moves. */
export async function startWithAccounts(
  idle?: JobRunner,
  { requestsPerMinute = 0, oidc }: { readonly requestsPerMinute?: number; readonly oidc?: Oidc } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'rooster-accounts-'));
  const path = await newPlace(folder);
  const store = await openStore(path);
  const clock = { ms: Date.parse('2026-11-24T08:00:00Z') };
  let ids = 0;
  const now = (): string => new Date(clock.ms).toISOString();
  const newId = (): string => `id-${String(++ids).padStart(4, '0')}`;
  const failures: unknown[] = [];
  const runner = idle ?? (await startRunner({ store, now, newId, onError: (error) => failures.push(error) }));
  const service = {
    store,
    runner,
    now,
    newId,
    passwordCost: CHEAP,
    webhooksInside: false,
    ...(oidc === undefined ? {} : { oidc }),
  };
  const app = await buildApp(service, {
    logLevel: 'silent',
    requestsPerMinute,
    mode: { access: 'accounts', secureCookies: true },
  });
  await app.ready();

  const logIn = async (email: string, password = PASSWORD): Promise<string> => {
    const response = await app.inject({ method: 'POST', url: '/v1/session', payload: { email, password } });
    if (response.statusCode !== 200) throw new Error(response.body);
    const cookie = response.cookies.find(({ name }) => name === '__Host-rooster')!;
    return `${cookie.name}=${cookie.value}`;
  };
  return {
    app,
    service,
    store,
    path,
    clock,
    failures,
    logIn,
    /** Adds an organisation; `default` is there already. */
    addOrganisation: async (id: string): Promise<void> => {
      await store.db.insertInto('organisation').values({ id, name: id, created_at: now() }).execute();
    },
    /** Adds an account and logs in. @returns the cookie */
    addUser: async (
      organisation: string,
      email: string,
      roles: readonly Role[],
      more: { readonly agent?: string; readonly grants?: readonly Permission[] } = {},
    ): Promise<string> => {
      await addAccount(store.of(organisation), {
        id: newId(),
        email,
        name: email,
        password: await hashPassword(PASSWORD, CHEAP),
        roles: JSON.stringify(roles),
        grants: JSON.stringify(more.grants ?? []),
        agent: more.agent ?? null,
        created_at: now(),
        disabled_at: null,
      });
      return logIn(email);
    },
    call: (method: string, url: string, cookie?: string, payload?: object, headers: Record<string, string> = {}) =>
      app.inject({
        method: method as 'GET',
        url,
        headers: { ...(cookie === undefined ? {} : { cookie }), ...headers },
        ...(payload === undefined ? {} : { payload }),
      }),
    close: async (): Promise<void> => {
      await app.close();
      await runner.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
