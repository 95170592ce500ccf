import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import stableStringify from 'safe-stable-stringify';

/** SHA-256, hexadecimal, of the JSON of a value with sorted keys: equal for equal content, whatever the key order. */
export function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(stableStringify(value) ?? 'undefined')));
}
