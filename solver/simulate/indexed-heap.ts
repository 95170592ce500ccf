/**
 * Binary heap of items 0 … capacity − 1 by time, each at most once, with change and removal of any item: no stale entries,
 * no allocation while it runs. Equal times come out in a fixed but unspecified order.
 */
export class IndexedHeap {
  size = 0;
  private key: Float64Array;
  private items: Int32Array;
  /** Place of an item in the heap, −1 = not in it. */
  private place: Int32Array;

  constructor(capacity: number) {
    this.key = new Float64Array(capacity);
    this.items = new Int32Array(capacity);
    this.place = new Int32Array(capacity).fill(-1);
  }

  /** Earliest time, `Infinity` when empty. */
  topTime(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.key[this.items[0]!]!;
  }

  topItem(): number {
    return this.items[0]!;
  }

  has(item: number): boolean {
    return this.place[item]! >= 0;
  }

  /** Puts an item in, or moves it to another time. */
  set(item: number, time: number): void {
    let at = this.place[item]!;
    if (at < 0) {
      at = this.size++;
      this.key[item] = time;
      this.up(at, item, time);
      return;
    }
    const before = this.key[item]!;
    this.key[item] = time;
    if (time < before) this.up(at, item, time);
    else this.down(at, item, time);
  }

  remove(item: number): void {
    const at = this.place[item]!;
    if (at < 0) return;
    this.place[item] = -1;
    const last = this.items[--this.size]!;
    if (last === item) return;
    const time = this.key[last]!;
    if (at > 0 && time < this.key[this.items[(at - 1) >> 1]!]!) this.up(at, last, time);
    else this.down(at, last, time);
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.place[this.items[i]!] = -1;
    this.size = 0;
  }

  /** Makes room for more items. */
  grow(capacity: number): void {
    const key = new Float64Array(capacity);
    key.set(this.key);
    const items = new Int32Array(capacity);
    items.set(this.items);
    const place = new Int32Array(capacity).fill(-1);
    place.set(this.place);
    this.key = key;
    this.items = items;
    this.place = place;
  }

  private up(from: number, item: number, time: number): void {
    const { key, items, place } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = items[parent]!;
      if (key[other]! <= time) break;
      items[at] = other;
      place[other] = at;
      at = parent;
    }
    items[at] = item;
    place[item] = at;
  }

  private down(from: number, item: number, time: number): void {
    const { key, items, place, size } = this;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && key[items[child + 1]!]! < key[items[child]!]!) child++;
      const other = items[child]!;
      if (key[other]! >= time) break;
      items[at] = other;
      place[other] = at;
      at = child;
    }
    items[at] = item;
    place[item] = at;
  }
}
