import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkSchema, issueList, type JsonSource } from '../../src/centre/index.js';
import type { Centre } from '../../src/domain/centre.js';
import { type Checked, InputError, inputError } from '../../src/errors.js';
import { generateHistory } from '../../src/sample/generate-history.js';
import { type HistoryParameters, HistoryParametersSchema } from '../../src/sample/parameters.js';
import { readJson } from './json.js';
import { writeFileAtomically } from './write.js';

/** Where the history of a centre is: a file, or text made on the spot. */
export type HistoryLocation =
  | { readonly kind: 'file'; readonly path: string; readonly file: string }
  | { readonly kind: 'text'; readonly text: string; readonly file: string };

/**
 * The history of a centre folder: `history.csv`, or, where the folder has a `generator.json` instead, a made-up one that
 * is written beside it when the folder can be written to.
 * Throws InputError `history-missing` where there is neither, and what is wrong with generator.json.
 */
export async function centreHistory(folder: string, centre: Centre): Promise<HistoryLocation> {
  const path = join(folder, 'history.csv');
  if (await isFile(path)) return { kind: 'file', path, file: 'history.csv' };
  const parameters = await readHistoryParameters(folder, centre);
  if (!parameters.ok) throw new InputError(parameters.issues);
  const text = generateHistory(parameters.value, centre);
  try {
    await writeFileAtomically(path, text);
    return { kind: 'file', path, file: 'history.csv' };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { kind: 'text', text, file: 'history.csv' };
  }
}

/** Reads and checks `generator.json`; `history-missing` where the folder has none. */
export async function readHistoryParameters(folder: string, centre: Centre): Promise<Checked<HistoryParameters>> {
  const file = 'generator.json';
  if (!(await isFile(join(folder, file)))) {
    const hint = 'Give one with --history, or put history.csv into the folder.';
    return {
      ok: false,
      issues: [inputError('history-missing', `${folder} holds no history.csv.`, hint, { file: folder })],
    };
  }
  const read = await readJson(join(folder, file), file);
  return read.ok ? checkParameters(read.value, centre) : read;
}

function checkParameters(source: JsonSource, centre: Centre): Checked<HistoryParameters> {
  const list = issueList();
  checkSchema(HistoryParametersSchema, source, list);
  if (list.issues.length > 0) return { ok: false, issues: list.issues };
  const parameters = source.value as HistoryParameters;
  parameters.queues.forEach(({ queue }, i) => {
    if (!centre.queues.some(({ id }) => id === queue))
      list.at(
        source,
        ['queues', i, 'queue'],
        'queue-unknown',
        `There is no queue "${queue}".`,
        'Name a queue of centre.json.',
      );
  });
  return list.issues.length > 0 ? { ok: false, issues: list.issues } : { ok: true, value: parameters, issues: [] };
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
