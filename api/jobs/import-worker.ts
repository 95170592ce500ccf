import { parentPort, workerData } from 'node:worker_threads';
import { InputError, type Issue } from '../../src/errors.js';
import { openBeside } from '../db/open.js';
import { type ImportAsk, type Imported, importHere } from './import-here.js';

export interface ImportWorkerData {
  readonly location: string;
  readonly organisation: string;
  readonly ask: ImportAsk;
}

/** What the thread is sent: bytes of the file, null after the last. */
export type ImportChunk = Uint8Array | null;

export type ImportWorkerMessage =
  | { readonly kind: 'taken' }
  | { readonly kind: 'done'; readonly imported: Imported }
  | { readonly kind: 'input-error'; readonly issues: readonly Issue[] };

const { location, organisation, ask } = workerData as ImportWorkerData;
const port = parentPort!;
const post = (message: ImportWorkerMessage): void => port.postMessage(message);

const waiting: ImportChunk[] = [];
let arrived: (() => void) | undefined;
port.on('message', (chunk: ImportChunk) => {
  waiting.push(chunk);
  arrived?.();
});

async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    while (waiting.length === 0)
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    const chunk = waiting.shift() ?? null;
    if (chunk === null) return;
    yield chunk;
    post({ kind: 'taken' });
  }
}

const store = await openBeside(location);
try {
  post({ kind: 'done', imported: await importHere(store.of(organisation), body(), ask) });
} catch (error) {
  // Class and fields of an error are lost between threads; anything but bad input is left to the worker's `error` event.
  if (!(error instanceof InputError)) throw error;
  post({ kind: 'input-error', issues: error.issues });
} finally {
  await store.close();
  port.close();
}
