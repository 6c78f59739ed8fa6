import type { Attack } from '../attacks.fixture.ts';
import { digestOf } from '../document/document.ts';
import type { SigningKey } from '../keys/keys.ts';
import { trust } from '../people.fixture.ts';
import { type SampleName, type Situation, signedSample } from '../receivers.fixture.ts';
import { type Trust, trustDocument } from '../trust/trust.ts';

export interface Side {
  readonly change?: object;
  readonly by?: readonly SigningKey[];
  readonly at?: Partial<Situation>;
}
export interface Row extends Side {
  readonly name: string;
  readonly code: string;
  /** Where it is other than the sample in the usual situation. */
  readonly good?: Side;
}

export const rowsOf = (arrives: SampleName, rows: readonly Row[]): readonly Attack[] =>
  rows.map(({ name, code: reason, change, by, at, good = {} }) => ({
    name,
    arrives,
    refused: signedSample(arrives, change, by),
    good: signedSample(arrives, good.change, good.by),
    code: `release.${reason}`,
    ...(at && { at }),
    ...(good.at && { goodAt: good.at }),
  }));

export const heldOf = (own: Trust): Situation['trust'] => ({
  trust: own,
  digest: digestOf(trustDocument.encode(own)),
});
export const withKeys = (
  role: 'release' | 'hub',
  keys: readonly SigningKey[],
  { threshold = 1, revoked = [] as readonly SigningKey[] } = {},
): Trust => ({
  ...trust,
  roles: { ...trust.roles, [role]: { keys: keys.map((key) => key.public.text), threshold } },
  revoked: revoked.map((key) => key.public.keyid),
});

/** Something that was signed, and is not what is meant. */
export const foreign = digestOf(Buffer.from('something else'));
