import type { QueueId } from '../domain/ids.js';
import { localResolver } from '../time/local.js';
import type { Measure } from './columns.js';
import { QueueRows } from './queue-rows.js';

/** What is known of one queue while its rows come in. */
export interface QueueState {
  readonly id: QueueId;
  readonly zone: string;
  /** Key of the rows that were spilled. */
  readonly key: number;
  /** Rows that are in memory. */
  readonly rows: QueueRows;
  /** Rows that were read and can be used, spilled ones among them, and the line of the first. */
  rowCount: number;
  firstLine: number;
  /** More rows than are held. */
  isOverfull: boolean;
  readonly resolve: ReturnType<typeof localResolver>;
  /** How often a wall-clock time that has not just one instant has been seen. */
  readonly seen: Map<number, number>;
  movedRows: number;
  firstMovedLine: number;
  /** Stated interval length of the first row, and the first line that states another. */
  intervalMinutes: number;
  otherIntervalLine: number;
  otherIntervalMinutes: number;
  otherIntervalRows: number;
}

export const newState = (id: QueueId, zone: string, key: number, measures: readonly Measure[]): QueueState => ({
  id,
  zone,
  key,
  rows: new QueueRows(measures),
  rowCount: 0,
  firstLine: 0,
  isOverfull: false,
  resolve: localResolver(zone),
  seen: new Map(),
  movedRows: 0,
  firstMovedLine: 0,
  intervalMinutes: 0,
  otherIntervalLine: 0,
  otherIntervalMinutes: 0,
  otherIntervalRows: 0,
});

/** Notes that a row says how long it lasts. */
export function noteInterval(state: QueueState, minutes: number, line: number): void {
  if (state.intervalMinutes === 0) state.intervalMinutes = minutes;
  else if (state.intervalMinutes !== minutes && state.otherIntervalRows++ === 0) {
    state.otherIntervalLine = line;
    state.otherIntervalMinutes = minutes;
  }
}
