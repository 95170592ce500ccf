/**
 * Minimum-cost flow with real capacities by successive shortest paths (Ahuja, Magnanti & Orlin, *Network Flows*, 1993,
 * section 9.7). Costs may be negative as long as the empty flow has no negative cycle.
 */
export class FlowNetwork {
  private readonly head: number[] = [];
  private readonly to: number[] = [];
  private readonly residual: number[] = [];
  private readonly cost: number[] = [];
  private readonly next: number[] = [];

  constructor(private readonly nodes: number) {
    for (let node = 0; node < nodes; node++) this.head.push(-1);
  }

  /** Adds an arc and returns its number. */
  arc(from: number, to: number, capacity: number, cost: number): number {
    const number = this.to.length;
    this.half(from, to, capacity, cost);
    this.half(to, from, 0, -cost);
    return number;
  }

  private half(from: number, to: number, capacity: number, cost: number): void {
    this.to.push(to);
    this.residual.push(capacity);
    this.cost.push(cost);
    this.next.push(this.head[from]!);
    this.head[from] = this.to.length - 1;
  }

  /** Flow on an arc. */
  flow(arc: number): number {
    return this.residual[arc + 1]!;
  }

  /** Sends as much as fits from source to sink, cheapest paths first; the cost of what is sent is least. */
  run(source: number, sink: number): void {
    const distance = new Float64Array(this.nodes);
    const via = new Int32Array(this.nodes);
    while (this.shortestPath(source, sink, distance, via)) {
      let amount = Number.POSITIVE_INFINITY;
      for (let node = sink; node !== source; node = this.to[via[node]! ^ 1]!) {
        amount = Math.min(amount, this.residual[via[node]!]!);
      }
      for (let node = sink; node !== source; node = this.to[via[node]! ^ 1]!) {
        const arc = via[node]!;
        this.residual[arc]! -= amount;
        this.residual[arc ^ 1]! += amount;
      }
    }
  }

  /** Bellman and Ford with a queue; false where the sink is out of reach. */
  private shortestPath(source: number, sink: number, distance: Float64Array, via: Int32Array): boolean {
    distance.fill(Number.POSITIVE_INFINITY);
    via.fill(-1);
    distance[source] = 0;
    const waiting = new Uint8Array(this.nodes);
    let queue = [source];
    while (queue.length > 0) {
      const later: number[] = [];
      for (const node of queue) {
        waiting[node] = 0;
        for (let arc = this.head[node]!; arc >= 0; arc = this.next[arc]!) {
          const target = this.to[arc]!;
          const through = distance[node]! + this.cost[arc]!;
          if (this.residual[arc]! <= 1e-10 || through >= distance[target]! - 1e-10) continue;
          distance[target] = through;
          via[target] = arc;
          if (waiting[target] === 0) {
            waiting[target] = 1;
            later.push(target);
          }
        }
      }
      queue = later;
    }
    return via[sink]! >= 0;
  }
}
