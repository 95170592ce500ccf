import type { ProblemAgent } from '../../solver/problem.js';
import { personNames } from '../../solver/recount/people.js';
import type { JsonPath } from '../centre/index.js';
import { checkKnown, checkWindow, type Report } from './problem-report.js';
import { checkKinds } from './problem-rules.js';

/**
 * Agents. Codes: `duplicate-id`, `unknown-calendar`, `unknown-queue`, `unknown-site`, `unknown-area`, `unknown-template`,
 * `unknown-rule-set`, `unknown-price-list`, `duplicate-skill`, `duplicate-pin`, `day-out-of-range`, `window-reversed`,
 * `fixed-overlap`, `cyclic-prior`, `prior-late`, `prior-order`, `unknown-rule`, `not-summed`; warnings `no-shifts`, `kind-unused`.
 */
export function checkAgents(report: Report): void {
  const { problem, error } = report;
  const known: Known = {
    calendars: new Map(problem.calendars.map((calendar) => [calendar.id, calendar.days])),
    queues: new Set(problem.queues.map((queue) => queue.id)),
    templates: new Set(problem.shiftTemplates.map((template) => template.id)),
    ruleSets: new Set(problem.ruleSets.map((set) => set.id)),
    priceLists: new Set((problem.priceLists ?? []).map((list) => list.id)),
    areas: new Map(problem.sites.map((site) => [site.id, site.areas.map((area) => area.id)])),
  };
  const names = new Set<string>();
  problem.agents.forEach((agent, a) => {
    for (const name of personNames(agent)) {
      if (names.has(name)) {
        error(['agents', a, 'id'], 'duplicate-id', `There are two agents called "${name}".`, 'Rename one of them.');
      }
      names.add(name);
    }
    checkNames(report, agent, known, ['agents', a]);
    checkTimes(report, agent, known, ['agents', a]);
  });
}

interface Known {
  readonly calendars: ReadonlyMap<string, readonly { readonly startSlot: number }[]>;
  readonly queues: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
  readonly ruleSets: ReadonlySet<string>;
  readonly priceLists: ReadonlySet<string>;
  readonly areas: ReadonlyMap<string, readonly string[]>;
}

function checkNames(report: Report, agent: ProblemAgent, known: Known, path: JsonPath): void {
  checkKnown(report, 'calendar', agent.calendar, known.calendars.keys(), [...path, 'calendar']);
  const skills = new Set<string>();
  agent.skills.forEach(({ queue }, i) => {
    checkKnown(report, 'queue', queue, known.queues, [...path, 'skills', i, 'queue']);
    if (skills.has(queue)) {
      const message = `Agent "${agent.id}" has the skill "${queue}" twice.`;
      report.error([...path, 'skills', i], 'duplicate-skill', message, 'Keep one of them.');
    }
    skills.add(queue);
  });
  agent.places.forEach(({ site, area }, i) => {
    const at = [...path, 'places', i];
    if (!checkKnown(report, 'site', site, known.areas.keys(), [...at, 'site'])) return;
    checkKnown(report, 'area', area, known.areas.get(site)!, [...at, 'area']);
  });
  if (agent.shifts.length === 0) {
    const message = `Agent "${agent.id}" has no shift template and can never work.`;
    report.warning([...path, 'shifts'], 'no-shifts', message, 'List the templates that are open to the agent.');
  }
  agent.shifts.forEach((id, i) => {
    checkKnown(report, 'template', id, known.templates, [...path, 'shifts', i]);
  });
  agent.rules.forEach((id, i) => {
    checkKnown(report, 'rule-set', id, known.ruleSets, [...path, 'rules', i]);
  });
  checkCarried(report, agent, path);
  if (agent.slotPrices !== undefined) {
    checkKnown(report, 'price-list', agent.slotPrices, known.priceLists, [...path, 'slotPrices']);
  }
}

/** Sums of earlier periods belong to rules of the agent that go on counting over the period. */
function checkCarried(report: Report, agent: ProblemAgent, path: JsonPath): void {
  const rules = report.problem.ruleSets.filter((set) => agent.rules.includes(set.id)).flatMap((set) => set.rules);
  (agent.carried ?? []).forEach(({ rule: id }, i) => {
    const at = [...path, 'carried', i, 'rule'];
    const ids = rules.map((rule) => rule.id);
    if (!checkKnown(report, 'rule', id, ids, at)) return;
    const counts = rules.some(
      (rule) =>
        rule.id === id &&
        (rule.rule === 'weekends' || ('per' in rule && rule.per === 'period' && rule.rule !== 'start-variation')),
    );
    if (counts && !report.problem.cyclic) return;
    const message = `Nothing can be carried into rule "${id}" of agent "${agent.id}".`;
    const hint = report.problem.cyclic
      ? 'Leave it out: a horizon that repeats has no earlier periods.'
      : 'Name a rule that sums per period or counts weekends.';
    report.error(at, 'not-summed', message, hint);
  });
}

function checkTimes(report: Report, agent: ProblemAgent, known: Known, path: JsonPath): void {
  const days = known.calendars.get(agent.calendar);
  const dayExists = (day: number, at: JsonPath): void => {
    if (days === undefined || day < days.length) return;
    const message = `The calendar of agent "${agent.id}" has no day ${day}.`;
    report.error([...at, 'day'], 'day-out-of-range', message, `Give 0 to ${days.length - 1}.`);
  };
  for (const key of ['available', 'unavailable'] as const) {
    (agent[key] ?? []).forEach((window, i) => {
      checkWindow(report, window.from, window.to, [...path, key, i]);
    });
  }
  (agent.credits ?? []).forEach((credit, i) => {
    dayExists(credit.day, [...path, 'credits', i]);
  });
  checkFixed(report, agent, path);
  const pinned = new Set<number>();
  (agent.pins ?? []).forEach((pin, i) => {
    const at = [...path, 'pins', i];
    dayExists(pin.day, at);
    if (pinned.has(pin.day)) {
      const message = `Agent "${agent.id}" is pinned twice on day ${pin.day}.`;
      report.error(at, 'duplicate-pin', message, 'Keep one of them.');
    }
    pinned.add(pin.day);
    if ('off' in pin) return;
    checkKnown(report, 'template', pin.template, agent.shifts, [...at, 'template']);
    if (pin.site !== undefined)
      checkKnown(
        report,
        'site',
        pin.site,
        agent.places.map((place) => place.site),
        [...at, 'site'],
      );
    if (pin.startSlot !== undefined && pin.endSlot !== undefined) checkWindow(report, pin.startSlot, pin.endSlot, at);
  });
  (agent.wishes ?? []).forEach((wish, i) => {
    const at = [...path, 'wishes', i];
    dayExists(wish.day, at);
    const { want } = wish;
    if ('startFrom' in want) checkWindow(report, want.startFrom, want.startTo, [...at, 'want'], true);
    if ('kinds' in want) checkKinds(report, want.kinds, [...at, 'want', 'kinds']);
    if ('notKinds' in want) checkKinds(report, want.notKinds, [...at, 'want', 'notKinds']);
  });
  checkPrior(report, agent, days?.[0]?.startSlot, path);
}

function checkFixed(report: Report, agent: ProblemAgent, path: JsonPath): void {
  const fixed = agent.fixed ?? [];
  fixed.forEach((one, i) => {
    checkWindow(report, one.from, one.to, [...path, 'fixed', i]);
    const other = fixed.findIndex((before, j) => j < i && before.from < one.to && one.from < before.to);
    if (other < 0) return;
    const message = `"${one.activity}" of agent "${agent.id}" overlaps "${fixed[other]!.activity}".`;
    report.error([...path, 'fixed', i], 'fixed-overlap', message, 'Move one of them.');
  });
}

function checkPrior(report: Report, agent: ProblemAgent, periodStart: number | undefined, path: JsonPath): void {
  const prior = agent.prior ?? [];
  if (report.problem.cyclic && prior.length > 0) {
    const message = `Agent "${agent.id}" has prior work in a horizon that repeats.`;
    report.error([...path, 'prior'], 'cyclic-prior', message, 'Leave it out: before the first day comes the last.');
  }
  prior.forEach((shift, i) => {
    const at = [...path, 'prior', i];
    checkWindow(report, shift.startSlot, shift.endSlot, at);
    if (periodStart !== undefined && shift.startSlot >= periodStart) {
      const message = `A prior shift of agent "${agent.id}" starts at slot ${shift.startSlot}, inside the period.`;
      report.error(at, 'prior-late', message, 'Pin shifts of the period instead.');
    }
    if (i > 0 && shift.startSlot < prior[i - 1]!.startSlot) {
      const message = `The prior shifts of agent "${agent.id}" are not in order.`;
      report.error(at, 'prior-order', message, 'List the oldest first.');
    }
  });
}
