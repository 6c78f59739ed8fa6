import { type BlockKind, blockKinds } from '@millwright/s7';
import { s7NodeErrors } from '../common/errors.ts';
import { type Subject, subjects } from '../common/subjects.ts';

/** The questions that need no more than their subject. */
type PlainSubject = Exclude<Subject, 'block-list' | 'block' | 'system-list'>;

export type Question =
  | { readonly ask: PlainSubject }
  | { readonly ask: 'block-list'; readonly kind: BlockKind }
  | { readonly ask: 'block'; readonly kind: BlockKind; readonly number: number }
  | { readonly ask: 'system-list'; readonly list: number; readonly index: number };

type Given = Readonly<Record<string, unknown>>;

/**
 * What a form or a message asks for: numbers may be text, also in hexadecimal digits.
 * @throws `s7-nodes.bad-question`
 */
export function questionOf(given: Given): Question {
  const ask = subjects.find((subject) => subject === given['ask']);
  switch (ask) {
    case undefined:
      throw s7NodeErrors.badQuestion({ reason: `it is one of ${subjects.join(', ')}` });
    case 'block-list':
      return { ask, kind: kindOf(given) };
    case 'block':
      return { ask, kind: kindOf(given), number: numberOf(given, 'number') };
    case 'system-list':
      return { ask, list: numberOf(given, 'list'), index: numberOf({ index: 0, ...given }, 'index') };
    default:
      return { ask };
  }
}

/** What the payload of a message asks for: a subject, or an object that has it as `ask`. @throws `s7-nodes.bad-question` */
export function questionOfPayload(payload: unknown): Question {
  const isObject = typeof payload === 'object' && payload !== null;
  return questionOf(isObject ? (payload as Given) : { ask: payload });
}

function kindOf({ kind }: Given): BlockKind {
  const found = blockKinds.find((each) => each === kind);
  if (found === undefined)
    throw s7NodeErrors.badQuestion({ reason: `the kind of a block is one of ${blockKinds.join(', ')}` });
  return found;
}

function numberOf(given: Given, name: string): number {
  const value = given[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 0xffff)
    return number;
  throw s7NodeErrors.badQuestion({ reason: `${name} is no number from 0 to 65535` });
}
