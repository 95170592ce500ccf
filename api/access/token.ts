import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits in letters that fit into an address or a header. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token. It has enough bits of its own: a slow hash would add nothing. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
