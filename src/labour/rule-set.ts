import type { LawConsent, LawRuleData } from './schema.js';

/** A rule with its dates, source and severity filled in. */
export type LawRule = LawRuleData & {
  readonly article: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly source: string;
  readonly severity: 'hard' | 'soft' | 'note';
  readonly status: 'verified' | 'derived' | 'unverified';
};

export interface LawSet {
  readonly id: string;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly weekStartsOn: number;
  readonly dutyGapHours: number;
  readonly breakMinMinutes: number;
  readonly rules: readonly LawRule[];
}

/** Rule sets by id, shipped ones and those of `law.json`. */
export interface LawBook {
  readonly sets: ReadonlyMap<string, LawSet>;
  readonly consents: readonly LawConsent[];
}
