import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type CentreFiles, centreFromFiles, printCentre } from '../../src/centre/index.js';
import type { Centre } from '../../src/domain/centre.js';
import { type Checked, InputError, type Issue } from '../../src/errors.js';
import { newestCentre, type StoredCentre, saveCentreAfter } from '../db/centre-store.js';
import { snapshotForPlan } from '../db/request-store.js';
import { HttpProblem, ProblemSchema } from '../problem.js';
import type { Service } from './service.js';

/** ETag of anything that is plain data: it changes with its content and with nothing else. */
export const etagOfContent = (value: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)}"`;

export const IfMatchEntry = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'ETag of what is replaced; `*` = whatever is there' })),
});

/** 412 with what is there now. */
export const EntryChangedSchema = Type.Object({
  ...ProblemSchema.properties,
  current: Type.Optional(Type.Unsafe<unknown>({ type: 'object', additionalProperties: true })),
});

/** Refuses a change of something that the caller has not seen as it is now. @param current absent = there is none yet */
export function checkMatch(ifMatch: string | undefined, current: unknown, what: string): void {
  if (current === undefined) {
    if (ifMatch === undefined) return;
    throw new HttpProblem(412, 'entry-changed', `There is no ${what} by now.`, 'Read the list again.');
  }
  if (ifMatch === undefined)
    throw new HttpProblem(
      428,
      'if-match-missing',
      `Changing ${what} takes If-Match with its ETag.`,
      'Read it first, or send `If-Match: *`.',
    );
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (tags.includes('*') || tags.includes(etagOfContent(current))) return;
  throw new HttpProblem(
    412,
    'entry-changed',
    `Somebody has changed ${what} meanwhile.`,
    'Look at it as it is now and repeat your change.',
    { current },
  );
}

/** The newest centre, or a problem that says how to get one. */
export const centreInUse = async ({ store }: Service): Promise<StoredCentre> =>
  (await newestCentre(store)) ?? noCentre();

/** A version of the centre in use with what its agents asked for and were granted. */
export const centreForPlan = async ({ store, now }: Service): Promise<StoredCentre> =>
  (await snapshotForPlan(store, now())) ?? noCentre();

function noCentre(): never {
  throw new HttpProblem(
    404,
    'centre-missing',
    'There is no centre yet.',
    'Start with `rooster start`, or import one with PUT /v1/centre.',
  );
}

export interface ChangedCentre extends StoredCentre {
  readonly warnings: readonly Issue[];
}

/** Tries at a change when others change the centre at the same moment. */
const TRIES = 5;

/**
 * Makes a new version of the centre: its files are changed and then checked like a folder; what does not pass is refused
 * with every problem and nothing is stored. Plans at work keep the version they began with.
 * @param edit called again where somebody else was faster; its own refusals are thrown
 */
export async function changeCentre(
  request: FastifyRequest,
  edit: (files: CentreFiles, centre: Centre) => Checked<CentreFiles>,
): Promise<ChangedCentre> {
  const { service } = request;
  for (let i = 0; i < TRIES; i++) {
    const before = await centreInUse(service);
    const { centre, warnings } = checkedChange(before.centre, edit);
    const stored = await saveCentreAfter(service.store, before, centre, service.now());
    if (stored !== undefined) return { ...stored, warnings };
  }
  throw new HttpProblem(409, 'centre-busy', 'The centre is being changed by others.', 'Try again in a moment.');
}

/** The centre after a change, not stored. @throws InputError with every problem */
export function checkedChange(
  before: Centre,
  edit: (files: CentreFiles, centre: Centre) => Checked<CentreFiles>,
): { readonly centre: Centre; readonly warnings: readonly Issue[] } {
  const files = edit(printCentre(before), before);
  if (!files.ok) throw new InputError(files.issues);
  const checked = centreFromFiles(files.value);
  if (!checked.ok) throw new InputError(checked.issues.filter(({ severity }) => severity === 'error'));
  return { centre: checked.value, warnings: checked.issues };
}
