import type { FastifyBaseLogger, FastifyRequest, FastifyServerOptions } from 'fastify';

/**
 * What a log line says of a request. The address as it is registered, not as it was called: the real one can hold the
 * secret of a calendar, names of agents or what was searched for.
 */
export const loggedRequest = (request: FastifyRequest): Record<string, unknown> => ({
  method: request.method,
  route: request.routeOptions?.url ?? 'none',
});

type Bindings = Parameters<FastifyBaseLogger['child']>[0];
type ChildOptions = Parameters<FastifyBaseLogger['child']>[1];
/** Of pino; not in Fastify's type of a log. */
interface LevelLogger {
  isLevelEnabled(level: string): boolean;
}
type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** The log of a request, made when its first line is written: most requests write none. */
class RequestLog {
  private made: FastifyBaseLogger | undefined;
  constructor(
    private readonly log: FastifyBaseLogger,
    private readonly bindings: Bindings,
    private readonly options: ChildOptions,
  ) {}

  get level(): string {
    return this.log.level;
  }
  set level(level: string) {
    this.child().level = level;
  }
  child(bindings?: Bindings, options?: ChildOptions): FastifyBaseLogger {
    this.made ??= this.log.child(this.bindings, this.options);
    return bindings === undefined ? this.made : this.made.child(bindings, options);
  }
  private write(level: Level, line: unknown[]): void {
    if ((this.log as unknown as LevelLogger).isLevelEnabled(level))
      (this.child()[level] as (...line: unknown[]) => void)(...line);
  }
  fatal(...line: unknown[]): void {
    this.write('fatal', line);
  }
  error(...line: unknown[]): void {
    this.write('error', line);
  }
  warn(...line: unknown[]): void {
    this.write('warn', line);
  }
  info(...line: unknown[]): void {
    this.write('info', line);
  }
  debug(...line: unknown[]): void {
    this.write('debug', line);
  }
  trace(...line: unknown[]): void {
    this.write('trace', line);
  }
  silent(): void {}
}

export const requestLog: NonNullable<FastifyServerOptions['childLoggerFactory']> = (log, bindings, options) =>
  new RequestLog(log, bindings, options) as unknown as FastifyBaseLogger;
