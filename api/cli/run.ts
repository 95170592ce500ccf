import { parseArgs } from 'node:util';
import { describeIssue, InputError } from '../../src/errors.js';
import { ENGINE_VERSION } from '../../src/version.js';
import { type Command, type CommandContext, EXIT, type Flags, UsageError } from './command.js';
import { COMMANDS } from './registry.js';

/** Options that every command takes. */
const COMMON_OPTIONS = {
  json: { type: 'boolean' },
  seed: { type: 'string' },
  quiet: { type: 'boolean' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Runs one command line. Never throws: every failure becomes a message and an exit code.
 * @param argv words after `rooster`
 */
export async function runCli(argv: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    context.stdout(overview());
    return name === undefined ? EXIT.badInput : EXIT.done;
  }
  if (name === '--version') {
    context.stdout(`${ENGINE_VERSION}\n`);
    return EXIT.done;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    context.stderr(`rooster: there is no command "${name}". \`rooster --help\` lists them.`);
    return EXIT.badInput;
  }
  const { command } = await entry.load();
  try {
    return await runCommand(command, rest, context);
  } catch (error) {
    return report(command, error, rest.includes('--json'), context);
  }
}

async function runCommand(command: Command, words: readonly string[], context: CommandContext): Promise<number> {
  const { flags, positionals } = parse(command, words);
  if (flags.help === true) {
    context.stdout(`${command.help.trim()}\n`);
    return EXIT.done;
  }
  if (flags.seed !== undefined && !/^\d{1,9}$/.test(String(flags.seed))) {
    throw new UsageError(`--seed takes a whole number from 0 to 999999999, not "${flags.seed}".`);
  }
  return command.run(context, flags, positionals);
}

function parse(command: Command, words: readonly string[]): { flags: Flags; positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...COMMON_OPTIONS, ...command.options },
      allowPositionals: true,
    });
    return { flags: values as Flags, positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function report(command: Command, error: unknown, json: boolean, context: CommandContext): number {
  if (error instanceof InputError) {
    if (json) context.stderr(JSON.stringify({ issues: error.issues }));
    else for (const issue of error.issues) context.stderr(describeIssue(issue));
    return EXIT.badInput;
  }
  if (error instanceof UsageError) {
    context.stderr(`rooster ${command.name}: ${error.message}`);
    context.stderr(`\`rooster ${command.name} --help\` shows how it is used.`);
    return EXIT.badInput;
  }
  if (context.signal.aborted) {
    context.stderr(`rooster ${command.name}: stopped.`);
    return EXIT.stopped;
  }
  context.stderr(`rooster ${command.name}: unexpected failure, a bug in Rooster ${ENGINE_VERSION}.`);
  context.stderr(error instanceof Error ? (error.stack ?? error.message) : String(error));
  context.stderr('Please report it with the lines above, the command and, if you may share it, the input.');
  return EXIT.bug;
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Rooster ${ENGINE_VERSION}: workforce planning for contact centres

usage: rooster COMMAND [options]

${lines.join('\n')}

Common options: --out FILE (instead of standard output), --json, --seed N (default 1), --quiet, --help.
Exit codes: 0 done, 1 a bug, 2 bad usage or input, 3 a correct answer that falls short, 130 stopped.
`;
}
