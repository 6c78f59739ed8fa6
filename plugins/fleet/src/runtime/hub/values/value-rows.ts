import type { Label } from '../../../common/fields.ts';
import type { ValueOwner } from '../../../common/values.ts';

/** Whose a value is, as the store has it. */
export interface OwnerKey {
  readonly owner_kind: string;
  readonly owner: string;
}

export interface StoredValue extends OwnerKey {
  readonly name: string;
  readonly secret: number;
  /** A secret one sealed. */
  readonly value: string;
}

export function ownerKey(owner: ValueOwner): OwnerKey {
  switch (owner.kind) {
    case 'device':
      return { owner_kind: owner.kind, owner: owner.device };
    case 'label':
      return { owner_kind: owner.kind, owner: labelKey(owner.label) };
    case 'all':
      return { owner_kind: owner.kind, owner: '' };
  }
}

export function ownerOf({ owner_kind: kind, owner }: OwnerKey): ValueOwner {
  if (kind === 'device') return { kind, device: owner };
  return kind === 'label' ? { kind, label: JSON.parse(owner) as Label } : { kind: 'all' };
}

export const labelKey = ({ name, value }: Label): string => JSON.stringify({ name, value });
export const labelText = ({ name, value }: Label): string => `${name}=${value}`;

/** Where a secret value is sealed: it opens for no other owner and no other name. */
export const valuePlace = ({ owner_kind, owner }: OwnerKey, name: string): readonly string[] => [
  'value',
  owner_kind,
  owner,
  name,
];
