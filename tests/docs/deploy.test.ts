import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../api/cli/registry.js';
import { SETTINGS } from '../../api/settings.js';
import { ROOT } from '../support/cli.js';
import { databaseCommands } from '../support/manual-start.js';

const file = (name: string): string => readFileSync(join(ROOT, 'api/deploy', name), 'utf8');
const MAIN = 'dist/api/cli/main.js';

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly restart: string;
  readonly deploy?: { readonly replicas: number };
}
const compose = load(file('docker-compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as {
  readonly name: string;
  readonly services: Readonly<Record<'database' | 'api' | 'worker', Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const { database, api, worker } = compose.services;
const UNITS = ['rooster.service', 'rooster-work@.service'];
const startOf = (unit: string): string => /^ExecStart=(.*)$/m.exec(file(unit))![1]!;

describe('files for running the service', () => {
  it('start commands that exist, with the options they have', async () => {
    const calls = [
      api.command!,
      worker.command!,
      ...UNITS.map((unit) => startOf(unit).split(' ').slice(2)),
      [/^CMD \["(.*)"\]$/m.exec(file('Dockerfile'))![1]!],
    ];
    for (const [name, ...options] of calls) {
      const { command } = await COMMANDS[name!]!.load();
      for (const option of options.filter((word) => word.startsWith('--')))
        expect(Object.keys(command.options), `${name} ${option}`).toContain(option.slice(2));
    }
    expect(file('Dockerfile')).toContain(`"${MAIN}"`);
    for (const unit of UNITS) expect(startOf(unit)).toContain(`/opt/rooster/${MAIN} `);
  });

  it('set variables that are settings', () => {
    const settings = [...Object.keys(SETTINGS.properties), 'NODE_ENV'];
    const used = [
      ...Object.keys(api.environment),
      ...Object.keys(worker.environment),
      ...[...file('Dockerfile').matchAll(/([A-Z][A-Z_]+)=/g)].map(([, name]) => name!),
      ...[...file('README.md').matchAll(/'([A-Z][A-Z_]+)=/g)].map(([, name]) => name!),
    ];
    expect(used.length).toBeGreaterThan(4);
    expect(used.filter((name) => !settings.includes(name))).toEqual([]);
    // What only whoever starts it knows must be given, and nothing else is asked for.
    const asked = [...file('docker-compose.yml').matchAll(/\$\{([A-Z_]+)(:\?[^}]+)?\}/g)];
    expect(asked.map(([, name, must]) => [name, must !== undefined])).toEqual([
      ['POSTGRES_PASSWORD', true],
      ['POSTGRES_PASSWORD', true],
    ]);
  });

  it('compose: every service is known to whoever waits for it, reachable where it is looked for, and keeps its data', () => {
    expect(Object.keys(compose)).toEqual(['name', 'x-rooster', 'services', 'volumes']);
    expect(Object.keys(compose.services)).toEqual(['database', 'api', 'worker']);
    const keys = new Set([
      'image',
      'build',
      'environment',
      'depends_on',
      'restart',
      'init',
      'command',
      'ports',
      'volumes',
    ]);
    for (const more of ['healthcheck', 'stop_grace_period', 'deploy']) keys.add(more);
    for (const service of Object.values(compose.services)) {
      expect(Object.keys(service).filter((key) => !keys.has(key))).toEqual([]);
      expect(service.restart).toBe('unless-stopped');
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        const other = compose.services[name as keyof typeof compose.services];
        if (condition === 'service_healthy') expect(other.healthcheck?.test?.length).toBeGreaterThan(1);
      }
    }
    for (const service of [api, worker]) {
      expect(service.build).toEqual({ context: '../..', dockerfile: 'api/deploy/Dockerfile' });
      expect(Object.keys(service.depends_on!)).toEqual(['database']);
      const address = new URL(service.environment.DATABASE_URL!.replace(/\$\{[^}]*\}/, 'password'));
      const { POSTGRES_USER: user, POSTGRES_DB: name } = database.environment;
      expect([address.protocol, address.hostname, address.username, address.pathname.slice(1)]).toEqual([
        'postgres:',
        'database',
        user,
        name,
      ]);
    }
    expect(Number(/^postgres:(\d+)/.exec(database.image)![1])).toBeGreaterThanOrEqual(15);
    expect(database.volumes).toEqual(['database:/var/lib/postgresql/data']);
    expect(Object.keys(compose.volumes)).toEqual(['database']);
    const port = String((SETTINGS.properties.PORT as { default?: number }).default);
    expect(api.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(file('Dockerfile')).toContain(`EXPOSE ${port}\n`);
    expect(file('Dockerfile')).toMatch(/ENV .*\bHOST=0\.0\.0\.0\b/);
    // The image's check asks the API; a worker has none to ask.
    expect(worker.healthcheck).toEqual({ disable: true });
    expect(Number(/^FROM node:(\d+)-.*slim$/m.exec(file('Dockerfile'))![1])).toBeGreaterThanOrEqual(20);
  });

  it('bring up one API without workers and three workers, either way', () => {
    expect(api.command).toEqual(['serve', '--workers', '0']);
    expect([worker.command, worker.deploy!.replicas]).toEqual([['work'], 3]);
    expect(UNITS.map((unit) => startOf(unit).split(' ').slice(2).join(' '))).toEqual(['serve --workers 0', 'work']);
    const started = /^systemctl enable --now (.*)$/m.exec(file('README.md'))![1]!.split(' ');
    expect(started).toEqual(['rooster', 'rooster-work@1', 'rooster-work@2', 'rooster-work@3']);
    expect(databaseCommands().map(([command]) => command)).toEqual(['createuser', 'createdb']);
  });
});
