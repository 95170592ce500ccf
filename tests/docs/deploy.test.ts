import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../api/cli/registry.js';
import { SETTINGS } from '../../api/settings.js';
import { ROOT } from '../support/cli.js';

const file = (name: string): string => readFileSync(join(ROOT, 'api/deploy', name), 'utf8');
const MAIN = 'dist/api/cli/main.js';

describe('files for running the service', () => {
  it('start commands that exist, with the options they have', async () => {
    const calls = [
      ...[...file('docker-compose.yml').matchAll(/command: \[(.*)\]/g)].map(([, words]) => words!.split(/, */)),
      ...[...file('rooster.service').matchAll(/^#? ?ExecStart=.*main\.js (.*)$/gm)].map(([, words]) =>
        words!.split(' '),
      ),
      [/^CMD \["(.*)"\]$/m.exec(file('Dockerfile'))![1]!],
    ];
    expect(calls.length).toBe(5);
    for (const [name, ...options] of calls) {
      const { command } = await COMMANDS[name!]!.load();
      for (const option of options.filter((word) => word.startsWith('--')))
        expect(Object.keys(command.options), `${name} ${option}`).toContain(option.slice(2));
    }
    expect(file('Dockerfile')).toContain(`"${MAIN}"`);
    expect(file('rooster.service')).toContain(MAIN);
  });

  it('set variables that are settings', () => {
    const known = [
      ...Object.keys(SETTINGS.properties),
      'NODE_ENV',
      'POSTGRES_USER',
      'POSTGRES_DB',
      'POSTGRES_PASSWORD',
    ];
    const used = [
      ...[...file('docker-compose.yml').matchAll(/^ {4,6}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!),
      ...[...file('Dockerfile').matchAll(/([A-Z][A-Z_]+)=/g)].map(([, name]) => name!),
    ];
    expect(used.length).toBeGreaterThan(4);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('bring up one API without workers and three workers', () => {
    const compose = file('docker-compose.yml');
    expect(compose).toContain('command: [serve, --workers, "0"]');
    expect(compose).toMatch(/command: \[work\][\s\S]*replicas: 3/);
  });
});
