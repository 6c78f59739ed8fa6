/** The first and the last index of each dimension; one index alone is both. */
export type IndexRange = readonly (readonly [first: number, last: number])[];

/**
 * Reads `1:2` or `0,1:2`; undefined for what is no range.
 * @see OPC 10000-4 section 7.27 (NumericRange): the second index has to be greater than the first
 */
export function parseIndexRange(text: string): IndexRange | undefined {
  const dimensions = text.split(',').map((part) => {
    const [, first, last] = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(part) ?? [];
    if (first === undefined) return undefined;
    const range = [Number(first), Number(last ?? first)] as const;
    return last !== undefined && range[1] <= range[0] ? undefined : range;
  });
  return dimensions.includes(undefined) ? undefined : (dimensions as IndexRange);
}
