import { tagErrors } from '../errors.ts';
import type { ValueFormat } from './format.ts';
import { kindOf, shown } from './given.ts';

const named = ({ name }: ValueFormat): { readonly tag?: string } => (name === undefined ? {} : { tag: name });

/** The error about a value that is of another kind than its tag. */
export const wrongType = (value: unknown, format: ValueFormat): Error =>
  tagErrors.wrongType({ ...named(format), given: kindOf(value), type: format.type });

/** The error about a value that its tag cannot hold. */
export const doesNotFit = (value: unknown, format: ValueFormat): Error =>
  tagErrors.valueDoesNotFit({ ...named(format), value: shown(value), type: format.type });
