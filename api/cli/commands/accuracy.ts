import { resolve } from 'node:path';
import { accuracyOf } from '../../../src/forecast/accuracy.js';
import { csvText } from '../../files/csv.js';
import { readKeptForecasts } from '../../files/kept-forecasts.js';
import { type Command, EXIT } from '../command.js';
import { HISTORY_OPTIONS, readForecastInput } from '../forecast-input.js';
import { deliver, optional, required } from '../options.js';

const NUMBERS = ['wape', 'bias', 'mase', 'coverage80', 'coverage95', 'intervals'] as const;
const HEADER = ['queue', 'by', 'group', 'source', 'wape', 'bias', 'mase', 'coverage_80', 'coverage_95', 'intervals'];

export const command: Command = {
  name: 'accuracy',
  summary: 'kept forecasts against what came, automatic beside adjusted',
  help: `
usage: rooster accuracy --forecasts DIR --history F [--centre DIR | --zone Z] [--queue Q]

Compares the forecasts that rooster forecast --keep DIR kept with what came since: per queue, by horizon and by weekday (1
= Monday). Where adjustments acted, a second row shows what they made of it: a lower wape means that the hand helped.

  --forecasts DIR   the folder of kept forecasts
  --history F       history CSV that holds what came
  --centre, --zone, --queue, --map   as in rooster forecast

Columns: wape = sum of absolute errors over intervals / volume; bias = (forecast − actual) / volume; mase = error / that of
last week's values; coverage_80 and coverage_95 = share inside the intervals, where at least 5 contacts were expected.`,
  options: { ...HISTORY_OPTIONS, forecasts: { type: 'string' } },

  async run(context, flags) {
    const folder = required(flags, 'forecasts', 'the folder of kept forecasts');
    const only = optional(flags, 'queue');
    // Kept files hold all queues, so all are read.
    const inputs = await readForecastInput(context, { ...flags, queue: undefined });
    const history = new Map(inputs.flatMap(({ series }) => (series === undefined ? [] : [[series.queue, series]])));
    const kept = await readKeptForecasts(resolve(context.cwd, folder), [...history.keys()]);
    const results = accuracyOf(kept, history).filter(({ queue }) => only === undefined || queue === only);
    if (flags.quiet !== true)
      context.stderr(`${kept.length} forecasts of single queues kept, ${results.length} rows of accuracy.`);
    const printed = (value: number): number | string =>
      Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : '';
    if (flags.json === true) {
      const finite = results.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number.isNaN(value) ? null : value])),
      );
      await deliver(context, flags, `${JSON.stringify(finite, null, 1)}\n`);
    } else {
      const rows = results.map((row) => [
        row.queue,
        row.by,
        row.group,
        row.source,
        ...NUMBERS.map((name) => printed(row[name])),
      ]);
      await deliver(context, flags, [...csvText(HEADER, rows)].join(''));
    }
    return EXIT.done;
  },
};
