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
