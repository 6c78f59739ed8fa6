import { cliErrors } from '../../errors.ts';
import { nearest } from '../../near.ts';
import { plain, short } from '../../terminal/text.ts';
import type { Details, Plan } from '../answers.ts';

type Part = Pick<Details['parts'][number], 'kind' | 'id' | 'label'>;

/** What history takes as the scope of a restore; undefined for all of a version. */
export interface Scope {
  readonly parts?: readonly { readonly kind: string; readonly id: string }[];
  readonly nodes?: readonly string[];
}

const keyOf = ({ kind, id }: Part): string => `${kind}:${id}`;
const nameOf = ({ label, kind }: Part): string => label || kind;
const keyPattern = /^(tab|subflow|configuration|global):(.*)$/s;

function found(text: string, parts: readonly Part[]): readonly Part[] {
  const byKey = parts.filter((part) => keyOf(part) === text);
  if (byKey.length > 0) return byKey;
  const byName = parts.filter((part) => nameOf(part) === text);
  if (byName.length > 0) return byName;
  return parts.filter((part) => nameOf(part).toLowerCase() === text.toLowerCase());
}

/**
 * The part that a person means, by its label or as `kind:id`. What is written as `kind:id` and is not in the version
 * is taken as it is: it may run now, and go with the restore.
 *
 * @throws `cli.no-such-part`, `cli.part-not-unique`
 */
export function partOf(
  text: string,
  number: number,
  parts: readonly Part[],
): { readonly kind: string; readonly id: string } {
  const [part, ...others] = found(text, parts);
  const name = short(plain(text), 100);
  if (part && others.length > 0) {
    throw cliErrors.partNotUnique({ name, keys: [part, ...others].map((each) => plain(keyOf(each))) });
  }
  if (part) return { kind: part.kind, id: part.id };
  const [, kind, id] = keyPattern.exec(text) ?? [];
  if (kind !== undefined && id !== undefined) return { kind, id };
  throw cliErrors.noSuchPart({ name, number, near: nearest(text, parts.map(nameOf)).slice(0, 3).map(plain) });
}

/** Parts by the names that they have now, where a restore of the whole version would change them. */
export function partsByNameNow({ change }: Plan): readonly Part[] {
  return change.parts
    .filter(({ state }) => state !== 'added')
    .map(({ kind, id, label, formerLabel = label }) => ({ kind, id, label: formerLabel }));
}
