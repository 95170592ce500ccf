import { readCentre } from '../../../api/files/centre.js';
import { sampleCentreFolder } from '../../../api/files/fixtures.js';
import { readHistoryParameters } from '../../../api/files/sample-history.js';
import type { Centre } from '../../../src/domain/centre.js';
import type { HistoryParameters } from '../../../src/sample/parameters.js';

/** The sample centre with the parameters of its history. */
export async function readUtrecht(): Promise<{ centre: Centre; parameters: HistoryParameters }> {
  const folder = sampleCentreFolder('utrecht');
  const centre = await readCentre(folder);
  if (!centre.ok) throw new Error(JSON.stringify(centre.issues));
  const parameters = await readHistoryParameters(folder, centre.value);
  if (!parameters.ok) throw new Error(JSON.stringify(parameters.issues));
  return { centre: centre.value, parameters: parameters.value };
}

/** A row of the history CSV, split without any help from the product. */
export interface HistoryRow {
  readonly date: string;
  readonly time: string;
  readonly startMs: number;
  readonly queue: string;
  readonly offered: number;
  readonly handled: number;
  readonly abandoned: number;
  readonly aht: number;
}

export function rowsOfCsv(csv: string): HistoryRow[] {
  const [, ...lines] = csv.trimEnd().split('\n');
  return lines.map((line) => {
    const [start = '', queue = '', , offered, handled, abandoned, aht] = line.split(',');
    return {
      date: start.slice(0, 10),
      time: start.slice(11, 16),
      startMs: Date.parse(start),
      queue,
      offered: Number(offered),
      handled: Number(handled),
      abandoned: Number(abandoned),
      aht: aht === '' ? Number.NaN : Number(aht),
    };
  });
}
