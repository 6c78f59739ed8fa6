import type { RowOf } from '@millwright/schema';
import type { Deadband, Scaling, WriteRules } from '@millwright/tags';
import type { accessColumns, valueColumns } from './columns.ts';

type ValueRow = RowOf<typeof valueColumns>;

/** What can be wrong with the scaling of a tag whose type does not matter to it. */
export const scalingProblems = ['scaled-twice', 'scaling-incomplete', 'scaling-flat'] as const;

type ScalingFindings = {
  readonly [Column in 'factor' | 'rawHigh' | 'scaledHigh']?: (typeof scalingProblems)[number];
};

/** Whether a row says that its values are scaled, in whatever way. */
export const isScaled = (row: ScalingRow): boolean => isLinear(row) || endsOf(row).length > 0;

type ScalingRow = Pick<ValueRow, 'factor' | 'offset' | 'rawLow' | 'rawHigh' | 'scaledLow' | 'scaledHigh'>;

const isLinear = ({ factor, offset }: ScalingRow): boolean => factor !== undefined || offset !== undefined;

const endsOf = ({ rawLow, rawHigh, scaledLow, scaledHigh }: ScalingRow): readonly number[] =>
  [rawLow, rawHigh, scaledLow, scaledHigh].filter((end) => end !== undefined);

/** What is wrong with how the values of a row are scaled. */
export function checkScaling(row: ScalingRow): ScalingFindings {
  const { factor, rawLow, rawHigh, scaledLow, scaledHigh } = row;
  const ends = endsOf(row).length;
  if (isLinear(row) && ends > 0) return { factor: 'scaled-twice' };
  if (isLinear(row)) return factor === 0 ? { factor: 'scaling-flat' } : {};
  if (ends === 0) return {};
  if (ends < 4) return { scaledHigh: 'scaling-incomplete' };
  return rawLow === rawHigh || scaledLow === scaledHigh ? { rawHigh: 'scaling-flat' } : {};
}

/** How the values of a checked row are scaled. */
export function scalingOf(row: ScalingRow & Pick<ValueRow, 'clamp'>): Scaling | undefined {
  const { factor, offset, rawLow, rawHigh, scaledLow, scaledHigh, clamp } = row;
  if (factor !== undefined || offset !== undefined)
    return { kind: 'factor', factor: factor ?? 1, offset: offset ?? 0 };
  if (rawLow === undefined || rawHigh === undefined || scaledLow === undefined || scaledHigh === undefined)
    return undefined;
  return { kind: 'range', raw: [rawLow, rawHigh], scaled: [scaledLow, scaledHigh], clamp };
}

/** What may be written to the tag of a row. */
export function writeRulesOf({
  access,
  min,
  max,
  maxStep,
}: Pick<RowOf<typeof accessColumns>, 'access'> & Pick<ValueRow, 'min' | 'max' | 'maxStep'>): WriteRules {
  return {
    readOnly: access === 'read',
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(maxStep !== undefined && { maxStep }),
  };
}

/** `0.5` is absolute, `2 %` a share: of the range that the tag is scaled to, else of the value before. */
export function deadbandOf({
  deadband,
  scaledLow,
  scaledHigh,
}: Partial<Pick<ValueRow, 'deadband' | 'scaledLow' | 'scaledHigh'>>): Deadband {
  const value = Number.parseFloat(deadband ?? '');
  if (!(value > 0)) return { kind: 'none' };
  if (deadband?.endsWith('%') !== true) return { kind: 'absolute', value };
  return scaledLow === undefined || scaledHigh === undefined
    ? { kind: 'percent', value }
    : { kind: 'percent', value, of: [scaledLow, scaledHigh] };
}

/** A tag that is worked out must not have the name of one that is read: both are keys of one payload. */
export function checkComputed(
  { name }: { readonly name: string },
  { tags }: Readonly<Record<string, unknown>>,
): { readonly name?: 'name-taken' } {
  const taken =
    Array.isArray(tags) &&
    tags.some((tag: unknown) => typeof tag === 'object' && tag !== null && nameOf(tag) === name);
  return taken ? { name: 'name-taken' } : {};
}

const nameOf = (tag: object): string => ('name' in tag ? String(tag.name).trim() : '');
