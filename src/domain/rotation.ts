import type { IsoWeekday } from './words.js';

/** What is wanted of some days of a week: a shift (of one of the kinds), none, or with kinds alone: a shift, if any, of one of these. */
export interface RotationPart {
  readonly weekdays: readonly IsoWeekday[];
  readonly want?: 'on' | 'off';
  readonly kinds?: readonly string[];
}

/** A pattern over weeks that begins anew after its last. */
export interface Rotation {
  readonly id: string;
  readonly name: string;
  /** A date of the first week, for everybody who has no date of their own. */
  readonly from: string;
  /** Cost of a day that does not keep it, minor currency units; absent = hard. */
  readonly weight?: number;
  readonly weeks: readonly (readonly RotationPart[])[];
}
