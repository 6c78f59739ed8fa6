import { integerLimit } from './integers.ts';

/** More places than measured values have; a double of this size that has more is quicker to keep as it is. */
const maxPlaces = 9;

const isMinusZero = (value: number): boolean => value === 0 && 1 / value < 0;

/** Whether a value is exactly what so many hundredths, thousandths … are as a double. */
function isWhole(value: number, factor: number): boolean {
  const scaled = Math.round(value * factor);
  return scaled / factor === value && Math.abs(scaled) <= integerLimit && !isMinusZero(value);
}

/** Values as whole numbers of the smallest decimal place that all of them need. */
export interface Decimals {
  readonly places: number;
  readonly scaled: Float64Array;
}

/** The values as decimals, or undefined if some are none: -0, infinities, too many places. */
export function decimalsOf(values: Float64Array): Decimals | undefined {
  let places = 0;
  let factor = 1;
  for (const value of values) {
    while (!isWhole(value, factor)) {
      places += 1;
      factor *= 10;
      if (places > maxPlaces) return undefined;
    }
  }
  const scaled = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    // Those before the place was found are whole still, but may have become too large.
    if (!isWhole(value, factor)) return undefined;
    scaled[at] = Math.round(value * factor);
  }
  return { places, scaled };
}

/** The doubles nearest to the decimals: a division by a power of ten is rounded correctly. */
export function fromDecimals({ places, scaled }: Decimals): Float64Array {
  const factor = 10 ** places;
  return scaled.map((each) => each / factor);
}
