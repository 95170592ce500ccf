import { payBookOf } from '../../cost/book.js';
import type { PayFile, PayScale } from '../../cost/schema.js';
import { addDays, isDate } from '../../time/zone.js';
import { type Applier, known, withCentre } from '../state.js';

/**
 * Pay of scales from a date on, as if `pay.json` said so: records that hold over the date are split in two, later ones
 * rise too. The statutory minimum is left alone, as are amounts per sale.
 */
export const raiseWages: Applier<'wage-rise'> = (state, { percent, fromDate, scales }, report) => {
  if (fromDate !== undefined && !isDate(fromDate)) {
    report('fromDate', 'date-bad', `"${fromDate}" is no date.`, 'Give a date that exists, YYYY-MM-DD.');
    return state;
  }
  const book = payBookOf(state.centre.pay);
  const named = scales?.map((id) =>
    known(
      [...book.scales.keys()].map((scale) => ({ id: scale })),
      'pay-scale',
      id,
      'scales',
      report,
    ),
  );
  if (named?.includes(undefined) === true) return state;
  const concerned = new Set(scales ?? state.centre.agents.map((agent) => agent.payScale));
  if (percent === 0) return state;
  const own = state.centre.pay as PayFile | undefined;
  const factor = 1 + percent / 100;
  const raised = [...concerned].flatMap((id) =>
    (book.scales.get(id) ?? []).flatMap((record) => raise(record, factor, fromDate)),
  );
  const pay: PayFile = {
    ...own,
    scales: [...(own?.scales ?? []).filter(({ id }) => !concerned.has(id)), ...raised],
  };
  return withCentre(state, { pay });
};

function raise(record: PayScale, factor: number, fromDate: string | undefined): PayScale[] {
  if (fromDate === undefined || (record.validFrom ?? '') >= fromDate) return [timesFactor(record, factor)];
  if ((record.validTo ?? fromDate) < fromDate) return [record];
  return [
    { ...record, validTo: addDays(fromDate, -1) },
    { ...timesFactor(record, factor), validFrom: fromDate },
  ];
}

function timesFactor(record: PayScale, factor: number): PayScale {
  const changed: Record<string, number> = {};
  for (const key of ['hourly', 'monthly', 'rate', 'minimumWageFactor'] as const)
    if (record[key] !== undefined) changed[key] = record[key] * factor;
  return { ...record, ...changed };
}
