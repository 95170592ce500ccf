import { type PlanSummary, shortGoal } from '../../src/summary.js';
import { isoWeekOf } from '../../src/time/week.js';
import { count, decimal, duration, moment, money, percent } from '../web/report/format.js';
import { table } from './table.js';

/** The summary of a plan as a planner reads it on a terminal; at most 100 characters a line. */
export function summaryText(summary: PlanSummary): string {
  const { currency } = summary;
  const lines = [
    `${summary.centre}, ${isoWeekOf(summary.fromDate)} (${summary.fromDate} to ${summary.toDate}, ${summary.zone})`,
    '',
    ...table(
      [
        'queue',
        'contacts',
        'AHT',
        'formula h',
        'wanted h',
        'rostered h',
        'short h',
        'goal',
        'expected',
        'simulated',
        'ASA',
      ],
      summary.queues.map((queue) => [
        queue.queue,
        count(queue.offered),
        duration(queue.ahtSeconds),
        count(queue.formulaHours),
        count(queue.requiredHours),
        count(queue.rosteredHours),
        decimal(queue.shortHours),
        shortGoal(queue.goal),
        percent(queue.serviceExpected),
        queue.simulated === undefined ? '-' : percent(queue.simulated.serviceLevel),
        duration(queue.simulated?.asaSeconds ?? queue.asaExpectedSeconds),
      ]),
      new Set([7]),
    ),
    '',
    ...table(
      ['site', 'agents', 'shifts', 'paid h', 'most present', 'desks', 'cost'],
      summary.sites.map((site) => [
        site.site,
        count(site.agents),
        count(site.shifts),
        count(site.paidHours),
        count(site.peakPresent),
        site.desks === null ? '-' : count(site.desks),
        money(site.costMinor, currency),
      ]),
      new Set(),
    ),
    '',
    `people     ${summary.agentsRostered} of ${summary.agents} agents rostered, ${count(summary.shifts)} shifts, ${count(summary.paidHours)} paid hours, ${count(summary.productiveHours)} on contacts`,
    `cost       ${money(summary.costMinor, currency)}, ${money(summary.costPerContactMinor, currency)} a contact`,
    `rules      ${summary.hardRulesBroken} hard rules broken, ${summary.lawBreaches} breaches of labour law, ${summary.softRulesBroken} wishes not met`,
    `optimum    at most ${percent(summary.objective.gap)} of the changeable cost away (${summary.stamp.method})`,
    ...fairnessLines(summary),
    ...shortageLines(summary),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** How far people are from their fair share, `+` over and `−` under. */
const fairnessLines = ({ fairness = [] }: PlanSummary): string[] =>
  fairness.map(({ id, weeks, before, after }, i) => {
    const apart = ({ over, under }: typeof before): string => `+${decimal(over)} to −${decimal(under)}`;
    return `${i === 0 ? 'fair' : '    '}       ${id}: ${apart(before)} off the fair share over ${weeks} weeks, ${apart(after)} with this plan`;
  });

function shortageLines(summary: PlanSummary): string[] {
  if (summary.shortages.length === 0) return ['short      nowhere'];
  return summary.shortages
    .slice(0, 5)
    .map(
      ({ queue, startMs, wanted, covered }, i) =>
        `${i === 0 ? 'short' : '     '}      ${queue} ${moment(startMs, summary.zone)}: ${decimal(covered)} of ${decimal(wanted)} agents`,
    );
}
