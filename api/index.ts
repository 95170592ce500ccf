/** The faces: command line, HTTP and storage, for programs that embed them. */
export * from './cli/command.js';
