import type { ShiftFile } from '../api.js';

/** Answers of the API on self-service (`api/http/routes`). */
export interface Balance {
  readonly year: number;
  readonly grantedMinutes: number;
  readonly usedMinutes: number;
  readonly openMinutes: number;
  readonly leftMinutes: number;
}

export interface Decision {
  readonly state: 'approved' | 'waiting' | 'asked' | 'refused';
  readonly reasons: readonly string[];
  readonly minutes: number;
  readonly balances: readonly Balance[];
  readonly tightest?: { readonly at: string; readonly most: number; readonly off: number };
  readonly chance?: number;
}

export interface TimeOff {
  readonly id: string;
  readonly agent: string;
  readonly name: string;
  readonly kind?: string;
  readonly from: string;
  readonly to: string;
  readonly fromMinute?: number;
  readonly toMinute?: number;
  readonly state: Decision['state'] | 'withdrawn';
  readonly note?: string;
  readonly reason: string;
  readonly revision: number;
  readonly decision?: Decision;
  readonly shifts: readonly ShiftFile[];
}

export interface LeaveKind {
  readonly id: string;
  readonly name: string;
  readonly absence: string;
  readonly hoursPerYear?: number;
  readonly by: string;
}

export interface OwnLeave {
  readonly kinds: readonly LeaveKind[];
  readonly noticeDays: number;
  readonly balances: readonly (Balance & { readonly kind: string })[];
  readonly requests: readonly TimeOff[];
}

export type Want =
  | { readonly kind: 'off' | 'on' }
  | { readonly kind: 'shift' | 'not-shift'; readonly kinds: readonly string[] }
  | { readonly kind: 'start'; readonly fromMinute: number; readonly toMinute: number };
export interface Wish {
  readonly date: string;
  readonly want: Want;
}
export interface WishList {
  readonly week: string;
  readonly revision: number;
  readonly wishes: readonly Wish[];
  readonly most: number;
  readonly kinds: readonly string[];
  readonly lastDay: string;
  readonly open: boolean;
}

export interface Window {
  readonly weekdays: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
}
export interface Availability {
  readonly revision: number;
  readonly windows: readonly Window[];
  readonly allowed: boolean;
  readonly leastMinutes: number;
}

export interface Verdict {
  readonly outcome: 'allowed' | 'planner' | 'refused';
  readonly reasons: readonly {
    readonly code: string;
    readonly blocks: boolean;
    readonly agent?: string;
    readonly text: { readonly en: string; readonly nl: string };
  }[];
  readonly shortHours: { readonly before: number; readonly after: number };
}
export interface Exchange {
  readonly id: string;
  readonly week: string;
  readonly agent: string;
  readonly name: string;
  readonly colleague: string;
  readonly colleagueName: string;
  readonly shift: ShiftFile;
  readonly back?: ShiftFile;
  readonly state: 'proposed' | 'asked' | 'done' | 'refused' | 'withdrawn';
  readonly verdict: Verdict;
  readonly reason: string;
  readonly revision: number;
}
export interface Way {
  readonly colleague: string;
  readonly name: string;
  readonly back?: ShiftFile;
  readonly verdict: Verdict;
}

export interface PossibleOffer {
  readonly kind: 'overtime' | 'leave-early' | 'open-shift';
  readonly queue?: string;
  readonly from: string;
  readonly to: string;
  readonly places: number;
  readonly people: number;
}
export interface Offer extends PossibleOffer {
  readonly id: string;
  readonly taken: number;
  readonly state: 'open' | 'full' | 'expired' | 'withdrawn';
  readonly note: string;
  readonly expiresAt: string;
  readonly revision: number;
}
export interface OwnOffer extends Offer {
  readonly mine: boolean;
  readonly changes: readonly {
    readonly change: 'add' | 'resize' | 'move';
    readonly start: string;
    readonly newStart?: string;
    readonly newEnd?: string;
  }[];
}

export interface OwnShifts {
  readonly agent: string;
  readonly zone: string;
  readonly sites: readonly { id: string; name: string; kind: 'home' | 'office' | 'offshore'; zone: string }[];
  readonly queues: readonly { id: string; name: string; channel: string; line: number }[];
  readonly shifts: readonly Omit<ShiftFile, 'agent'>[];
}

export interface SelfRules {
  readonly leave: {
    readonly kinds: readonly LeaveKind[];
    readonly automatic: boolean;
    readonly noticeDays: number;
    readonly longestDays: number;
    readonly allowances: readonly {
      readonly weekdays: readonly number[];
      readonly fromMinute: number;
      readonly toMinute: number;
      readonly most: number;
      readonly unit: string;
    }[];
  };
  readonly wishes: { readonly weightsMinor: readonly number[]; readonly daysBefore: number };
  readonly availability: { readonly allowed: boolean; readonly leastHoursPerWeek: number };
  readonly exchanges: { readonly allowed: boolean; readonly planner: string; readonly hoursBefore: number };
}
