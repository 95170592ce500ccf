import { resolve } from 'node:path';
import { payBookOf } from '../../../src/cost/book.js';
import type { CostReport } from '../../../src/cost/contract.js';
import { formatMinor } from '../../../src/cost/money.js';
import { type CostInput, costRoster } from '../../../src/cost/roster-cost.js';
import { type StaffingCost, staffingCost } from '../../../src/cost/staffing-cost.js';
import type { Roster, RosterShift } from '../../../src/domain/roster.js';
import { describeIssue, InputError, type Issue, inputWarning } from '../../../src/errors.js';
import { queueShares } from '../../../src/queue-shares.js';
import { costTable } from '../../files/cost-tables.js';
import { csvText } from '../../files/csv.js';
import { readRoster } from '../../files/roster.js';
import { loadRosterInput } from '../../files/roster-input.js';
import { type Sheet, spreadsheet } from '../../files/spreadsheet.js';
import { writeFileAtomically } from '../../files/write.js';
import { type Command, type CommandContext, EXIT, type Flags, UsageError } from '../command.js';
import { deliver, optional, required } from '../options.js';

export const command: Command = {
  name: 'cost',
  summary: 'salary cost of a roster',
  help: `
usage: rooster cost --centre DIR --roster R [--by week] [--json] [--out FILE]
                    [--published P --changed-at INSTANT] [--no-shows R]

What a roster costs, as a table that opens in a spreadsheet: one row per agent, date and component (pay, premiums, employer's
contributions, allowances …) with quantity, rate and reason, paid leave of the period included. Totals go to standard error.

  --centre DIR     centre folder; its pay.json replaces or adds to the shipped pay data
  --roster R       roster, JSON or CSV. A JSON roster carries how time open to several queues is shared out; of a CSV
                   it is shared equally
  --by week        one row per agent, ISO week and component instead
  --out FILE       a name that ends in .xlsx makes an Excel workbook, any other a CSV
  --published P    the roster as it was published: what was called off or moved too late since stays due
  --changed-at T   when people were told of the change, ISO 8601 with offset
  --no-shows R     shifts of the roster that nobody came to, JSON or CSV
  --json           lines and totals as JSON, amounts in minor units

Pay that cannot be told (no rate on a date, an unknown currency, pay under the minimum wage) is bad input: exit code 2.`,
  options: {
    centre: { type: 'string' },
    roster: { type: 'string' },
    by: { type: 'string' },
    published: { type: 'string' },
    'changed-at': { type: 'string' },
    'no-shows': { type: 'string' },
  },

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
      ...(await changeOf(context, flags, centre.zone)),
      ...(await noShowsOf(context, flags, centre.zone)),
    });
    await write(context, flags, report, costTable(by, report.lines, report.currency));
    if (flags.quiet !== true) {
      for (const issue of [...warnings, ...sharedEqually(roster), ...report.warnings])
        context.stderr(describeIssue(issue));
      const staffing = staffingCost(report.totals, roster.coverage, centre.intervalMinutes);
      for (const line of [...totalsText(report), ...staffingText(staffing, report.currency)]) context.stderr(line);
    }
    return EXIT.done;
  },
};

/** A warning where cost by queue is a rough guess. */
const sharedEqually = ({ shifts, allocation }: Roster): readonly Issue[] =>
  allocation === undefined && shifts.some(({ activities }) => activities.some(({ queues }) => queues.length > 1))
    ? [
        inputWarning(
          'allocation-missing',
          'The roster does not say how time open to several queues is shared out: cost by queue and channel shares it equally.',
          'Give the roster as JSON.',
        ),
      ]
    : [];

async function write(context: CommandContext, flags: Flags, report: CostReport, table: Sheet): Promise<void> {
  const out = optional(flags, 'out');
  if (flags.json !== true && out !== undefined && /\.xlsx$/i.test(out))
    await writeFileAtomically(resolve(context.cwd, out), await spreadsheet([table]));
  else {
    const text =
      flags.json === true ? `${JSON.stringify(report, null, 1)}\n` : [...csvText(table.header, table.rows)].join('');
    await deliver(context, flags, text);
  }
}

/** The published roster and the time of the change, where they are given. */
async function changeOf(context: CommandContext, flags: Flags, zone: string): Promise<Pick<CostInput, 'change'>> {
  const path = optional(flags, 'published');
  const changedAt = optional(flags, 'changed-at');
  if ((path === undefined) !== (changedAt === undefined))
    throw new UsageError('--published and --changed-at go together.');
  if (path === undefined || changedAt === undefined) return {};
  const changedMs = /([zZ]|[+-]\d{2}:\d{2})$/.test(changedAt) ? Date.parse(changedAt) : Number.NaN;
  if (Number.isNaN(changedMs))
    throw new UsageError(`--changed-at takes an instant as 2026-11-30T12:00:00+01:00, not "${changedAt}".`);
  return { change: { published: await shiftsIn(path, zone, context.cwd), changedMs } };
}

async function noShowsOf(context: CommandContext, flags: Flags, zone: string): Promise<Pick<CostInput, 'noShows'>> {
  const path = optional(flags, 'no-shows');
  return path === undefined ? {} : { noShows: await shiftsIn(path, zone, context.cwd) };
}

async function shiftsIn(path: string, zone: string, cwd: string): Promise<readonly RosterShift[]> {
  const roster = await readRoster(path, zone, cwd);
  if (!roster.ok) throw new InputError(roster.issues);
  return roster.value.shifts;
}

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

/** What is over and short of the wanted hours, where the roster says what was wanted. */
const staffingText = (staffing: readonly StaffingCost[], currency: string): string[] =>
  staffing.length === 0
    ? []
    : [
        'over and short of the wanted hours, at what an hour on the queue costs',
        ...staffing.map(
          ({ queue, surplusHours, surplusMinor, shortHours, shortMinor }) =>
            `  ${queue.padEnd(24)}${`${formatMinor(surplusMinor, currency)} ${currency}`.padStart(18)} over (${surplusHours.toFixed(1)} h), ${formatMinor(shortMinor, currency)} ${currency} short (${shortHours.toFixed(1)} h)`,
        ),
      ];
