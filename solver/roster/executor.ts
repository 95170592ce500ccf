import type { RosterProblem } from '../problem.js';
import type { Compiled } from './compile.js';
import type { TourAnswer, TourAsk, TourBatch } from './tour-batch.js';

/**
 * Deals the pricing of many classes out to workers. The kernel knows no threads: whoever starts a solve may hand it one. What it answers
 * must not depend on how many workers there are.
 */
export interface TourExecutor {
  /** @param batch for the part that is done here */
  open(problem: RosterProblem, compiled: Compiled, batch: TourBatch): TourPricing;
}

/** An executor at work on one problem. */
export interface TourPricing {
  /** Answers in the order of the classes. */
  answer(ask: TourAsk): readonly TourAnswer[];
  close(): void;
}

/** Everything is done here, one class after the other. */
export const inline: TourExecutor = {
  open: (_problem, _compiled, batch) => ({
    answer({ prices, mode, classes, latest, conflicted }) {
      batch.begin(prices);
      return classes.map((c, k) => batch.answer(c, mode, latest[k]!, conflicted[k]!));
    },
    close() {},
  }),
};
