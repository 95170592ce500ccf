import { payBookOf } from '../../src/cost/book.js';
import { COST_COLUMNS, costRows } from '../../src/cost/cost-csv.js';
import { costRoster } from '../../src/cost/roster-cost.js';
import type { Centre } from '../../src/domain/centre.js';
import type { Roster, RosterFinding, RosterShift } from '../../src/domain/roster.js';
import { lawBookOf } from '../../src/labour/book.js';
import { checkLaw } from '../../src/labour/check-law.js';
import type { LawFinding } from '../../src/labour/finding.js';
import { queueShares } from '../../src/queue-shares.js';
import { coverageAfter } from '../../src/schedule/coverage-after.js';
import type { ShiftDifference } from '../../src/schedule/edit-roster.js';
import { ROSTER_COLUMNS, rosterCsvRows } from '../../src/schedule/roster-csv.js';
import { toRosterFile } from '../../src/schedule/roster-file.js';
import type { PlanSummary } from '../../src/summary.js';
import { reportPage } from '../web/report/page.js';
import { csvText } from './csv.js';
import { type PlanFile, zoneLookup } from './plan-documents.js';

export interface EditedPlan {
  /** Files that change with the edit. */
  readonly files: Omit<PlanFile, 'contentType'>[];
  /** Labour law on the shifts of the agents concerned. */
  readonly law: readonly LawFinding[];
}

/**
 * The files of a plan after an edit by hand: roster, cost and summary counted anew. Rules of the engine that are broken stay
 * listed for agents whose shifts are as they were; for the others the audit of labour law speaks. The stamp says that the
 * roster is no longer what the engine made.
 */
export function editedPlan(
  centre: Centre,
  roster: Roster,
  summary: PlanSummary,
  shifts: readonly RosterShift[],
  differences: readonly ShiftDifference[],
): EditedPlan {
  const touched = new Set<string>(differences.map(({ agent }) => agent));
  const everybody = checkLaw({ shifts, centre, laws: lawBookOf(centre.law) });
  const law = everybody.filter(({ agent }) => touched.has(agent));
  const stamp = {
    ...roster.stamp,
    reproducible: false,
    method: `${roster.stamp.method.replace(/ \+ edits$/, '')} + edits`,
  };
  const edited: Roster = {
    ...roster,
    shifts,
    coverage: coverageAfter(roster.coverage, differences, centre.intervalMinutes),
    findings: [
      ...roster.findings.filter(({ agents }) => !agents.some((agent) => touched.has(agent))),
      ...law.filter(({ severity }) => severity !== 'note').map(findingOf),
    ],
    stamp,
  };
  const cost = costRoster({
    centre,
    shifts,
    pay: payBookOf(centre.pay),
    fromDate: roster.fromDate,
    toDate: roster.toDate,
    ...(roster.allocation === undefined ? {} : { allocation: queueShares(roster.allocation) }),
  });
  const { totals } = cost;
  const contacts = summary.costPerContactMinor > 0 ? summary.costMinor / summary.costPerContactMinor : 0;
  const newSummary: PlanSummary = {
    ...summary,
    agentsRostered: new Set(shifts.map(({ agent }) => agent)).size,
    shifts: shifts.length,
    paidHours: totals.paidMinutes / 60,
    productiveHours: totals.productiveMinutes / 60,
    costMinor: totals.totalMinor,
    costPerContactMinor: contacts > 0 ? totals.totalMinor / contacts : 0,
    costByComponentMinor: totals.byComponent,
    costByChannelMinor: totals.byChannel,
    hardRulesBroken: edited.findings.filter(({ hard }) => hard).length,
    softRulesBroken: edited.findings.filter(({ hard }) => !hard).length,
    lawBreaches: everybody.filter(({ severity }) => severity === 'hard').length,
    stamp,
  };
  const zoneOfSite = zoneLookup(centre);
  const names = new Map<string, string>(centre.agents.map(({ id, name }) => [id, name]));
  const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
  return {
    law,
    files: [
      { name: 'roster.json', body: json(toRosterFile(edited, zoneOfSite)) },
      { name: 'roster.csv', body: [...csvText(ROSTER_COLUMNS, rosterCsvRows(shifts, zoneOfSite))].join('') },
      { name: 'cost.csv', body: [...csvText(COST_COLUMNS, costRows(cost.lines, cost.currency))].join('') },
      { name: 'summary.json', body: json(newSummary) },
      {
        name: 'report.html',
        body: reportPage({
          summary: newSummary,
          roster: edited,
          intervalMinutes: centre.intervalMinutes,
          agentName: (agent) => names.get(agent) ?? agent,
          zoneOfSite,
        }),
      },
    ],
  };
}

const findingOf = (finding: LawFinding): RosterFinding => ({
  ruleId: finding.ruleId,
  hard: finding.severity === 'hard',
  agents: [finding.agent],
  dates: finding.dates,
  amount: Math.abs(finding.measured - finding.limit),
  message: finding.message,
});
