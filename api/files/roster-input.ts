import { resolve } from 'node:path';
import type { Centre } from '../../src/domain/centre.js';
import type { Roster } from '../../src/domain/roster.js';
import { InputError, type Issue } from '../../src/errors.js';
import { loadCentre } from './plan-input.js';
import { readRoster } from './roster.js';

/** A centre and a roster for it, read from files. Throws InputError with every problem of either. */
export async function loadRosterInput(
  folder: string,
  rosterPath: string,
  cwd: string,
): Promise<{ centre: Centre; roster: Roster; warnings: readonly Issue[] }> {
  const { centre, warnings } = await loadCentre(resolve(cwd, folder));
  const roster = await readRoster(rosterPath, centre.zone, cwd);
  if (!roster.ok) throw new InputError(roster.issues);
  return { centre, roster: roster.value, warnings: [...warnings, ...roster.issues] };
}
