import { IndexedHeap } from './indexed-heap.js';
import { LinkedLists } from './linked-lists.js';

/** What the timer of a contact means. */
export const STATE = { waiting: 0, coming: 1, served: 2 } as const;

/** All contacts that are in the centre or on their way to it; places are reused, and doubled where they run out. */
export class ContactPool {
  queue: Int32Array;
  state: Uint8Array;
  /** 1 once an agent has begun. */
  begun: Uint8Array;
  /** Interval of arrival. */
  interval: Int32Array;
  arrived: Float64Array;
  /** Handle time still to do at speed 1. */
  work: Float64Array;
  patience: Float64Array;
  /** Deadline of deferrable work. */
  due: Float64Array;
  /** Moment of giving up while waiting, of arriving while coming. */
  readonly timers: IndexedHeap;
  /** Waiting contacts per queue, longest wait first. */
  readonly waiting: LinkedLists;
  private nextFree: Int32Array;
  private firstFree = 0;
  private capacity: number;

  constructor(queues: number, capacity = 1024) {
    this.capacity = capacity;
    this.queue = new Int32Array(capacity);
    this.state = new Uint8Array(capacity);
    this.begun = new Uint8Array(capacity);
    this.interval = new Int32Array(capacity);
    this.arrived = new Float64Array(capacity);
    this.work = new Float64Array(capacity);
    this.patience = new Float64Array(capacity);
    this.due = new Float64Array(capacity);
    this.timers = new IndexedHeap(capacity);
    this.waiting = new LinkedLists(queues, capacity);
    this.nextFree = Int32Array.from({ length: capacity }, (_, i) => i + 1);
  }

  take(): number {
    if (this.firstFree === this.capacity) this.grow();
    const contact = this.firstFree;
    this.firstFree = this.nextFree[contact]!;
    return contact;
  }

  release(contact: number): void {
    this.nextFree[contact] = this.firstFree;
    this.firstFree = contact;
  }

  clear(): void {
    this.timers.clear();
    this.waiting.clear();
    for (let i = 0; i < this.capacity; i++) this.nextFree[i] = i + 1;
    this.firstFree = 0;
  }

  private grow(): void {
    const before = this.capacity;
    const capacity = before * 2;
    const larger = <T extends Int32Array | Uint8Array | Float64Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.queue = larger(this.queue, new Int32Array(capacity));
    this.state = larger(this.state, new Uint8Array(capacity));
    this.begun = larger(this.begun, new Uint8Array(capacity));
    this.interval = larger(this.interval, new Int32Array(capacity));
    this.arrived = larger(this.arrived, new Float64Array(capacity));
    this.work = larger(this.work, new Float64Array(capacity));
    this.patience = larger(this.patience, new Float64Array(capacity));
    this.due = larger(this.due, new Float64Array(capacity));
    this.nextFree = larger(this.nextFree, new Int32Array(capacity));
    for (let i = before; i < capacity; i++) this.nextFree[i] = i + 1;
    this.timers.grow(capacity);
    this.waiting.grow(capacity);
    this.capacity = capacity;
  }
}
