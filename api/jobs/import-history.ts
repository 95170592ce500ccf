import { Worker } from 'node:worker_threads';
import { InputError } from '../../src/errors.js';
import type { Store } from '../db/open.js';
import { type ImportAsk, type Imported, importHere } from './import-here.js';
import type { ImportWorkerData, ImportWorkerMessage } from './import-worker.js';

/** Chunks that are on their way to the thread at most. */
const MOST_ON_THE_WAY = 16;
/** Imports at the same time; more wait before anything of them is read. */
const MOST_AT_ONCE = 2;

let running = 0;
const queue: (() => void)[] = [];

/**
 * Stores a history file in a thread of its own with a connection of its own, so that the caller stays responsive. A database in
 * memory has but one connection: there it is done here. Throws InputError with every problem of the file, and what `body` throws.
 */
export async function importHistory(
  store: Store,
  body: string | AsyncIterable<Uint8Array>,
  ask: ImportAsk,
): Promise<Imported> {
  const { location } = store;
  if (location === ':memory:') return importHere(store, body, ask);
  while (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  running++;
  try {
    return await importInThread({ location, organisation: store.organisation, ask }, body);
  } finally {
    running--;
    queue.shift()?.();
  }
}

async function importInThread(data: ImportWorkerData, body: string | AsyncIterable<Uint8Array>): Promise<Imported> {
  const worker = new Worker(new URL(import.meta.resolve('#import-worker')), { workerData: data });
  let onTheWay = 0;
  let ended = false;
  let taken: () => void = () => {};
  const result = new Promise<Imported>((resolve, reject) => {
    worker.on('message', (message: ImportWorkerMessage) => {
      if (message.kind === 'taken') {
        onTheWay--;
        taken();
      } else if (message.kind === 'done') resolve(message.imported);
      else reject(new InputError(message.issues));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the import's thread ended with code ${code}`)));
  }).finally(() => {
    ended = true;
    taken();
  });
  const send = async (): Promise<void> => {
    for await (const chunk of typeof body === 'string' ? [new TextEncoder().encode(body)] : body) {
      onTheWay++;
      worker.postMessage(chunk);
      while (onTheWay >= MOST_ON_THE_WAY && !ended)
        await new Promise<void>((resolve) => {
          taken = resolve;
        });
      // A file that is refused before its end need not be sent to its end.
      if (ended) return;
    }
    worker.postMessage(null);
  };
  const sent = send();
  try {
    // Where sending fails nothing more arrives, and what was written is out of use.
    const [imported] = await Promise.all([result, sent]);
    return imported;
  } finally {
    await worker.terminate();
  }
}
