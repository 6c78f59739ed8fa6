/** How a raw number becomes one in engineering units: scaled = raw × factor + offset, or range to range. */
export type Scaling =
  | { readonly kind: 'factor'; readonly factor: number; readonly offset: number }
  | {
      readonly kind: 'range';
      readonly raw: readonly [number, number];
      readonly scaled: readonly [number, number];
      /** Whether what lies outside of the raw range reads as the end of the scaled one. */
      readonly clamp: boolean;
    };

/**
 * scaled = (raw × multiply + add) / divide. With whole numbers in all places the one division rounds once, so 3 × 0.1
 * is 0.3 and not 0.30000000000000004.
 */
export interface Linear {
  readonly multiply: number;
  readonly add: number;
  readonly divide: number;
}

const known = new WeakMap<Scaling, Linear>();

export function linearOf(scaling: Scaling): Linear {
  let linear = known.get(scaling);
  if (linear === undefined) {
    linear = scaling.kind === 'factor' ? factorLinear(scaling) : rangeLinear(scaling);
    known.set(scaling, linear);
  }
  return linear;
}

/** The number in engineering units. */
export function scale(raw: number, scaling: Scaling): number {
  if (scaling.kind === 'range' && scaling.clamp) {
    const [low, high] = scaling.raw;
    const [atLow, atHigh] = scaling.scaled;
    if (low < high ? raw <= low : raw >= low) return atLow;
    if (low < high ? raw >= high : raw <= high) return atHigh;
  }
  const { multiply, add, divide } = linearOf(scaling);
  return (raw * multiply + add) / divide;
}

/** The raw number, not rounded; undefined where a clamped range ends before. */
export function unscale(value: number, scaling: Scaling): number | undefined {
  if (scaling.kind === 'range' && scaling.clamp) {
    const [atLow, atHigh] = scaling.scaled;
    if (value < Math.min(atLow, atHigh) || value > Math.max(atLow, atHigh)) return undefined;
  }
  const { multiply, add, divide } = linearOf(scaling);
  return (value * divide - add) / multiply;
}

function factorLinear({ factor, offset }: Extract<Scaling, { kind: 'factor' }>): Linear {
  const power = 10 ** Math.max(decimals(factor), decimals(offset));
  const [multiply, add] = [Math.round(factor * power), Math.round(offset * power)];
  return areExact(multiply, add, power)
    ? { multiply, add, divide: power }
    : { multiply: factor, add: offset, divide: 1 };
}

function rangeLinear(scaling: Extract<Scaling, { kind: 'range' }>): Linear {
  const { raw, scaled } = scaling;
  const power = 10 ** Math.max(...raw.map(decimals), ...scaled.map(decimals));
  const exact = through(...scaled, ...raw, power, Math.round);
  return areExact(exact.multiply, exact.add, exact.divide)
    ? exact
    : through(...scaled, ...raw, 1, (value) => value);
}

/** The line through both ends of both ranges, with everything multiplied by `power` and made whole before use. */
function through(
  atLow: number,
  atHigh: number,
  low: number,
  high: number,
  power: number,
  whole: (value: number) => number,
): Linear {
  const [first, rise] = [whole(atLow * power), whole((atHigh - atLow) * power)];
  const [start, run] = [whole(low * power), whole((high - low) * power)];
  return { multiply: rise * power, add: first * run - start * rise, divide: run * power };
}

function areExact(...numbers: readonly number[]): boolean {
  return numbers.every(Number.isSafeInteger);
}

/** How many decimal places a number is written with. */
function decimals(value: number): number {
  const [digits = '', exponent = '0'] = `${value}`.split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}
