import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Bytes of answers that are kept ready to send. */
const MOST_BYTES = 64 << 20;
/** Smaller ones fit into a packet or two as they are. */
const LEAST_PACKED_BYTES = 4_096;

const pack = promisify(gzip);

/** An answer ready to send, as it is and, where that is worth it, packed. */
export interface ReadyBody {
  readonly plain: Buffer;
  readonly gzip?: Buffer;
}

const sizeOf = ({ plain, gzip: packed }: ReadyBody): number => plain.length + (packed?.length ?? 0);

/** Sends the packed bytes to who takes them. */
export function sendReady(request: FastifyRequest, reply: FastifyReply, body: ReadyBody, type: string): FastifyReply {
  reply.type(type).header('vary', 'accept-encoding');
  const takes = /(?:^|[\s,])gzip(?![^,]*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(request.headers['accept-encoding'] ?? '');
  if (body.gzip === undefined || !takes) return reply.send(body.plain);
  return reply.header('content-encoding', 'gzip').send(body.gzip);
}

/**
 * Answers ready to send, by a key that changes whenever what it stands for changes. What was asked for least lately goes
 * first.
 */
export class ReadyBodies {
  private readonly bodies = new Map<string, ReadyBody>();
  private bytes = 0;

  /** The bytes of a key; made where they are not there. */
  async of(key: string, make: () => Promise<string>): Promise<ReadyBody> {
    const known = this.bodies.get(key);
    if (known !== undefined) {
      this.bodies.delete(key);
      this.bodies.set(key, known);
      return known;
    }
    const plain = Buffer.from(await make());
    const body: ReadyBody = plain.length < LEAST_PACKED_BYTES ? { plain } : { plain, gzip: await pack(plain) };
    if (sizeOf(body) <= MOST_BYTES / 2 && !this.bodies.has(key)) {
      this.bodies.set(key, body);
      this.bytes += sizeOf(body);
    }
    for (const [oldest, old] of this.bodies) {
      if (this.bytes <= MOST_BYTES) break;
      this.bodies.delete(oldest);
      this.bytes -= sizeOf(old);
    }
    return body;
  }
}
