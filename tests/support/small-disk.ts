import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder on a disk of its own that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  /** Gives it another size. */
  resize(MiB: number): void;
  remove(): void;
}

/** Mounts a disk in memory, or says on standard error what is left out where that is not allowed. */
export function smallDisk(MiB: number, what: string): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rooster-disk-'));
  const run = (command: string, ...words: string[]): void => void execFileSync(command, words, { stdio: 'pipe' });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${MiB}m`, 'tmpfs', folder);
  } catch (error) {
    rmdirSync(folder);
    const [reason] = String((error as { stderr?: unknown }).stderr ?? error).split('\n');
    console.error(`No small disk can be mounted here (${reason}): left out ${what}.`);
    return undefined;
  }
  chmodSync(folder, 0o777);
  return {
    folder,
    resize: (size) => run('mount', '-o', `remount,size=${size}m`, folder),
    remove: () => {
      run('umount', '-l', folder);
      rmdirSync(folder);
    },
  };
}
