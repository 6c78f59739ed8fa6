import type { Cells } from '@millwright/editor';
import { isCodedError, type Problem, type RawConfig } from '@millwright/schema';
import { tagErrors } from '@millwright/tags';

/**
 * Checks a value that is typed for a tag.
 * @param cells of the tag in its table, as they are typed
 * @throws what a write of it would be refused with; nothing where the row itself is wrong
 */
export type CheckValue = (cells: Cells, table: RawConfig, text: string) => void;

/** What is wrong with a row of values, and at which of its cells. */
interface ValueProblem extends Omit<Problem, 'path'> {
  readonly column: 'tag' | 'value';
}

/** What a form says of the error that a check throws; undefined where there is none, or only the PLC could tell. */
export function valueProblem(check: () => void): ValueProblem | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): ValueProblem | undefined {
  if (tagErrors.readOnly.is(error)) return { column: 'tag', code: 'read-only' };
  if (tagErrors.outOfRange.is(error)) return { column: 'value', ...rangeProblem(detailsOf(error)) };
  if (!isCodedError(error)) return undefined;
  // Each protocol has its own of these, by the same names.
  const name = error.code.slice(error.code.indexOf('.') + 1);
  return typeProblems.has(name) ? { column: 'value', code: name, details: detailsOf(error) } : undefined;
}

const typeProblems: ReadonlySet<string> = new Set(['wrong-type', 'value-does-not-fit', 'wrong-length']);

type Details = NonNullable<Problem['details']>;

function rangeProblem(details: Details): Omit<Problem, 'path'> {
  if (details['min'] === undefined) return { code: 'above-highest', details };
  return { code: details['max'] === undefined ? 'below-lowest' : 'beyond-limits', details };
}

/** Of what an error tells the words that a text can show. */
function detailsOf({ details = {} }: { readonly details?: object }): Details {
  const told = Object.entries(details).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(told);
}
