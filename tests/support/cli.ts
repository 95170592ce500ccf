import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext } from '../../api/cli/command.js';
import { runCli } from '../../api/cli/run.js';

export const ROOT = join(import.meta.dirname, '..', '..');

/** What a command line left behind. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process; for commands that need no worker thread and no signal. */
export async function cli(argv: readonly string[], overrides: Partial<CommandContext> = {}): Promise<CliResult> {
  let stdout = '';
  const stderr: string[] = [];
  const code = await runCli(argv, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (line) => stderr.push(line),
    cwd: ROOT,
    env: {},
    signal: new AbortController().signal,
    isTerminal: false,
    ...overrides,
  });
  return { code, stdout, stderr: stderr.join('\n') };
}

const MAIN = join(ROOT, 'dist', 'api', 'cli', 'main.js');

/** Runs the built `rooster` as a process of its own, as a user does. The build must be there (`npm test` makes it). */
export function rooster(argv: readonly string[], options: { readonly cwd?: string } = {}): Promise<CliResult> {
  if (!existsSync(MAIN)) throw new Error('dist is missing: run `npm run build` first.');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...argv], { cwd: options.cwd ?? ROOT });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
