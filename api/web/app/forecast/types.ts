/** A kept forecast of one queue, as the API gives it. */
export type { StoredForecast as QueueVersion } from '../../../../src/forecast/kept.js';

export interface Adjustment {
  readonly id: string;
  readonly queue?: string;
  readonly kind: 'set' | 'add' | 'percent' | 'min' | 'max';
  readonly value: number;
  readonly scope: 'interval' | 'day';
  readonly from: string;
  readonly to?: string;
  readonly author: string;
  readonly reason: string;
  readonly on: boolean;
}

export interface CentreEvent {
  readonly id: string;
  readonly kind: string;
  readonly queue?: string;
  readonly fromDate: string;
  readonly toDate?: string;
  readonly factor?: number;
  readonly note?: string;
}

export interface Recorded {
  readonly startMs: readonly number[];
  readonly offered: readonly (number | null)[];
}
