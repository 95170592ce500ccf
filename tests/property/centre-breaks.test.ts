import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breaksFit, type FittedBreak, spanOf } from '../../src/centre/breaks-fit.js';
import { activityId } from '../../src/domain/ids.js';

const SLOT = 30;

/** Tries every start of every break. */
function bruteForce(paid: number, breaks: readonly FittedBreak[], login: number, maxStretch: number): boolean {
  const { span, breaks: applying } = spanOf(paid, breaks);
  const place = (i: number, taken: readonly (readonly [number, number])[]): boolean => {
    const next = applying[i];
    if (next === undefined) {
      const inOrder = [...taken].sort((a, b) => a[0] - b[0]);
      let free = 0;
      for (const [from, to] of [...inOrder, [span, span] as const]) {
        if (from - free > maxStretch) return false;
        free = to;
      }
      return true;
    }
    for (let from = 0; from + next.minutes <= span - (next.endBeforeShiftEnd ?? 0); from += SLOT) {
      const to = from + next.minutes;
      const inWindow = from >= Math.max(login, next.earliestAfterStart) && from <= (next.latestAfterStart ?? span);
      if (inWindow && taken.every(([a, b]) => to <= a || from >= b) && place(i + 1, [...taken, [from, to]]))
        return true;
    }
    return false;
  };
  return place(0, []);
}

const minutes = (max: number) => fc.integer({ min: 0, max: max / SLOT }).map((slots) => slots * SLOT);
const aBreak = fc.record(
  {
    minutes: minutes(60).map((length) => length + SLOT),
    earliestAfterStart: minutes(300),
    latestAfterStart: minutes(300),
    endBeforeShiftEnd: minutes(90),
    ifWorkOver: minutes(480),
    paid: fc.boolean(),
  },
  { requiredKeys: ['minutes', 'earliestAfterStart', 'paid'] },
);

it('breaks have room exactly where trying every start finds it', () => {
  fc.assert(
    fc.property(
      minutes(480).map((paid) => paid + SLOT),
      fc.array(aBreak, { maxLength: 3 }),
      minutes(60),
      fc.option(
        minutes(240).map((limit) => limit + 60),
        { nil: undefined },
      ),
      (paid, drawn, loginMinutes, maxStretch) => {
        const breaks = drawn.map((item) => ({ ...item, activity: activityId('break') }) as FittedBreak);
        const options = { loginMinutes, slotMinutes: SLOT, ...(maxStretch === undefined ? {} : { maxStretch }) };
        expect(breaksFit(paid, breaks, options)).toBe(
          bruteForce(paid, breaks, loginMinutes, maxStretch ?? Number.POSITIVE_INFINITY),
        );
      },
    ),
    { numRuns: 1000 },
  );
});
