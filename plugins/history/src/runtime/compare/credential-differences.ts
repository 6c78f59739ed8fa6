import { canonicalText, type FlowDocument, type FoundItem, findItems, identity } from '@millwright/flows';
import type { PlacedCredentialDifference } from '../../common/comparison.ts';
import type { CredentialDifference } from '../../common/version.ts';

/** What is known of the credentials of one side. */
export interface CredentialSide {
  readonly document: FlowDocument;
  /** Plain, by node id; undefined where nothing is known. */
  readonly credentials: ReadonlyMap<string, unknown> | undefined;
  /** Nodes whose credentials are others than those, unknown which. */
  readonly credentialsTyped: ReadonlySet<string>;
}

/** A node whose credentials differ, with the part that it stands on. */
export interface Owner extends FoundItem {
  readonly state: CredentialDifference['state'];
}

/** Whose credentials differ: nothing of what is in them, and nothing at all where one side knows none. */
export function credentialDifferences(
  before: CredentialSide,
  after: CredentialSide,
): PlacedCredentialDifference[] {
  return differingOwners(before, after).map((owner) => ({
    ...describeOwner(owner),
    place: { kind: owner.part.kind, id: owner.part.id },
    state: owner.state,
  }));
}

/** @see credentialDifferences */
export function differingOwners(before: CredentialSide, after: CredentialSide): Owner[] {
  if (!before.credentials || !after.credentials) return [];
  const states = new Map<string, CredentialDifference['state']>();
  for (const id of new Set([...idsOf(before), ...idsOf(after)])) {
    const state = stateOf(id, before, after);
    if (state) states.set(id, state);
  }
  const ids = new Set(states.keys());
  const items = new Map([...findItems(before.document, ids), ...findItems(after.document, ids)]);
  return [...states].flatMap(([id, state]) => {
    const found = items.get(id);
    return found ? [{ ...found, state }] : [];
  });
}

/** Whose credentials they are, in words that people know. */
export function describeOwner({ item, part }: FoundItem): Omit<CredentialDifference, 'state'> {
  return { ...identity(item), part: part.kind === 'tab' || part.kind === 'subflow' ? part.label : '' };
}

const idsOf = ({ credentials, credentialsTyped }: CredentialSide): string[] => [
  ...(credentials?.keys() ?? []),
  ...credentialsTyped,
];

function stateOf(
  id: string,
  before: CredentialSide,
  after: CredentialSide,
): CredentialDifference['state'] | undefined {
  const typed = before.credentialsTyped.has(id) || after.credentialsTyped.has(id);
  const was = textOf(before, id);
  const is = textOf(after, id);
  if (!typed && was === is) return undefined;
  if (was === undefined && !before.credentialsTyped.has(id)) return 'set';
  if (is === undefined && !after.credentialsTyped.has(id)) return 'removed';
  return 'changed';
}

/** Node-RED keeps empty credentials for some nodes and none for others, which means the same. */
function textOf({ credentials }: CredentialSide, id: string): string | undefined {
  const own = credentials?.get(id);
  return typeof own === 'object' && own !== null && Object.keys(own).length > 0
    ? canonicalText(own)
    : undefined;
}
