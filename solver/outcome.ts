/**
 * A computation that may fall short without being misused: "no head count meets this goal" is an answer, not an
 * exception. Misuse (a negative handle time, an index out of range) throws a {@link RangeError} instead.
 */
export type Outcome<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

/** A successful {@link Outcome}. */
export const success = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** An {@link Outcome} that falls short, with the reason. */
export const failure = <F>(reason: F): { readonly ok: false; readonly failure: F } => ({ ok: false, failure: reason });
