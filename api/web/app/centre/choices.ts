import { read } from '../api.js';
import type { Choice, Choices } from './fields.js';
import type { Entry } from './values.js';

const listOf = async (path: string): Promise<readonly Entry[]> =>
  (await read<Readonly<Record<string, readonly Entry[]>>>(`/v1/${path}`)).value[path] ?? [];

const named = (entries: readonly Entry[]): Choice[] =>
  entries.map(({ id, name }) => ({ id: String(id), name: String(name ?? id) }));

/** Everything that forms choose from. */
export async function loadChoices(): Promise<Choices> {
  const [sites, queues, skills, contracts, shifts, workPlans] = await Promise.all(
    ['sites', 'queues', 'skills', 'contracts', 'shifts', 'work-plans'].map(async (path) => named(await listOf(path))),
  );
  return {
    sites: sites!,
    queues: queues!,
    skills: skills!,
    contracts: contracts!,
    shifts: shifts!,
    workPlans: workPlans!,
  };
}
