/** First-in-first-out lists over items 0 … capacity − 1, each in at most one list; any item can be taken out. */
export class LinkedLists {
  private first: Int32Array;
  private last: Int32Array;
  private next: Int32Array;
  private previous: Int32Array;
  /** List an item is in, −1 = none. */
  private list: Int32Array;

  constructor(lists: number, capacity: number) {
    this.first = new Int32Array(lists).fill(-1);
    this.last = new Int32Array(lists).fill(-1);
    this.next = new Int32Array(capacity).fill(-1);
    this.previous = new Int32Array(capacity).fill(-1);
    this.list = new Int32Array(capacity).fill(-1);
  }

  /** First item of a list, −1 when empty. */
  head(list: number): number {
    return this.first[list]!;
  }

  listOf(item: number): number {
    return this.list[item]!;
  }

  append(list: number, item: number): void {
    const before = this.last[list]!;
    this.previous[item] = before;
    this.next[item] = -1;
    this.last[list] = item;
    this.list[item] = list;
    if (before < 0) this.first[list] = item;
    else this.next[before] = item;
  }

  prepend(list: number, item: number): void {
    const after = this.first[list]!;
    this.previous[item] = -1;
    this.next[item] = after;
    this.first[list] = item;
    this.list[item] = list;
    if (after < 0) this.last[list] = item;
    else this.previous[after] = item;
  }

  /** Takes an item out of its list; nothing happens where it is in none. */
  remove(item: number): void {
    const list = this.list[item]!;
    if (list < 0) return;
    const before = this.previous[item]!;
    const after = this.next[item]!;
    if (before < 0) this.first[list] = after;
    else this.next[before] = after;
    if (after < 0) this.last[list] = before;
    else this.previous[after] = before;
    this.list[item] = -1;
  }

  clear(): void {
    this.first.fill(-1);
    this.last.fill(-1);
    this.list.fill(-1);
  }

  grow(capacity: number): void {
    const larger = (old: Int32Array): Int32Array => {
      const array = new Int32Array(capacity).fill(-1);
      array.set(old);
      return array;
    };
    this.next = larger(this.next);
    this.previous = larger(this.previous);
    this.list = larger(this.list);
  }
}
