import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Centres that come with the package. */
export const SAMPLE_CENTRES = ['utrecht', 'small'] as const;
export type SampleCentre = (typeof SAMPLE_CENTRES)[number];

/** Folder of a centre that comes with the package, found through the package's own name wherever it is installed. */
export const sampleCentreFolder = (name: SampleCentre): string =>
  dirname(fileURLToPath(import.meta.resolve(`rooster/fixtures/${name}/centre.json`)));
