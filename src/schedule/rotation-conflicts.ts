import type { Centre, Contract, PlanShift, WorkPlan } from '../domain/centre.js';
import type { Rotation } from '../domain/rotation.js';
import { bilingualWarning, type Issue } from '../errors.js';
import { rotationOf } from './rotations.js';

/**
 * Weeks of hard rotations that a work plan or a contract cannot keep, told once for each three of them in use. Code
 * `rotation-cannot-fit`.
 */
export function rotationsThatCannotFit(centre: Centre): Issue[] {
  const contracts = new Map<string, Contract>(centre.contracts.map((contract) => [contract.id, contract]));
  const plans = new Map<string, WorkPlan>(centre.workPlans.map((plan) => [plan.id, plan]));
  const told = new Set<string>();
  return centre.agents.flatMap((agent): Issue[] => {
    const [contract, plan] = [contracts.get(agent.contract), plans.get(agent.workPlan)];
    const found = plan === undefined ? undefined : rotationOf(centre, agent, plan);
    if (contract === undefined || plan === undefined || found === undefined) return [];
    const { rotation } = found;
    const key = `${rotation.id}\u0000${contract.id}\u0000${plan.id}`;
    if (rotation.weight !== undefined || told.has(key)) return [];
    told.add(key);
    return rotation.weeks.flatMap((_, week) => {
      const why = misfit(rotation, week, contract, plan);
      if (why === undefined) return [];
      return [
        bilingualWarning(
          'rotation-cannot-fit',
          {
            message: `Week ${week + 1} of rotation "${rotation.id}" ${why.en} (contract "${contract.id}", work plan "${plan.id}", agent ${agent.id}).`,
            hint: 'Change the week, give it a weight, or give the agent another contract, work plan or rotation.',
          },
          {
            message: `Week ${week + 1} van rooster "${rotation.id}" ${why.nl} (contract "${contract.id}", werkplan "${plan.id}", medewerker ${agent.id}).`,
            hint: 'Wijzig de week, geef haar een gewicht, of geef de medewerker een ander contract, werkplan of rooster.',
          },
          { path: `rotations.${rotation.id}.weeks[${week}]` },
        ),
      ];
    });
  });
}

/** A part of a sentence in both languages. */
interface Why {
  readonly en: string;
  readonly nl: string;
}

/** Why a week cannot be kept; nothing where it can, as far as days and hours tell. */
function misfit(rotation: Rotation, week: number, contract: Contract, plan: WorkPlan): Why | undefined {
  const parts = rotation.weeks[week]!;
  const days = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => {
    const own = parts.filter(({ weekdays }) => weekdays.includes(weekday));
    const fits = (shift: PlanShift): boolean =>
      shift.weekdays.includes(weekday) &&
      own.every(({ want, kinds }) => want !== 'off' && (kinds === undefined || kinds.includes(shift.kind)));
    const longest = Math.max(0, ...plan.shifts.filter(fits).map(({ paid }) => paid.max));
    return { longest, must: own.some(({ want }) => want === 'on') };
  });
  const { min, max } = contract.daysPerWeek;
  const open = days.filter(({ longest }) => longest > 0).length;
  const must = days.filter((day) => day.must).length;
  if (days.some((day) => day.must && day.longest === 0))
    return {
      en: 'asks for a shift on a day that has none of its kinds',
      nl: 'vraagt een dienst op een dag zonder dienst van die soort',
    };
  if (must > max)
    return {
      en: `asks for ${must} days, the contract for ${max} at most`,
      nl: `vraagt ${must} dagen, het contract hoogstens ${max}`,
    };
  if (open < min)
    return {
      en: `leaves ${open} days, the contract asks for ${min} at least`,
      nl: `laat ${open} dagen over, het contract vraagt er ten minste ${min}`,
    };
  const most = days
    .map(({ longest }) => longest)
    .sort((a, b) => b - a)
    .slice(0, max)
    .reduce((sum, minutes) => sum + minutes, 0);
  const owed = contract.hoursPerWeek * 60 - contract.underMinutes;
  if (most >= owed) return undefined;
  return {
    en: `leaves ${most / 60} hours at most, the contract owes ${contract.hoursPerWeek}`,
    nl: `laat hoogstens ${most / 60} uur over, het contract kent er ${contract.hoursPerWeek}`,
  };
}
