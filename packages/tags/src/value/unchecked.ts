/** Something of this shape as it may come from a message: with its members, and anything in them. */
export type Unchecked<Shape> = { readonly [Name in keyof Shape]: unknown };

/** Whether it is one of these words. */
export function isOneOf<Word extends string>(words: readonly Word[], given: unknown): given is Word {
  return words.some((word) => word === given);
}

/** Whether it is a whole number from `low` to `high`. */
export function isWithin(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}
