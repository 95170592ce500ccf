import { type CentreInfo, read } from '../api.js';
import type { Choice, Choices } from './fields.js';
import { type Entry, valueAt } from './values.js';

const listOf = async (path: string): Promise<readonly Entry[]> =>
  (await read<Readonly<Record<string, readonly Entry[]>>>(`/v1/${path}`)).value[path] ?? [];

const named = (entries: readonly Entry[]): Choice[] =>
  entries.map(({ id, name }) => ({ id: String(id), name: String(name ?? id) }));

/** A family of shifts in few words: `08:00–10:00, 4–8 h`. */
function noteOf(shift: Entry): string {
  const at = (path: string): string => String(valueAt(shift, path) ?? '');
  const span = (from: string, to: string): string => (from === to ? from : `${from}–${to}`);
  return `${span(at('start.earliest'), at('start.latest'))}, ${span(at('paidHours.min'), at('paidHours.max'))} h`;
}

/** Everything that forms choose from. */
export async function loadChoices(): Promise<Choices> {
  const [sites, queues, skills, contracts, shifts, workPlans] = await Promise.all(
    ['sites', 'queues', 'skills', 'contracts', 'shifts', 'work-plans'].map(listOf),
  );
  const kinds = new Set(shifts!.map(({ id, kind }) => String(kind ?? id)));
  return {
    sites: named(sites!),
    queues: named(queues!),
    skills: named(skills!),
    contracts: named(contracts!),
    shifts: shifts!.map((shift) => ({ id: String(shift.id), name: String(shift.id), note: noteOf(shift) })),
    workPlans: named(workPlans!),
    kinds: [...kinds].map((kind) => ({ id: kind, name: kind })),
    currency: (await read<CentreInfo>('/v1/centre')).value.currency,
  };
}
