import { formatInstant } from '../time/zone.js';

/** The same said twice. */
export interface Words {
  readonly en: string;
  readonly nl: string;
}

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
  /** In English and in Dutch. */
  readonly message: string;
  readonly messageNl: string;
  /** Where the limit comes from, and whether it was verified. */
  readonly source: string;
  readonly status: 'verified' | 'derived' | 'unverified';
}

/** `9 h 30 min` for 9.5, in Dutch `9 u 30 min`. */
export function formatHours(hours: number, hourSign = 'h'): string {
  const minutes = Math.round(hours * 60);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${whole} ${hourSign}` : whole === 0 ? `${rest} min` : `${whole} ${hourSign} ${rest} min`;
}

/** {@link formatHours} in Dutch. */
export const uren = (hours: number): string => formatHours(hours, 'u');

const UNITS_NL = { minutes: 'minuten', shifts: 'diensten', days: 'dagen', years: 'jaar' } as const;

/** What is allowed: `at least 11 h required`. */
export function limitWords({ unit, limit, bound }: Pick<LawFinding, 'unit' | 'limit' | 'bound'>): Words {
  const en = unit === 'hours' ? formatHours(limit) : `${limit} ${unit}`;
  const nl = unit === 'hours' ? uren(limit) : `${limit} ${UNITS_NL[unit]}`;
  return bound === 'min'
    ? { en: `at least ${en} required`, nl: `ten minste ${nl} vereist` }
    : { en: `at most ${en} allowed`, nl: `ten hoogste ${nl} toegestaan` };
}

/** Window of a finding as instants with the offset of a zone. */
export const windowOf = (fromMs: number, toMs: number, zone: string): { from: string; to: string } => ({
  from: formatInstant(fromMs, zone),
  to: formatInstant(toMs, zone),
});

/** Columns of the findings CSV. */
export const FINDING_COLUMNS = [
  'agent',
  'dates',
  'severity',
  'rule',
  'article',
  'law',
  'site',
  'from',
  'to',
  'measured',
  'bound',
  'limit',
  'unit',
  'message',
  'source',
  'status',
  'message_nl',
] as const;

/** Row of {@link FINDING_COLUMNS}. */
export function findingRow(finding: LawFinding, zone: string): (string | number)[] {
  const { from, to } = windowOf(finding.fromMs, finding.toMs, zone);
  return [
    finding.agent,
    finding.dates.join('|'),
    finding.severity,
    finding.ruleId,
    finding.article,
    finding.law,
    finding.site,
    from,
    to,
    finding.measured,
    finding.bound,
    finding.limit,
    finding.unit,
    finding.message,
    finding.source,
    finding.status,
    finding.messageNl,
  ];
}
