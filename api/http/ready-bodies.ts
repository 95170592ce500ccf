/** Bytes of answers that are kept ready to send. */
const MOST_BYTES = 64 << 20;

/**
 * Answers ready to send, by a key that changes whenever what it stands for changes. What was asked for least lately goes
 * first.
 */
export class ReadyBodies {
  private readonly bodies = new Map<string, Buffer>();
  private bytes = 0;

  /** The bytes of a key; made where they are not there. */
  async of(key: string, make: () => Promise<string>): Promise<Buffer> {
    const known = this.bodies.get(key);
    if (known !== undefined) {
      this.bodies.delete(key);
      this.bodies.set(key, known);
      return known;
    }
    const body = Buffer.from(await make());
    if (body.length <= MOST_BYTES / 2 && !this.bodies.has(key)) {
      this.bodies.set(key, body);
      this.bytes += body.length;
    }
    for (const [oldest, old] of this.bodies) {
      if (this.bytes <= MOST_BYTES) break;
      this.bodies.delete(oldest);
      this.bytes -= old.length;
    }
    return body;
  }
}
