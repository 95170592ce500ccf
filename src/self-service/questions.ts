import type { RosterChange } from '../schedule/edit-roster.js';
import { type Exchange, type Judgement, judgeExchange } from './judge.js';
import type { JudgedWeek } from './judged-week.js';
import { type PossibleOffer, possibleOffers } from './offers.js';
import type { SelfRules } from './rules.js';
import { takersOf, type Way, waysToExchange } from './ways.js';

/** What can be asked of a published week. */
export type Question =
  | { readonly ask: 'exchange'; readonly exchange: Exchange }
  | { readonly ask: 'ways' | 'takers'; readonly own: string; readonly shiftMs: number }
  | { readonly ask: 'offers' }
  | { readonly ask: 'lawful'; readonly changes: readonly RosterChange[] };

export interface Answers {
  readonly exchange: Judgement;
  readonly ways: readonly Way[];
  readonly takers: ReturnType<typeof takersOf>;
  readonly offers: readonly PossibleOffer[];
  readonly lawful: boolean;
}

/** Answers a question: may take a second with a thousand agents, so it is asked off the thread that serves requests. */
export function answer(week: JudgedWeek, rules: SelfRules['exchanges'], question: Question): Answers[Question['ask']] {
  switch (question.ask) {
    case 'exchange':
      return judgeExchange(week, question.exchange, rules);
    case 'ways':
      return waysToExchange(week, question.own, question.shiftMs, rules);
    case 'takers':
      return takersOf(week, question.own, question.shiftMs, rules);
    case 'offers':
      return possibleOffers(week);
    case 'lawful':
      return week.lawful(question.changes);
  }
}
