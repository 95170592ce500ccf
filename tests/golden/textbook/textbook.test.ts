import { describe, expect, it } from 'vitest';
import { checkProblem } from '../../../src/schedule/problem-check.js';
import { bruteForce } from './brute-force.js';
import { textbookCases } from './textbook.js';

describe('textbook problems', () => {
  const cases = textbookCases();

  it.each(cases)('$name has the optimum $cost', ({ problem, cost }) => {
    const checked = checkProblem(problem);
    expect(checked.issues).toEqual([]);
    if (checked.ok) expect(bruteForce(checked.value).cost).toBeCloseTo(cost, 9);
  });

  it('meets the closed formula of (5, 7) days off: max(most wanted, a fifth of all)', () => {
    const { problem, cost } = cases.find(({ name }) => name === 'cyclic-days-off')!;
    const wanted = (problem as { shiftCover: { wanted: number }[] }).shiftCover.map((cover) => cover.wanted);
    const workers = Math.max(...wanted, Math.ceil(wanted.reduce((sum, n) => sum + n, 0) / 5));
    expect(cost).toBe(5 * workers);
  });
});
