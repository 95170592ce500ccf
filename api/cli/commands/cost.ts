import { payBookOf } from '../../../src/cost/book.js';
import type { CostReport } from '../../../src/cost/contract.js';
import { formatMinor } from '../../../src/cost/money.js';
import { costRoster } from '../../../src/cost/roster-cost.js';
import { describeIssue } from '../../../src/errors.js';
import { queueShares } from '../../../src/queue-shares.js';
import { costTable } from '../../files/cost-tables.js';
import { csvText } from '../../files/csv.js';
import { loadRosterInput } from '../../files/roster-input.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { deliver, optional, required } from '../options.js';

export const command: Command = {
  name: 'cost',
  summary: 'salary cost of a roster',
  help: `
usage: rooster cost --centre DIR --roster R [--by week] [--json] [--out FILE]

What a roster costs, as a CSV that opens in a spreadsheet: one row per agent, date and component (pay, premiums, employer's
contributions, allowances …) with quantity, rate and reason, paid leave of the period included. Totals go to standard error.

  --centre DIR     centre folder; its pay.json replaces or adds to the shipped pay data
  --roster R       roster, JSON or CSV
  --by week        one row per agent, ISO week and component instead
  --json           lines and totals as JSON, amounts in minor units

Pay that cannot be told (no rate on a date, an unknown currency, pay under the minimum wage) is bad input: exit code 2.`,
  options: { centre: { type: 'string' }, roster: { type: 'string' }, by: { type: 'string' } },

  async run(context, flags) {
    const folder = required(flags, 'centre', 'the folder of the centre');
    const path = required(flags, 'roster', 'the roster to cost, JSON or CSV');
    const by = optional(flags, 'by') ?? 'day';
    if (by !== 'day' && by !== 'week') throw new UsageError(`--by takes "day" or "week", not "${by}".`);
    const { centre, roster, warnings } = await loadRosterInput(folder, path, context.cwd);
    const { shifts, fromDate, toDate, allocation } = roster;
    const report = costRoster({
      centre,
      pay: payBookOf(centre.pay),
      shifts,
      fromDate,
      toDate,
      ...(allocation === undefined ? {} : { allocation: queueShares(allocation) }),
    });
    const { lines, currency } = report;
    const table = costTable(by, lines, currency);
    const text =
      flags.json === true ? `${JSON.stringify(report, null, 1)}\n` : [...csvText(table.header, table.rows)].join('');
    await deliver(context, flags, text);
    if (flags.quiet !== true) {
      for (const issue of [...warnings, ...report.warnings]) context.stderr(describeIssue(issue));
      for (const line of totalsText(report)) context.stderr(line);
    }
    return EXIT.done;
  },
};

/** Totals as a controller reads them. */
function totalsText({ currency, totals, perProductiveHourMinor }: CostReport): string[] {
  const money = (minor: number): string => `${formatMinor(minor, currency)} ${currency}`.padStart(18);
  const split = (name: string, amounts: Readonly<Record<string, number>>): string[] => [
    `by ${name}`,
    ...Object.entries(amounts).map(([key, minor]) => `  ${key.padEnd(24)}${money(minor)}`),
  ];
  return [
    `${'total'.padEnd(26)}${money(totals.totalMinor)}`,
    `${'paid hours'.padEnd(26)}${(totals.paidMinutes / 60).toFixed(2).padStart(18)}`,
    `${'hours on contacts'.padEnd(26)}${(totals.productiveMinutes / 60).toFixed(2).padStart(18)}`,
    ...(perProductiveHourMinor === undefined
      ? []
      : [`${'per hour on contacts'.padEnd(26)}${money(perProductiveHourMinor)}`]),
    ...split('site', totals.bySite),
    ...split('contract', totals.byContract),
    ...split('channel', totals.byChannel),
    ...split('queue', totals.byQueue),
    ...split('component', totals.byComponent),
  ];
}
