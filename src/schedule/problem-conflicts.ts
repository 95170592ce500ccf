import type { ProblemAgent, Rule } from '../../solver/problem.js';
import { dayGroups } from '../../solver/recount/rules/sums.js';
import type { JsonPath } from '../centre/index.js';
import type { Report } from './problem-report.js';
import { PossibleShifts } from './problem-shifts.js';

/**
 * What can be seen before solving: demands that contradict each other. All are warnings, since the best roster is still
 * made and names what it breaks. Codes: `minimum-cannot-fit`, `fixed-outside-shifts`, `pin-impossible`, `no-seats`,
 * `queue-without-agents`.
 */
export function checkConflicts(report: Report): void {
  const { problem } = report;
  const possible = new PossibleShifts(problem);
  const rules = new Map(problem.ruleSets.map((set) => [set.id, set.rules]));
  problem.agents.forEach((agent, a) => {
    const path = ['agents', a];
    const own = agent.rules.flatMap((id) => rules.get(id) ?? []);
    checkMinimums(report, agent, own, possible, path);
    checkFixedFit(report, agent, possible, path);
    checkPins(report, agent, possible, path);
    checkSeats(report, agent, path);
  });
  checkQueues(report);
}

function checkMinimums(
  report: Report,
  agent: ProblemAgent,
  rules: readonly Rule[],
  possible: PossibleShifts,
  path: JsonPath,
): void {
  const minimums = rules.filter(
    (rule) =>
      (rule.rule === 'paid-minutes' || rule.rule === 'days-worked') &&
      rule.hard &&
      (rule.min ?? 0) > 0 &&
      agent.carried?.some((one) => one.rule === rule.id) !== true,
  );
  if (minimums.length === 0) return;
  const calendar = report.problem.calendars.find((one) => one.id === agent.calendar)!;
  const longest = calendar.days.map((_, day) => possible.find(agent, day)?.paidMinutes);
  const credits = calendar.days.map(() => 0);
  for (const credit of agent.credits ?? []) credits[credit.day]! += credit.paidMinutes;
  for (const rule of minimums) {
    if (rule.rule !== 'paid-minutes' && rule.rule !== 'days-worked') continue;
    if (rule.per === 'day' && rule.rule === 'paid-minutes') continue;
    for (const { days, name } of dayGroups(calendar, rule.per)) {
      const most = Math.min(
        ...rules.map((other) =>
          other.rule === 'days-worked' && other.hard && other.per === rule.per && other.weekdays === undefined
            ? (other.max ?? 7_000)
            : 7_000,
        ),
      );
      const lengths = days.map((day) => longest[day]).filter((minutes) => minutes !== undefined);
      const best = lengths.toSorted((x, y) => y - x).slice(0, most);
      const reach =
        rule.rule === 'days-worked'
          ? best.length
          : best.reduce((sum, minutes) => sum + minutes, 0) + days.reduce((sum, day) => sum + credits[day]!, 0);
      if (reach >= rule.min!) continue;
      const unit = rule.rule === 'days-worked' ? 'days' : 'paid minutes';
      const message = `Agent "${agent.id}" has to have ${rule.min} ${unit} ${name} (rule "${rule.id}") but can have ${reach} at most, on ${best.length} days.`;
      report.warning(
        path,
        'minimum-cannot-fit',
        message,
        'Give more days or longer shifts, credit the leave, or lower the minimum.',
      );
    }
  }
}

function checkFixedFit(report: Report, agent: ProblemAgent, possible: PossibleShifts, path: JsonPath): void {
  const days = report.problem.calendars.find((one) => one.id === agent.calendar)!.days;
  const round = report.problem.cyclic ? report.problem.slots : 0;
  (agent.fixed ?? []).forEach((fixed, i) => {
    const holds = (day: number): boolean =>
      [-round, 0, round].some(
        (by) =>
          possible.find(agent, day, (one) => one.startSlot <= fixed.from + by && one.endSlot >= fixed.to + by) !==
          undefined,
      );
    if (days.some((_, day) => holds(day))) return;
    const message = `No shift that agent "${agent.id}" may have holds "${fixed.activity}" at slots ${fixed.from} to ${fixed.to}.`;
    const hint = 'Move it, or open a shift and availability for it.';
    report.warning([...path, 'fixed', i], 'fixed-outside-shifts', message, hint);
  });
}

function checkPins(report: Report, agent: ProblemAgent, possible: PossibleShifts, path: JsonPath): void {
  (agent.pins ?? []).forEach((pin, i) => {
    if ('off' in pin || possible.find(agent, pin.day) !== undefined) return;
    const message = `The shift "${pin.template}" pinned for agent "${agent.id}" on day ${pin.day} is not possible: the agent is away or the template does not allow it.`;
    report.warning(
      [...path, 'pins', i],
      'pin-impossible',
      message,
      'Remove the pin, or the absence that it contradicts.',
    );
  });
}

function checkSeats(report: Report, agent: ProblemAgent, path: JsonPath): void {
  const seats = (site: string, area: string): number =>
    report.problem.sites.find((one) => one.id === site)!.areas.find((one) => one.id === area)!.seats ?? 1;
  if (agent.places.some((place) => seats(place.site, place.area) > 0)) return;
  const names = agent.places.map((place) => `${place.site}, ${place.area}`).join('; ');
  const message = `Agent "${agent.id}" may only work where there are no seats (${names}).`;
  report.warning([...path, 'places'], 'no-seats', message, 'Give seats, or let the agent work elsewhere.');
}

function checkQueues(report: Report): void {
  const able = new Set(
    report.problem.agents.flatMap((agent) => (agent.shifts.length > 0 ? agent.skills.map((s) => s.queue) : [])),
  );
  report.problem.queues.forEach((queue, q) => {
    const { demand } = queue;
    const wanted =
      demand.kind === 'agents'
        ? demand.perInterval.some((agents) => agents > 0)
        : demand.items.some((item) => item.agentIntervals > 0);
    if (!wanted || able.has(queue.id)) return;
    const message = `Nobody can take the queue "${queue.id}", which has demand.`;
    report.warning(['queues', q], 'queue-without-agents', message, 'Give an agent the skill, or drop the queue.');
  });
}
