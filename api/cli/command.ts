import type { ParseArgsConfig } from 'node:util';

/** Exit codes that people script against. */
export const EXIT = {
  done: 0,
  /** Unexpected failure: a bug. */
  bug: 1,
  /** Bad usage or bad input; nothing written, nothing stored. */
  badInput: 2,
  /** A correct answer that falls short; the result is written and says what conflicts. */
  fallsShort: 3,
  /** Stopped by the user; the best so far is written. */
  stopped: 130,
} as const;

/** The outside world of a command, handed in so that tests can stand in for it. */
export interface CommandContext {
  /** Data. */
  readonly stdout: (text: string) => void;
  /** Messages, one call per line, without the line end. */
  readonly stderr: (line: string) => void;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly isTerminal: boolean;
}

/** Parsed flags: text, true, or a list where an option repeats. */
export type Flags = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One `rooster COMMAND`. Throws InputError for bad input (exit 2) and UsageError for bad usage (exit 2). */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Usage line(s) and explanation of every option, as printed by `rooster COMMAND --help`. */
  readonly help: string;
  /** Options beside the common ones (`--json`, `--seed`, `--quiet`, `--out`, `--help`). */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** @returns one of {@link EXIT} */
  run(context: CommandContext, flags: Flags, positionals: readonly string[]): Promise<number>;
}

/** The command line itself was wrong: says what and how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
