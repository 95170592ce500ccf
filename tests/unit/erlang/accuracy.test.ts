import { describe, expect, it } from 'vitest';
import { chat, erlangA, erlangB, erlangC, finiteTrunks, type Service } from '../../../solver/erlang/index.js';
import {
  Big,
  bigFreeWeight,
  bigHalfWeight,
  bigService,
  bigServiceWithoutPatience,
  type ReferenceService,
} from '../../support/big-reference.js';

const LIMIT = 1e-9;
/** Below this a double is allowed to be zero. */
const FLOOR = 1e-300;

function expectClose(name: string, actual: number, expected: number): void {
  if (expected < FLOOR) {
    expect(actual, name).toBeLessThan(2 * FLOOR);
    return;
  }
  if (expected === Number.POSITIVE_INFINITY) {
    expect(actual, name).toBe(expected);
    return;
  }
  expect(Math.abs(actual / expected - 1), `${name}: ${actual} against ${expected}`).toBeLessThan(LIMIT);
}

function expectService(name: string, actual: Service, expected: ReferenceService): void {
  for (const key of ['serviceLevel', 'missed', 'asaSeconds', 'pWait', 'pAbandon', 'pBlock'] as const)
    expectClose(`${name} ${key}`, actual[key], expected[key]);
}

describe('Erlang B', () => {
  it.each([
    [1, 1e-6],
    [3, 0.001],
    [10, 25],
    [60, 1],
    [200, 30],
    [400, 380],
    [401, 380],
    [1000, 1200],
    [1000, 500],
    [5000, 5000],
    [20_000, 19_500],
    [100_000, 99_000],
    [100_500, 100_000],
    [3, 100_000],
    [99_000, 100_000],
  ])('%d lines, %d erlangs', (lines, load) => {
    const free = bigFreeWeight({ load, places: lines });
    expectClose('blocking', erlangB(lines, load), Big.one.over(free.plus(Big.one)).toNumber());
  });

  it.each([
    [0.5, 0.3],
    [0.5, 4],
    [12.5, 10],
    [12.5, 30],
    [99.5, 120],
    [400.5, 380],
    [700.5, 650],
  ])('%d lines, %d erlangs (a fraction of a line)', (lines, load) => {
    // Half-integers follow exactly from the complementary error function by the recursion.
    let free = bigHalfWeight(load);
    for (let c = 1.5; c <= lines; c++) free = Big.of(c).over(Big.of(load)).times(free.plus(Big.one));
    expectClose('blocking', erlangB(lines, load), Big.one.over(free.plus(Big.one)).toNumber());
  });

  it('keeps the recursion at every fraction', () => {
    for (const load of [0.2, 3, 50, 3000])
      for (const lines of [1.3, 2.71, 17.9, 404.25, 2999.99, 3100.01]) {
        const before = erlangB(lines - 1, load);
        expectClose(`${lines}/${load}`, erlangB(lines, load), (load * before) / (lines + load * before));
      }
  });
});

describe('Erlang C', () => {
  it.each([
    [1, 0.5, 0],
    [1, 1e-7, 30],
    [14, 10, 20],
    [11, 10.999999, 20],
    [80, 10, 20],
    [400, 390, 5],
    [450, 390, 60],
    [3000, 2990, 20],
    [100_100, 100_000, 20],
    [100_001, 100_000, 86_400],
    [20, 10, 20_000],
  ])('%d agents, %d erlangs, %d s', (places, load, targetSeconds) => {
    const input = { load, ahtSeconds: 181, targetSeconds };
    expectService('', erlangC(places, input), bigServiceWithoutPatience({ ...input, places }));
  });
});

describe('Erlang A', () => {
  it.each([
    // agents, load, patience, threshold
    [1, 0.5, 100, 20],
    [1, 20, 100, 20],
    [10, 10, 1, 20],
    [10, 10, 100_000, 20],
    [40, 10, 180, 20],
    [488, 500, 300, 20],
    [500, 500, 300, 1200],
    [500, 500, 300, 86_400],
    [500, 500, 300, 1],
    [100, 300, 400, 20],
    [100, 300, 400, 600],
    [50, 300, 60, 3],
    [700, 720, 300, 20],
    [760, 700, 300, 20],
    [1000, 2000, 300, 20],
    [1000, 1010, 30_000, 20],
    [300, 290, 30_000, 600],
    [5000, 5100, 200, 10],
    [200, 2, 100, 20],
    [3, 1000, 50, 20],
    [20_000, 20_000, 120, 20],
    [99_000, 100_000, 120, 20],
    [100_000, 100_000, 90, 0],
  ])('%d agents, %d erlangs, patience %d s, %d s', (places, load, patienceSeconds, targetSeconds) => {
    const input = { load, ahtSeconds: 181, patienceSeconds, targetSeconds };
    expectService('', erlangA(places, input), bigService({ ...input, places }));
  });
});

describe('chat', () => {
  const completions =
    (agents: number, slowdown: number) =>
    (chats: number): Big => {
      // Even spread, agent by agent.
      let sum = Big.zero;
      const each = Math.floor(chats / agents);
      const groups = [
        [chats - each * agents, each + 1],
        [agents - (chats - each * agents), each],
      ] as const;
      for (const [count, k] of groups)
        if (k > 0 && count > 0)
          sum = sum.plus(Big.of(count * k).over(Big.one.plus(Big.of(slowdown).times(Big.of(k - 1)))));
      return sum;
    };

  it.each([
    // agents, concurrency, slowdown, load, patience (0 = none), threshold
    [5, 3, 0.3, 7, 0, 60],
    [5, 1, 0, 4, 0, 20],
    [5, 2, 1, 4.9, 0, 60],
    [30, 3, 0.5, 40, 120, 30],
    [30, 3, 1.5, 40, 120, 30],
    [10, 2, 0.2, 30, 300, 20],
    [400, 3, 0.3, 700, 0, 20],
    [400, 3, 0.3, 800, 90, 20],
    [60, 4, 0.1, 20, 0, 20],
  ])(
    '%d agents × %d, slowdown %d, %d erlangs, patience %d s, %d s',
    (agents, concurrency, slowdown, load, patience, targetSeconds) => {
      const input = { load, ahtSeconds: 540, targetSeconds, concurrency, slowdown };
      const reference = { ...input, places: agents * concurrency, completions: completions(agents, slowdown) };
      if (patience === 0) expectService('', chat(agents, input), bigServiceWithoutPatience(reference));
      else
        expectService(
          '',
          chat(agents, { ...input, patienceSeconds: patience }),
          bigService({ ...reference, patienceSeconds: patience }),
        );
    },
  );
});

describe('finite trunks', () => {
  it.each([
    // agents, lines, load, patience (0 = none), threshold
    [5, 8, 6, 0, 20],
    [5, 5, 6, 0, 20],
    [20, 60, 25, 0, 60],
    [20, 60, 25, 0, 6000],
    [20, 60, 25, 120, 20],
    [0, 5, 3, 120, 20],
    [300, 340, 310, 300, 20],
    [100, 3000, 180, 500, 200],
  ])('%d agents, %d lines, %d erlangs, patience %d s, %d s', (agents, lines, load, patience, targetSeconds) => {
    const common = { load, ahtSeconds: 200, targetSeconds };
    const patienceSeconds = patience === 0 ? {} : { patienceSeconds: patience };
    const actual = finiteTrunks(agents, { ...common, ...patienceSeconds, lines });
    const expected = bigService({ ...common, ...patienceSeconds, places: agents, waitingPlaces: lines - agents });
    expectService('', actual, expected);
  });
});
