import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'rooster-release-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (script: string, words: readonly string[], input = '') =>
  spawnSync(process.execPath, [join(ROOT, '.ci', script), ...words], { cwd: ROOT, encoding: 'utf8', input });

describe('audit of dependencies', () => {
  const report = (severity: string): string =>
    JSON.stringify({ auditReportVersion: 2, vulnerabilities: { leaky: { name: 'leaky', severity, range: '<2' } } });

  it('fails on holes of severity high, lets lower ones pass, and says where the registry cannot be asked', () => {
    const high = run('audit.mjs', [], report('high'));
    expect([high.status, high.stderr]).toEqual([1, 'leaky <2: a hole of severity high is known.\n']);
    expect(run('audit.mjs', [], report('moderate')).status).toBe(0);
    const silent = run('audit.mjs', [], JSON.stringify({ message: '405 Method Not Allowed - POST', error: {} }));
    expect([silent.status, silent.stdout]).toEqual([
      0,
      'npm audit left out: the registry does not answer it (405 Method Not Allowed - POST).\n',
    ]);
  });

  it('is part of what a clean checkout must pass', () => {
    expect(readFileSync(join(ROOT, '.ci', 'run'), 'utf8')).toMatch(/npm audit .*\| node \.ci\/audit\.mjs/);
  });
});

describe('notes of a release', () => {
  const hasKeys = spawnSync('ssh-keygen', ['-?']).error === undefined;
  if (!hasKeys) console.error('No ssh-keygen here: left out the test of signed release notes.');

  it.runIf(hasKeys)('hold the change log and sums, and a signature that any change of them breaks', () => {
    const key = join(folder, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'maintainer', '-f', key]);
    const notes = join(folder, 'notes.md');
    const packed = join(folder, 'rooster.tgz');
    writeFileSync(packed, 'packed');
    const made = run('release-notes.mjs', [notes, '--key', key, packed]);
    expect([made.status, made.stderr]).toEqual([0, '']);
    const text = readFileSync(notes, 'utf8');
    expect(text).toContain('### Added');
    // Of the word "packed", by sha256sum.
    expect(text).toContain('88cb8a087b6e8cebfc9ae5602f5a2159a6bcf923e7f2c56809bcda6cad1727a7  rooster.tgz');
    expect(text).toMatch(/^[0-9a-f]{64} {2}package-lock\.json$/m);
    const signers = join(folder, 'allowed_signers');
    writeFileSync(signers, `maintainer ${readFileSync(`${key}.pub`, 'utf8')}`);
    const verify = () =>
      spawnSync(
        'ssh-keygen',
        ['-Y', 'verify', '-f', signers, '-I', 'maintainer', '-n', 'rooster-release', '-s', `${notes}.sig`],
        { input: readFileSync(notes) },
      ).status;
    expect(verify()).toBe(0);
    appendFileSync(notes, ' ');
    expect(verify()).not.toBe(0);
  });
});
