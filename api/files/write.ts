import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError, inputError } from '../../src/errors.js';

/**
 * Writes a file whole or not at all: into a temporary file beside it, then renamed. An existing file stays as it was until
 * the new one is complete. Throws InputError `file-unwritable`; an error thrown by `content` itself passes through.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array | Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx').catch((error: unknown) => refuse(path, error));
  try {
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
      else for await (const piece of content) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path).catch((error: unknown) => refuse(path, error));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function refuse(path: string, error: unknown): never {
  throw new InputError([
    inputError(
      'file-unwritable',
      `The file cannot be written: ${(error as Error).message}.`,
      'Check that the folder exists and may be written to.',
      { file: path },
    ),
  ]);
}
