import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * Cost of a password hash: log2 of N, r and p of scrypt. The default is one of the equal choices of the OWASP Password
 * Storage Cheat Sheet (N = 2^16, r = 8, p = 2): 64 MiB and some 0.3 s on a thread of its own.
 */
export interface PasswordCost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

export const PASSWORD_COST: PasswordCost = { logN: 16, r: 8, p: 2 };

/** Shortest password taken, characters (NIST SP 800-63B asks for 15 where it is the only factor, 8 at least). */
export const PASSWORD_LENGTH = { min: 12, max: 256 } as const;

/** Hash of a password with its salt and cost, as `scrypt$16$8$2$salt$hash`. Unicode is brought to one form first. */
export async function hashPassword(password: string, cost: PasswordCost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.logN, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** True where the password is the one that was hashed; takes the same time for every wrong one. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, logN, r, p, salt, hash] = stored.split('$');
  const expected = Buffer.from(hash!, 'base64url');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt!, 'base64url'), cost), expected);
}

function derive(password: string, salt: BinaryLike, { logN, r, p }: PasswordCost): Promise<Buffer> {
  const N = 2 ** logN;
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
