import type { Activity, PlanShift } from '../domain/centre.js';
import { applies, type LawBook, lawSet } from './book.js';
import type { AgentFacts } from './facts.js';

/** A pause that law demands inside a shift. */
export interface DemandedBreak {
  readonly ruleId: string;
  readonly article: string;
  /** Only where the work of a shift exceeds this. */
  readonly overWorkMinutes: number;
  /** Breaks must add up to this, counting only those of at least `partMinutes`. */
  readonly totalMinutes: number;
  readonly partMinutes: number;
  /** Longest work in a row, where law limits it. */
  readonly maxStretchMinutes?: number;
}

/** Breaks that the law asks for inside a shift on a date. @throws InputError `law-set-unknown` */
export function demandedBreaks(
  lawId: string,
  onDate: string,
  facts: AgentFacts,
  laws: LawBook,
): readonly DemandedBreak[] {
  return lawSet(laws, lawId).rules.flatMap((rule): DemandedBreak[] => {
    if (rule.severity !== 'hard' || !applies(rule, onDate, facts)) return [];
    const { id: ruleId, article } = rule;
    if (rule.kind === 'break') {
      const { overHours, minMinutes: totalMinutes, partMinutes } = rule;
      return [{ ruleId, article, overWorkMinutes: overHours * 60, totalMinutes, partMinutes }];
    }
    if (rule.kind === 'stretch') {
      const { maxHours, overHours, breakMinutes } = rule;
      return [
        {
          ruleId,
          article,
          overWorkMinutes: (overHours ?? maxHours) * 60,
          totalMinutes: breakMinutes,
          partMinutes: breakMinutes,
          maxStretchMinutes: maxHours * 60,
        },
      ];
    }
    return [];
  });
}

/** A length of a shift family whose breaks are less than the law demands. */
export interface ShortBreaks {
  readonly demanded: DemandedBreak;
  readonly paidMinutes: number;
  /** Minutes of break that count. */
  readonly minutes: number;
  /** Longest work in a row that the places of the breaks allow, where that is what is wrong. */
  readonly stretchMinutes?: number;
}

/** The first length of a family, the shortest, whose breaks can fall short of a demand; undefined where none can. */
export function shortBreaks(
  shift: PlanShift,
  activities: ReadonlyMap<string, Activity>,
  demanded: DemandedBreak,
): ShortBreaks | undefined {
  for (let paidMinutes = shift.paid.min; paidMinutes <= shift.paid.max; paidMinutes += Math.max(1, shift.paid.step)) {
    const applying = shift.breaks.filter(({ ifWorkOver }) => ifWorkOver === undefined || paidMinutes > ifWorkOver);
    const rests = applying.filter(({ activity }) => activities.get(activity)?.countsAsWork !== true);
    const counting = rests
      .filter(({ minutes }) => minutes >= demanded.partMinutes)
      .sort((a, b) => a.earliestAfterStart - b.earliestAfterStart);
    const sum = (list: typeof rests): number => list.reduce((total, { minutes }) => total + minutes, 0);
    const isPaid = ({ activity }: (typeof rests)[number]): boolean => activities.get(activity)?.paid !== false;
    // Paid time off counts as paid, not as work.
    const workMinutes = paidMinutes - sum(counting.filter(isPaid));
    if (workMinutes <= demanded.overWorkMinutes) continue;
    const minutes = sum(counting);
    if (minutes < demanded.totalMinutes) return { demanded, paidMinutes, minutes };
    if (demanded.maxStretchMinutes === undefined) continue;
    const span = paidMinutes + sum(rests.filter((item) => !isPaid(item)));
    const limit = counting.length === applying.length ? (shift.maxStretchMinutes ?? span) : span;
    const stretchMinutes = Math.min(
      longestStretch(
        counting,
        rests.filter((item) => !counting.includes(item)),
        span,
      ),
      limit,
    );
    if (stretchMinutes > demanded.maxStretchMinutes) return { demanded, paidMinutes, minutes, stretchMinutes };
  }
  return undefined;
}

/** Longest work from one break that counts to the next over all their places; shorter rests that must lie between are no work. */
function longestStretch(counting: PlanShift['breaks'], others: PlanShift['breaks'], span: number): number {
  const latestOf = ({ latestAfterStart, endBeforeShiftEnd, minutes }: PlanShift['breaks'][number]): number =>
    Math.min(latestAfterStart ?? span, span - (endBeforeShiftEnd ?? 0) - minutes);
  const work = (from: number, to: number): number =>
    others
      .filter((item) => item.earliestAfterStart >= from && latestOf(item) + item.minutes <= to)
      .reduce((left, { minutes }) => left - minutes, to - from);
  let longest = 0;
  let free = 0;
  for (const item of counting) {
    longest = Math.max(longest, work(free, latestOf(item)));
    free = item.earliestAfterStart + item.minutes;
  }
  return Math.max(longest, work(free, span));
}
