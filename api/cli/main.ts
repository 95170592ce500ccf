#!/usr/bin/env node
import { runCli } from './run.js';

const abort = new AbortController();
let interrupts = 0;
process.on('SIGINT', () => {
  // The first Ctrl-C asks for the best result so far, the second insists.
  interrupts++;
  if (interrupts > 1) process.exit(130);
  abort.abort();
});
process.on('SIGTERM', () => abort.abort());
// A reader that goes away (`rooster … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (line) => process.stderr.write(`${line}\n`),
  cwd: process.cwd(),
  env: process.env,
  signal: abort.signal,
  isTerminal: process.stderr.isTTY === true,
});
