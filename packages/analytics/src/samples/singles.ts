/** Orders the patterns of IEEE 754 single precision as their values are, -0 below 0, by folding the sign. */
const fold = (pattern: number): number => (pattern >= 0 ? pattern : -(pattern & 0x7fff_ffff) - 1);
const unfold = (folded: number): number => (folded >= 0 ? folded : 0x8000_0000 | (-folded - 1));

/**
 * Values that a PLC held in single precision, as whole numbers in the order of the values; undefined if some do not fit
 * into that.
 */
export function singlesOf(values: Float64Array): Float64Array | undefined {
  const singles = new Float32Array(values);
  for (let at = 0; at < values.length; at += 1) if (singles[at] !== values[at]) return undefined;
  const patterns = new Int32Array(singles.buffer);
  return Float64Array.from(patterns, fold);
}

/** What {@link singlesOf} made numbers of. */
export function fromSingles(folded: Float64Array): Float64Array {
  const patterns = Int32Array.from(folded, unfold);
  return Float64Array.from(new Float32Array(patterns.buffer));
}
