/** Columns padded to their widest cell; numbers to the right, those of `left` (and the first) to the left. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  left: ReadonlySet<number>,
): string[] {
  const widths = header.map((name, c) => Math.max(name.length, ...rows.map((row) => row[c]!.length)));
  return [header, ...rows].map((row) =>
    row.map((cell, c) => (c === 0 || left.has(c) ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  '),
  );
}
