import type { Agent } from '../domain/agent.js';
import type { Centre, Contract, PlanShift, Queue, Site, WorkPlan } from '../domain/centre.js';
import { bilingualWarning, type Issue } from '../errors.js';
import { utcOffsetMinutes } from '../time/zone.js';
import { queueSkillsOf } from './people.js';
import { rotationsThatCannotFit } from './rotation-conflicts.js';

const DAY = 1440;
const WEEK = 7 * DAY;

/**
 * What can be seen of a centre before anything is planned: demands on people that nobody can meet. Warnings, since the best roster is
 * made all the same; each says what to do. Codes: `queue-without-agents`, `hours-cannot-fit`, `leave-over-fixed`, `fixed-at-once`,
 * `opening-hours-outside-shifts`, `rotation-cannot-fit`.
 * @param atMs instant at which the zones of sites and queues are compared; without it in winter, so that summer may shift by an hour
 */
export function centreConflicts(centre: Centre, atMs: number = Date.UTC(2026, 0, 5)): Issue[] {
  return [
    ...queuesWithoutAgents(centre),
    ...hoursThatCannotFit(centre),
    ...leaveOverFixed(centre),
    ...closedToEveryShift(centre, atMs),
    ...rotationsThatCannotFit(centre),
  ];
}

/** Agents by the queues that they can take. */
function ableAgents({ agents, queues }: Centre): Map<string, Agent[]> {
  const able = new Map<string, Agent[]>(queues.map(({ id }) => [id, []]));
  for (const agent of agents) for (const { queue } of queueSkillsOf(agent, queues)) able.get(queue)!.push(agent);
  return able;
}

function queuesWithoutAgents(centre: Centre): Issue[] {
  const able = ableAgents(centre);
  return centre.queues
    .filter(({ id }) => able.get(id)!.length === 0)
    .map(({ id, skills }) => {
      const lacking = skills.filter(
        (skill) => !centre.agents.some((agent) => agent.skills.some((one) => one.skill === skill)),
      );
      const what = lacking.length === 0 ? `all of ${skills.join(', ')} together` : lacking.join(', ');
      const wat = lacking.length === 0 ? `${skills.join(', ')} samen` : lacking.join(', ');
      return bilingualWarning(
        'queue-without-agents',
        {
          message: `No agent can take the queue "${id}": nobody has ${what}.`,
          hint: 'Give an agent the skills, train somebody, or drop the queue.',
        },
        {
          message: `Geen medewerker kan de wachtrij "${id}" aannemen: niemand heeft ${wat}.`,
          hint: 'Geef een medewerker de vaardigheden, leid iemand op, of laat de wachtrij vervallen.',
        },
        { path: `queues.${id}.skills` },
      );
    });
}

/** Contracts with work plans that cannot hold their hours, once for each pair in use. */
function hoursThatCannotFit(centre: Centre): Issue[] {
  const contracts = new Map<string, Contract>(centre.contracts.map((contract) => [contract.id, contract]));
  const plans = new Map<string, WorkPlan>(centre.workPlans.map((plan) => [plan.id, plan]));
  const pairs = new Map<string, { contract: Contract; plan: WorkPlan; agents: string[] }>();
  for (const agent of centre.agents) {
    const [contract, plan] = [contracts.get(agent.contract), plans.get(agent.workPlan)];
    if (contract === undefined || plan === undefined) continue;
    const key = `${contract.id}\u0000${plan.id}`;
    const pair = pairs.get(key) ?? { contract, plan, agents: [] };
    pair.agents.push(agent.id);
    pairs.set(key, pair);
  }
  return [...pairs.values()].flatMap(({ contract, plan, agents }): Issue[] => {
    const lengths = Array.from({ length: 7 }, (_, d) =>
      plan.shifts.filter(({ weekdays }) => (weekdays as readonly number[]).includes(d + 1)),
    );
    const longest = lengths.map((shifts) => Math.max(0, ...shifts.map(({ paid }) => paid.max)));
    const shortest = lengths
      .filter((shifts) => shifts.length > 0)
      .map((shifts) => Math.min(...shifts.map(({ paid }) => paid.min)));
    const most = sum(longest.toSorted((a, b) => b - a).slice(0, contract.daysPerWeek.max));
    const least = sum(shortest.toSorted((a, b) => a - b).slice(0, contract.daysPerWeek.min));
    const wanted = contract.hoursPerWeek * 60;
    const who = `${agents.length} agent${agents.length === 1 ? '' : 's'} (${agents.slice(0, 3).join(', ')}${agents.length > 3 ? ', …' : ''})`;
    const wie = `${agents.length} medewerker${agents.length === 1 ? '' : 's'} (${agents.slice(0, 3).join(', ')}${agents.length > 3 ? ', …' : ''})`;
    const place = { path: `contracts.${contract.id}` };
    if (most < wanted - contract.underMinutes)
      return [
        bilingualWarning(
          'hours-cannot-fit',
          {
            message: `Contract "${contract.id}" owes ${contract.hoursPerWeek} hours a week, but work plan "${plan.id}" gives ${most / 60} at most on ${contract.daysPerWeek.max} days: ${who}.`,
            hint: 'Allow longer shifts or more days, let hours lie under the agreed ones (underMinutes), or change the contract.',
          },
          {
            message: `Contract "${contract.id}" kent ${contract.hoursPerWeek} uur per week, maar werkplan "${plan.id}" geeft er op ${contract.daysPerWeek.max} dagen hoogstens ${most / 60}: ${wie}.`,
            hint: 'Sta langere diensten of meer dagen toe, laat uren onder de afspraak toe (underMinutes), of wijzig het contract.',
          },
          place,
        ),
      ];
    if (contract.daysPerWeek.min > shortest.length)
      return [
        bilingualWarning(
          'hours-cannot-fit',
          {
            message: `Contract "${contract.id}" asks for ${contract.daysPerWeek.min} days a week, but work plan "${plan.id}" has shifts on ${shortest.length}: ${who}.`,
            hint: 'Give shifts on more weekdays, or lower the least number of days.',
          },
          {
            message: `Contract "${contract.id}" vraagt ${contract.daysPerWeek.min} dagen per week, maar werkplan "${plan.id}" heeft diensten op ${shortest.length}: ${wie}.`,
            hint: 'Geef diensten op meer weekdagen, of verlaag het minste aantal dagen.',
          },
          place,
        ),
      ];
    if (least > wanted + contract.overMinutes)
      return [
        bilingualWarning(
          'hours-cannot-fit',
          {
            message: `Contract "${contract.id}" of ${contract.hoursPerWeek} hours has at least ${contract.daysPerWeek.min} days, and the shortest shifts of work plan "${plan.id}" make ${least / 60} hours of them: ${who}.`,
            hint: 'Allow shorter shifts or fewer days, or let hours lie over the agreed ones (overMinutes).',
          },
          {
            message: `Contract "${contract.id}" van ${contract.hoursPerWeek} uur telt ten minste ${contract.daysPerWeek.min} dagen, en de kortste diensten van werkplan "${plan.id}" zijn dan al ${least / 60} uur: ${wie}.`,
            hint: 'Sta kortere diensten of minder dagen toe, of laat uren boven de afspraak toe (overMinutes).',
          },
          place,
        ),
      ];
    return [];
  });
}

/** Training or meetings fixed while the agent is away, or two at once. */
function leaveOverFixed({ assignments, timeOff }: Centre): Issue[] {
  return assignments.flatMap((row, i): Issue[] => {
    const place = { path: `assignments[${i}]` };
    const away = timeOff.find(
      (absence) =>
        absence.agent === row.agent &&
        absence.fromDate <= row.date &&
        row.date <= absence.toDate &&
        (absence.fromMinute ?? 0) < row.toMinute &&
        row.fromMinute < (absence.toMinute ?? 2 * DAY),
    );
    const other = assignments
      .slice(0, i)
      .find(
        (one) =>
          one.agent === row.agent &&
          one.date === row.date &&
          one.fromMinute < row.toMinute &&
          row.fromMinute < one.toMinute,
      );
    return [
      ...(away === undefined
        ? []
        : [
            bilingualWarning(
              'leave-over-fixed',
              {
                message: `"${row.activity}" of agent "${row.agent}" on ${row.date} lies in an absence (${away.kind}, ${away.fromDate} to ${away.toDate}).`,
                hint: 'Move one of the two.',
              },
              {
                message: `"${row.activity}" van medewerker "${row.agent}" op ${row.date} valt in een afwezigheid (${away.kind}, ${away.fromDate} tot en met ${away.toDate}).`,
                hint: 'Verplaats een van beide.',
              },
              place,
            ),
          ]),
      ...(other === undefined
        ? []
        : [
            bilingualWarning(
              'fixed-at-once',
              {
                message: `Agent "${row.agent}" has "${other.activity}" and "${row.activity}" at once on ${row.date}.`,
                hint: 'Move one of the two.',
              },
              {
                message: `Medewerker "${row.agent}" heeft op ${row.date} "${other.activity}" en "${row.activity}" tegelijk.`,
                hint: 'Verplaats een van beide.',
              },
              place,
            ),
          ]),
    ];
  });
}

/** Opening hours that lie in no shift of anybody who can take the queue. */
function closedToEveryShift(centre: Centre, atMs: number): Issue[] {
  const able = ableAgents(centre);
  const sites = new Map<string, Site>(centre.sites.map((site) => [site.id, site]));
  const plans = new Map<string, WorkPlan>(centre.workPlans.map((plan) => [plan.id, plan]));
  const paid = new Map<string, boolean>(centre.activities.map((activity) => [activity.id, activity.paid]));
  return centre.queues.flatMap((queue): Issue[] => {
    const ways = new Map<string, { plan: WorkPlan; shift: number }>();
    for (const agent of able.get(queue.id)!) {
      const [plan, site] = [plans.get(agent.workPlan), sites.get(agent.site)];
      if (plan === undefined || site === undefined) continue;
      const shift = utcOffsetMinutes(atMs, queue.zone) - utcOffsetMinutes(atMs, site.zone);
      ways.set(`${plan.id} ${shift}`, { plan, shift });
    }
    if (ways.size === 0) return [];
    const step = centre.intervalMinutes;
    const covered = new Uint8Array(WEEK / step);
    for (const { plan, shift } of ways.values())
      for (const one of plan.shifts) {
        const unpaid = sum(
          one.breaks.filter(({ activity }) => paid.get(activity) === false).map(({ minutes }) => minutes),
        );
        for (const weekday of one.weekdays) cover(covered, step, weekday, shift, one, unpaid);
      }
    return gapsOf(queue, covered, step).map(({ days, span }) =>
      bilingualWarning(
        'opening-hours-outside-shifts',
        {
          message: `Queue "${queue.id}" is open ${namesOf(days, NAMES)} ${span}, when no work plan of anybody who can take it has a shift.`,
          hint: 'Widen the start window or length of a shift, or shorten the opening hours.',
        },
        {
          message: `Wachtrij "${queue.id}" is open ${namesOf(days, NAMES_NL)} ${span}, wanneer geen werkplan van wie haar kan aannemen een dienst heeft.`,
          hint: 'Verruim het begin of de lengte van een dienst, of verkort de openingstijden.',
        },
        { path: `queues.${queue.id}.openingHours` },
      ),
    );
  });
}

/** Marks what a shift can reach, from its earliest start to its latest end, on the clock of the queue. */
function cover(
  covered: Uint8Array,
  step: number,
  weekday: number,
  shift: number,
  { start, paid, endLatest }: PlanShift,
  unpaid: number,
): void {
  const end = Math.min(endLatest ?? Number.POSITIVE_INFINITY, start.latest + paid.max + unpaid);
  const base = (weekday - 1) * DAY + shift;
  for (let m = Math.ceil((base + start.earliest) / step) * step; m + step <= base + end; m += step)
    covered[((m + WEEK) % WEEK) / step] = 1;
}

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const NAMES_NL = ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'];
const namesOf = (weekdays: readonly number[], names: readonly string[]): string =>
  weekdays.map((weekday) => names[weekday - 1]).join(', ');
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Open stretches that nothing covers, equal ones of several days together: Saturday and Sunday, 20:00–21:00. */
function gapsOf(queue: Queue, covered: Uint8Array, step: number): { days: readonly number[]; span: string }[] {
  const hours =
    queue.openingHours.length === 0
      ? [{ weekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: DAY }]
      : queue.openingHours;
  const gaps = new Map<string, number[]>();
  for (const { weekdays, fromMinute, toMinute } of hours) {
    for (const weekday of weekdays as readonly number[]) {
      let from: number | undefined;
      for (let m = fromMinute; m <= toMinute; m += step) {
        const open = m < toMinute && covered[(((weekday - 1) * DAY + m) % WEEK) / step] === 0;
        if (open) from ??= m;
        else if (from !== undefined) {
          const key = `${clock(from)}–${clock(Math.min(m, toMinute))}`;
          gaps.set(key, [...(gaps.get(key) ?? []), weekday]);
          from = undefined;
        }
      }
    }
  }
  return [...gaps].map(([span, days]) => ({ days, span }));
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
