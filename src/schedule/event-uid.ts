/** Identity of a shift for calendars: the agent's n-th shift of the date, whatever becomes of its times. */
export const eventUid = (date: string, n: number, agent: string): string =>
  `${date}-${agent}${n === 0 ? '' : `-${n + 1}`}@rooster`;
