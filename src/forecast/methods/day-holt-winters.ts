import type { DayMethod } from '../day-method.js';
import { weekdayAhead } from '../days.js';
import { openWeekdays } from '../level.js';
import { minimise } from '../minimise.js';
import { fitShape } from '../shape.js';

const EVALUATIONS = 80;
const WARM_UP_DAYS = 14;

interface Constants {
  readonly level: number;
  readonly trend: number;
  readonly season: number;
  readonly damping: number;
}

interface State {
  level: number;
  trend: number;
  readonly season: Float64Array;
}

/**
 * Day totals by damped Holt-Winters in logs (so trend and weekdays multiply), Gardner & McKenzie 1985
 * (doi:10.1287/mnsc.31.10.1237), ETS(A,Ad,A) of log T in the words of Hyndman & Athanasopoulos, spread over the day by
 * {@link fitShape}: x̂_{t+k} = ℓ + (δ + … + δ^k) b + s_w; with e = x − x̂: ℓ += δ b + α e, b = δ b + β e, s_w += γ e.
 * Constants by least absolute one-step errors.
 */
export const dayHoltWinters: DayMethod = {
  id: 'day-holt-winters',
  minimumDays: 28,
  fit(table) {
    const open = openWeekdays(table);
    const x = Float64Array.from(table.totals, (total, d) =>
      total >= 0 && open[table.weekday[d]! - 1] ? Math.log(Math.max(total, 0.5)) : Number.NaN,
    );
    const squash = (v: number): number => 1 / (1 + Math.exp(-v));
    const read = (v: readonly number[]): Constants => ({
      level: 0.6 * squash(v[0]!),
      trend: 0.1 * squash(v[1]!),
      season: 0.4 * squash(v[2]!),
      damping: 0.8 + 0.18 * squash(v[3]!),
    });
    const constants = read(minimise((v) => run(x, table.weekday, read(v)).loss, [-1, -2, -1, 0], 1, EVALUATIONS));
    const { state } = run(x, table.weekday, constants);
    const shape = fitShape(table);
    return {
      day(ahead) {
        const weekday = weekdayAhead(table, ahead) - 1;
        if (!open[weekday]) return new Float64Array(table.positions);
        const grown = (constants.damping * (1 - constants.damping ** (ahead + 1))) / (1 - constants.damping);
        const total = Math.exp(state.level + grown * state.trend + state.season[weekday]!);
        return shape(ahead).map((share) => share * total);
      },
    };
  },
};

function run(x: Float64Array, weekday: Uint8Array, c: Constants): { state: State; loss: number } {
  const state = start(x, weekday);
  let loss = 0;
  for (let t = 0; t < x.length; t++) {
    state.trend *= c.damping;
    const base = state.level + state.trend;
    const w = weekday[t]! - 1;
    const value = x[t]!;
    if (Number.isNaN(value)) {
      state.level = base;
      continue;
    }
    const error = value - base - state.season[w]!;
    if (t >= WARM_UP_DAYS) loss += Math.min(Math.abs(error), 0.5);
    state.level = base + c.level * error;
    state.trend += c.trend * error;
    state.season[w]! += c.season * error;
  }
  return { state, loss };
}

function start(x: Float64Array, weekday: Uint8Array): State {
  const total = new Float64Array(7);
  const count = new Float64Array(7);
  for (let t = 0; t < Math.min(28, x.length); t++) {
    if (Number.isNaN(x[t]!)) continue;
    total[weekday[t]! - 1]! += x[t]!;
    count[weekday[t]! - 1]!++;
  }
  const means = Array.from(total, (value, w) => (count[w]! > 0 ? value / count[w]! : Number.NaN));
  const known = means.filter((value) => !Number.isNaN(value));
  const level = known.length === 0 ? 0 : known.reduce((a, b) => a + b, 0) / known.length;
  return { level, trend: 0, season: Float64Array.from(means, (value) => (Number.isNaN(value) ? 0 : value - level)) };
}
