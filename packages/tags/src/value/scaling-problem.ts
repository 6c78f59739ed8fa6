import { linearOf, type Scaling } from './scaling.ts';

/** Why a scaling, as a message may bring one, is none or cannot be kept to; undefined where it can. */
export function scalingProblem(scaling: unknown): string | undefined {
  if (!isScaling(scaling)) return 'the scaling is neither a factor with an offset nor a range with another';
  const { multiply, add, divide } = linearOf(scaling);
  if (![multiply, add, divide].every(Number.isFinite)) return 'the scaling goes beyond what numbers reach';
  return multiply === 0 || divide === 0 ? 'the scaling makes all values the same' : undefined;
}

function isScaling(given: unknown): given is Scaling {
  if (typeof given !== 'object' || given === null) return false;
  const { kind, factor, offset, raw, scaled, clamp }: Readonly<Record<string, unknown>> = { ...given };
  if (kind === 'factor') return typeof factor === 'number' && typeof offset === 'number';
  return kind === 'range' && isPair(raw) && isPair(scaled) && typeof clamp === 'boolean';
}

function isPair(given: unknown): boolean {
  return Array.isArray(given) && given.length === 2 && given.every((end) => typeof end === 'number');
}
