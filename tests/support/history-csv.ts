/** Rows of a queue: two years of half hours. */
const ROWS_OF_QUEUE = 35_040;
const PIECE = 1 << 16;

/** A history file of made-up half hours in pieces: queue after queue, or all queues at each time as exports of a whole centre have it. */
export function* historyCsv(rows: number, interleaved = false): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const queues = Math.ceil(rows / ROWS_OF_QUEUE);
  const starts = Array.from({ length: ROWS_OF_QUEUE }, (_, i) =>
    new Date(Date.UTC(2024, 10, 18) + i * 1_800_000).toISOString().slice(0, 16),
  );
  let piece = 'start,queue,interval_minutes,offered,handled,aht_seconds\n';
  for (let i = 0; i < rows; i++) {
    const queue = interleaved ? i % queues : Math.floor(i / ROWS_OF_QUEUE);
    const start = starts[interleaved ? Math.floor(i / queues) : i % ROWS_OF_QUEUE];
    piece += `${start}Z,queue-${queue},30,${i % 97},${i % 89},${300 + (i % 50)}.5\n`;
    if (piece.length < PIECE) continue;
    yield encoder.encode(piece);
    piece = '';
  }
  if (piece !== '') yield encoder.encode(piece);
}
