import type { AvailabilityWindow } from '../domain/agent.js';
import { type Issue, inputError } from '../errors.js';
import { addDays } from '../time/dates.js';
import type { ListedWish } from './overlay.js';

/** What a list of wishes for a week may hold. */
export interface WishLimits {
  /** First day of the week. */
  readonly monday: string;
  readonly most: number;
  /** Kinds of shift of the agent's work plan. */
  readonly kinds: readonly string[];
}

/** What is wrong with a list: `wishes-many`, `wish-outside-week`, `wish-kind`, `wish-times`, `wish-twice`, each with its place. */
export function wishIssues(list: readonly ListedWish[], { monday, most, kinds }: WishLimits): Issue[] {
  const issues: Issue[] = [];
  if (list.length > most)
    issues.push(inputError('wishes-many', `There are ${list.length} wishes.`, `Keep the ${most} you care for most.`));
  const known = new Set<string>();
  for (const [i, { date, want }] of list.entries()) {
    const report = (code: string, message: string, hint: string): void =>
      void issues.push(inputError(code, message, hint, { path: `wishes[${i}]` }));
    if (date < monday || date > addDays(monday, 6))
      report('wish-outside-week', `${date} lies outside the week.`, `Name a day from ${monday} on.`);
    if ('kinds' in want)
      for (const kind of want.kinds.filter((one) => !kinds.includes(one)))
        report('wish-kind', `You have no shifts of kind "${kind}".`, `Use ${kinds.join(', ')}.`);
    if (want.kind === 'start' && want.fromMinute > want.toMinute)
      report('wish-times', 'The window of starts ends before it begins.', 'Give the earlier time first.');
    const key = `${date} ${JSON.stringify(want)}`;
    if (known.has(key)) report('wish-twice', `The wish for ${date} stands here twice.`, 'Take one out.');
    known.add(key);
  }
  return issues;
}

/** Minutes of a week that windows leave open; without windows all of it. */
export function availableMinutes(
  windows: readonly Pick<AvailabilityWindow, 'weekdays' | 'fromMinute' | 'toMinute'>[],
): number {
  const WEEK = 7 * 1440;
  if (windows.length === 0) return WEEK;
  const open = new Uint8Array(WEEK);
  for (const { weekdays, fromMinute, toMinute } of windows)
    for (const day of weekdays)
      for (let minute = fromMinute; minute < toMinute; minute++) open[((day - 1) * 1440 + minute) % WEEK] = 1;
  return open.reduce((sum, one) => sum + one, 0);
}
