import { canonicalText } from '@millwright/flows';
import type { ChangeSummary } from '@millwright/ledger';
import { cut } from './texts.ts';

/** Keyed digests of a node's credentials, by field. Values never get as far as here. */
export type CredentialDigests = ReadonlyMap<string, string>;

type Summaries = NonNullable<ChangeSummary['credentials']>;

/** Digests of 128 bits are enough to tell whether two values were equal. */
const digestCharacters = 32;
export const mostCredentials = 50;

/**
 * Turns credentials into digests at once, so that nothing keeps a value.
 *
 * @param address a keyed digest
 */
export function digestCredentials(
  credentials: Readonly<Record<string, unknown>> | undefined,
  address: (text: string) => Buffer,
): CredentialDigests {
  const digests = new Map<string, string>();
  for (const [field, value] of Object.entries(credentials ?? {})) {
    if (value === undefined || value === '') continue;
    digests.set(field, address(textOf(value)).toString('hex').slice(0, digestCharacters));
  }
  return digests;
}

/** A value that is no JSON counts as the same as others like it. */
function textOf(value: unknown): string {
  try {
    return canonicalText(value);
  } catch {
    return '';
  }
}

/** Which credentials of which nodes were set or taken away. */
export function credentialChanges(
  before: ReadonlyMap<string, CredentialDigests>,
  after: ReadonlyMap<string, CredentialDigests>,
): Pick<ChangeSummary, 'credentials' | 'moreCredentials'> {
  const changes: Summaries = [];
  for (const [id, now] of after) {
    const former = before.get(id) ?? new Map();
    for (const [field, digest] of now)
      if (former.get(field) !== digest)
        changes.push({ id: cut(id), field: cut(field), state: 'set', digest });
    for (const field of former.keys())
      if (!now.has(field)) changes.push({ id: cut(id), field: cut(field), state: 'removed' });
  }
  if (changes.length === 0) return {};
  const more = changes.length - mostCredentials;
  return {
    credentials: changes.slice(0, mostCredentials),
    ...(more > 0 ? { moreCredentials: more } : {}),
  };
}
