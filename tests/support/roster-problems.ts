import type { ProblemAgent, RosterProblem, Rule, ShiftTemplate } from '../../solver/problem.js';
import { createRandom, type Random } from '../../solver/random.js';

/** Size and shape of a made-up centre's scheduling problem. */
export interface RosterProblemSize {
  readonly agents: number;
  /** 2 to 10. The last is deferrable work (e-mail) from three on. */
  readonly queues: number;
  /** Kinds of agents; at least `agents` = everyone different. */
  readonly kinds: number;
  readonly weeks?: number;
  readonly seed?: number;
  readonly slotMinutes?: number;
  /** Desks as a share of the agents; default 0.6. */
  readonly seatShare?: number;
}

const DAY = 1440;
const OPEN_WEEKDAY = [8 * 60, 22 * 60] as const;
const OPEN_WEEKEND = [9 * 60, 18 * 60] as const;

/** Shape of a service day: morning peak, lunch dip, evening shoulder; 1 at its mean order of size. */
function loadShape(minute: number): number {
  const hour = minute / 60;
  const peak = (centre: number, width: number): number => Math.exp(-(((hour - centre) / width) ** 2));
  return 1.3 * peak(10.5, 2) + 0.9 * peak(14.5, 2.2) + 0.55 * peak(19, 2) + 0.1;
}

/** A week (or more) of a customer-service centre with phone, second line, chat and e-mail. Deterministic in its seed. */
export function makeRosterProblem(size: RosterProblemSize): RosterProblem {
  const { agents, queues: queueCount, kinds, weeks = 1, seed = 1, slotMinutes = 5, seatShare = 0.6 } = size;
  const random = createRandom(seed, 77);
  const slotsPerDay = DAY / slotMinutes;
  const days = weeks * 7;
  const intervalSlots = 30 / slotMinutes;
  const intervalsPerDay = 48;
  const intervals = days * intervalsPerDay;
  const queueIds = Array.from({ length: queueCount }, (_, q) =>
    queueCount >= 3 && q === queueCount - 1 ? 'email' : `queue-${q + 1}`,
  );
  const kindList = makeKinds(Math.min(kinds, agents), queueIds, days, slotsPerDay, random, kinds >= agents);
  const counts = kindList.map((_, k) => Math.floor(agents / kindList.length) + (k < agents % kindList.length ? 1 : 0));
  // Agents on queue on average, by queue, from the contracts and skills.
  const supply = queueIds.map(() => 0);
  kindList.forEach((kind, k) => {
    for (const skill of kind.agent.skills) {
      supply[queueIds.indexOf(skill.queue)]! +=
        (counts[k]! * kind.weeklyHours * skill.speed) / kind.agent.skills.length;
    }
  });
  const weekShape = Array.from({ length: 7 }, (_, d) => [1.15, 1.1, 1, 1, 0.95, 0.5, 0.35][d]!);
  const queues: RosterProblem['queues'] = queueIds.map((id, q) => {
    const open = Array.from({ length: intervals }, (_, t) => isOpen(t, intervalsPerDay));
    const raw = open.map((o, t) =>
      o ? loadShape((t % intervalsPerDay) * 30 + 15) * weekShape[Math.floor(t / intervalsPerDay) % 7]! : 0,
    );
    const sum = raw.reduce((a, b) => a + b, 0) / weeks;
    const hours = supply[q]! * 0.84;
    const scale = (hours * 2) / sum;
    const noisy = raw.map((r) => Math.round(Math.max(0, r * scale * (1 + 0.06 * random.normal())) * 100) / 100);
    const price = 900 + 150 * (q % 3);
    const curves = [
      [
        { width: Math.max(1, supply[q]! / 400), cost: price },
        { width: Math.max(2, supply[q]! / 150), cost: price * 1.8 },
        { cost: price * 3.2 },
      ],
      [{ width: Math.max(1, supply[q]! / 300), cost: 40 }, { cost: 120 }],
    ];
    if (id !== 'email') {
      return { id, demand: { kind: 'agents' as const, perInterval: noisy }, curves, underOf: 0, overOf: 1 };
    }
    const items = noisy.flatMap((effort, t) =>
      effort > 0 ? [{ release: t, deadline: Math.min(intervals, t + intervalsPerDay), agentIntervals: effort }] : [],
    );
    return {
      id,
      demand: { kind: 'work' as const, items, open: open.map((o) => (o ? 1 : 0)) },
      curves: [[{ cost: 1500 }], [{ cost: 30 }]],
      underOf: 0,
      overOf: 1,
    };
  });
  return {
    format: 'rooster-problem/1',
    name: `${agents} agents, ${queueCount} queues, ${kindList.length} kinds, ${weeks} week(s), seed ${seed}`,
    origin: '2026-11-29T23:00:00Z',
    slotMinutes,
    slots: days * slotsPerDay,
    intervalSlots,
    cyclic: false,
    currency: 'EUR',
    calendars: [
      {
        id: 'nl',
        zone: 'Europe/Amsterdam',
        days: Array.from({ length: days }, (_, d) => ({
          date: new Date(Date.UTC(2026, 10, 30 + d)).toISOString().slice(0, 10),
          weekday: (d % 7) + 1,
          week: Math.floor(d / 7),
          startSlot: d * slotsPerDay,
          endSlot: (d + 1) * slotsPerDay,
          utcOffsetMinutes: 60,
        })),
      },
    ],
    queues,
    sites: [
      { id: 'home', areas: [{ id: 'home', seats: null }] },
      { id: 'office', areas: [{ id: 'floor', seats: Math.max(1, Math.round(agents * seatShare)) }] },
    ],
    // A log-in is a slot at least.
    shiftTemplates: TEMPLATES.map((template) => ({
      ...template,
      login: { activity: 'log-in', minutes: Math.max(5, slotMinutes) },
    })),
    ruleSets: RULE_SETS,
    priceLists: [{ id: 'premium', perSlot: premiums(days, slotsPerDay, slotMinutes) }],
    agents: kindList.map((kind, k) => ({ ...kind.agent, ...(counts[k]! > 1 ? { count: counts[k]! } : {}) })),
  };
}

function isOpen(t: number, intervalsPerDay: number): boolean {
  const minute = (t % intervalsPerDay) * 30;
  const [from, to] = Math.floor(t / intervalsPerDay) % 7 < 5 ? OPEN_WEEKDAY : OPEN_WEEKEND;
  return minute >= from && minute < to;
}

/** Evening and weekend premium, cents per slot. */
function premiums(days: number, slotsPerDay: number, slotMinutes: number): number[] {
  const hourly = 1500;
  return Array.from({ length: days * slotsPerDay }, (_, slot) => {
    const weekday = Math.floor(slot / slotsPerDay) % 7;
    const minute = (slot % slotsPerDay) * slotMinutes;
    const share = weekday === 6 ? 0.5 : weekday === 5 ? 0.25 : minute >= 20 * 60 || minute < 7 * 60 ? 0.2 : 0;
    return Math.round(hourly * share * (slotMinutes / 60) * 100) / 100;
  });
}

const pause = (from: number, to: number, over: number): ShiftTemplate['breaks'][number] => ({
  activity: 'pause',
  paid: true,
  minutes: 15,
  earliestAfterStart: from,
  latestAfterStart: to,
  ifWorkOver: over,
  endBeforeShiftEnd: 30,
});

const lunch: ShiftTemplate['breaks'][number] = {
  activity: 'meal',
  paid: false,
  minutes: 30,
  earliestAfterStart: 150,
  latestAfterStart: 300,
  endBeforeShiftEnd: 60,
  ifWorkOver: 330,
};

const TEMPLATES: RosterProblem['shiftTemplates'] = [
  {
    id: 'full',
    start: { earliest: 7 * 60, latest: 14 * 60, step: 30 },
    end: { latest: 22 * 60 + 30 },
    paid: { min: 480, max: 480, step: 30 },
    breaks: [pause(60, 150, 0), lunch, pause(330, 450, 420)],
    login: { activity: 'log-in', minutes: 5 },
    stretch: { max: 270 },
  },
  {
    id: 'flex',
    start: { earliest: 7 * 60, latest: 18 * 60, step: 30 },
    end: { latest: 22 * 60 + 30 },
    paid: { min: 240, max: 540, step: 30 },
    breaks: [pause(60, 150, 180), lunch, pause(330, 450, 420)],
    login: { activity: 'log-in', minutes: 5 },
    stretch: { max: 270 },
  },
];

const LAW: Rule[] = [
  { id: 'rest', rule: 'daily-rest', hard: true, minutes: 660 },
  { id: 'weekly', rule: 'weekly-rest', hard: true, minutes: 36 * 60, windowMinutes: 7 * DAY },
  { id: 'run', rule: 'consecutive-days', hard: true, max: 6 },
];
const paid = (id: string, min: number, max: number): Rule => ({
  id,
  rule: 'paid-minutes',
  hard: true,
  per: 'week',
  min,
  max,
});
const RULE_SETS: RosterProblem['ruleSets'] = [
  { id: 'law', rules: LAW },
  {
    id: 'c40',
    rules: [paid('40 h', 2400, 2400), { id: 'days-40', rule: 'days-worked', hard: true, per: 'week', max: 5 }],
  },
  {
    id: 'c32',
    rules: [paid('32 h', 1920, 1920), { id: 'days-32', rule: 'days-worked', hard: true, per: 'week', max: 5 }],
  },
  {
    id: 'c24',
    rules: [paid('24 h', 1440, 1440), { id: 'days-24', rule: 'days-worked', hard: true, per: 'week', max: 4 }],
  },
  {
    id: 'flex',
    rules: [paid('8 to 24 h', 480, 1440), { id: 'days-f', rule: 'days-worked', hard: true, per: 'week', max: 5 }],
  },
  {
    id: 'steady',
    rules: [{ id: 'steady', rule: 'start-variation', hard: false, weight: 0.5, per: 'week', maxMinutes: 180 }],
  },
];

interface Kind {
  readonly agent: ProblemAgent;
  readonly weeklyHours: number;
}

function makeKinds(
  count: number,
  queueIds: readonly string[],
  days: number,
  slotsPerDay: number,
  random: Random,
  personal: boolean,
): Kind[] {
  return Array.from({ length: count }, (_, k): Kind => {
    const draw = random.uniform();
    const contract = draw < 0.4 ? 'c40' : draw < 0.6 ? 'c32' : draw < 0.8 ? 'c24' : 'flex';
    const weeklyHours = { c40: 40, c32: 32, c24: 24, flex: 16 }[contract];
    const first = random.integer(queueIds.length);
    const skills = new Set([queueIds[first]!]);
    if (random.uniform() < 0.6) skills.add(queueIds[(first + 1) % queueIds.length]!);
    if (random.uniform() < 0.2) skills.add(queueIds[queueIds.length - 1]!);
    const slot = (day: number, hour: number): number => day * slotsPerDay + Math.round((hour / 24) * slotsPerDay);
    const free = random.integer(7);
    const unavailable: { from: number; to: number; reason: string }[] = [];
    // Part-timers have a weekday they never work.
    if (contract !== 'c40') {
      for (let day = free; day < days; day += 7) {
        unavailable.push({ from: slot(day, 0), to: slot(day + 1, 0), reason: 'fixed day off' });
      }
    }
    if (personal && random.uniform() < 0.3) {
      const day = random.integer(days);
      unavailable.push({ from: slot(day, 17), to: slot(day, 24), reason: 'evening off' });
    }
    const wishes: NonNullable<ProblemAgent['wishes']>[number][] = [];
    if (personal || random.uniform() < 0.3) {
      wishes.push({ day: random.integer(days), want: { off: true }, weight: 500 + random.integer(2000) });
      wishes.push({
        day: random.integer(days),
        want: { startFrom: 420, startTo: 600 },
        weight: 200 + random.integer(800),
      });
    }
    const fixed: NonNullable<ProblemAgent['fixed']>[number][] = [];
    if (personal && random.uniform() < 0.15) {
      const day = [0, 1, 2, 3, 4].filter((d) => contract === 'c40' || d !== free)[random.integer(4)]!;
      fixed.push({ activity: 'training', from: slot(day, 13), to: slot(day, 14), paid: true });
    }
    const remote = random.uniform() < 0.7;
    return {
      weeklyHours,
      agent: {
        id: `agent-${k + 1}`,
        calendar: 'nl',
        skills: [...skills].map((queue, i) => ({ queue, speed: i === 0 ? 1 : 0.9 })),
        places: [
          { site: 'office', area: 'floor', costPerShift: 0 },
          ...(remote ? [{ site: 'home', area: 'home', costPerShift: 245 }] : []),
        ],
        shifts: contract === 'c40' ? ['full'] : ['flex'],
        rules: ['law', contract, ...(random.uniform() < 0.5 ? ['steady'] : [])],
        ...(unavailable.length > 0 ? { unavailable } : {}),
        ...(wishes.length > 0 ? { wishes } : {}),
        ...(fixed.length > 0 ? { fixed } : {}),
        costPerPaidSlot: contract === 'flex' ? 130 : 0,
        slotPrices: 'premium',
      },
    };
  });
}
