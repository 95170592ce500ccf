import { type Moment, type Turn, type Verdict, WORK } from './law-brute-force.js';

/** A time on call, in boxes, with the work on calls in it. */
export interface CallDuty {
  readonly start: number;
  readonly end: number;
  readonly calls: readonly (readonly [from: number, to: number])[];
}

/** What was made known, and when. */
export interface Told {
  /** Box in which the roster is made known; may lie before the first. */
  readonly date: string;
  readonly box: number;
  /** Shifts made known before, by first and last box. */
  readonly earlier: readonly (readonly [start: number, end: number, date: string])[];
  /** Somebody who comes when called. */
  readonly onCallContract: boolean;
}

/** All that the act asks beside hours and rest: being on call, notice, the screen. */
export interface Beside {
  readonly onCall: readonly CallDuty[];
  readonly told: Told | undefined;
  /** Boxes at the screen. */
  readonly screen: Uint8Array;
}

/** Work on calls by box: less than half an hour between two is work too, and half an hour is the least (5:9(7)). */
export function callWork(onCall: readonly CallDuty[], count: number, boxMinutes: number): Uint8Array {
  const half = 30 / boxMinutes;
  const work = new Uint8Array(count + half);
  for (const [from, to] of onCall.flatMap(({ calls }) => calls)) work.fill(1, from, to);
  for (let i = 0; i < count; i++) {
    if (work[i] !== 1 || work[i + 1] === 1) continue;
    for (let gap = half; gap > 1; gap--) if (work[i + gap] === 1) work.fill(1, i, i + gap);
  }
  const raw = work.slice();
  raw.forEach((one, i) => {
    if (one === 1 && raw[i - 1] !== 1) work.fill(1, i, i + half);
  });
  return work.slice(0, count);
}

/** Verdicts on time on call, notice, calls withdrawn and time at the screen. */
export function besideVerdicts(
  add: (rule: string, severity: Verdict[0], measured: number) => void,
  { onCall, told, screen }: Beside,
  person: { readonly age: (date: string) => number },
  roster: {
    readonly turns: readonly Turn[];
    readonly atWork: Uint8Array;
    readonly onDuty: Uint8Array;
    readonly moments: readonly Moment[];
    readonly boxMinutes: number;
    readonly rostered: number;
    readonly shiftStarts: readonly number[];
    /** The most in 16 weeks that end in a week of the roster, where they pass. */
    readonly most16: (where: (fromDay: number, toDay: number) => boolean) => number;
  },
): void {
  const { turns, atWork, onDuty, moments, boxMinutes, rostered } = roster;
  const hour = 60 / boxMinutes;
  const count = onDuty.length;
  const standby = new Uint8Array(count);
  for (const { start, end } of onCall) standby.fill(1, start, end);
  const ours = onCall.filter(({ start }) => start >= rostered);

  // 5:9(1).
  const young = ours.filter(({ start }) => person.age(moments[start]!.date) < 18);
  if (young.length > 0) add('NL-ATW/5:9(1)', 'hard', person.age(moments[young[0]!.start]!.date));

  // 5:9(2): days, and pairs of days, free in the 28 days from the start of a time on call.
  for (const [rule, hours, times, alsoWork] of [
    ['NL-ATW/5:9(2)a', 24, 14, false],
    ['NL-ATW/5:9(2)b', 48, 2, true],
  ] as const) {
    let least = Number.POSITIVE_INFINITY;
    const isTaken = (box: number): boolean => standby[box] === 1 || (alsoWork && onDuty[box] === 1);
    // First free box, and first taken one, from each box on; after the last all is free.
    const freeFrom = new Uint32Array(onCall.length === 0 ? 0 : count).fill(count);
    const takenFrom = new Float64Array(freeFrom.length).fill(Number.POSITIVE_INFINITY);
    for (let i = freeFrom.length - 1; i >= 0; i--) {
      freeFrom[i] = isTaken(i) ? (freeFrom[i + 1] ?? count) : i;
      takenFrom[i] = isTaken(i) ? i : (takenFrom[i + 1] ?? Number.POSITIVE_INFINITY);
    }
    for (const { start } of onCall) {
      const end = start + 28 * 24 * hour;
      const isOurs =
        ours.some((one) => one.start >= start && one.start < end) ||
        (alsoWork && turns.some((turn) => turn.judged && turn.start >= start && turn.start < end));
      if (!isOurs) continue;
      let pieces = 0;
      for (let i = start; i < end; ) {
        const next = Math.min(end, isTaken(i) ? freeFrom[i]! : (takenFrom[i] ?? end));
        if (!isTaken(i)) pieces += Math.floor((next - i) / (hours * hour));
        i = next;
      }
      least = Math.min(least, pieces);
    }
    if (least < times) add(rule, 'hard', least);
  }

  // 5:9(3): eleven hours before a night duty and fourteen after it.
  for (const { start, end, judged, isNight } of turns) {
    if (!isNight) continue;
    for (const [from, to] of [
      [start - 11 * hour, start],
      [end, end + 14 * hour],
    ] as const) {
      let boxes = 0;
      for (let i = Math.max(0, from); i < Math.min(count, to); i++) boxes += standby[i]!;
      const isOurs = judged || ours.some((one) => one.start < to && one.end > from);
      if (boxes > 0 && isOurs) add('NL-ATW/5:9(3)', 'hard', boxes / hour);
    }
  }

  // 5:9(4): as near as one likes to a time on call is within its 24 hours.
  const calls = callWork(onCall, count, boxMinutes);
  const length = 24 * hour;
  const until = (holds: (box: number) => boolean): ((box: number) => number) => {
    const sums = new Uint32Array(count + 1);
    for (let i = 0; i < count; i++) sums[i + 1] = sums[i]! + (holds(i) ? 1 : 0);
    return (box) => sums[Math.max(0, Math.min(count, box))]!;
  };
  const judged = new Uint8Array(count);
  for (const turn of turns) if (turn.judged) judged.fill(1, turn.start, turn.end);
  for (const { start, end } of ours) judged.fill(1, start, end);
  const worked = until((i) => atWork[i] === WORK || calls[i] === 1);
  const near = until((i) => standby[i] === 1);
  const ourWork = until((i) => judged[i] === 1);
  const ourCall = until((i) => judged[i] === 1 && standby[i] === 1);
  let mostWork = 0;
  for (let i = -length; onCall.length > 0 && i < count; i++) {
    if (near(i + length + 1) === near(i - 1)) continue;
    if (ourWork(i + length) === ourWork(i) && ourCall(i + length + 1) === ourCall(i - 1)) continue;
    mostWork = Math.max(mostWork, worked(i + length) - worked(i));
  }
  if (mostWork > 13 * hour) add('NL-ATW/5:9(4)', 'hard', mostWork / hour);

  // 5:9(5)(6): times on call between midnight and six.
  const nights = onCall.filter(({ start, end }) => moments.slice(start, end).some(({ minute }) => minute < 360));
  const hours = roster.most16(
    (fromDay, toDay) =>
      nights.filter(({ start }) => moments[start]!.day >= fromDay && moments[start]!.day <= toDay).length >= 16,
  );
  if (hours > 40 * 16 + 1e-9) add('NL-ATW/5:9(5)', hours > 45 * 16 + 1e-9 ? 'hard' : 'soft', hours / 16);

  // The screen: two hours without ten minutes off it.
  let atScreen = 0;
  for (const { start, end, judged } of turns) {
    let run = 0;
    let off = 0;
    for (let i = start; judged && i < end; i++) {
      off = screen[i] === WORK ? 0 : off + 1;
      if (off * boxMinutes >= 10) run = 0;
      run += screen[i] === WORK ? 1 : 0;
      atScreen = Math.max(atScreen, run);
    }
  }
  if (atScreen > 2 * hour) add('NL-KSF/1.2', 'note', atScreen / hour);

  if (told !== undefined) toldVerdicts(add, told, turns, roster.shiftStarts, rostered);
}

/** 4:2, BW 7:628a: what was made known too late, and calls withdrawn too late. */
function toldVerdicts(
  add: (rule: string, severity: Verdict[0], measured: number) => void,
  { date, box, earlier, onCallContract }: Told,
  turns: readonly Turn[],
  shiftStarts: readonly number[],
  rostered: number,
): void {
  const ahead = (of: string): number => (Date.parse(of) - Date.parse(date)) / 86_400_000;
  const own = shiftStarts.filter((start) => start >= rostered);
  const known = new Map(earlier.map(([start, end]) => [start, end]));
  const ends = new Map(turns.flatMap(({ shifts }) => shifts));
  const isNews = (start: number): boolean => known.get(start) !== ends.get(start);
  const news = turns.filter(({ start, end }) => own.some((at) => at >= start && at < end && isNews(at)));
  for (const [rule, days, holds] of [
    ['NL-ATW/4:2(2)', 28, true],
    ['NL-ATW/4:2(3)', 4, true],
    ['NL-BW/628a(2)', 4, onCallContract],
  ] as const) {
    const late = news.filter((turn) => ahead(turn.date) < days);
    if (holds && late.length > 0) add(rule, 'soft', Math.max(0, ahead(late[0]!.date)));
  }
  for (const [start, end, on] of onCallContract ? earlier : []) {
    if (start < box || ahead(on) >= 4) continue;
    if (!own.some((at) => at === start && ends.get(at) === end)) add('NL-BW/628a(3)', 'soft', ahead(on));
  }
}
