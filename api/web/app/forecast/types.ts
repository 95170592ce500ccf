/** A kept forecast of one queue, as the API gives it. */
export interface QueueVersion {
  readonly queue: string;
  readonly zone: string;
  readonly origin: string;
  readonly intervalMinutes: number;
  readonly startMs: readonly number[];
  readonly offered: readonly number[];
  readonly lower80: readonly number[];
  readonly upper80: readonly number[];
  readonly lower95: readonly number[];
  readonly upper95: readonly number[];
  readonly ahtSeconds: readonly number[];
  readonly automatic?: readonly number[];
  readonly method: string;
  readonly evidence: readonly { readonly method: string; readonly wape: number | null; readonly weight: number }[];
  readonly expectedError?: { readonly wape: number; readonly poissonWape: number };
}

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
