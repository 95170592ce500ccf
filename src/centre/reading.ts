import type { IsoWeekday } from '../domain/centre.js';
import { parseMinute } from '../time/zone.js';
import { type IssueList, knownHint } from './issue-list.js';
import { DAY_NAMES } from './schema-words.js';
import { formatPath, type JsonPath, type JsonSource } from './source.js';

/** Names defined in centre.json by kind, those of faulty entries included, so that one fault is not told twice. */
export interface KnownIds {
  readonly site: ReadonlySet<string>;
  readonly skill: ReadonlySet<string>;
  readonly queue: ReadonlySet<string>;
  readonly activity: ReadonlySet<string>;
  readonly contract: ReadonlySet<string>;
  readonly shift: ReadonlySet<string>;
  readonly 'work-plan': ReadonlySet<string>;
  readonly rotation: ReadonlySet<string>;
}
export type IdKind = keyof KnownIds;

/** What the readers of the parts of centre.json share. */
export interface Reading {
  readonly source: JsonSource;
  readonly issues: IssueList;
  readonly known: KnownIds;
  readonly intervalMinutes: number;
  readonly slotMinutes: number;
}

/** An entry of a list that fits its schema, with its place. */
export interface Entry<T> {
  readonly value: T;
  readonly path: JsonPath;
}

/** Reports a name that is not defined: `skill-unknown`, `work-plan-unknown` … */
export function checkKnown(reading: Reading, kind: IdKind, name: string, path: JsonPath): boolean {
  const known = reading.known[kind];
  if (known.has(name)) return true;
  const word = kind.replace('-', ' ');
  reading.issues.at(reading.source, path, `${kind}-unknown`, `There is no ${word} "${name}".`, knownHint(name, known));
  return false;
}

/** Reports kinds of which no shift is, `path` is that of the list: `kind-unknown`. */
export function checkKinds(
  { source, issues }: Pick<Reading, 'source' | 'issues'>,
  kinds: readonly string[] | undefined,
  known: ReadonlySet<string>,
  path: JsonPath,
): void {
  kinds?.forEach((kind, k) => {
    if (!known.has(kind))
      issues.at(source, [...path, k], 'kind-unknown', `No shift is of kind "${kind}".`, knownHint(kind, known));
  });
}

/** Reports ids that occur twice in a list: `id-duplicate`. */
export function checkDuplicates(
  reading: Pick<Reading, 'source' | 'issues'>,
  entries: readonly { readonly id: string; readonly path: JsonPath }[],
): void {
  const first = new Map<string, JsonPath>();
  for (const { id, path } of entries) {
    const before = first.get(id);
    if (before === undefined) first.set(id, path);
    else
      reading.issues.at(
        reading.source,
        [...path, 'id'],
        'id-duplicate',
        `"${id}" is already the id of ${formatPath(before)}.`,
        'Give each a different id.',
      );
  }
}

/** Minutes of a time that has passed its schema. */
export const minuteOf = (text: string): number => parseMinute(text) ?? 0;

/** Weekdays from `mon-fri`, `mon,wed`, `daily` or a list; ascending, each once. `fri-mon` goes over the weekend. */
export function weekdaysOf(days: string | readonly string[]): IsoWeekday[] {
  const found = new Set<IsoWeekday>();
  const number = (name: string) => (DAY_NAMES.indexOf(name as (typeof DAY_NAMES)[number]) + 1) as IsoWeekday;
  const parts = typeof days !== 'string' ? days : days === 'daily' ? ['mon-sun'] : days.split(/[,| ] ?/);
  for (const part of parts) {
    const [from, to = from] = part.split('-');
    let day = number(from!);
    const last = number(to!);
    found.add(day);
    while (day !== last) {
      day = ((day % 7) + 1) as IsoWeekday;
      found.add(day);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Whole minutes of hours, or undefined where they are none. */
export function minutesOfHours(hours: number): number | undefined {
  const minutes = Math.round(hours * 60);
  return Math.abs(hours * 60 - minutes) < 1e-6 ? minutes : undefined;
}
