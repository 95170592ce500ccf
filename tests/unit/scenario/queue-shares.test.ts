import { describe, expect, it } from 'vitest';
import type { ProblemAgent } from '../../../solver/problem.js';
import { agentId, siteId } from '../../../src/domain/ids.js';
import { allocationOf, queueShares } from '../../../src/queue-shares.js';

const ORIGIN = '2026-11-29T23:00:00.000Z';
const at = (minutes: number): number => Date.parse(ORIGIN) + minutes * 60_000;
const problem = {
  origin: ORIGIN,
  slotMinutes: 5,
  intervalSlots: 6,
  agents: [
    {
      id: 'a',
      skills: [
        { queue: 'phone', speed: 1 },
        { queue: 'chat', speed: 0.9 },
      ],
    },
    { id: 'b', skills: [{ queue: 'mail', speed: 1 }] },
  ] as unknown as readonly ProblemAgent[],
};
const given = allocationOf(problem, {
  allocation: [
    { group: 'chat:0.9|phone:1', queue: 'chat', agents: [1, 3, 0] },
    { group: 'chat:0.9|phone:1', queue: 'phone', agents: [3, 1, 0] },
  ],
});
const shares = queueShares(given);
const shareOf = (agent: string, from: number, to: number) => {
  const activity = { activity: 'work', startMs: at(from), endMs: at(to), paid: true, queues: [] };
  return shares(activity, {
    agent: agentId(agent),
    date: '2026-11-30',
    site: siteId('x'),
    startMs: at(from),
    endMs: at(to),
    activities: [activity],
  });
};

describe('queueShares', () => {
  it('shares time as the agents of the same skills were given to the queues, interval by interval', () => {
    // Half an hour at 1 : 3 and a quarter at 3 : 1.
    expect(shareOf('a', 0, 45)).toEqual(
      new Map([
        ['chat', (30 * 0.25 + 15 * 0.75) * 60_000],
        ['phone', (30 * 0.75 + 15 * 0.25) * 60_000],
      ]),
    );
  });

  it('says nothing where nobody was given to a queue, or of agents it does not know', () => {
    expect(shareOf('a', 60, 90)).toEqual(new Map());
    expect(shareOf('a', 90, 120)).toEqual(new Map());
    expect(shareOf('b', 0, 30)).toBeUndefined();
    expect(shareOf('z', 0, 30)).toBeUndefined();
  });
});
