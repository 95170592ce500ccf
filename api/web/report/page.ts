import type { Roster } from '../../../src/domain/roster.js';
import { type PlanSummary, shortGoal } from '../../../src/summary.js';
import { isoWeekOf } from '../../../src/time/week.js';
import { addDays, daysBetween } from '../../../src/time/zone.js';
import { dayLines } from './day-lines.js';
import { clock, count, dayName, decimal, duration, moment, money, percent, wholeMoney } from './format.js';
import { heatMap } from './heat-map.js';
import { escapeHtml, htmlTable } from './html.js';
import { REPORT_STYLE } from './style.js';

export interface ReportInput {
  readonly summary: PlanSummary;
  readonly roster: Roster;
  readonly intervalMinutes: number;
  /** Names of agents by id. */
  readonly agentName: (agent: string) => string;
  readonly zoneOfSite: (site: string) => string;
}

/** The week on one page: the same file that `rooster plan` writes and the service shows at `/`. No script, no request. */
export function reportPage(input: ReportInput): string {
  const { summary } = input;
  const weeks = [...new Set([isoWeekOf(summary.fromDate), isoWeekOf(summary.toDate)])].join(' to ');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(summary.centre)} ${weeks}</title>
<style>${REPORT_STYLE}</style></head>
<body>
<header><h1>${escapeHtml(summary.centre)}, ${weeks}</h1>
<p class="lead">${dayName(summary.fromDate)} to ${dayName(summary.toDate)} ${summary.toDate.slice(0, 4)}, times in ${escapeHtml(summary.zone)}. ${input.roster.state === 'published' ? 'Published.' : 'Draft.'}</p></header>
<main>
${tiles(summary)}
<h2>Queues</h2>
<div class="scroll">${queueTable(summary)}</div>
<h2>Required against rostered</h2>
<div class="scroll">${legend()}</div>
${coverageSections(input)}
<h2>Short of agents</h2>
${shortages(summary)}
<h2>Rules</h2>
${rules(input.roster)}
<h2>Sites</h2>
<div class="scroll">${siteTable(summary)}</div>
<h2>Cost</h2>
<div class="scroll">${costTables(summary)}</div>
<h2>Roster</h2>
<div class="scroll">${rosterTable(input)}</div>
</main>
<footer>Rooster ${summary.stamp.engineVersion}, seed ${summary.stamp.seed}, ${escapeHtml(summary.stamp.method)}, ${summary.stamp.reproducible ? 'reproducible' : 'not reproducible (stopped by the clock)'}; input ${summary.stamp.inputHash}</footer>
</body></html>
`;
}

function tiles(summary: PlanSummary): string {
  const contacts = summary.queues.reduce((sum, queue) => sum + queue.offered, 0);
  const short = summary.queues.reduce((sum, queue) => sum + queue.shortHours, 0);
  const tile = (value: string, label: string): string =>
    `<div class="tile"><b>${escapeHtml(value)}</b><span>${escapeHtml(label)}</span></div>`;
  return `<div class="tiles">${[
    tile(count(contacts), 'contacts expected'),
    tile(`${count(summary.agentsRostered)} of ${count(summary.agents)}`, 'agents rostered'),
    tile(count(summary.paidHours), 'paid hours'),
    tile(decimal(short), 'agent hours short'),
    tile(wholeMoney(summary.costMinor, summary.currency), 'cost of the week'),
    tile(money(summary.costPerContactMinor, summary.currency), 'per contact'),
    tile(percent(summary.objective.gap), 'at most from the optimum'),
    tile(count(summary.hardRulesBroken), 'hard rules broken'),
    tile(count(summary.lawBreaches), 'breaches of labour law'),
  ].join('')}</div>`;
}

function queueTable(summary: PlanSummary): string {
  return htmlTable(
    [
      'Queue',
      'Contacts',
      '80 % interval',
      'AHT',
      'Peak agents',
      'Hours by formula',
      'Hours wanted',
      'Hours rostered',
      'Short',
      'Goal',
      'Expected',
      'Simulated',
      'ASA',
      'Occupancy',
    ],
    summary.queues.map((queue) => [
      escapeHtml(queue.name),
      count(queue.offered),
      `${count(queue.offeredLower80)} – ${count(queue.offeredUpper80)}`,
      duration(queue.ahtSeconds),
      decimal(queue.peakAgents),
      count(queue.formulaHours),
      count(queue.requiredHours),
      count(queue.rosteredHours),
      decimal(queue.shortHours),
      escapeHtml(shortGoal(queue.goal)),
      percent(queue.serviceExpected),
      queue.simulated === undefined
        ? '–'
        : `${percent(queue.simulated.serviceLevel)} (${percent(queue.simulated.serviceLevelLower)} – ${percent(queue.simulated.serviceLevelUpper)})`,
      duration(queue.simulated?.asaSeconds ?? queue.asaExpectedSeconds),
      percent(queue.occupancyExpected),
    ]),
    'Forecast with its 80 % interval; hours by formula, hours wanted after simulation corrected them, and what the roster gives; service by formula and as simulated (95 % interval).',
  );
}

function legend(): string {
  const key = (name: string, text: string, x: number): string =>
    `<rect class="${name}" x="${x}" y="2" width="14" height="14"/><text x="${x + 18}" y="13">${text}</text>`;
  return `<svg class="key" width="640" height="20" role="img" aria-label="Colours: red short, green right, blue surplus">${key('s4', 'over 30 % short', 0)}${key('s2', 'up to 15 % short', 125)}${key('ok', 'right', 255)}${key('o2', 'up to 15 % over', 315)}${key('o4', 'over 30 % over', 445)}</svg>`;
}

function coverageSections({ roster, summary, intervalMinutes }: ReportInput): string {
  return summary.queues
    .map((queue) => {
      const coverage = roster.coverage.find((candidate) => candidate.queue === queue.queue);
      if (coverage === undefined) return '';
      const note = queue.deferrable
        ? '<p class="lead">Work with a deadline, done where there is room. Red: undone when it falls due. Line: work that falls due.</p>'
        : '';
      const map = heatMap(coverage, roster.zone, intervalMinutes, queue.deferrable);
      return `<section><h3>${escapeHtml(queue.name)}</h3>${note}<div class="scroll">${map}</div><div class="scroll">${dayLines(coverage, roster.zone)}</div></section>`;
    })
    .join('\n');
}

function shortages(summary: PlanSummary): string {
  if (summary.shortages.length === 0) return '<p>Every interval has the agents it needs.</p>';
  return htmlTable(
    ['Queue', 'When', 'Wanted', 'Rostered'],
    summary.shortages.map((row) => [
      escapeHtml(summary.queues.find((queue) => queue.queue === row.queue)?.name ?? row.queue),
      moment(row.startMs, summary.zone),
      decimal(row.wanted),
      decimal(row.covered),
    ]),
    'The intervals furthest below what is wanted.',
  );
}

function rules(roster: Roster): string {
  if (roster.findings.length === 0) return '<p>No rule is broken.</p>';
  const byRule = new Map<string, { hard: boolean; count: number; example: string }>();
  for (const finding of roster.findings) {
    const entry = byRule.get(finding.ruleId);
    if (entry === undefined) byRule.set(finding.ruleId, { hard: finding.hard, count: 1, example: finding.message });
    else entry.count++;
  }
  return `<div class="scroll">${htmlTable(
    ['Rule', 'Kind', 'Times', 'For example'],
    [...byRule].map(([rule, { hard, count: times, example }]) => [
      escapeHtml(rule),
      hard ? 'hard' : 'wish',
      count(times),
      escapeHtml(example),
    ]),
    'Rules and wishes that are not met.',
  )}</div>`;
}

function siteTable(summary: PlanSummary): string {
  return htmlTable(
    ['Site', 'Agents', 'Shifts', 'Paid hours', 'Most present', 'Desks', 'Cost'],
    summary.sites.map((site) => [
      escapeHtml(site.site),
      count(site.agents),
      count(site.shifts),
      count(site.paidHours),
      count(site.peakPresent),
      site.desks === null ? 'no limit' : count(site.desks),
      money(site.costMinor, summary.currency),
    ]),
    'Where people work.',
  );
}

function costTables(summary: PlanSummary): string {
  const rows = (amounts: Readonly<Record<string, number>>): string[][] =>
    Object.entries(amounts)
      .sort((a, b) => b[1] - a[1])
      .map(([name, minor]) => [escapeHtml(name), money(minor, summary.currency)]);
  return `${htmlTable(['Component', 'Amount'], rows(summary.costByComponentMinor), 'By component.')}
${htmlTable(['Channel', 'Amount'], rows(summary.costByChannelMinor), 'By channel; `other` is paid time that is not on contacts.')}`;
}

function rosterTable({ roster, agentName, zoneOfSite }: ReportInput): string {
  const dates = Array.from({ length: daysBetween(roster.fromDate, roster.toDate) + 1 }, (_, d) =>
    addDays(roster.fromDate, d),
  );
  const byAgent = new Map<string, Map<string, string>>();
  for (const shift of roster.shifts) {
    const zone = zoneOfSite(shift.site);
    const place = shift.desk ?? shift.site;
    const text = `${clock(shift.startMs, zone)}–${clock(shift.endMs, zone)} ${escapeHtml(place)}`;
    const row = byAgent.get(shift.agent) ?? new Map<string, string>();
    row.set(shift.date, text);
    byAgent.set(shift.agent, row);
  }
  return htmlTable(
    ['Agent', ...dates.map(dayName)],
    [...byAgent]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([agent, row]) => [
        `${escapeHtml(agentName(agent))} <small>${escapeHtml(agent)}</small>`,
        ...dates.map((date) => row.get(date) ?? '–'),
      ]),
    'Local times of each agent’s site, with desk or site.',
  );
}
