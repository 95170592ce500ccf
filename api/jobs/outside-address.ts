import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** True for an address on the public network: not this machine, not the network behind it, not a cloud's own services. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // IPv4 within IPv6 in its other spellings (NAT64, 6to4, Teredo) is none of `unicast`.
  return parsed.range() === 'unicast';
}

export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/**
 * Looks a name up and refuses it where any of its addresses is not public. Handed to the connection itself, so that the address
 * that was checked is the one that is called, whatever the name means a moment later.
 */
export const publicLookup: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, '', 0);
    const bad = addresses.find(({ address }) => !isPublic(address));
    const [first] = addresses;
    if (bad !== undefined || first === undefined)
      return done(
        new PrivateAddress(`${name} leads to ${bad?.address ?? 'nowhere'}, which is not on the public network`),
        '',
        0,
      );
    if (options.all === true) (done as unknown as (e: null, all: typeof addresses) => void)(null, addresses);
    else done(null, first.address, first.family);
  });
};
