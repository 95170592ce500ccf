import { resolve } from 'node:path';
import { writeFileAtomically } from '../files/write.js';
import { type CommandContext, type Flags, UsageError } from './command.js';

/** `--seed`, default 1. */
export const seedOf = (flags: Flags): number => (flags.seed === undefined ? 1 : Number(flags.seed));

/** Text of an option that must be there. */
export function required(flags: Flags, name: string, hint: string): string {
  const value = flags[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing: ${hint}.`);
  return value;
}

/** Text of an option, or undefined. */
export function optional(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whole number of an option within bounds, or its default. */
export function integerOf(flags: Flags, name: string, fallback: number, least: number, most: number): number {
  const text = optional(flags, name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

/** Sends data to `--out`, or to standard output. */
export async function deliver(context: CommandContext, flags: Flags, text: string): Promise<void> {
  const out = optional(flags, 'out');
  if (out === undefined) context.stdout(text);
  else await writeFileAtomically(resolve(context.cwd, out), text);
}
