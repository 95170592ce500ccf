import Type from 'typebox';
import { Value } from 'typebox/value';
import { InputError, type Issue, inputError } from '../src/errors.js';

const Text = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

/** Settings of the service, from the environment. The table in the README is made from it. */
export const SETTINGS = Type.Object({
  DATABASE_URL: Text('address of a PostgreSQL database, or a SQLite file; `--db` goes before it'),
  HOST: Type.String({ default: '127.0.0.1', description: 'address to listen on; `--host` goes before it' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65_535, description: '`--port` goes before it' }),
  LOG_LEVEL: Type.String({
    enum: ['silent', 'error', 'warn', 'info'],
    default: 'warn',
    description: 'least severity of log lines: silent, error, warn, info (every request)',
  }),
  WORKERS: Type.Integer({
    default: 1,
    minimum: 0,
    maximum: 256,
    description: 'jobs at the same time, a thread each; 0 = none here; `--workers` goes before it',
  }),
  WORKER_HEAP_MIB: Type.Integer({
    default: 4096,
    minimum: 64,
    maximum: 1 << 20,
    description: 'largest heap of a job, MiB; beyond it the job fails, not the process',
  }),
  RETAIN_WEEKS: Type.Integer({
    default: 52,
    minimum: 1,
    maximum: 5_200,
    description: 'weeks that rosters are kept after their end; hours worked must be kept 52 weeks',
  }),
  RETAIN_AUDIT_WEEKS: Type.Integer({
    default: 104,
    minimum: 1,
    maximum: 5_200,
    description: 'weeks that the audit trail is kept',
  }),
  WEBHOOKS_INSIDE: Type.Boolean({
    default: false,
    description: 'true = webhooks may use http and lead into the own network',
  }),
  OIDC_ISSUER: Text('log-in with a provider of OpenID Connect: its issuer, an https address'),
  OIDC_CLIENT_ID: Text('what the provider knows the service by'),
  OIDC_CLIENT_SECRET: Text('secret that the provider gave; none = a public client'),
  OIDC_REDIRECT: Text('address of the service as browsers reach it, with the path `/v1/session/oidc/callback`'),
  OIDC_NAME: Type.String({ default: 'OpenID Connect', description: 'what the log-in page calls the provider' }),
  OIDC_SCOPE: Type.String({ default: 'openid email profile', description: 'scopes that are asked for' }),
  OIDC_USER_CLAIM: Type.String({
    default: 'email',
    description: 'claim with the e-mail address of the account; `email` counts only where `email_verified` is true',
  }),
  OIDC_ROLES_CLAIM: Text('claim whose values give the roles, at every log-in; none = an admin gives them'),
  OIDC_ROLES: Text('what its values mean, `VALUE=ROLE,VALUE=ROLE`'),
  OIDC_AGENT_CLAIM: Text('claim with the id of the agent, for accounts that are made'),
  OIDC_ORGANISATION: Type.String({
    default: 'default',
    description: 'organisation whose accounts log in with the provider; no other',
  }),
  OIDC_CREATE: Type.Boolean({
    default: false,
    description: 'true = who is not known yet gets an account there, if a value of OIDC_ROLES_CLAIM has a role',
  }),
});

export type Settings = Type.Static<typeof SETTINGS>;

/** Reads the settings. An empty variable counts as none. @throws InputError `setting-wrong` naming every one that is */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): Settings {
  const given: Record<string, unknown> = {};
  const issues: Issue[] = [];
  for (const [name, schema] of Object.entries(SETTINGS.properties)) {
    const text = env[name] === '' ? undefined : env[name];
    const value = text === undefined ? (schema as { default?: unknown }).default : Value.Convert(schema, text);
    if (value === undefined) continue;
    if (Value.Check(schema, value)) given[name] = value;
    else {
      const [error] = Value.Errors(schema, value);
      issues.push(
        inputError(
          'setting-wrong',
          `${name} is "${text}": ${error?.message ?? 'not usable'}.`,
          `It is: ${(schema as { description?: string }).description}.`,
        ),
      );
    }
  }
  if (issues.length > 0) throw new InputError(issues);
  return given as unknown as Settings;
}

/** The settings as rows of a Markdown table. */
export const settingsTable = (): string =>
  [
    '| variable | default | meaning |',
    '|---|---|---|',
    ...Object.entries(SETTINGS.properties).map(([name, schema]) => {
      const { default: fallback, description } = schema as { default?: unknown; description?: string };
      return `| \`${name}\` | ${fallback === undefined ? '' : `\`${fallback}\``} | ${description} |`;
    }),
  ].join('\n');
