import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

const PACK = { gzip: promisify(gzip), br: promisify(brotliCompress) };
/** How an answer may be packed. */
export type Packing = keyof typeof PACK;

/** Types of the files that the pages consist of. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/manifest+json',
};

/** A file of the pages, ready to send. */
export interface PageFile {
  readonly type: string;
  readonly etag: string;
  /** Names of built files carry a hash of their content, so that they may be kept for ever. */
  readonly immutable: boolean;
  readonly plain: Buffer;
  /** The bytes packed: done when they are asked for first. */
  readonly packed: (how: Packing) => Promise<Buffer>;
}

/** Reads the built pages (`npm run build`) by path from the root of the site. */
export function pageFiles(): ReadonlyMap<string, PageFile> {
  const folder = dirname(fileURLToPath(import.meta.resolve('#pages/index.html')));
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const plain = readFileSync(path);
    const name = posix.join('/', path.slice(folder.length).split(sep).join('/'));
    files.set(name, {
      type: TYPES[extname(path)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      immutable: name.startsWith('/assets/'),
      plain,
      packed: packer(plain),
    });
  }
  return files;
}

function packer(plain: Buffer): PageFile['packed'] {
  const done = new Map<Packing, Promise<Buffer>>();
  return (how) => {
    const packed = done.get(how) ?? PACK[how](plain);
    done.set(how, packed);
    return packed;
  };
}
