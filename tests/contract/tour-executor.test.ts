import { beforeAll, describe, expect, it } from 'vitest';
import { pricingThreads } from '../../api/jobs/pricing-threads.js';
import { loadHighs } from '../../solver/lp/highs.js';
import type { LpBackend } from '../../solver/lp/model.js';
import { compile } from '../../solver/roster/compile.js';
import { inline, type TourExecutor } from '../../solver/roster/executor.js';
import { solveRoster } from '../../solver/roster/index.js';
import { TourPricer } from '../../solver/roster/reoptimise.js';
import { TourBatch } from '../../solver/roster/tour-batch.js';
import { makeRosterProblem } from '../support/roster-problems.js';

let lp: LpBackend;
beforeAll(async () => {
  lp = await loadHighs();
});

const problem = makeRosterProblem({ agents: 104, queues: 3, kinds: 104, slotMinutes: 15 });

/** Prices of a problem: a value of capacity that differs from interval to interval. */
function asked(compiled: ReturnType<typeof compile>) {
  const { groups, grid, areas, demand, classes } = compiled;
  const list = classes.slice(0, 60).map((agent) => agent.index);
  return {
    prices: {
      capacity: new Float64Array(groups.length * grid.intervals).map((_, i) => 200 + 37 * (i % 11)),
      desk: new Float64Array(areas.length * grid.intervals).map((_, i) => i % 3),
      cover: new Float64Array(demand.covers.length),
      rest: 0,
    },
    mode: 'quick' as const,
    classes: list,
    latest: list.map(() => null),
    conflicted: list.map(() => false),
  };
}

describe.each<[string, TourExecutor]>([
  ['inline', inline],
  ['1 thread', pricingThreads(1)],
  ['2 threads', pricingThreads(2)],
  ['4 threads', pricingThreads(4)],
])('%s', (_, executor) => {
  it('answers as a batch does alone, also with the tours found as limits', () => {
    const compiled = compile(problem);
    const alone = new TourBatch(compiled, new TourPricer(compiled, undefined, false));
    const pricing = executor.open(
      problem,
      compiled,
      new TourBatch(compiled, new TourPricer(compiled, undefined, false)),
    );
    try {
      let ask: Parameters<typeof pricing.answer>[0] = asked(compiled);
      for (const mode of ['quick', 'bound', 'exact'] as const) {
        ask = { ...ask, mode };
        const answers = pricing.answer(ask);
        alone.begin(ask.prices);
        expect(answers).toEqual(ask.classes.map((c, k) => alone.answer(c, mode, ask.latest[k]!, ask.conflicted[k]!)));
        expect(answers.every(({ made }) => made !== null)).toBe(true);
        const capacity = ask.prices.capacity.map((value, i) => value + 10 * (i % 7));
        ask = { ...ask, prices: { ...ask.prices, capacity }, latest: answers.map(({ made }) => made!.choice) };
      }
    } finally {
      pricing.close();
    }
  });

  it('gives the same bytes as without it', async () => {
    const options = { seed: 1, lp, stop: { workLimit: 120_000 } };
    const solution = await solveRoster(problem, { ...options, executor });
    expect(JSON.stringify(solution)).toBe(JSON.stringify(await plain(options)));
  });
});

let known: ReturnType<typeof solveRoster> | undefined;
function plain(options: Parameters<typeof solveRoster>[1]): ReturnType<typeof solveRoster> {
  known ??= solveRoster(problem, options);
  return known;
}

it('threads take their share', () => {
  const compiled = compile(problem);
  const batch = new TourBatch(compiled, new TourPricer(compiled, undefined, false));
  let here = 0;
  // Whoever is slow leaves the rest to the others.
  const slow = Object.assign(Object.create(batch) as TourBatch, {
    begin: (prices: Parameters<TourBatch['begin']>[0]) => batch.begin(prices),
    answer: (...question: Parameters<TourBatch['answer']>) => {
      here++;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      return batch.answer(...question);
    },
  });
  const pricing = pricingThreads(2).open(problem, compiled, slow);
  try {
    const ask = asked(compiled);
    let most = 0;
    for (let round = 0; round < 20 && most === 0; round++) {
      const before = here;
      pricing.answer(ask);
      most = ask.classes.length - (here - before);
    }
    expect(most).toBeGreaterThan(0);
  } finally {
    pricing.close();
  }
});
