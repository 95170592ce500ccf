import type { RosterChange } from '../schedule/edit-roster.js';
import { type Judgement, judgeExchange } from './judge.js';
import type { JudgedWeek } from './judged-week.js';
import type { SelfRules } from './rules.js';

/** Something that could be done with a shift, and what is said of it: never refused. */
export interface Way {
  readonly colleague: string;
  /** Start of the colleague's shift taken in return; absent where the shift is given away. */
  readonly backMs?: number;
  readonly judgement: Judgement;
}

/** Ways of each kind that are shown. */
const MOST_WAYS = 12;
/** Exchanges judged for one answer: about a second's. */
const MOST_TRIES = 1_000;

/** Who could take a shift, and for which of theirs it could be swapped. */
export function waysToExchange(
  week: JudgedWeek,
  own: string,
  shiftMs: number,
  rules: SelfRules['exchanges'],
): readonly Way[] {
  const ways: Way[] = [];
  const count = { give: 0, swap: 0 };
  let tries = MOST_TRIES;
  for (const { id } of week.centre.agents) {
    if (id === own) continue;
    for (const backMs of [undefined, ...week.shiftsOf(id).map(({ startMs }) => startMs)]) {
      const kind = backMs === undefined ? 'give' : 'swap';
      if (count[kind] >= MOST_WAYS) continue;
      if (--tries < 0) return ways;
      const back = backMs === undefined ? {} : { backMs };
      const judgement = judgeExchange(week, { from: own, to: id, shiftMs, ...back }, rules, true);
      if (judgement.outcome === 'refused') continue;
      count[kind]++;
      ways.push({ colleague: id, ...back, judgement });
    }
    if (Math.min(count.give, count.swap) >= MOST_WAYS) return ways;
  }
  return ways;
}

/** Everybody who could take a shift without a planner, with what that changes. */
export function takersOf(
  week: JudgedWeek,
  own: string,
  shiftMs: number,
  rules: SelfRules['exchanges'],
): readonly { readonly agent: string; readonly changes: readonly RosterChange[] }[] {
  return week.centre.agents.flatMap(({ id }) => {
    if (id === own) return [];
    const { outcome, changes } = judgeExchange(week, { from: own, to: id, shiftMs }, rules, true);
    return outcome === 'allowed' ? [{ agent: id, changes }] : [];
  });
}
