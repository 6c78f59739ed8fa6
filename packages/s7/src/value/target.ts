import { kindOf, shown } from '@millwright/tags';
import { formatShape } from '../address/format.ts';
import type { S7Format } from '../tag.ts';
import { s7TagErrors } from '../tag-errors.ts';

/** What one value is to become: the tag's format, and which of its elements. */
export interface Target {
  readonly format: S7Format;
  readonly index?: number;
}

const about = ({ format, index }: Target) => ({
  ...(format.name !== undefined && { tag: format.name }),
  ...(index !== undefined && { index }),
  type: formatShape(format),
});

/** The error about a value that is of another kind than its tag. @param takes what would do, as `a number` */
export const wrongType = (value: unknown, takes: string, target: Target): Error =>
  s7TagErrors.wrongType({ ...about(target), given: kindOf(value), takes });

/** The error about a value that its tag cannot hold. @param reason why, without a full stop */
export const doesNotFit = (value: unknown, reason: string, target: Target): Error =>
  s7TagErrors.valueDoesNotFit({ ...about(target), value: shown(value), reason });
