/** `09:00` of minutes after midnight, and back; midnight at the end of a day is 24:00. */
export const clockOf = (minute: number): string =>
  `${String(minute > 1440 ? Math.floor(minute / 60) - 24 : Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** A time as people type it: `9`, `930`, `9.30`, `09:30`, `24:00`. Undefined where there is no such time. */
export function typedClock(text: string): string | undefined {
  const parts = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text.trim());
  if (parts === null) return undefined;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2] ?? 0)];
  return minutes > 59 || hours * 60 + minutes > 1440 ? undefined : clockOf(hours * 60 + minutes);
}
