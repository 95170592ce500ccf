import { offset } from '../format.js';

const offsetMs = (ms: number, zone: string): number => {
  const text = offset(ms, zone);
  const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number);
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};

/** First instant of a local date. Two looks suffice: the offset at midnight is one of those a day around it. */
export function startOfDay(date: string, zone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`);
  const guess = wall - offsetMs(wall, zone);
  return wall - offsetMs(guess, zone);
}
