import type { Place } from '../errors.js';
import type { TableRow } from '../history/table.js';

/** Steps from the root of a JSON value: keys and indices. */
export type JsonPath = readonly (string | number)[];

/** A parsed JSON text that still knows where each of its values stood. */
export interface JsonSource {
  readonly file: string;
  readonly value: unknown;
  /** Place of the value at the path; where there is none, the place of its nearest ancestor. */
  readonly place: (path: JsonPath) => Place;
}

/** A CSV read whole: for the small files of a centre, not for histories. */
export interface Table {
  readonly file: string;
  readonly header: readonly string[];
  /** 1-based line of the header. */
  readonly headerLine: number;
  readonly rows: readonly TableRow[];
}

/** `queues[2].goal.serviceLevel`; keys that are no plain names in brackets. */
export function formatPath(path: JsonPath): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_$][\w$]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join('');
}

/** A value that came from no file (an API body, a test): places have a path only. */
export const jsonSource = (value: unknown, file = ''): JsonSource => ({
  file,
  value,
  place: (path) => ({ ...(file === '' ? {} : { file }), path: formatPath(path) }),
});
