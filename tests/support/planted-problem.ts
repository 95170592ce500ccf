import type fc from 'fast-check';
import type { ProblemAgent, RosterProblem, Rule, ShiftTemplate } from '../../solver/problem.js';
import { type Draw, drawing } from './draw.js';
import { litCalendar, litProblem } from './literature/calendar.js';

/** A shift of the hidden tour: minutes after midnight and minutes paid. */
interface Planted {
  readonly kind: string;
  readonly start: number;
  readonly paid: number;
}

const STARTS = [420, 840, 1380];
const KINDS = ['early', 'late', 'night'];

/**
 * Small problems of one to four weeks for which a legal roster is known to exist, though seldom another one near it: everybody's hard limits
 * are laid tightly around a hidden tour of theirs (days, paid minutes, weekends, shifts by kind, per week and period, runs, rest).
 */
export const plantedProblem: fc.Arbitrary<RosterProblem> = drawing(900, (draw) => {
  const days = draw.between(1, 4) * 7 - draw.of(0, 0, 3);
  const slotMinutes = draw.of(60, 30);
  const calendar = litCalendar(days, slotMinutes);
  const isFlexible = draw.chance(2);
  const shiftTemplates = KINDS.slice(0, draw.between(1, 3)).map((id, k): ShiftTemplate => {
    const earliest = STARTS[k]!;
    const latest = earliest + (isFlexible ? draw.of(0, 60, 120) : 0);
    const paid = { min: isFlexible ? 240 : 480, max: 480, step: 60 };
    return { id, start: { earliest, latest, step: 60 }, paid, breaks: [] };
  });
  const tours = Array.from({ length: draw.between(1, 3) }, () => tourFrom(draw, days, shiftTemplates));
  const byQueue = draw.chance(2);
  const agents = tours.map(
    (_, a): ProblemAgent => ({
      id: `agent${a}`,
      ...(draw.chance(2) ? { count: draw.between(2, 3) } : {}),
      calendar: 'days',
      skills: byQueue ? [{ queue: 'queue', speed: draw.of(1, 0.8) }] : [],
      places: [{ site: 'ward', area: 'ward', costPerShift: 0 }],
      shifts: shiftTemplates.map(({ id }) => id),
      rules: [`set${a}`],
      costPerPaidSlot: draw.of(0, 1, 3),
      wishes: Array.from({ length: draw.between(0, 4) }, () => ({
        day: draw.between(0, days - 1),
        want: draw.of({ off: true } as const, { on: true } as const),
        weight: draw.between(1, 30),
      })),
    }),
  );
  const perDay = 1440 / slotMinutes;
  const levels = Array.from({ length: 7 }, () => draw.between(0, 3));
  const isOpen = (t: number): boolean => t % perDay >= 7 * (60 / slotMinutes) && t % perDay < 22 * (60 / slotMinutes);
  const perInterval = Array.from({ length: days * perDay }, (_, t) => (isOpen(t) ? levels[t % 7]! : 0));
  const shiftCover = calendar.days.flatMap((_, day) =>
    shiftTemplates.map(({ id }, k) => ({
      calendar: 'days',
      day,
      kinds: [id],
      wanted: levels[(day + 3 * k) % 7]!,
      under: [{ cost: 100 }],
      over: [{ cost: 1 }],
    })),
  );
  return {
    ...litProblem('planted', calendar, slotMinutes),
    ...(byQueue
      ? {
          queues: [
            {
              id: 'queue',
              demand: { kind: 'agents', perInterval },
              curves: [[{ cost: 20 }], [{ cost: 1 }]],
              underOf: 0,
              overOf: 1,
            },
          ],
        }
      : { shiftCover }),
    shiftTemplates,
    ruleSets: tours.map((tour, a) => ({ id: `set${a}`, rules: rulesAround(draw, tour) })),
    agents,
  };
});

function tourFrom(draw: Draw, days: number, templates: readonly ShiftTemplate[]): (Planted | null)[] {
  const tour: (Planted | null)[] = [];
  for (let day = 0; day < days; day++) {
    const template = draw.of(...templates);
    const { start, paid } = template;
    const shift = {
      kind: template.id,
      start: start.earliest + 60 * draw.between(0, (start.latest - start.earliest) / 60),
      paid: paid.min + 60 * draw.between(0, (paid.max - paid.min) / 60),
    };
    const before = tour.at(-1);
    const isRested = !before || 1440 + shift.start - before.start - before.paid >= REST;
    tour.push(isRested && !draw.chance(3) ? shift : null);
  }
  return tour;
}

const REST = 660;

function rulesAround(draw: Draw, tour: readonly (Planted | null)[]): Rule[] {
  const rules: Rule[] = [{ id: 'rest', rule: 'daily-rest', hard: true, minutes: REST }];
  const sum = (from: number, to: number, value: (shift: Planted) => number): number =>
    tour.slice(from, to).reduce((total, shift) => total + (shift ? value(shift) : 0), 0);
  const weeks = Array.from({ length: Math.ceil(tour.length / 7) }, (_, w) => 7 * w);
  const limits = (
    value: (shift: Planted) => number,
    unit: number,
  ): { per: 'week' | 'period'; min?: number; max: number } => {
    if (draw.chance(3)) {
      const all = weeks.map((first) => sum(first, first + 7, value));
      return { per: 'week', max: Math.max(...all), ...(draw.chance(2) ? { min: Math.min(...all) } : {}) };
    }
    const total = sum(0, tour.length, value);
    const min = draw.chance(2) ? {} : { min: Math.max(0, total - unit * draw.between(0, 2)) };
    return { per: 'period', max: total + unit * draw.of(0, 0, 1), ...min };
  };
  const some = (make: () => Rule): void => {
    if (!draw.chance(3)) rules.push(make());
  };
  some(() => ({ id: 'days', rule: 'days-worked', hard: true, ...limits(() => 1, 1) }));
  some(() => ({ id: 'paid', rule: 'paid-minutes', hard: true, ...limits(({ paid }) => paid, 60) }));
  for (const one of KINDS) {
    some(() => ({
      id: `count-${one}`,
      rule: 'shift-count',
      hard: true,
      kinds: [one],
      ...limits(({ kind }) => (kind === one ? 1 : 0), 1),
    }));
  }
  const weekends = weeks.filter((first) => tour[first + 5] || tour[first + 6]).length;
  some(() => ({ id: 'weekends', rule: 'weekends', hard: true, max: weekends }));
  let run = 0;
  let longest = 1;
  for (const shift of tour) {
    run = shift ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  some(() => ({ id: 'run', rule: 'consecutive-days', hard: true, max: longest }));
  return rules;
}
