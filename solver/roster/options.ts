import type { AgentClass } from './agents.js';

/** What a day offers to one agent, with costs: options in groups, each group sorted by cost. */
export interface DayOptions {
  /** Cost per option: shape, wishes, place, cover and laws of the day. */
  cost: Float64Array;
  shape: Int32Array;
  /** Index into the class's places. */
  place: Int32Array;
  /** Offsets of groups of options alike for everything but their times; the first `groups` + 1 entries count. */
  groupAt: Int32Array;
  groups: number;
}

/** The static part: shapes (and sites, where rules tell them apart) of a day in groups. */
export interface DayOrder {
  readonly shape: Int32Array;
  /** Places among which the cheapest is taken, per option. */
  readonly places: readonly (readonly number[])[];
  readonly groupAt: Int32Array;
}

/** Which properties of a shift the agent's rules look at beside times and paid length. */
export interface Sensitivity {
  readonly sites: boolean;
  readonly kinds: boolean;
  readonly starts: boolean;
}

/** Groups the possible shapes of a day. */
export function orderDay(agent: AgentClass, day: number, sensitive: Sensitivity): DayOrder {
  const info = agent.days[day]!;
  const bySite = new Map<number, number[]>();
  for (const p of info.places) {
    const site = sensitive.sites ? agent.places[p]!.site : -1;
    const list = bySite.get(site);
    if (list) list.push(p);
    else bySite.set(site, [p]);
  }
  const entries: { shape: number; places: readonly number[]; key: string; sort: number }[] = [];
  info.day.shapes.forEach((shape, s) => {
    if (info.breach[s] === 255) return;
    for (const [site, places] of bySite) {
      const key = `${shape.paid}|${sensitive.kinds ? shape.kind : ''}|${site}|${sensitive.starts ? shape.startMinute : ''}`;
      entries.push({ shape: s, places, key, sort: shape.paid });
    }
  });
  entries.sort((x, y) => x.sort - y.sort || (x.key < y.key ? -1 : x.key > y.key ? 1 : x.shape - y.shape));
  const groupAt: number[] = [];
  entries.forEach((entry, i) => {
    if (i === 0 || entry.key !== entries[i - 1]!.key) groupAt.push(i);
  });
  groupAt.push(entries.length);
  return {
    shape: Int32Array.from(entries, (entry) => entry.shape),
    places: entries.map((entry) => entry.places),
    groupAt: Int32Array.from(groupAt),
  };
}

/** Prices that depend on what others do, beside the slot values: places, cover rows, distinct shifts. */
export interface SidePrices {
  /** Per area the prefix sums (padded slots) of the price of being there (a desk, team rules; < 0 where it helps), or null where it is free. */
  readonly seat: readonly (Float64Array | null)[];
  /** Per cover row the cost of one more shift (negative where it helps). */
  readonly cover: Float64Array | null;
  /** Per distinct shift the cost of using it, or null. */
  readonly distinct: Float64Array | null;
}

export const NO_SIDE_PRICES: SidePrices = { seat: [], cover: null, distinct: null };

export const emptyOptions = (): DayOptions => ({
  cost: new Float64Array(0),
  shape: new Int32Array(0),
  place: new Int32Array(0),
  groupAt: new Int32Array(1),
  groups: 0,
});

/** Fills `out` with the options of a day, given the cost of each shape. Options that are impossible are left out. */
export function fillOptions(
  agent: AgentClass,
  day: number,
  order: DayOrder,
  shapeCost: Float64Array,
  side: SidePrices,
  priced: boolean,
  hardPenalty: number,
  out: DayOptions,
): void {
  const info = agent.days[day]!;
  const { kernel, distinct } = info.day;
  const total = order.shape.length;
  if (out.cost.length < total) {
    out.cost = new Float64Array(total);
    out.shape = new Int32Array(total);
    out.place = new Int32Array(total);
  }
  if (out.groupAt.length < order.groupAt.length) out.groupAt = new Int32Array(order.groupAt.length);
  const { cost, shape, place } = out;
  let at = 0;
  let groups = 0;
  for (let group = 0; group + 1 < order.groupAt.length; group++) {
    const begin = at;
    for (let i = order.groupAt[group]!; i < order.groupAt[group + 1]!; i++) {
      const s = order.shape[i]!;
      const breach = info.breach[s]!;
      if (breach > 0 && !priced) continue;
      let value = shapeCost[s]!;
      if (value === Infinity) continue;
      value += info.wishes[s]! + breach * hardPenalty;
      let bestPlace = -1;
      let bestCost = Infinity;
      const places = order.places[i]!;
      for (let k = 0; k < places.length; k++) {
        const p = places[k]!;
        const { area, cost: base } = agent.places[p]!;
        const seat = side.seat[area];
        const c = seat ? base + seat[kernel.end[s]!]! - seat[kernel.start[s]!]! : base;
        if (c < bestCost) {
          bestCost = c;
          bestPlace = p;
        }
      }
      value += bestCost;
      if (side.cover) {
        const rows = info.coverRows.get(info.day.shapes[s]!.kind);
        if (rows) for (const row of rows) value += side.cover[row]!;
      }
      if (side.distinct) value += side.distinct[distinct[s]!]!;
      // Insertion into the sorted group; equal costs keep the order of the shapes.
      let j = at++;
      while (j > begin && cost[j - 1]! > value) {
        cost[j] = cost[j - 1]!;
        shape[j] = shape[j - 1]!;
        place[j] = place[j - 1]!;
        j--;
      }
      cost[j] = value;
      shape[j] = s;
      place[j] = bestPlace;
    }
    if (at > begin) {
      out.groupAt[groups++] = begin;
      out.groupAt[groups] = at;
    }
  }
  if (groups === 0) out.groupAt[0] = 0;
  out.groups = groups;
}
