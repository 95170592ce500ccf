import type { CellBlock } from '../../src/history/cell-block.js';

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
/** Characters of a row; longer ones are left to the parser that knows the limit of a record. */
const LONGEST_PLAIN_ROW = 1 << 18;

/**
 * Splits rows without quotes, without control characters and with one kind of line end: nearly all there are, ten times as fast as
 * the parser for all of CSV (csv-parse), and with the same result: cells trimmed, rows without content left out.
 * @param text whole lines
 * @param strict lines end with CR LF, never with LF alone
 * @param firstLine 1-based number of the first line
 * @returns undefined where the text is not as plain as that
 */
export function splitPlain(
  text: string,
  delimiter: ',' | ';',
  strict: boolean,
  firstLine: number,
): CellBlock | undefined {
  const separator = delimiter.charCodeAt(0);
  const length = text.length;
  let from = new Int32Array((length >> 2) + 16);
  let to = new Int32Array(from.length);
  let line = new Int32Array((length >> 4) + 16);
  let firstCell = new Int32Array(line.length + 1);
  let rowCount = 0;
  let cells = 0;
  let rowLine = firstLine;
  let rowStart = 0;
  let cellStart = 0;
  let hasContent = false;
  for (let i = 0; i <= length; i++) {
    const character = i < length ? text.charCodeAt(i) : LINE_FEED;
    if (character > QUOTE && character !== separator) continue;
    if (character === SPACE || character === TAB || character === 33) continue;
    const endsRow = character === LINE_FEED;
    if (!endsRow && character !== separator) {
      if (character !== RETURN || i + 1 >= length || text.charCodeAt(i + 1) !== LINE_FEED) return undefined;
      continue;
    }
    if (endsRow && i < length && strict && (i === 0 || text.charCodeAt(i - 1) !== RETURN)) return undefined;

    let a = cellStart;
    let b = i;
    while (a < b && isBlank(text.charCodeAt(a))) a++;
    while (b > a && isBlank(text.charCodeAt(b - 1))) b--;
    cellStart = i + 1;
    if (a < b) {
      const first = text.charCodeAt(a);
      if ((first > 127 || text.charCodeAt(b - 1) > 127) && text.slice(a, b).trim().length < b - a) return undefined;
      if (first === APOSTROPHE && isGuarded(text, a, b)) a++;
      hasContent = true;
    }
    if (cells === from.length) {
      from = grown(from);
      to = grown(to);
    }
    from[cells] = a;
    to[cells++] = b;
    if (!endsRow) continue;

    if (i - rowStart > LONGEST_PLAIN_ROW) return undefined;
    rowStart = i + 1;
    if (hasContent) {
      if (rowCount === line.length) {
        line = grown(line);
        firstCell = grown(firstCell);
      }
      line[rowCount++] = rowLine;
      firstCell[rowCount] = cells;
    } else cells = firstCell[rowCount]!;
    hasContent = false;
    rowLine++;
  }
  return { text, rowCount, line, firstCell, from, to };
}

const isBlank = (character: number): boolean => character === SPACE || character === TAB || character === RETURN;

/** Text that was kept from being run as a formula: apostrophes before one of = + - @ tab return. */
function isGuarded(text: string, from: number, to: number): boolean {
  let i = from;
  while (i < to && text.charCodeAt(i) === APOSTROPHE) i++;
  return i < to && '=+-@\t\r'.includes(text.charAt(i));
}

function grown(old: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(old.length * 2 + 1);
  next.set(old);
  return next;
}
