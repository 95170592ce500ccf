import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError, inputError } from '../../../src/errors.js';
import { SAMPLE_CENTRES, type SampleCentre, sampleCentreFolder } from '../../files/fixtures.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { optional } from '../options.js';

export const command: Command = {
  name: 'init',
  summary: 'write an example centre to edit',
  help: `
usage: rooster init DIR [--sample NAME] [--json]

Writes an example centre into DIR, which is made where it does not exist and must be empty where it does.

  --sample NAME    utrecht (default): 150 agents at an office, at home and abroad, five queues
                   small: one queue, one contract, eight agents, on one page

The history is made from generator.json on first use. Put a history.csv of your own in its place.`,
  options: { sample: { type: 'string' } },

  async run(context, flags, positionals) {
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new UsageError('give one folder.');
    const sample = optional(flags, 'sample') ?? 'utrecht';
    if (!isSample(sample)) throw new UsageError(`--sample takes ${SAMPLE_CENTRES.join(' or ')}, not "${sample}".`);
    const target = resolve(context.cwd, name);
    await makeEmptyFolder(target, name);
    const source = sampleCentreFolder(sample);
    // The history is big and made again in a second.
    const files = (await readdir(source)).filter((file) => /\.(?:json|csv)$/.test(file) && file !== 'history.csv');
    for (const file of files) await copyFile(join(source, file), join(target, file));
    if (flags.json === true) context.stdout(`${JSON.stringify({ folder: name, files })}\n`);
    else {
      context.stderr(`Wrote ${files.join(', ')} to ${name}.`);
      context.stderr(`Next: rooster check ${name}, then rooster plan --centre ${name} --week 2026-W49 --out w49`);
    }
    return EXIT.done;
  },
};

const isSample = (text: string): text is SampleCentre => (SAMPLE_CENTRES as readonly string[]).includes(text);

/** Makes the folder; throws InputError `folder-not-empty`, `folder-unwritable`. */
async function makeEmptyFolder(path: string, name: string): Promise<void> {
  const refuse = (code: string, message: string, hint: string): never => {
    throw new InputError([inputError(code, message, hint, { file: name })]);
  };
  try {
    await mkdir(path, { recursive: true });
    if ((await readdir(path)).length === 0) return;
  } catch (error) {
    refuse('folder-unwritable', `The folder cannot be made: ${(error as Error).message}.`, 'Give another path.');
  }
  refuse('folder-not-empty', `${name} is not empty.`, 'Give a new or an empty folder; nothing is written over.');
}
