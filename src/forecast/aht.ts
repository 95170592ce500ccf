import type { CleanHistory } from '../history/series.js';
import { intervalGrid } from '../time/grid.js';
import { daysBetween } from '../time/zone.js';

const LEVEL_HALF_LIFE_DAYS = 28;
const SHAPE_HALF_LIFE_DAYS = 91;
/** Contacts that an interval's own mean needs to weigh as much as the wider one. */
const SHRINK_CONTACTS = 60;

/**
 * Contacts that the handle time of the last quarter counts for against that of the last weeks, and the expected one against
 * the last quarter: a single contact differs by about its own length, so a sparse queue's weeks say little.
 */
const USUAL_CONTACTS = 100;
const DEFAULT_CONTACTS = 10;

/** Expected handle time by kind of day and wall-clock position. */
export interface AhtModel {
  /** @param weekday ISO weekday; @param position wall-clock interval. Seconds. */
  seconds(weekday: number, position: number): number;
}

/**
 * Handle time as level × shape: means weighted by handled contacts; the level follows drift (half-life four weeks; where
 * contacts are few it stays near that of the quarter, and of the default), the
 * shape (half-life a quarter) per weekday and position is shrunk to that of the position on all days and this to the whole.
 */
export function fitAht(clean: CleanHistory, originMs: number, defaultSeconds: number): AhtModel {
  const { series, usable } = clean;
  const dayCount = daysBetween(series.fromDate, series.toDate) + 1;
  const grid = intervalGrid(series.zone, series.fromDate, dayCount, series.intervalMinutes);
  const known = grid.days.filter((day) => day.endMs <= originMs).length;
  const positions = 1440 / series.intervalMinutes;
  const time = new Float64Array(7 * positions);
  const contacts = new Float64Array(7 * positions);
  let levelTime = 0;
  let levelContacts = 0;
  for (let d = 0; d < known; d++) {
    const age = known - d;
    const weight = 0.5 ** (age / SHAPE_HALF_LIFE_DAYS);
    const levelWeight = 0.5 ** (age / LEVEL_HALF_LIFE_DAYS);
    for (let i = grid.dayOffset[d]!; i < grid.dayOffset[d + 1]!; i++) {
      const aht = series.ahtSeconds[i]!;
      const recorded = series.handled[i]!;
      const handled = Number.isNaN(recorded) ? series.offered[i]! : recorded;
      if (!(aht > 0) || !(handled > 0) || usable[i] !== 1) continue;
      const cell = (grid.days[d]!.weekday - 1) * positions + Math.floor(grid.minute[i]! / series.intervalMinutes);
      time[cell]! += weight * handled * aht;
      contacts[cell]! += weight * handled;
      levelTime += levelWeight * handled * aht;
      levelContacts += levelWeight * handled;
    }
  }
  if (levelContacts === 0) return { seconds: () => defaultSeconds };
  const allTime = time.reduce((a, b) => a + b, 0);
  const allContacts = contacts.reduce((a, b) => a + b, 0);
  const total = allTime / allContacts;
  const usual = (allTime + DEFAULT_CONTACTS * defaultSeconds) / (allContacts + DEFAULT_CONTACTS);
  const level = (levelTime + USUAL_CONTACTS * usual) / (levelContacts + USUAL_CONTACTS);
  const pooled = Float64Array.from({ length: positions }, (_, p) => {
    let t = SHRINK_CONTACTS * total;
    let c = SHRINK_CONTACTS;
    for (let w = 0; w < 7; w++) {
      t += time[w * positions + p]!;
      c += contacts[w * positions + p]!;
    }
    return t / c;
  });
  return {
    seconds(weekday, position) {
      const cell = (weekday - 1) * positions + position;
      const own = (time[cell]! + SHRINK_CONTACTS * pooled[position]!) / (contacts[cell]! + SHRINK_CONTACTS);
      return (level * own) / total;
    },
  };
}
