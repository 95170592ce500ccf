import type { TourBatch } from '../../solver/roster/tour-batch.js';
import { type PricingLayout, WORD } from './pricing-layout.js';

/** Takes the next class of the present batch; −1 where none is left. */
function take(control: Int32Array): number {
  for (;;) {
    const left = Atomics.load(control, WORD.left);
    const count = left & 255;
    if (count === 0) return -1;
    // Number of batch and classes left change as one: what was taken belongs to the batch that is read afterwards.
    if (Atomics.compareExchange(control, WORD.left, left, left - 1) === left) return count - 1;
  }
}

/** Answers for classes of the present batch until none is left to take. Until what was taken is answered, no other batch begins. */
export function answerLeft(layout: PricingLayout, batch: TourBatch): void {
  const { control } = layout;
  let begun = -1;
  for (let k = take(control); k >= 0; k = take(control)) {
    const number = Atomics.load(control, WORD.left) >>> 8;
    if (number !== begun) {
      begun = number;
      batch.begin(layout.readPrices());
    }
    const { c, latest, conflicted } = layout.readQuestion(k);
    layout.writeAnswer(k, batch.answer(c, layout.readMode(), latest, conflicted));
    Atomics.add(control, WORD.done, 1);
    Atomics.notify(control, WORD.done);
  }
}
