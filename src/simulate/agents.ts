import type { SimulatedAgent, SimulatedShift, SimulatedWindow } from '../../solver/simulate/index.js';
import type { Centre, Queue } from '../domain/centre.js';
import type { Roster, RosterShift } from '../domain/roster.js';
import { InputError, inputError } from '../errors.js';
import { queueSkillsOf } from '../schedule/people.js';
import { type SimulatedHorizon, secondsOf } from './horizon.js';

/**
 * Everyone of the roster with their time on queue. Contacts go to agents who can take few queues before those who can take
 * many, and to experts of the second line last, so that the flexible ones stay free for what only they can take.
 * @param absence probability that a shift falls out, 0 to 1
 * @throws InputError `agent-unknown`, `queue-unknown`, `skill-missing`
 */
export function simulatedAgents(
  centre: Centre,
  roster: Roster,
  horizon: SimulatedHorizon,
  absence: number,
): SimulatedAgent[] {
  const indexOf = new Map<string, number>(centre.queues.map((queue, q) => [queue.id, q]));
  const people = new Map(centre.agents.map((agent) => [agent.id, agent]));
  const shiftsOf = new Map<string, RosterShift[]>();
  for (const shift of roster.shifts) {
    const own = shiftsOf.get(shift.agent);
    if (own === undefined) shiftsOf.set(shift.agent, [shift]);
    else own.push(shift);
  }
  const problems = new Map<string, ReturnType<typeof inputError>>();
  const late = centre.lateLogIn;
  // In order of id: a roster read from a file has its shifts in another order than one in memory.
  const byId = [...shiftsOf].sort(([a], [b]) => (a < b ? -1 : 1));
  const agents = byId.map(([id, shifts]): SimulatedAgent => {
    const person = people.get(shifts[0]!.agent);
    const skills = person === undefined ? [] : queueSkillsOf(person, centre.queues);
    const speedOf = new Map(skills.map(({ queue, speed }) => [queue, speed]));
    if (person === undefined)
      problems.set(
        id,
        inputError(
          'agent-unknown',
          `The roster has shifts of agent "${id}", whom the centre does not have.`,
          'Add the agent to agents.csv, or take the shifts out.',
          { path: `shifts.${id}` },
        ),
      );
    else
      for (const shift of shifts)
        for (const { queues } of shift.activities)
          for (const queue of queues) {
            if (speedOf.has(queue)) continue;
            const known = indexOf.has(queue);
            problems.set(
              `${id} ${queue}`,
              inputError(
                known ? 'skill-missing' : 'queue-unknown',
                known
                  ? `Agent "${id}" is rostered on queue "${queue}" without the skills for it.`
                  : `The roster names queue "${queue}", which the centre does not have.`,
                known ? 'Add the skills in agents.csv, or change the roster.' : 'Check the queue ids.',
                { path: `shifts.${id}` },
              ),
            );
          }
    return {
      speed: centre.queues.map((queue) => speedOf.get(queue.id) ?? 1),
      level: levelsOf(centre, skills),
      shifts: shifts
        .toSorted((a, b) => a.startMs - b.startMs)
        .map(
          (shift): SimulatedShift => ({
            windows: windowsOf(shift, horizon, (queue) => indexOf.get(queue) ?? 0),
            absence,
            ...(late === undefined ? {} : { late: { probability: late.share, meanSeconds: late.meanSeconds } }),
          }),
        ),
    };
  });
  if (problems.size > 0) throw new InputError([...problems.values()]);
  return agents;
}

/**
 * Number of queues the agent can take; who can take the second line, or work with a deadline that cannot be laid aside
 * (outbound), comes last for the contacts of the first.
 */
function levelsOf(centre: Centre, skills: readonly { readonly queue: string }[]): number[] {
  const holds = (wanted: (queue: Queue) => boolean): boolean =>
    centre.queues.some((queue) => wanted(queue) && skills.some((skill) => skill.queue === queue.id));
  const spared =
    holds(({ line }) => line === 2) ||
    holds(({ deadlineMinutes, channel }) => deadlineMinutes !== undefined && channel !== 'email');
  return centre.queues.map(
    ({ line, deadlineMinutes }) =>
      skills.length + (spared && line === 1 && deadlineMinutes === undefined ? centre.queues.length : 0),
  );
}

/** Time on queue of a shift; stretches that touch and take the same queues are one. */
function windowsOf(
  shift: RosterShift,
  horizon: SimulatedHorizon,
  queueIndex: (queue: string) => number,
): SimulatedWindow[] {
  const windows: { start: number; end: number; queues: number[] }[] = [];
  for (const { startMs, endMs, queues } of shift.activities.toSorted((a, b) => a.startMs - b.startMs)) {
    if (queues.length === 0) continue;
    const indices = queues.map(queueIndex).sort((a, b) => a - b);
    const start = secondsOf(horizon, startMs);
    const end = secondsOf(horizon, endMs);
    const last = windows.at(-1);
    if (last !== undefined && last.end === start && last.queues.join() === indices.join()) last.end = end;
    else windows.push({ start, end, queues: indices });
  }
  return windows;
}
