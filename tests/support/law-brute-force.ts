import { type Beside, besideVerdicts, callWork } from './law-brute-force-calls.js';

/**
 * The Dutch Working Hours Act once more, written from its text alone on a row of boxes of equal length from a Monday on: each at work, on a
 * break inside a shift, or free. Knows nothing of stretches, windows of instants or indices of the audit; local time comes from the
 * platform's own calendar.
 */
export const FREE = 0;
export const PAUSE = 1;
export const WORK = 2;

/** Local time of a box: days since the first, weekday (0 = Sunday), minute of the wall clock, date. */
export interface Moment {
  readonly day: number;
  readonly date: string;
  readonly weekday: number;
  readonly minute: number;
}

const calendars = new Map<string, Moment[]>();

/** Local time in Amsterdam of each box. */
export function momentsOf(startMs: number, boxMinutes: number, count: number): readonly Moment[] {
  const key = `${startMs} ${boxMinutes} ${count}`;
  let moments = calendars.get(key);
  if (moments === undefined) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Amsterdam',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    let day = -1;
    let last = '';
    moments = Array.from({ length: count }, (_, i) => {
      const [date, time] = format.format(startMs + i * boxMinutes * 60_000).split(' ') as [string, string];
      if (date !== last) day++;
      last = date;
      const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
      return { day, date, weekday: new Date(`${date}T00:00:00Z`).getUTCDay(), minute };
    });
    calendars.set(key, moments);
  }
  return moments;
}

/** What the act asks about the person on a date. */
export interface Person {
  readonly age: (date: string) => number;
  readonly pregnant: (date: string) => boolean;
  /** 28 days before to 42 days after a birth. */
  readonly aroundBirth: (date: string) => boolean;
  readonly noNights: (date: string) => boolean;
  readonly breastFeeding: (date: string) => boolean;
}

/** A finding: how grave, and what was measured (hours, minutes or numbers). */
export type Verdict = readonly [severity: 'hard' | 'soft' | 'note', measured: number];

export interface Turn {
  /** First and last box of each shift in it. */
  readonly shifts: readonly (readonly [start: number, end: number])[];
  readonly start: number;
  readonly end: number;
  /** Judged: some of it was rostered. */
  readonly judged: boolean;
  readonly date: string;
  readonly day: number;
  readonly work: number;
  readonly isNight: boolean;
  /** Day on whose early hours its night lies. */
  readonly night: number;
  /** A night duty that ends after two o'clock. */
  readonly endsLate: boolean;
}

/**
 * Verdicts of every article by the id under which the audit knows it.
 * @param boxes state of each box; the last of them are free
 * @param rostered first box of the roster: shifts that start before it were worked
 * @param shifts first box and the box after the last of all shifts, those of school left out
 */
export function bruteForce(
  boxes: Uint8Array,
  moments: readonly Moment[],
  boxMinutes: number,
  rostered: number,
  shifts: readonly (readonly [start: number, end: number])[],
  person: Person,
  beside: Beside,
): Record<string, Verdict[]> {
  const shiftStarts = shifts.map(([start]) => start);
  const hour = 60 / boxMinutes;
  const found: Record<string, Verdict[]> = {};
  const add = (rule: string, severity: Verdict[0], measured: number): void => {
    found[rule] ??= [];
    found[rule].push([severity, Math.round(measured * 1e6) / 1e6]);
  };

  // Turns of work between rests of eight hours (1:7 c); pauses of less than a quarter are work (1:7 e).
  const spans: { start: number; end: number }[] = [];
  boxes.forEach((box, i) => {
    if (box === FREE) return;
    const last = spans.at(-1);
    if (last !== undefined && i - last.end < 8 * hour) last.end = i + 1;
    else spans.push({ start: i, end: i + 1 });
  });
  const atWork = boxes.slice();
  const onDuty = new Uint8Array(boxes.length);
  for (const { start, end } of spans) {
    onDuty.fill(1, start, end);
    for (let i = start; i < end; i++) {
      let j = i;
      while (j < end && atWork[j] !== WORK) j++;
      if (j > i && (j - i) * boxMinutes < 15) atWork.fill(WORK, i, j);
      i = j;
    }
  }
  const turns = spans.map(({ start, end }): Turn => {
    let work = 0;
    let night = -1;
    let most = 0;
    let run = 0;
    for (let i = start; i < end; i++) {
      if (atWork[i] === WORK) work++;
      if (moments[i]!.minute >= 360) run = 0;
      else if (atWork[i] === WORK) {
        run++;
        night = moments[i]!.day;
      }
      most = Math.max(most, run);
    }
    const isNight = most * boxMinutes > 60;
    // The first moment at which it is two o'clock or later on the day of the night.
    let two = end;
    for (let i = Math.max(0, start - 30 * hour); i < end; i++) {
      if (moments[i]!.day === night && moments[i]!.minute >= 120) {
        two = i;
        break;
      }
    }
    return {
      shifts: shifts.filter(([at]) => at >= start && at < end),
      start,
      end,
      judged: shiftStarts.some((at) => at >= start && at < end && at >= rostered),
      date: moments[start]!.date,
      day: moments[start]!.day,
      work,
      isNight,
      night,
      endsLate: isNight && end > two,
    };
  });

  const adult = (date: string): boolean => person.age(date) >= 18;
  const minor = (date: string): boolean => person.age(date) === 16 || person.age(date) === 17;
  const longestFree = (from: number, to: number): number => {
    let longest = 0;
    let run = 0;
    for (let i = from; i < to; i++) {
      run = (onDuty[i] ?? 0) === 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  };
  /** So many times in so many hours before, the first ones first. */
  const allowance = (...limits: readonly (readonly [times: number, hours: number])[]) => {
    const used: number[] = [];
    return (at: number): boolean => {
      const free = limits.every(([times, hours]) => used.filter((one) => one > at - hours * hour).length < times);
      if (free) used.push(at);
      return free;
    };
  };

  // 3:2, 4:5 to 4:9: who may not work, or not at night.
  const first = (holds: (turn: Turn) => boolean): Turn[] => turns.filter((turn) => turn.judged && holds(turn));
  const children = first((turn) => person.age(turn.date) < 16);
  if (children.length > 0) add('NL-ATW/3:2', 'hard', person.age(children[0]!.date));
  const births = first((turn) => person.aroundBirth(turn.date));
  if (births.length > 0) add('NL-ATW/4:6', 'hard', births.length);
  const pregnantNights = first((turn) => person.pregnant(turn.date) && turn.isNight);
  if (pregnantNights.length > 0) add('NL-ATW/4:5d', 'soft', pregnantNights.length);
  const forbiddenNights = first((turn) => person.noNights(turn.date) && turn.isNight);
  if (forbiddenNights.length > 0) add('NL-ATW/4:9', 'hard', forbiddenNights.length);

  // 5:8(3): long nights, allowed while their numbers last and twelve hours of rest follow.
  const longNights = allowance([5, 14 * 24], [22, 52 * 7 * 24]);
  const isLong = turns.map((turn, t) => {
    const next = turns[t + 1]?.start ?? Number.POSITIVE_INFINITY;
    const isCandidate = adult(turn.date) && turn.isNight && turn.work > 10 * hour && turn.work <= 12 * hour;
    return isCandidate && next - turn.end >= 12 * hour && longNights(turn.start);
  });

  // 4:5(2), 4:8: the right to interrupt work, in the longest duty.
  for (const [rule, holds, share] of [
    ['NL-ATW/4:5e', person.pregnant, 8],
    ['NL-ATW/4:8', person.breastFeeding, 4],
  ] as const) {
    const own = first((turn) => holds(turn.date));
    const longest = Math.max(...own.map(({ work }) => work * boxMinutes));
    if (own.length > 0) add(rule, 'note', Math.floor(longest / share));
  }

  const daily = allowance([1, 168]);
  const afterNight = allowance([1, 168]);
  turns.forEach((turn, t) => {
    const { start, end, work, judged, date } = turn;
    const next = turns[t + 1];
    const within = turns.filter((other) => other.start >= start && other.start < start + 24 * hour);
    const isSeen = within.some((other) => other.judged);
    // 5:3: rest within 24 hours of the start.
    const rest = longestFree(start, start + 24 * hour);
    if (adult(date) && rest < 11 * hour) {
      const reduced = rest >= 8 * hour && daily(start);
      if (isSeen) add('NL-ATW/5:3', reduced ? 'note' : 'hard', rest / hour);
    }
    if (minor(date) && rest < 12 * hour && isSeen) add('NL-ATW/5:3/16', 'hard', rest / hour);
    // 5:8(4).
    if (adult(date) && turn.endsLate && next !== undefined && next.start - end < 14 * hour && !isLong[t]) {
      const reduced = next.start - end >= 8 * hour && afterNight(start);
      if (judged || next.judged) add('NL-ATW/5:8(4)', reduced ? 'note' : 'hard', (next.start - end) / hour);
    }
    if (!judged) return;
    // 5:3(1): minors between 23:00 and 06:00, a night at a time.
    if (minor(date)) {
      let minutes = 0;
      for (let i = start; i <= end; i++) {
        const minute = moments[i]!.minute;
        const isForbidden = i < end && (minute >= 1380 || minute < 360);
        if (isForbidden && atWork[i] === WORK) minutes += boxMinutes;
        if (!isForbidden && minutes > 0) {
          add('NL-ATW/5:3/16-night', 'hard', minutes);
          minutes = 0;
        }
      }
    }
    // 5:4: pauses of a quarter and more.
    let pauses = 0;
    for (let i = start; i < end; i++) if (atWork[i] !== WORK) pauses += boxMinutes;
    if (adult(date) && work > 5.5 * hour && pauses < 30) add('NL-ATW/5:4a', 'hard', pauses);
    if (adult(date) && work > 10 * hour && pauses < 45) add('NL-ATW/5:4b', 'hard', pauses);
    if (minor(date) && work > 4.5 * hour && pauses < 30) add('NL-ATW/5:4/16', 'hard', pauses);
    // 5:7, 5:8(1), 4:5(4): hours of a duty.
    if (adult(date) && work > 12 * hour) add('NL-ATW/5:7a', 'hard', work / hour);
    if (minor(date) && work > 9 * hour) add('NL-ATW/5:7/16a', 'hard', work / hour);
    if (person.pregnant(date) && work > 10 * hour) add('NL-ATW/4:5a', 'soft', work / hour);
    if (adult(date) && turn.isNight && work > 10 * hour) add('NL-ATW/5:8(1)', isLong[t] ? 'note' : 'hard', work / hour);
  });

  // 5:5: 36 hours in the 168 from the start of a duty: whether there is any duty without.
  for (const [rule, holds] of [
    ['NL-ATW/5:5', adult],
    ['NL-ATW/5:5/16', minor],
  ] as const) {
    const short = turns.filter(({ start, date }) => holds(date) && longestFree(start, start + 168 * hour) < 36 * hour);
    const seen = short.filter(({ start }) =>
      turns.some((other) => other.judged && other.start >= start && other.start < start + 168 * hour),
    );
    if (seen.length > 0) add(rule, 'hard', longestFree(seen[0]!.start, seen[0]!.start + 168 * hour) / hour);
  }

  // Series: each duty on the day of the one before, the next day, or for two nights in the next night.
  const series = (fits: (turn: Turn) => boolean): number[][] => {
    const all: number[][] = [];
    turns.forEach((turn, t) => {
      if (!fits(turn)) return;
      const before = turns[t - 1];
      const follows =
        before !== undefined &&
        fits(before) &&
        (turn.day - before.day <= 1 || (turn.isNight && before.isNight && turn.night - before.night <= 1));
      if (follows) all.at(-1)!.push(t);
      else all.push([t]);
    });
    return all;
  };
  for (const run of series((turn) => adult(turn.date) && turn.isNight)) {
    const next = turns[run.at(-1)! + 1];
    if (run.length < 3 || next === undefined) continue;
    const rest = next.start - turns[run.at(-1)!]!.end;
    const isSeen = next.judged || run.some((t) => turns[t]!.judged);
    if (rest < 46 * hour && isSeen) add('NL-ATW/5:8(5)', 'hard', rest / hour);
  }
  for (const run of series((turn) => adult(turn.date))) {
    const isSeen = run.some((t) => turns[t]!.judged);
    if (run.length > 7 && run.some((t) => turns[t]!.isNight) && isSeen) add('NL-ATW/5:8(6)', 'hard', run.length);
  }

  // Weeks from Monday to Sunday, the first box being a Monday's.
  const weekOf = (box: number): number => Math.floor(moments[box]!.day / 7);
  const weeks = weekOf(boxes.length - 1) + 1;
  const hours = new Array<number>(weeks).fill(0);
  const sundayWorked = new Array<boolean>(weeks).fill(false);
  const judgedWeek = new Array<boolean>(weeks).fill(false);
  const monday = new Array<string>(weeks).fill('');
  const sundays = new Set<number>();
  for (const { start, end, judged, date } of turns) {
    for (let i = start; i < end; i++) {
      if (judged) judgedWeek[weekOf(i)] = true;
      if (atWork[i] !== WORK) continue;
      hours[weekOf(i)]! += 1 / hour;
      if (moments[i]!.weekday !== 0) continue;
      sundayWorked[weekOf(i)] = true;
      if (judged && adult(date)) sundays.add(moments[i]!.day);
    }
  }
  callWork(beside.onCall, boxes.length, boxMinutes).forEach((called, i) => {
    if (called === 1) hours[weekOf(i)]! += 1 / hour;
  });
  moments.forEach((moment, i) => {
    if (i < boxes.length && monday[weekOf(i)] === '') monday[weekOf(i)] = moment.date;
  });
  if (sundays.size > 0) add('NL-ATW/5:6(1)', 'note', sundays.size);
  const count = (fits: (turn: Turn) => boolean): number[] => {
    const numbers = new Array<number>(weeks).fill(0);
    for (const turn of turns) if (fits(turn)) numbers[Math.floor(turn.day / 7)]! += 1;
    return numbers;
  };
  const nights = count((turn) => turn.isNight);
  /** The most in any so many weeks in a row that end in a judged week. */
  const most = (
    values: readonly number[],
    length: number,
    holds: (date: string) => boolean,
    where: (from: number, to: number) => boolean = () => true,
  ): number => {
    let result = 0;
    for (let w = 0; w < weeks; w++) {
      if (!judgedWeek[w] || !holds(monday[w]!) || !where(Math.max(0, w - length + 1), w)) continue;
      let sum = 0;
      for (let v = Math.max(0, w - length + 1); v <= w; v++) sum += values[v]!;
      result = Math.max(result, sum);
    }
    return result;
  };
  const above = (a: number, b: number): boolean => a > b + 1e-9;
  hours.forEach((inWeek, w) => {
    if (!judgedWeek[w]) return;
    if (adult(monday[w]!) && above(inWeek, 60)) add('NL-ATW/5:7b', 'hard', inWeek);
    if (minor(monday[w]!) && above(inWeek, 45)) add('NL-ATW/5:7/16b', 'hard', inWeek);
  });
  for (const [rule, severity, limit, length, holds] of [
    ['NL-ATW/5:7c', 'hard', 48, 16, adult],
    ['NL-ATW/5:7(3)', 'hard', 55, 4, adult],
    ['NL-ATW/5:7/16c', 'hard', 40, 4, minor],
    ['NL-ATW/4:5b', 'soft', 50, 4, person.pregnant],
    ['NL-ATW/4:5c', 'soft', 45, 16, person.pregnant],
  ] as const) {
    const sum = most(hours, length, holds);
    if (above(sum, limit * length)) add(rule, severity, sum / length);
  }
  const often = (from: number, to: number): boolean =>
    nights.slice(from, to + 1).reduce((sum, one) => sum + one, 0) >= 16;
  const withNights = most(hours, 16, adult, often);
  if (above(withNights, 40 * 16)) add('NL-ATW/5:8(2)', 'hard', withNights / 16);
  const judgedNights = count((turn) => turn.judged && adult(turn.date) && turn.endsLate);
  const late = most(
    count((turn) => adult(turn.date) && turn.endsLate),
    16,
    () => true,
    (from, to) => judgedNights.slice(from, to + 1).some((number) => number > 0),
  );
  if (late > 36) add('NL-ATW/5:8(8)', 'hard', late);
  const workedSundays = most(
    sundayWorked.map((worked) => (worked ? 1 : 0)),
    52,
    adult,
  );
  if (52 - workedSundays < 13) add('NL-ATW/5:6(3)', 'hard', 52 - workedSundays);
  const most16 = (where: (fromDay: number, toDay: number) => boolean): number =>
    most(
      hours,
      16,
      () => true,
      (from, to) => where(from * 7, to * 7 + 6),
    );
  const roster = { turns, atWork, onDuty, moments, boxMinutes, rostered, shiftStarts, most16 };
  besideVerdicts(add, beside, person, roster);
  return found;
}
