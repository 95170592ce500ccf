import { DateTime, Settings, Zone } from 'luxon';
import { isZone, utcOffsetMinutes } from './zone-data.js';

// An invalid date must never travel on as NaN: luxon throws instead.
Settings.throwOnInvalid = true;
declare module 'luxon' {
  interface TSSettings {
    throwOnInvalid: true;
  }
}

/**
 * Local time in words, by luxon's format tokens (`ccc d LLL HH:mm` gives `Mon 30 Nov 08:00`), from the engine's own zone
 * data; `Intl.DateTimeFormat` with a zone would ask the runtime's.
 */
export const formatLocal = (ms: number, zone: string, pattern: string, locale = 'en-GB'): string =>
  DateTime.fromMillis(ms, { zone: new BundledZone(zone), locale }).toFormat(pattern);

/** The engine's zone data behind luxon's interface. */
export class BundledZone extends Zone {
  readonly #name: string;

  /** Throws RangeError for an unknown zone. */
  constructor(name: string) {
    super();
    if (!isZone(name)) throw new RangeError(`"${name}" is not an IANA time zone.`);
    this.#name = name;
  }
  override get name(): string {
    return this.#name;
  }
  override get type(): string {
    return 'iana';
  }
  override get isUniversal(): boolean {
    return false;
  }
  override get isValid(): true {
    return true;
  }
  override offset(ms: number): number {
    return utcOffsetMinutes(ms, this.name);
  }
  override offsetName(ms: number): string {
    return this.formatOffset(ms, 'short');
  }
  override formatOffset(ms: number, format: 'narrow' | 'short' | 'techie'): string {
    const offset = this.offset(ms);
    const size = Math.abs(offset);
    const hours = Math.trunc(size / 60);
    const minutes = size % 60;
    const sign = offset < 0 ? '-' : '+';
    if (format === 'narrow') return `${sign}${hours}${minutes > 0 ? `:${minutes}` : ''}`;
    const digits = [hours, minutes].map((part) => String(part).padStart(2, '0'));
    return sign + digits.join(format === 'short' ? ':' : '');
  }
  override equals(other: Zone): boolean {
    return other instanceof BundledZone && other.name === this.name;
  }
}
