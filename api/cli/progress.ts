import type { SolveProgress } from '../../solver/stop.js';
import type { CommandContext, Flags } from './command.js';

const WIDTH = 24;

/** Progress of long work on standard error: one line that rewrites itself on a terminal, nothing elsewhere or with `--quiet`. */
export function progressBar(
  context: CommandContext,
  flags: Flags,
): { show(progress: SolveProgress): void; end(): void } {
  if (!context.isTerminal || flags.quiet === true) return { show: () => {}, end: () => {} };
  let last = 0;
  return {
    show({ share, phase, incumbent, bound }) {
      const filled = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
      const gap =
        incumbent !== undefined && bound !== undefined && incumbent > 0
          ? ` gap ${(((incumbent - bound) / incumbent) * 100).toFixed(2)} %`
          : '';
      const line = `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${String(Math.round(share * 100)).padStart(3)} % ${phase}${gap}`;
      process.stderr.write(`\r${line.padEnd(last)}`);
      last = line.length;
    },
    end() {
      if (last > 0) process.stderr.write(`\r${' '.repeat(last)}\r`);
      last = 0;
    },
  };
}
