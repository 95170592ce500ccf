import fc from 'fast-check';

/** Draws values from a list of numbers that fast-check makes and shrinks; where it is used up, the first choice is taken. */
export class Draw {
  private position = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** Integer from `low` to `high`, both inclusive; shrinks to `low`. */
  between(low: number, high: number): number {
    return low + ((this.numbers[this.position++] ?? 0) % (high - low + 1));
  }

  /** One of the choices; shrinks to the first. */
  of<T>(...choices: readonly T[]): T {
    return choices[this.between(0, choices.length - 1)]!;
  }

  /** True once in `n`; shrinks to false. */
  chance(n: number): boolean {
    return this.between(0, n - 1) === n - 1;
  }
}

/** Values made by drawing up to `length` numbers. */
export const drawing = <T>(length: number, make: (draw: Draw) => T): fc.Arbitrary<T> =>
  fc
    .array(fc.nat({ max: 1_000_000 }), { minLength: length / 2, maxLength: length, size: 'max' })
    .map((numbers) => make(new Draw(numbers)));
