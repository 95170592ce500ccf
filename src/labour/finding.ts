/** One rule of law against one stretch of a roster: what was measured, what is allowed. */
export interface LawFinding {
  readonly ruleId: string;
  readonly article: string;
  /** Rule set. */
  readonly law: string;
  readonly agent: string;
  readonly site: string;
  /** Local dates of the duties concerned. */
  readonly dates: readonly string[];
  /** Window that was looked at, epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly measured: number;
  readonly limit: number;
  /** `min`: at least the limit is asked; `max`: at most. */
  readonly bound: 'min' | 'max';
  readonly unit: 'hours' | 'minutes' | 'shifts' | 'days' | 'years';
  /** `hard`: broken law. `soft`: needs a record or breaks an own rule. `note`: allowed, but worth knowing (a reduction used, consent on record). */
  readonly severity: 'hard' | 'soft' | 'note';
  readonly message: string;
  /** Where the limit comes from, and whether it was verified. */
  readonly source: string;
  readonly status: 'verified' | 'derived' | 'unverified';
}

/** `9 h 30 min` for 9.5. */
export function formatHours(hours: number): string {
  const minutes = Math.round(hours * 60);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${whole} h` : whole === 0 ? `${rest} min` : `${whole} h ${rest} min`;
}
