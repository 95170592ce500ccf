import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Bytes of answers that are kept ready to send. */
const MOST_BYTES = 64 << 20;
/** Smaller ones fit into a packet or two as they are. */
const LEAST_PACKED_BYTES = 4_096;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

const nameOf = (key: string, packed: boolean): string => (packed ? `packed ${key}` : key);

/** An answer ready to send, as it is or packed. */
export interface ReadyBody {
  readonly bytes: Buffer;
  readonly packed: boolean;
}

const TAKES_GZIP = /(?:^|[\s,])gzip(?![^,]*;\s*q=0(?:\.0*)?\s*(?:,|$))/i;

/** True where who asks takes packed bytes. */
const takesPacked = ({ headers }: FastifyRequest): boolean => TAKES_GZIP.test(headers['accept-encoding'] ?? '');

/**
 * Answers ready to send, by a key that changes whenever what it stands for changes: packed for those who take that, else as they are;
 * only what has been asked for. What was not asked for while half the room filled goes.
 */
export class ReadyBodies {
  private young = new Map<string, ReadyBody>();
  private old = new Map<string, ReadyBody>();
  private bytes = 0;

  /** Sends the answer of a key; it is made where it is not there. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    { key, type, make }: { readonly key: string; readonly type: string; readonly make: () => Promise<string> },
  ): FastifyReply | Promise<FastifyReply> {
    const takes = takesPacked(request);
    const ready = this.find(key, takes);
    if (ready !== undefined) return sendReady(reply, ready, type);
    return this.made(key, takes, make).then((body) => sendReady(reply, body, type));
  }

  /** The answer of a key as text. */
  async text(key: string, make: () => Promise<string>): Promise<string> {
    return (this.find(key, false) ?? (await this.made(key, false, make))).bytes.toString('utf8');
  }

  private find(key: string, packed: boolean): ReadyBody | undefined {
    const name = nameOf(key, packed);
    const ready = this.young.get(name) ?? this.old.get(name);
    if (ready !== undefined && this.old.delete(name)) this.keep(name, ready);
    return ready;
  }

  private async made(key: string, takes: boolean, make: () => Promise<string>): Promise<ReadyBody> {
    const other = this.find(key, !takes);
    const plain =
      other === undefined ? Buffer.from(await make()) : other.packed ? await unpack(other.bytes) : other.bytes;
    const packed = takes && plain.length >= LEAST_PACKED_BYTES;
    const body = { bytes: packed ? await pack(plain) : plain, packed };
    this.keep(nameOf(key, takes), body);
    return body;
  }

  private keep(name: string, body: ReadyBody): void {
    if (body.bytes.length > MOST_BYTES / 2 || this.young.has(name)) return;
    if (this.bytes + body.bytes.length > MOST_BYTES / 2) {
      this.old = this.young;
      this.young = new Map();
      this.bytes = 0;
    }
    this.young.set(name, body);
    this.bytes += body.bytes.length;
  }
}

function sendReady(reply: FastifyReply, { bytes, packed }: ReadyBody, type: string): FastifyReply {
  reply.header('content-type', type).header('vary', 'accept-encoding');
  return (packed ? reply.header('content-encoding', 'gzip') : reply).send(bytes);
}
