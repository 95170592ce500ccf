import type { RosterProblem } from '../../solver/problem.js';
import type { PlannedShift } from '../../solver/solution.js';

/** Somebody who cannot work in a stretch of the period, half-open in slots. */
export interface Absence {
  readonly agent: string;
  readonly fromSlot: number;
  readonly toSlot: number;
  /** `sick`, `training`, `withdrawn` … */
  readonly reason: string;
}

export interface RepairRequest {
  /** The problem as it is now; a new forecast is a problem with other demand. */
  readonly problem: RosterProblem;
  /** The published roster. */
  readonly shifts: readonly PlannedShift[];
  readonly absences: readonly Absence[];
  /** Shifts that start before this slot stay as they are. Default: none. */
  readonly frozenUntilSlot?: number;
  /** People whose whole roster stays as it is. */
  readonly pinned?: readonly string[];
  /** What changing one day of one person costs, in the problem's unit. Default: two paid hours of those whose hours cost anything. */
  readonly changeCost?: number;
  /** What moving the breaks within a shift that stays costs. Default: a quarter of a changed day. */
  readonly breakCost?: number;
  /** Changes of days before this slot are inside the notice term: three times as dear, and flagged. Default: none is. */
  readonly noticeUntilSlot?: number;
  /** Most people changed, beside those absent. Default: 2 % of all, at least 3. */
  readonly mostChanged?: number;
}

/** One day of one person that is no longer as published. */
export interface RosterChange {
  readonly agent: string;
  readonly day: number;
  /** `absent`: the shift falls out; `added`, `dropped`: a shift more or less; `moved`: another shift or another place; `breaks`: its breaks only. */
  readonly kind: 'absent' | 'added' | 'dropped' | 'moved' | 'breaks';
  readonly before: PlannedShift | null;
  readonly after: PlannedShift | null;
  /** Price of the change in the search, the problem's unit; 0 for absences. */
  readonly price: number;
  /** False where the day lies inside the notice term; breaks have none. */
  readonly noticeKept: boolean;
}

export interface RepairResult {
  readonly shifts: readonly PlannedShift[];
  readonly changes: readonly RosterChange[];
  /** People changed who were not absent, and their share of all who were not. */
  readonly touched: readonly string[];
  readonly touchedShare: number;
  /** Cost of the roster with the absences and nothing done, and repaired; the prices of changes left out. */
  readonly cost: { readonly unrepaired: number; readonly repaired: number };
  /** Agent-intervals short in the two. */
  readonly short: { readonly unrepaired: number; readonly repaired: number };
  /**
   * No repair with as few people changed costs less than `bound`, prices of changes included on both sides; `gap` is the share of the
   * repaired cost between the two. The bound lets every interval keep its price, however many come to fill it.
   */
  readonly bound: number;
  readonly gap: number;
  /** Shifts that the work plans of the problem do not know (entered by hand): kept as they are, their people not changed. */
  readonly unknown: readonly PlannedShift[];
  readonly hardBreaches: { readonly unrepaired: number; readonly repaired: number };
}
