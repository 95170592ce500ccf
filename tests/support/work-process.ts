import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE } from './package-folder.js';

/** `rooster work` as a process of its own. */
export interface OwnWorker {
  readonly pid: number;
  /** Fulfilled when it takes jobs. */
  readonly ready: Promise<void>;
  /** Asks it to give its job back, and waits until it has ended. */
  stop(): Promise<void>;
  kill(): void;
}

/**
 * Starts a worker; what it has to say after its greeting goes to standard error.
 * @param core the only one that it may use; default any
 */
export function startWorker(
  address: string,
  env: Readonly<Record<string, string>> = {},
  core: number | undefined = undefined,
): OwnWorker {
  const main = join(PACKAGE, 'dist', 'api', 'cli', 'main.js');
  const node = [process.execPath, main, 'work', '--db', address];
  // `taskset` (util-linux) becomes what it starts: the process is the worker's.
  const [program, ...rest] = core === undefined ? node : ['taskset', '-c', String(core), ...node];
  const child = spawn(program!, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ready = new Promise<void>((resolve) => {
    child.stderr.on('data', (text: Buffer) => {
      if (String(text).startsWith('Working, ')) resolve();
      else process.stderr.write(text);
    });
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const atExit = (): void => void child.kill('SIGKILL');
  process.once('exit', atExit);
  return {
    pid: child.pid!,
    ready,
    stop: async () => {
      process.off('exit', atExit);
      child.kill('SIGTERM');
      await ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
