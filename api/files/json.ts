import { readFile } from 'node:fs/promises';
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { formatPath, type JsonPath, type JsonSource } from '../../src/centre/source.js';
import { type Checked, type Issue, inputError, type Place } from '../../src/errors.js';

/**
 * Parses JSON text (strict: no comments, no trailing commas) and remembers the line and column of every value.
 * Issues: `json-syntax` (all of them), `key-duplicate`.
 * @param file name used in messages
 */
export function parseJson(text: string, file: string): Checked<JsonSource> {
  const content = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const errors: ParseError[] = [];
  const root = parseTree(content, errors, { disallowComments: true, allowTrailingComma: false });
  const position = positions(content);
  const issues: Issue[] = errors.map(({ error, offset }) => {
    const { message, hint } = syntaxWords(printParseErrorCode(error));
    return inputError('json-syntax', message, hint, { file, ...position(offset) });
  });
  if (root === undefined) return { ok: false, issues };
  duplicateKeys(root, [], (path, node) =>
    issues.push(
      inputError('key-duplicate', `"${path.at(-1)}" is there twice.`, 'Keep one of them.', {
        file,
        ...position(node.offset),
        path: formatPath(path),
      }),
    ),
  );
  if (issues.length > 0) return { ok: false, issues };
  const value: unknown = getNodeValue(root);
  const place = (path: JsonPath): Place => ({
    file,
    ...position(nearestNode(root, path).offset),
    ...(path.length === 0 ? {} : { path: formatPath(path) }),
  });
  return { ok: true, value: { file, value, place }, issues: [] };
}

/** Reads and parses a JSON file. Issues beside those of the text: `file-missing`, `file-unreadable`, `text-not-utf8`. */
export async function readJson(path: string, file = path): Promise<Checked<JsonSource>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return { ok: false, issues: [unreadable(error, file)] };
  }
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), file);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      ok: false,
      issues: [inputError('text-not-utf8', 'The file is not UTF-8 text.', 'Save it as UTF-8.', { file })],
    };
  }
}

/** The issue for a file that cannot be opened. */
export function unreadable(error: unknown, file: string): Issue {
  const code = (error as { readonly code?: unknown }).code;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? inputError('file-missing', `There is no file ${file}.`, 'Create it or check the path.', { file })
    : inputError(
        'file-unreadable',
        `${file} cannot be read (${String(code ?? error)}).`,
        'Check that it is a file and that you may read it.',
        { file },
      );
}

/** 1-based line and column of an offset. */
function positions(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}

/** The node at the path, or that of its nearest ancestor that exists. */
function nearestNode(root: Node, path: JsonPath): Node {
  let node = root;
  for (const step of path) {
    const child =
      typeof step === 'number'
        ? node.children?.[step]
        : node.children?.find((property) => property.children?.[0]?.value === step)?.children?.[1];
    if (child === undefined) return node;
    node = child;
  }
  return node;
}

function duplicateKeys(node: Node, path: JsonPath, report: (path: JsonPath, key: Node) => void): void {
  if (node.type === 'array')
    for (const [i, item] of (node.children ?? []).entries()) duplicateKeys(item, [...path, i], report);
  if (node.type !== 'object') return;
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined) continue;
    const name = String(key.value);
    if (seen.has(name)) report([...path, name], key);
    seen.add(name);
    if (value !== undefined) duplicateKeys(value, [...path, name], report);
  }
}

function syntaxWords(code: string): { message: string; hint: string } {
  const known: Readonly<Record<string, [string, string]>> = {
    InvalidSymbol: ['This is no JSON value.', 'Texts stand in double quotes; true, false, null and numbers without.'],
    InvalidNumberFormat: ['This is no number.', 'Write numbers like 0.8, without leading zeros or plus.'],
    PropertyNameExpected: ['A key in double quotes is missing.', 'Write "key": value; no comma after the last pair.'],
    ValueExpected: ['A value is missing.', 'Write a value; no comma after the last one.'],
    ColonExpected: ['A colon is missing after the key.', 'Write "key": value.'],
    CommaExpected: ['A comma is missing.', 'Separate pairs and values with commas.'],
    CloseBraceExpected: ['A closing } is missing.', 'Close every { with }.'],
    CloseBracketExpected: ['A closing ] is missing.', 'Close every [ with ].'],
    EndOfFileExpected: ['There is more text after the end.', 'One JSON value is all a file may hold.'],
    InvalidCommentToken: ['Comments are not allowed in JSON.', 'Remove the comment.'],
    UnexpectedEndOfComment: ['A comment does not end.', 'Remove the comment.'],
    UnexpectedEndOfString: ['A text does not end.', 'Close it with a double quote on the same line.'],
    InvalidUnicode: ['A \\u escape is wrong.', 'Write \\u and four hexadecimal digits.'],
    InvalidEscapeCharacter: ['An escape is wrong.', 'After \\ only " \\ / b f n r t u may stand.'],
    InvalidCharacter: ['A control character stands in a text.', 'Write it as \\n, \\t or \\u….'],
  };
  const [message, hint] = known[code] ?? [`The text is not JSON (${code}).`, 'Correct the text.'];
  return { message, hint };
}
