import type { Agent, TimeOff } from '../domain/agent.js';
import type { Centre, Site } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { publicHolidays } from '../time/holidays.js';
import { addDays, formatInstant } from '../time/zone.js';
import { paidAbsence } from './absence.js';
import type { Audit, Found, LawCheck, RuleOfKind } from './audit.js';
import { type AgentFacts, ageOn, applies, type LawBook, type LawRule, type LawSet, lawSetOn } from './book.js';
import { minAge, restDay, sundaysFree } from './checks/days.js';
import { averageHours, breaks, screenBreak, shiftHours, stretch, weekHours } from './checks/hours.js';
import {
  nightAverage,
  nightCount,
  nightHours,
  nightSeriesLength,
  nightSeriesRest,
  noWorkBetween,
} from './checks/nights.js';
import { dailyRest, nightRest, weeklyRest } from './checks/rest.js';
import { LocalClock } from './clock.js';
import { dutiesOf } from './duty.js';
import type { LawFinding } from './finding.js';
import { formatHours } from './finding.js';
import type { LawRuleKind } from './schema.js';

export interface LawCheckInput {
  /** The roster to audit, made anywhere. */
  readonly shifts: readonly RosterShift[];
  readonly centre: Pick<Centre, 'agents' | 'sites' | 'activities' | 'contracts' | 'timeOff' | 'worked'>;
  readonly laws: LawBook;
  /** What was worked before: rest, averages and counts look back. Default: that of the centre. */
  readonly worked?: readonly RosterShift[];
  /** What the law asks about people beside their age. */
  readonly facts?: ReadonlyMap<string, AgentFacts>;
}

/**
 * Audits a roster against the law of each agent's site, on instants and independent of the engine that made it. Nothing is refused for its
 * content: unknown agents are judged as adults under the law of the site where they work, unknown sites and overlapping shifts are
 * findings. Work at the end of the roster is taken to be followed by rest.
 * @returns findings by agent and time; those of people covered by a consent of `law.json` become notes
 * @throws InputError `law-set-unknown`, `law-not-valid-on-date`
 */
export function checkLaw(input: LawCheckInput): LawFinding[] {
  const { centre } = input;
  const worked = input.worked ?? centre.worked;
  const findings: LawFinding[] = [];
  if (input.shifts.length === 0) return findings;
  const agents = new Map<string, Agent>(centre.agents.map((agent) => [agent.id, agent]));
  const sites = new Map<string, Site>(centre.sites.map((site) => [site.id, site]));
  const activities = new Map<string, Centre['activities'][number]>(centre.activities.map((entry) => [entry.id, entry]));
  const contracts = new Map<string, Centre['contracts'][number]>(centre.contracts.map((entry) => [entry.id, entry]));
  const past = groupByAgent(worked);
  const timeOff = new Map<string, TimeOff[]>();
  for (const off of centre.timeOff) timeOff.set(off.agent, [...(timeOff.get(off.agent) ?? []), off]);
  const clocks = new Map<string, LocalClock>();
  const bounds = boundsOf([...worked, ...input.shifts]);
  const clockOf = (zone: string): LocalClock => {
    let clock = clocks.get(zone);
    if (clock === undefined) {
      clock = new LocalClock(zone, ...bounds);
      clocks.set(zone, clock);
    }
    return clock;
  };

  for (const [id, shifts] of groupByAgent(input.shifts)) {
    const agent = agents.get(id);
    const site = sites.get(agent?.site ?? shifts[0]!.site) ?? sites.get(shifts[0]!.site);
    findings.push(...formFindings(id, agent, shifts, sites));
    if (site === undefined) continue;
    const clock = clockOf(site.zone);
    const dates = shifts.map((shift) => clock.date(shift.startMs)).sort();
    lawSetOn(input.laws, site.law, dates.at(-1)!);
    const set = lawSetOn(input.laws, site.law, dates[0]!);
    const duties = dutiesOf([...(past.get(id) ?? []), ...shifts], new Set(shifts), set, clock, activities);
    const contract = agent === undefined ? undefined : contracts.get(agent.contract);
    const absence =
      agent === undefined || contract === undefined
        ? []
        : paidAbsence(agent, contract, timeOff.get(id) ?? [], addDays(duties[0]!.date, -6), clock.toDate);
    const age = (date: string): number | undefined =>
      agent?.birthDate === undefined ? input.facts?.get(id)?.ageYears : ageOn(agent.birthDate, date);
    const audit: Audit = {
      set,
      clock,
      duties,
      absence: new Map(absence.map((day) => [day.date, day.minutes])),
      holidays: publicHolidays(site.country, site.region, clock.fromDate, clock.toDate),
      ageOn: age,
      holds: (rule, date) => {
        const years = age(date);
        return applies(rule, date, { ...input.facts?.get(id), ...(years === undefined ? {} : { ageYears: years }) });
      },
      screenOf: (duty) => duty.shifts.flatMap((shift) => shift.activities.filter((part) => part.queues.length > 0)),
      report: (rule, found) => {
        if (found.duties.some((duty) => duty.inRoster)) findings.push(finding(rule, found, set, id, site, input.laws));
      },
    };
    for (const rule of set.rules) check(rule, audit);
  }
  return findings;
}

/** One check per kind of rule; a definition is looked up by the checks that need it. */
const CHECKS: { readonly [K in LawRuleKind]: LawCheck<K> } = {
  'min-age': minAge,
  'daily-rest': dailyRest,
  'weekly-rest': weeklyRest,
  break: breaks,
  stretch,
  'screen-break': screenBreak,
  'shift-hours': shiftHours,
  'week-hours': weekHours,
  'average-hours': averageHours,
  'no-work-between': noWorkBetween,
  'night-definition': () => {},
  'night-hours': nightHours,
  'night-rest': nightRest,
  'night-series-rest': nightSeriesRest,
  'night-series-length': nightSeriesLength,
  'night-count': nightCount,
  'night-average': nightAverage,
  'sundays-free': sundaysFree,
  'rest-day': restDay,
};

function check<K extends LawRuleKind>(rule: RuleOfKind<K>, audit: Audit): void {
  (CHECKS[rule.kind] as LawCheck<K>)(rule, audit);
}

function finding(rule: LawRule, found: Found, set: LawSet, agent: string, site: Site, laws: LawBook): LawFinding {
  const dates = found.dates ?? [...new Set(found.duties.filter((duty) => duty.inRoster).map((duty) => duty.date))];
  const consent = laws.consents.find(
    (entry) =>
      entry.rule === rule.id &&
      (entry.agent ?? agent) === agent &&
      dates.every((date) => (entry.validFrom ?? date) <= date && date <= (entry.validTo ?? date)),
  );
  const severity = consent === undefined ? (found.severity ?? rule.severity) : 'note';
  const limit = found.unit === 'hours' ? formatHours(found.limit) : `${found.limit} ${found.unit}`;
  const allowed = found.bound === 'min' ? `at least ${limit} required` : `at most ${limit} allowed`;
  const lifted = consent === undefined ? '' : ` Lifted by consent: ${consent.record}.`;
  return {
    ruleId: rule.id,
    article: rule.article,
    law: set.id,
    agent,
    site: site.id,
    dates,
    fromMs: found.fromMs,
    toMs: found.toMs,
    measured: round(found.measured),
    limit: found.limit,
    bound: found.bound,
    unit: found.unit,
    severity,
    message: `${rule.article}: ${found.what}; ${allowed}.${lifted}`,
    source: rule.source,
    status: rule.status,
  };
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What is wrong with the roster itself, whatever the law. */
function formFindings(
  id: string,
  agent: Agent | undefined,
  shifts: readonly RosterShift[],
  sites: ReadonlyMap<string, Site>,
): LawFinding[] {
  const findings: LawFinding[] = [];
  const add = (
    ruleId: string,
    severity: LawFinding['severity'],
    shift: RosterShift,
    message: string,
    toMs = shift.endMs,
  ): void => {
    findings.push({
      ruleId,
      article: ruleId,
      law: sites.get(shift.site)?.law ?? 'none',
      agent: id,
      site: shift.site,
      dates: [shift.date],
      fromMs: shift.startMs,
      toMs,
      measured: 1,
      limit: 0,
      bound: 'max',
      unit: 'shifts',
      severity,
      message,
      source: 'the roster',
      status: 'verified',
    });
  };
  if (agent === undefined)
    add(
      'roster/unknown-agent',
      'soft',
      shifts[0]!,
      `Agent "${id}" is not known: judged as an adult under the law of the site.`,
    );
  const unknown = shifts.find((shift) => !sites.has(shift.site));
  if (unknown !== undefined)
    add(
      'roster/unknown-site',
      'soft',
      unknown,
      `Site "${unknown.site}" is not known: the law of the agent's own site is used.`,
    );
  let last = shifts[0]!;
  for (const shift of shifts.slice(1)) {
    if (shift.startMs < last.endMs) {
      const zone = sites.get(shift.site)?.zone ?? 'UTC';
      const until = formatInstant(Math.min(shift.endMs, last.endMs), zone);
      add(
        'roster/overlap',
        'hard',
        shift,
        `Two shifts overlap from ${formatInstant(shift.startMs, zone)} to ${until}.`,
      );
    }
    if (shift.endMs > last.endMs) last = shift;
  }
  return findings;
}

function groupByAgent(shifts: readonly RosterShift[]): Map<string, RosterShift[]> {
  const groups = new Map<string, RosterShift[]>();
  for (const shift of [...shifts].sort((a, b) => a.startMs - b.startMs)) {
    const group = groups.get(shift.agent);
    if (group === undefined) groups.set(shift.agent, [shift]);
    else group.push(shift);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function boundsOf(shifts: readonly RosterShift[]): [fromMs: number, toMs: number] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const shift of shifts) {
    from = Math.min(from, shift.startMs);
    to = Math.max(to, shift.endMs);
  }
  return [from, to];
}
