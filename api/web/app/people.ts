import { read } from './api.js';

/** A person as the API lists it. */
export interface ListedAgent {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly contract: string;
  readonly workPlan: string;
  readonly skills: readonly { readonly skill: string; readonly proficiency: number }[];
  readonly from?: string;
  readonly to?: string;
  readonly homeDays: number;
  readonly team?: string;
  readonly payScale?: string;
  readonly birthDate?: string;
}

export interface ListedQueue {
  readonly id: string;
  readonly name: string;
  readonly skills: readonly string[];
}

/** Everybody of the centre, page by page. */
export async function allAgents(): Promise<ListedAgent[]> {
  const all: ListedAgent[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { agents: ListedAgent[]; next?: string } = (
      await read<{ agents: ListedAgent[]; next?: string }>(
        `/v1/agents?limit=1000${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      )
    ).value;
    all.push(...page.agents);
    cursor = page.next;
  }
  return all;
}
