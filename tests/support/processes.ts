import { readdirSync, readFileSync } from 'node:fs';

/** What a process of this machine uses, as Linux tells in /proc. */
export interface ProcessUse {
  readonly pid: number;
  readonly parent: number;
  /** Memory in use, MiB. */
  readonly rssMiB: number;
  /** Most memory that it has ever used, MiB. */
  readonly peakMiB: number;
  /** Processor time of all its threads and of its children that have ended, seconds. */
  readonly cpuSeconds: number;
}

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

/** Use of a process; undefined where it has ended. */
export function useOf(pid: number): ProcessUse | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold blanks; state and parent follow.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kB = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
    return {
      pid,
      parent: Number(fields[1]),
      rssMiB: kB('VmRSS') / 1024,
      peakMiB: kB('VmHWM') / 1024,
      cpuSeconds: ticks / TICKS,
    };
  } catch {
    return undefined;
  }
}

/** A process and all below it. */
export function familyOf(pid: number): ProcessUse[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => useOf(Number(name)) ?? []);
  const family = all.filter((one) => one.pid === pid);
  for (let known = 0; known < family.length; known++)
    family.push(...all.filter(({ parent }) => parent === family[known]!.pid));
  return family;
}
