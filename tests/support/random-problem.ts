import type fc from 'fast-check';
import type {
  Calendar,
  CostCurve,
  Meeting,
  ProblemAgent,
  ProblemQueue,
  RosterProblem,
  Rule,
  ShiftCover,
  ShiftTemplate,
  TeamRule,
} from '../../solver/problem.js';
import { personNames } from '../../solver/recount/people.js';
import { checkProblem } from '../../src/schedule/problem-check.js';
import { type Draw, drawing } from './draw.js';

/** Upper limits of what is drawn. */
export interface ProblemSize {
  /** Days of a horizon that does not repeat; one that does has 7. */
  readonly days: number;
  /** Agent entries; each stands for one or two people. */
  readonly agents: number;
}

const SMALL: ProblemSize = { days: 9, agents: 3 };

/**
 * Small random problems over the whole vocabulary of the format: one or two calendars (one shifted by hours, one with a
 * clock change either way), horizons that repeat, demand by agents, by work with deadlines and by shift, every rule hard and
 * soft, kinds with a count, windows, leave, pins, wishes, prior work, fixed activities, seats, team rules, meetings. All pass the problem's check.
 */
export const randomProblem = (size: Partial<ProblemSize> = {}): fc.Arbitrary<RosterProblem> =>
  drawing(500, (draw) => problemFrom(draw, { ...SMALL, ...size })).filter((problem) => checkProblem(problem).ok);

const problemFrom = (draw: Draw, size: ProblemSize): RosterProblem => {
  const slotMinutes = draw.of(30, 60, 15, 20);
  const intervalSlots = draw.of(...[1, 2, 4].filter((slots) => slots * slotMinutes <= 60));
  const cyclic = draw.chance(5);
  const calendars = calendarsFrom(draw, slotMinutes, cyclic, cyclic ? 7 : draw.between(2, size.days));
  const slots = calendars[0]!.days.at(-1)!.endSlot;
  const intervals = slots / intervalSlots;
  const queues = Array.from({ length: draw.between(0, 3) }, (_, q) =>
    queueFrom(draw, `q${q}`, intervals, (60 / slotMinutes / intervalSlots) | 0 || 1, cyclic),
  );
  const shiftTemplates = Array.from({ length: draw.between(1, 3) }, (_, t) => templateFrom(draw, `t${t}`, slotMinutes));
  const sites = [
    { id: 'office', areas: [{ id: 'floor', seats: draw.of<number | null>(2, 1, 3, null) }] },
    { id: 'home', areas: [{ id: 'desk', seats: null }] },
  ];
  const ruleSets = Array.from({ length: draw.between(1, 2) }, (_, s) => ({
    id: `set${s}`,
    rules: Array.from({ length: draw.between(0, 4) }, (_, r) => ruleFrom(draw, `rule${s}.${r}`)),
  }));
  const base = { slotMinutes, slots, cyclic, calendars, queues, shiftTemplates, ruleSets };
  const alone = Array.from({ length: draw.between(1, size.agents) }, (_, a) => agentFrom(draw, `agent${a}`, base));
  const covers = queues.length === 0 || draw.chance(3) ? draw.between(1, 3) : 0;
  const cover = covers === 0 ? {} : { shiftCover: Array.from({ length: covers }, () => shiftCoverFrom(draw, base)) };
  const distinct = draw.chance(4) ? { distinctShiftCost: draw.between(1, 20) } : {};
  const agents = alone.map((agent) => ({ ...agent, ...groupsFrom(draw) }));
  return {
    format: 'rooster-problem/1',
    name: 'random',
    origin: '2026-11-30T00:00:00Z',
    intervalSlots,
    ...base,
    ...cover,
    sites,
    priceLists: [{ id: 'night', perSlot: Array.from({ length: slots }, (_, s) => (s % 7 === 0 ? 2 : 0)) }],
    agents,
    ...distinct,
    ...(draw.chance(3) ? { teamRules: [teamRuleFrom(draw, 'team0', base), teamRuleFrom(draw, 'team1', base)] } : {}),
    ...(!cyclic && draw.chance(3)
      ? { meetings: [meetingFrom(draw, 'meet0', base, agents), meetingFrom(draw, 'meet1', base, agents)] }
      : {}),
  };
};

type Base = Pick<
  RosterProblem,
  'slotMinutes' | 'slots' | 'cyclic' | 'calendars' | 'queues' | 'shiftTemplates' | 'ruleSets'
>;

function calendarsFrom(draw: Draw, slotMinutes: number, cyclic: boolean, count: number): Calendar[] {
  const perDay = 1440 / slotMinutes;
  const firstWeekday = cyclic ? 0 : draw.between(0, 6);
  const changeDay = draw.between(0, count - 1);
  const change = cyclic ? 0 : draw.of(0, 0, 60, -60);
  const calendar = (id: string, from: number, addMinutes: number): Calendar => {
    let startSlot = from;
    const days = Array.from({ length: count }, (_, i) => {
      const extra = i === changeDay ? addMinutes : 0;
      const endSlot = startSlot + perDay + extra / slotMinutes;
      const day = {
        date: new Date(Date.UTC(2026, 10, 30 + firstWeekday + i)).toISOString().slice(0, 10),
        weekday: ((firstWeekday + i) % 7) + 1,
        week: Math.floor((firstWeekday + i) / 7),
        startSlot,
        endSlot,
        utcOffsetMinutes: 60,
        ...(extra === 0 ? {} : { clockChange: { fromMinute: extra > 0 ? 180 : 120, addMinutes: extra } }),
      };
      startSlot = endSlot;
      return day;
    });
    return { id, days };
  };
  const main = calendar('main', 0, change);
  return draw.chance(3) ? [main, calendar('abroad', (draw.of(-2, 3, -5) * 60) / slotMinutes, 0)] : [main];
}

function curveFrom(draw: Draw): CostCurve {
  const first = draw.between(0, 30);
  if (draw.chance(2)) return [{ cost: first }];
  return [{ width: draw.of(1, 0.5, 2), cost: first }, { cost: first + draw.between(0, 40) }];
}

function queueFrom(draw: Draw, id: string, intervals: number, perHour: number, cyclic: boolean): ProblemQueue {
  const curves = [curveFrom(draw), curveFrom(draw)];
  const common = {
    id,
    curves,
    underOf: draw.chance(2) ? 0 : Array.from({ length: intervals }, (_, t) => t % 2),
    ...(draw.chance(3) ? {} : { overOf: 1 }),
  };
  const daytime = (t: number): boolean => Math.floor(t / perHour) % 24 >= 7 && Math.floor(t / perHour) % 24 < 19;
  if (draw.chance(4)) {
    const items = Array.from({ length: draw.between(1, 3) }, () => {
      const release = draw.between(0, intervals - 1);
      const length = draw.between(1, Math.min(intervals, 24));
      const deadline = cyclic ? release + length : Math.min(intervals, release + length);
      return { release, deadline, agentIntervals: draw.between(0, 8) / 2 };
    });
    const open = draw.chance(2) ? Array.from({ length: intervals }, (_, t) => (daytime(t) ? 1 : 0)) : undefined;
    return { ...common, demand: { kind: 'work', items, ...(open === undefined ? {} : { open }) } };
  }
  const levels = Array.from({ length: 5 }, () => draw.of(0, 1, 2, 0.5, 1.5, 3));
  const perInterval = Array.from({ length: intervals }, (_, t) => (daytime(t) ? levels[t % 5]! : 0));
  const minimum = draw.chance(6) ? { minimum: perInterval.map((agents) => (agents >= 2 ? 1 : 0)) } : {};
  return { ...common, demand: { kind: 'agents', perInterval }, ...minimum };
}

function templateFrom(draw: Draw, id: string, slotMinutes: number): ShiftTemplate {
  const earliest = draw.of(480, 360, 720, 1320, 120);
  const min = draw.of(240, 120, 360, 480);
  const breaks: ShiftTemplate['breaks'][number][] = [];
  if (draw.chance(2)) {
    breaks.push({
      activity: 'lunch',
      paid: false,
      minutes: Math.max(30, slotMinutes),
      earliestAfterStart: 60,
      ...(draw.chance(2) ? {} : { latestAfterStart: 180 }),
      ...(draw.chance(2) ? {} : { endBeforeShiftEnd: 60 }),
      ...(draw.chance(2) ? {} : { stepMinutes: 60 }),
      ...(draw.chance(2) ? {} : { ifWorkOver: draw.of(240, 300) }),
    });
  }
  if (draw.chance(3)) {
    breaks.push({
      activity: draw.of('pause', 'lunch'),
      paid: true,
      minutes: slotMinutes,
      earliestAfterStart: slotMinutes,
    });
  }
  return {
    id,
    ...(draw.chance(2) ? {} : { kind: draw.of('early', 'late') }),
    ...(draw.chance(5) ? { weekdays: [1, 2, 3, 4, 5] } : {}),
    start: { earliest, latest: Math.min(1380, earliest + draw.of(0, 60, 120)), step: 60 },
    ...(draw.chance(4) ? { end: { latest: earliest + min + 180 } } : {}),
    paid: { min, max: min + draw.of(0, 60, 120), step: 60 },
    breaks,
    ...(draw.chance(3) ? { login: { activity: 'log-in', minutes: slotMinutes } } : {}),
    ...(draw.chance(5) ? { stretch: { max: draw.of(360, 240) } } : {}),
  };
}

function ruleFrom(draw: Draw, id: string): Rule {
  const hard = draw.chance(2);
  const head = { id, hard, ...(hard ? {} : { weight: draw.between(1, 10) / 10 }) };
  const per = draw.of('week', 'period', 'day');
  const limits = (of: readonly number[]): { min?: number; max?: number } => {
    const [a, b] = [draw.of(...of), draw.of(...of)].toSorted((x, y) => x - y) as [number, number];
    return draw.of({ max: b }, { min: a, max: b }, { min: a });
  };
  return draw.of<() => Rule>(
    () => ({
      ...head,
      rule: 'daily-rest',
      minutes: draw.of(660, 840),
      ...(draw.chance(2)
        ? {}
        : { reduced: { minutes: draw.of(480, 600), times: draw.between(1, 2), windowMinutes: 10_080 } }),
    }),
    () => ({ ...head, rule: 'weekly-rest', minutes: draw.of(2160, 1440), windowMinutes: draw.of(10_080, 5760) }),
    () => ({
      ...head,
      rule: 'paid-minutes',
      per,
      ...limits([240, 480, 960, 1440]),
      ...(draw.chance(3) ? { all: true } : {}),
    }),
    () => ({ ...head, rule: 'work-minutes', per, max: draw.of(300, 480, 960) }),
    () => ({ ...head, rule: 'days-worked', per, ...limits([1, 2, 3, 5]) }),
    () => ({ ...head, rule: 'consecutive-days', ...limits([1, 2, 3, 5]) }),
    () => ({ ...head, rule: 'consecutive-days-off', ...limits([1, 2, 3]) }),
    () => ({ ...head, rule: 'weekends', ...draw.of<object>({ max: 1 }, { whole: true }, { max: 0, whole: true }) }),
    () => ({ ...head, rule: 'shift-count', kinds: draw.of(['late'], ['early', 't0']), per, ...limits([0, 1, 2]) }),
    () => ({ ...head, rule: 'consecutive-shifts', kinds: draw.of(['late'], ['early', 't0']), ...limits([1, 2, 3]) }),
    () => ({
      ...head,
      rule: 'rest-after-series',
      kinds: draw.of(['early', 't0'], ['late']),
      atLeast: draw.between(1, 3),
      minutes: draw.of(1440, 2880, 900),
    }),
    () => ({
      ...head,
      rule: 'sequence',
      days: draw.of<Extract<Rule, { rule: 'sequence' }>['days']>(
        [{ kinds: ['late', 't1'] }, { off: true }, { kinds: ['early', 't0'] }],
        [{ on: true }, { off: true }],
        [{ off: true }, { on: true }, { off: true }],
        [{ kinds: ['early', 't0'] }, { kinds: ['early', 't0'] }],
      ),
      ...(draw.chance(3) ? { from: draw.between(1, 7) } : {}),
    }),
    () => ({
      ...head,
      rule: 'rotation',
      from: draw.of('2026-11-30', '2026-12-09', '2026-11-01'),
      weeks: draw.of<Extract<Rule, { rule: 'rotation' }>['weeks']>(
        [[{ kinds: ['early', 't0'] }], [{ kinds: ['late', 't1'] }]],
        [[{ weekdays: [6, 7], off: true }, { kinds: ['early'] }], [], [{ weekdays: [1, 2], on: true }]],
        [[{ weekdays: [1, 3], on: true, kinds: ['late', 't0'] }]],
      ),
    }),
    () => ({
      ...head,
      rule: 'days-worked',
      per: draw.of('week', 'period'),
      weekdays: draw.of([6, 7], [1], [2, 4]),
      ...limits([0, 1, 2]),
    }),
    () => ({
      ...head,
      rule: 'place-days',
      sites: ['home'],
      per: draw.of('week', 'period'),
      weekdays: draw.of([2], [1, 3]),
      max: 0,
    }),
    () => ({ ...head, rule: 'succession', from: ['late', 't1'], to: ['early', 't0'] }),
    () => ({ ...head, rule: 'start-variation', per, maxMinutes: draw.of(60, 0, 240) }),
    () => ({ ...head, rule: 'place-days', sites: draw.of(['home'], ['office']), per, ...limits([0, 1, 2]) }),
  )();
}

function agentFrom(draw: Draw, id: string, base: Base): ProblemAgent {
  const { calendars, queues, shiftTemplates, ruleSets, slots, slotMinutes, cyclic } = base;
  const calendar = draw.of(...calendars);
  const hour = 60 / slotMinutes;
  const days = calendar.days.length;
  const day = (): number => draw.between(0, days - 1);
  const at = (d: number, hours: number): number => calendar.days[d]!.startSlot + hours * hour;
  const some = <T>(list: readonly T[]): T[] => list.filter((_, i) => i === 0 || draw.chance(2));
  const rare = (make: () => Partial<ProblemAgent>): Partial<ProblemAgent> => (draw.chance(4) ? make() : {});
  const shifts = some(shiftTemplates).map((template) => template.id);
  const rules = some(ruleSets).map((set) => set.id);
  return {
    id,
    ...(draw.chance(3) ? { count: 2 } : {}),
    calendar: calendar.id,
    skills: some(queues.toSorted(() => draw.of(1, -1))).map((queue) => ({
      queue: queue.id,
      speed: draw.of(1, 1, 0.8, 1.25),
    })),
    places: draw.of(
      [{ site: 'office', area: 'floor', costPerShift: 3 }],
      [
        { site: 'office', area: 'floor', costPerShift: 3 },
        { site: 'home', area: 'desk', costPerShift: 1 },
      ],
    ),
    shifts,
    rules,
    ...rare(() => ({
      available: Array.from({ length: days }, (_, d) => ({ from: at(d, 0), to: at(d, draw.of(24, 30)) })),
    })),
    ...rare(() => {
      const from = at(day(), draw.between(0, 20));
      return { unavailable: [{ from, to: from + draw.between(1, 24) * hour, reason: 'leave' }] };
    }),
    ...rare(() => ({ credits: [{ day: day(), paidMinutes: 240 }] })),
    ...rare(() => {
      if (cyclic) return {};
      const before = Array.from({ length: draw.between(1, 4) }, (_, i) => {
        const startSlot = calendar.days[0]!.startSlot - (i + 1) * 24 * hour + draw.between(6, 20) * hour;
        return {
          startSlot,
          endSlot: startSlot + draw.between(2, 8) * hour,
          paidMinutes: 240,
          kind: draw.of('late', 'early'),
        };
      });
      return { prior: before.reverse() };
    }),
    ...rare(() => {
      const from = at(day(), draw.between(9, 13));
      return { fixed: [{ activity: 'training', from, to: from + draw.of(1, 2) * hour, paid: draw.chance(2) }] };
    }),
    ...rare(() => ({
      pins: [
        draw.of<NonNullable<ProblemAgent['pins']>[number]>(
          { day: day(), off: true },
          { day: day(), template: shifts[0]! },
        ),
      ],
    })),
    ...rare(() => ({
      wishes: Array.from({ length: draw.between(1, 3) }, (_, i) => ({
        ...(draw.chance(2) ? { id: `wish${i}` } : {}),
        day: day(),
        want: draw.of<NonNullable<ProblemAgent['wishes']>[number]['want']>(
          { off: true },
          { on: true },
          { kinds: ['early', 't0'] },
          { notKinds: ['late'] },
          { startFrom: 360, startTo: 540 },
        ),
        weight: draw.between(1, 30),
      })),
    })),
    costPerPaidSlot: draw.of(1, 0, 2.5),
    ...rare(() => {
      const rule = ruleSets
        .filter((set) => rules.includes(set.id))
        .flatMap((set) => set.rules)
        .find(
          (one) => one.rule === 'weekends' || ('per' in one && one.per === 'period' && one.rule !== 'start-variation'),
        );
      const minutes = rule?.rule === 'paid-minutes' || rule?.rule === 'work-minutes' ? 240 : 1;
      return cyclic || rule === undefined ? {} : { carried: [{ rule: rule.id, amount: draw.between(1, 2) * minutes }] };
    }),
    ...(draw.chance(3) ? { slotPrices: 'night' } : {}),
    ...(slots > 0 && draw.chance(3) ? { costPerShift: 4 } : {}),
  };
}

const groupsFrom = (draw: Draw): { groups?: string[] } =>
  draw.of<{ groups?: string[] }>({}, { groups: ['coach'] }, { groups: ['trainee'] }, { groups: ['trainee', 'coach'] });

function teamRuleFrom(draw: Draw, id: string, base: Base): TeamRule {
  const hard = draw.chance(3);
  const head = { id, hard, ...(hard ? {} : { weight: draw.between(1, 10) / 100 }) };
  if (draw.chance(2)) {
    const sites = draw.of<{ sites?: string[] }>({}, { sites: ['office'] });
    return {
      ...head,
      rule: 'supervision',
      trainees: ['trainee'],
      coaches: ['coach'],
      perCoach: draw.of(1, 2),
      ...sites,
    };
  }
  const hour = 60 / base.slotMinutes;
  const windows = Array.from({ length: Math.floor(base.slots / (24 * hour)) }, (_, d) => {
    const from = (d * 24 + draw.of(9, 12)) * hour;
    return { from, to: Math.min(base.slots, from + draw.of(1, 6) * hour) };
  });
  const groups = draw.of<{ groups?: string[] }>({}, { groups: ['coach'] });
  return { ...head, rule: 'site-minimum', sites: ['office'], windows, least: draw.of(1, 2), ...groups };
}

function meetingFrom(draw: Draw, id: string, base: Base, agents: readonly ProblemAgent[]): Meeting {
  const { slotMinutes, slots, calendars } = base;
  const hour = 60 / slotMinutes;
  const people = agents.flatMap(personNames);
  const participants = people.filter((_, i) => i === 0 || draw.chance(2));
  const others = people.filter((name) => !participants.includes(name));
  const hard = draw.chance(2);
  const windows = calendars[0]!.days.slice(0, draw.between(1, 3)).map((_, d) => {
    const from = (d * 24 + draw.of(9, 7, 12)) * hour;
    return { from, to: Math.min(slots, from + draw.of(2, 4, 8) * hour) };
  });
  return {
    id,
    activity: draw.of('coaching', 'meeting'),
    minutes: draw.of(60, Math.max(30, slotMinutes)),
    participants,
    ...(others.length > 0 && draw.chance(2) ? { leaders: others } : {}),
    windows,
    ...(draw.chance(2) ? { stepMinutes: 60 } : {}),
    hard,
    ...(hard ? {} : { weight: draw.between(1, 60) }),
  };
}

function shiftCoverFrom(draw: Draw, base: Base): ShiftCover {
  const calendar = draw.of(...base.calendars);
  return {
    calendar: calendar.id,
    day: draw.of<number | number[]>(
      draw.between(0, calendar.days.length - 1),
      calendar.days.flatMap((_, day) => (day % 2 === 0 ? [day] : [])),
    ),
    kinds: draw.of(['early', 't0'], ['late', 't1'], ['t0', 't1', 't2', 'early', 'late']),
    wanted: draw.of(1, 2, 0, 1.5),
    under: curveFrom(draw),
    ...(draw.chance(2) ? {} : { over: curveFrom(draw) }),
  };
}
