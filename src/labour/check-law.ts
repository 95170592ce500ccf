import type { Agent, Circumstance, TimeOff } from '../domain/agent.js';
import type { Centre, Site } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { publicHolidays } from '../time/holidays.js';
import { addDays } from '../time/zone.js';
import { paidAbsence } from './absence.js';
import type { Audit, Found, LawCheck, RuleOfKind } from './audit.js';
import { applies, consentFor, type LawBook, type LawRule, type LawSet, lawSet } from './book.js';
import { minAge, onCallAge } from './checks/ages.js';
import { breaks, extraBreaks, screenBreak, stretch } from './checks/breaks.js';
import { noWork, restDay, sundaysFree } from './checks/days.js';
import { averageHours, shiftHours, weekHours } from './checks/hours.js';
import {
  nightAverage,
  nightCount,
  nightHours,
  nightSeriesLength,
  nightSeriesRest,
  noNightDuty,
  noWorkBetween,
} from './checks/nights.js';
import { callOff, notice } from './checks/notice.js';
import { onCallAverage, onCallFree, onCallHours, onCallNights } from './checks/on-call.js';
import { dailyRest, nightRest, weeklyRest } from './checks/rest.js';
import { LocalClock } from './clock.js';
import { callOutsOf, dutiesOf, onCallOf } from './duty.js';
import { type AgentFacts, factsOn, restDayOn, schoolShifts } from './facts.js';
import type { LawFinding } from './finding.js';
import { limitWords } from './finding.js';
import { formFindings, outsideLaw } from './form.js';
import type { LawRuleKind } from './schema.js';

export interface LawCheckInput {
  /** The roster to audit, made anywhere. */
  readonly shifts: readonly RosterShift[];
  readonly centre: Pick<
    Centre,
    'agents' | 'sites' | 'activities' | 'contracts' | 'timeOff' | 'worked' | 'circumstances'
  >;
  readonly laws: LawBook;
  /** What was worked before: rest, averages and counts look back. Default: that of the centre. */
  readonly worked?: readonly RosterShift[];
  /** When the roster was made known: asks for the terms of notice too. */
  readonly announcedMs?: number;
  /** What had been made known before: shifts that are as they were are no news; calls that are gone may have to be paid. */
  readonly earlier?: readonly RosterShift[];
  /** Clocks by zone that cover all of it, for many audits of the same weeks. Default: made anew. */
  readonly clockOf?: (zone: string) => LocalClock;
}

/**
 * Audits a roster against the law of each agent's site, on instants and independent of the engine that made it. Nothing is refused for its
 * content: unknown agents are judged as adults under the law of the site where they work, unknown sites and overlapping shifts are
 * findings. Work at the end of the roster is taken to be followed by rest.
 * @returns findings by agent and time; those of people covered by a consent of `law.json` become notes
 * @throws InputError `law-set-unknown`: the law of a site of the centre is in no book
 */
export function checkLaw(input: LawCheckInput): LawFinding[] {
  const { centre } = input;
  const worked = input.worked ?? centre.worked;
  const findings: LawFinding[] = [];
  if (input.shifts.length === 0 && (input.earlier ?? []).length === 0) return findings;
  const agents = new Map<string, Agent>(centre.agents.map((agent) => [agent.id, agent]));
  const sites = new Map<string, Site>(centre.sites.map((site) => [site.id, site]));
  const activities = new Map<string, Centre['activities'][number]>(centre.activities.map((entry) => [entry.id, entry]));
  const contracts = new Map<string, Centre['contracts'][number]>(centre.contracts.map((entry) => [entry.id, entry]));
  const past = groupByAgent(worked);
  const earlier = groupByAgent(input.earlier ?? []);
  const timeOff = new Map<string, TimeOff[]>();
  for (const off of centre.timeOff) timeOff.set(off.agent, [...(timeOff.get(off.agent) ?? []), off]);
  const circumstances = new Map<string, Circumstance[]>();
  for (const one of centre.circumstances ?? [])
    circumstances.set(one.agent, [...(circumstances.get(one.agent) ?? []), one]);
  const clockOf =
    input.clockOf ?? clocksOf(boundsOf([...worked, ...input.shifts, ...(input.earlier ?? [])], input.announcedMs));

  const rostered = groupByAgent(input.shifts);
  // Somebody all of whose calls were withdrawn has no shift left to be judged, but pay to be told of.
  const withdrawn = [...earlier.keys()].filter((id) => !rostered.has(id)).map((id) => [id, []] as const);
  for (const [id, shifts] of [...rostered, ...withdrawn]) {
    const agent = agents.get(id);
    const first = shifts[0] ?? earlier.get(id)![0]!;
    // Of somebody unknown, the first place that is known; with none, the centre's first: nobody goes without an audit.
    const site =
      (agent === undefined ? undefined : sites.get(agent.site)) ??
      shifts.map((shift) => sites.get(shift.site)).find((one) => one !== undefined) ??
      sites.get(first.site) ??
      centre.sites[0];
    if (shifts.length > 0) findings.push(...formFindings(id, agent, shifts, sites));
    if (site === undefined) continue;
    const clock = clockOf(site.zone);
    const dates = [...shifts, ...(earlier.get(id) ?? [])].map((shift) => clock.date(shift.startMs)).sort();
    const set = lawSet(input.laws, site.law);
    findings.push(...outsideLaw(set, id, shifts, site.id));
    const holidays = publicHolidays(site.country, site.region, clock.fromDate, clock.toDate);
    const known = circumstances.get(id) ?? [];
    const school =
      agent === undefined
        ? []
        : schoolShifts(agent, known, addDays(clock.fromDate, 1), addDays(clock.toDate, -1), {
            zone: site.zone,
            holidays,
          });
    const all = [...(past.get(id) ?? []), ...shifts];
    const isRostered = new Set(shifts);
    const contract = agent === undefined ? undefined : contracts.get(agent.contract);
    const absence =
      agent === undefined || contract === undefined
        ? []
        : paidAbsence(agent, contract, timeOff.get(id) ?? [], addDays(dates[0]!, -LOOK_BACK_DAYS), clock.toDate);
    const factsOf = memo((date: string): AgentFacts => factsOn(agent, known, date));
    const audit: Audit = {
      set,
      clock,
      duties: dutiesOf([...all, ...school], isRostered, set, clock, activities),
      onCall: onCallOf(all, isRostered, clock, activities),
      callOuts: callOutsOf(all, activities),
      absence: new Map(absence.map((day) => [day.date, day.minutes])),
      holidays,
      ageOn: (date) => factsOf(date).ageYears,
      restDay: restDayOn(known, dates[0]!),
      contract,
      announcedMs: input.announcedMs,
      earlier: earlier.get(id) ?? [],
      holds: (rule, date) => applies(rule, date, factsOf(date)),
      screenOf: (duty) => duty.shifts.flatMap((shift) => shift.activities.filter((part) => part.queues.length > 0)),
      report: (rule, found) => {
        if (found.duties.some((duty) => duty.inRoster)) findings.push(finding(rule, found, set, id, site, input.laws));
      },
    };
    for (const rule of set.rules) check(rule, audit);
  }
  return findings;
}

/** Clocks of a stretch of time by zone, each made when it is asked for. */
export function clocksOf(bounds: readonly [fromMs: number, toMs: number]): (zone: string) => LocalClock {
  return memo((zone) => new LocalClock(zone, ...bounds));
}

/** Days before the roster of which paid absence counts in averages: the longest run of weeks that a set looks at. */
const LOOK_BACK_DAYS = 52 * 7;

function memo<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      known.set(key, value);
    }
    return value;
  };
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
  'no-work': noWork,
  'no-night-duty': noNightDuty,
  'extra-breaks': extraBreaks,
  'on-call-age': onCallAge,
  'on-call-free': onCallFree,
  'on-call-nights': onCallNights,
  'on-call-hours': onCallHours,
  'on-call-average': onCallAverage,
  notice,
  'call-off': callOff,
};

function check<K extends LawRuleKind>(rule: RuleOfKind<K>, audit: Audit): void {
  (CHECKS[rule.kind] as LawCheck<K>)(rule, audit);
}

function finding(rule: LawRule, found: Found, set: LawSet, agent: string, site: Site, laws: LawBook): LawFinding {
  const dates = found.dates ?? [...new Set(found.duties.filter((duty) => duty.inRoster).map((duty) => duty.date))];
  const consent = consentFor(laws, rule, agent, dates);
  const severity = consent === undefined ? (found.severity ?? rule.severity) : 'note';
  const limit = limitWords(found);
  const lifted = consent === undefined ? { en: '', nl: '' } : LIFTED(consent.record);
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
    message: `${rule.article}: ${found.what.en}; ${limit.en}.${lifted.en}`,
    messageNl: `${rule.article}: ${found.what.nl}; ${limit.nl}.${lifted.nl}`,
    source: rule.source,
    status: rule.status,
  };
}

const LIFTED = (record: string) => ({
  en: ` Lifted by consent: ${record}.`,
  nl: ` Toegestaan door instemming: ${record}.`,
});

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

function groupByAgent(shifts: readonly RosterShift[]): Map<string, RosterShift[]> {
  const groups = new Map<string, RosterShift[]>();
  for (const shift of [...shifts].sort((a, b) => a.startMs - b.startMs)) {
    const group = groups.get(shift.agent);
    if (group === undefined) groups.set(shift.agent, [shift]);
    else group.push(shift);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function boundsOf(shifts: readonly RosterShift[], alsoMs?: number): [fromMs: number, toMs: number] {
  let [from, to] = [alsoMs ?? Number.POSITIVE_INFINITY, alsoMs ?? Number.NEGATIVE_INFINITY];
  for (const shift of shifts) {
    from = Math.min(from, shift.startMs);
    to = Math.max(to, shift.endMs);
  }
  return [from, to];
}
