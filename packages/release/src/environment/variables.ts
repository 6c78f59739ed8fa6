import type { FlowItem } from '@millwright/flows';
import type { Credentials } from '../seal/commitment.ts';
import { entriesOf, globalConfigType } from './flow-environment.ts';
import { type MentionKind, mentionsOf } from './mentions.ts';
import { Scopes } from './scopes.ts';
import type { DeviceValue } from './value.ts';

/** An item that asks for a value from the global environment. */
export interface VariableUse {
  readonly id: string;
  /** The item's type: a plan says which values reach a function or exec node. */
  readonly type: string;
  readonly kind: MentionKind;
}

/** A name that flows ask the global environment for. */
export interface Variable {
  readonly name: string;
  readonly uses: readonly VariableUse[];
  /** Whether the flows have a value of their own, which a device can replace. */
  readonly hasValue: boolean;
  /** Whether the flows have it as a secret. */
  readonly isSecret: boolean;
}

/**
 * What the flows ask the global environment for, sorted by name: not what a tab, a group or a subflow around the item
 * says already, and nothing of what is disabled.
 *
 * @param credentials of the flows, decrypted: Node-RED replaces variables in them, too
 */
export function variablesOf(items: readonly FlowItem[], credentials: Credentials = {}): readonly Variable[] {
  const scopes = new Scopes(items);
  const uses = new Map<string, VariableUse[]>();
  const given = new Map<string, boolean>();
  for (const item of items) {
    if (item['type'] === globalConfigType)
      for (const { name, type } of entriesOf(item)) given.set(name, type === 'cred');
    if (scopes.isDisabled(item)) continue;
    const id = String(item['id'] ?? '');
    const secret = Object.hasOwn(credentials, id) ? credentials[id] : undefined;
    for (const [name, kind] of mentionsOf(secret ? { ...item, secret } : item)) {
      if (scopes.isGiven(name, item)) continue;
      const use = { id, type: String(item['type'] ?? ''), kind };
      const known = uses.get(name);
      if (known) known.push(use);
      else uses.set(name, [use]);
    }
  }
  return [...new Set([...uses.keys(), ...given.keys()])].sort().map((name) => ({
    name,
    uses: uses.get(name) ?? [],
    hasValue: given.has(name),
    isSecret: given.get(name) ?? false,
  }));
}

/**
 * What flows ask for and nobody gives: neither they themselves nor the device's values. The device's own process may
 * still have it, which a hub cannot know. A secret of the flows counts as given by them.
 */
export const missingValues = (
  variables: readonly Variable[],
  values: readonly Pick<DeviceValue, 'name'>[],
): readonly Variable[] => {
  const names = new Set(values.map(({ name }) => name));
  return variables.filter(({ name, uses, hasValue }) => uses.length > 0 && !hasValue && !names.has(name));
};
