import type { Queue } from '../domain/centre.js';
import { serviceWith } from '../requirement/queue-model.js';

/** One interval of a real-time queue as it was staffed and as the simulator saw it. */
export interface Observed {
  readonly startMs: number;
  readonly offered: number;
  readonly load: number;
  readonly ahtSeconds: number;
  /** Agents at work for the queue by the plan's own count. */
  readonly agents: number;
  /** Simulated measure that the goal speaks of, and the half-width of its 95 % interval; NaN where no contact came. */
  readonly measured: number;
  readonly halfWidth: number;
  /** Contacts simulated in the interval, all replications together. */
  readonly contacts: number;
}

/** What a goal is about; the formula must give the same measure as the simulator. */
export type Measure = 'serviceLevel' | 'asaSeconds' | 'pAbandon';

/** Measure by which a queue is corrected; undefined where its goal is about none that a simulation could tell better. */
export function measureOf(queue: Queue): Measure | undefined {
  if (queue.deadlineMinutes !== undefined) return undefined;
  if (queue.goal.serviceLevel !== undefined) return 'serviceLevel';
  if (queue.goal.maxAsaSeconds !== undefined) return 'asaSeconds';
  return queue.goal.maxAbandon === undefined ? undefined : 'pAbandon';
}

/** Simulated contacts that an estimate rests on at least, where the day has them. */
const ENOUGH_CONTACTS = 600;
/** An estimate nearer to zero than this many standard errors is taken as zero: the formula is not contradicted. */
const DEAD_ZONE = 2;
/** Intervals of one replication are not independent: what one leaves waiting the next has to answer. */
const DEPENDENCE = 1.5;
/** Half-width of a 95 % interval in standard errors, about. */
const HALF_WIDTHS = 2;
/**
 * Help is looked for up to as many agents as are counted, harm up to half of them, and at least this many: what more agents
 * do not mend is not theirs to mend.
 */
const MOST_AGENTS = 3;
const MOST_HARM = 0.5;

/**
 * Help of every interval: the number of agents h for which the formula with agents + h gives what the simulator measured.
 * Positive where agents of other queues step in (pooling), negative where breaks, transients or handed-on contacts take
 * more than the formula knows of. The formula with the help is the cut: exact at the staffing that was simulated, with the
 * formula's slope around it, so that no further simulation is needed to see what an agent more or less would do.
 *
 * One value is estimated from a window around each interval that holds enough simulated contacts, by equating sums over it
 * (formula and simulator agree on the window's contacts within target, say). Simulation as the judge of a staffing and cuts
 * that correct it: Atlason, Epelman & Henderson 2004, doi:10.1023/B:ANOR.0000019103.05463.2b; Cezik & L'Ecuyer 2008,
 * doi:10.1287/mnsc.1070.0824.
 * @param rows intervals of one queue in time order
 * @returns agents per row; 0 where nothing was measured or the formula is not contradicted
 */
export function helpOf(queue: Queue, measure: Measure, rows: readonly Observed[]): Float64Array {
  const help = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) help[i] = windowHelp(queue, measure, windowAround(rows, i));
  return help;
}

/** The rows nearest in time, on both sides alike, until there are enough contacts. */
function windowAround(rows: readonly Observed[], centre: number): readonly Observed[] {
  let from = centre;
  let to = centre;
  const day = 24 * 3_600_000;
  const contactsOf = (): number => rows.slice(from, to + 1).reduce((sum, row) => sum + row.contacts, 0);
  while (contactsOf() < ENOUGH_CONTACTS) {
    const before = from > 0 && rows[centre]!.startMs - rows[from - 1]!.startMs < day / 2;
    const after = to + 1 < rows.length && rows[to + 1]!.startMs - rows[centre]!.startMs < day / 2;
    if (!before && !after) break;
    if (before) from--;
    if (after) to++;
  }
  return rows.slice(from, to + 1).filter((row) => row.contacts > 0 && Number.isFinite(row.measured));
}

function windowHelp(queue: Queue, measure: Measure, rows: readonly Observed[]): number {
  if (rows.length === 0) return 0;
  const weight = rows.reduce((sum, row) => sum + row.offered, 0);
  if (weight <= 0) return 0;
  const agents = rows.reduce((sum, row) => sum + row.offered * row.agents, 0) / weight;
  const most = Math.max(MOST_AGENTS, agents);
  const least = -Math.max(MOST_AGENTS, MOST_HARM * agents);
  const formula = (more: number): number =>
    rows.reduce((sum, row) => {
      const service = serviceWith(queue, row.load, row.ahtSeconds, Math.max(0, row.agents + more));
      return sum + row.offered * Math.min(service[measure], WORST[measure]);
    }, 0) / weight;
  const contacts = rows.reduce((sum, row) => sum + row.contacts, 0);
  const mean = rows.reduce((sum, row) => sum + row.offered * Math.min(row.measured, WORST[measure]), 0) / weight;
  const spread = rows.reduce((sum, row) => sum + (row.offered * finite(row.halfWidth)) ** 2, 0);
  // Where every contact was answered in time the sample says no more than that misses are rarer than it could show.
  const error = Math.max((DEPENDENCE * Math.sqrt(spread)) / weight / HALF_WIDTHS, resolution(measure, mean, contacts));
  const rises = measure === 'serviceLevel' ? 1 : -1;
  const at = (level: number): number => root((more) => rises * (formula(more) - level), least, most);
  const low = at(mean - DEAD_ZONE * error);
  const high = at(mean + DEAD_ZONE * error);
  // Zero inside the interval: the formula may well be right.
  if (Math.min(low, high) <= 0 && Math.max(low, high) >= 0) return 0;
  return at(mean);
}

/** Means over longer waits than this say only that the queue was out of hand. */
const WORST: Readonly<Record<Measure, number>> = { serviceLevel: 1, asaSeconds: 3600, pAbandon: 1 };

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** Smallest difference that this many contacts can show. */
function resolution(measure: Measure, mean: number, contacts: number): number {
  const one = 1 / Math.max(1, contacts);
  return measure === 'asaSeconds' ? Math.max(0.05, mean * Math.sqrt(one)) : one;
}

/** Zero of an increasing function between two limits; the limit where there is none between them. */
function root(f: (x: number) => number, low: number, high: number): number {
  if (f(low) >= 0) return low;
  if (f(high) <= 0) return high;
  let [a, b] = [low, high];
  for (let i = 0; i < 40 && b - a > 1e-3; i++) {
    const middle = (a + b) / 2;
    if (f(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
