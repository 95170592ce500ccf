import { type ChildProcess, fork } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What a process of its own is asked to load a server of this machine with. */
export interface Load {
  readonly port: number;
  /** Asked for in turns. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly requests: number;
  /** Connections that are kept open, one request at a time on each. */
  readonly connections: number;
}

/** Milliseconds from the request to the last byte of the answer. */
export interface Loaded {
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the last answer, without its head. */
  readonly bytes: number;
}

/** A process that loads servers, so that the one under test has its thread to itself. */
export function loadClient(): { run(load: Load): Promise<Loaded>; close(): void } {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), ['load']);
  return {
    run: (load) =>
      new Promise((resolve, reject) => {
        child.once('message', (answer: Loaded | { error: string }) =>
          'error' in answer ? reject(new Error(answer.error)) : resolve(answer),
        );
        child.send(load);
      }),
    close: () => child.disconnect(),
  };
}

if (process.argv[2] === 'load')
  process.on('message', (load: Load) => {
    void run(load).then(
      (loaded) => process.send!(loaded),
      (error: Error) => process.send!({ error: error.message }),
    );
  });

async function run({ port, paths, headers, requests, connections }: Load): Promise<Loaded> {
  const head = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const texts = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${head.join('')}\r\n`));
  const times: number[] = [];
  let bytes = 0;
  let next = 0;
  // The least that understands an answer with a length: a full client would take longer than the server.
  const lane = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let from = 0;
      let missing = -1;
      let start = '';
      const ask = (): void => {
        if (next >= requests) {
          socket.end();
          resolve();
          return;
        }
        from = performance.now();
        missing = -1;
        start = '';
        socket.write(texts[next++ % texts.length]!);
      };
      socket.on('connect', ask);
      socket.on('error', reject);
      socket.on('data', (chunk: Buffer) => {
        let body = chunk.length;
        if (missing < 0) {
          start += chunk.toString('latin1');
          const end = start.indexOf('\r\n\r\n');
          if (end < 0) return;
          if (!start.startsWith('HTTP/1.1 200')) {
            reject(new Error(start.slice(0, 300)));
            return;
          }
          missing = Number(/\r\ncontent-length: (\d+)/i.exec(start)![1]);
          bytes = missing;
          body = start.length - end - 4;
        }
        missing -= body;
        if (missing > 0) return;
        times.push(performance.now() - from);
        ask();
      });
    });
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))]!;
  return { seconds, p50: at(0.5), p99: at(0.99), bytes };
}
