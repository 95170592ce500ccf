import { Counter, type Registry } from 'prom-client';

/** Upper ends of the classes of time, seconds. */
const BUCKETS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2, 10] as const;

interface Kind {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** Requests per class, the last one those over the largest. */
  readonly counts: Float64Array;
  seconds: number;
}

/**
 * Requests by route and status, and their times. Counted in plain numbers and put into the words of Prometheus when it asks, because
 * that is seldom, and counting is done for every request.
 */
export function requestFigures(
  registry: Registry,
): (method: string, route: string, status: number, ms: number) => void {
  const kinds = new Map<string, Map<string, Kind>>();
  const all = (): Kind[] => [...kinds.values()].flatMap((routes) => [...routes.values()]);

  new Counter({
    name: 'rooster_http_requests_total',
    help: 'Requests answered, by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { method, route, status, counts } of all())
        this.inc(
          { method, route, status },
          counts.reduce((sum, count) => sum + count, 0),
        );
    },
  });
  const name = 'rooster_http_request_seconds';
  const help = 'Time to the end of the answer, by route';
  registry.registerMetric({
    name,
    help,
    get: async () => ({
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: [...byRoute(all())].flatMap(([, { method, route, counts, seconds }]) => {
        let sum = 0;
        const below = BUCKETS.map((le, i) => {
          sum += counts[i]!;
          return { metricName: `${name}_bucket`, labels: { le, method, route }, value: sum };
        });
        sum += counts[BUCKETS.length]!;
        return [
          ...below,
          { metricName: `${name}_bucket`, labels: { le: '+Inf', method, route }, value: sum },
          { metricName: `${name}_sum`, labels: { method, route }, value: seconds },
          { metricName: `${name}_count`, labels: { method, route }, value: sum },
        ];
      }),
    }),
  } as unknown as Parameters<Registry['registerMetric']>[0]);

  return (method, route, status, ms) => {
    const name = `${method} ${status}`;
    let routes = kinds.get(name);
    if (routes === undefined) {
      routes = new Map();
      kinds.set(name, routes);
    }
    let kind = routes.get(route);
    if (kind === undefined) {
      kind = { method, route, status, counts: new Float64Array(BUCKETS.length + 1), seconds: 0 };
      routes.set(route, kind);
    }
    const seconds = ms / 1000;
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]!) bucket++;
    kind.counts[bucket]!++;
    kind.seconds += seconds;
  };
}

/** Times whatever the status. */
function byRoute(kinds: readonly Kind[]): Map<string, Kind> {
  const sums = new Map<string, Kind>();
  for (const kind of kinds) {
    const key = `${kind.method} ${kind.route}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...kind, counts: kind.counts.slice() });
    else {
      kind.counts.forEach((count, i) => {
        sum.counts[i]! += count;
      });
      sum.seconds += kind.seconds;
    }
  }
  return sums;
}
