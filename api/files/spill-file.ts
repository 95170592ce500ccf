import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Spill } from '../../src/history/spill.js';

/** A spill in a file of the temporary folder. `close` takes it away; where the system lets it, so does the end of the process. */
export function spillFile(): Spill & { readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'rooster-rows-'));
  const file = openSync(join(folder, 'rows'), 'wx+', 0o600);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // An open file without a name lives until it is closed, whatever becomes of the process; Windows keeps the name till then.
  if (process.platform !== 'win32') remove();
  const places = new Map<number, { readonly at: number; readonly bytes: number }[]>();
  let end = 0;
  return {
    add(key, numbers) {
      const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, end + done);
      places.set(key, [...(places.get(key) ?? []), { at: end, bytes: bytes.length }]);
      end += bytes.length;
    },
    *read(key) {
      for (const { at, bytes } of places.get(key) ?? []) {
        const numbers = new Float64Array(bytes / 8);
        const into = Buffer.from(numbers.buffer);
        for (let done = 0; done < bytes; ) done += readSync(file, into, done, bytes - done, at + done);
        yield numbers;
      }
    },
    close() {
      closeSync(file);
      remove();
    },
  };
}
