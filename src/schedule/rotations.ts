import type { Rule } from '../../solver/problem.js';
import type { Agent } from '../domain/agent.js';
import type { Centre, WorkPlan } from '../domain/centre.js';
import type { Rotation } from '../domain/rotation.js';
import { addDays, isoWeekday } from '../time/zone.js';

/** The rotation of an agent, own or of the work plan, and the Monday on which its first week began for them. */
export function rotationOf(
  centre: Pick<Centre, 'rotations'>,
  agent: Pick<Agent, 'rotation' | 'rotationFrom'>,
  plan: Pick<WorkPlan, 'rotation'>,
): { readonly rotation: Rotation; readonly monday: string } | undefined {
  const id = agent.rotation ?? plan.rotation;
  const rotation = centre.rotations?.find((one) => one.id === id);
  if (rotation === undefined) return undefined;
  const from = agent.rotationFrom ?? rotation.from;
  return { rotation, monday: addDays(from, 1 - isoWeekday(from)) };
}

/** Week of the rotation, from 0, in which somebody stands on a date. */
export function rotationWeekOf(length: number, monday: string, date: string): number {
  const weeks = Math.floor((Date.parse(date) - Date.parse(monday)) / (7 * 86_400_000));
  return ((weeks % length) + length) % length;
}

/** The kernel's rule of a rotation that began on a Monday. */
export const rotationRule = ({ id, weight, weeks }: Rotation, monday: string): Rule => ({
  id: `rotation/${id}`,
  rule: 'rotation',
  ...(weight === undefined ? { hard: true } : { hard: false, weight }),
  from: monday,
  weeks: weeks.map((week) =>
    week.map(({ weekdays, want, kinds = [] }) => ({
      ...(weekdays.length === 7 ? {} : { weekdays: [...weekdays] }),
      ...(want === 'off'
        ? { off: true as const }
        : want === 'on'
          ? { on: true as const, ...(kinds.length === 0 ? {} : { kinds: [...kinds] }) }
          : { kinds: [...kinds] }),
    })),
  ),
});
