import type { FlowsChange, PartChange } from '@millwright/flows';
import type { ChangeSummary, CredentialDifference, PartSummary } from '../common/version.ts';
import { describeOwner, type Owner } from './compare/credential-differences.ts';

/** A name is shown, never needed whole. */
const longestLabel = 200;
/** A list of versions stays small even if one of them changed thousands of tabs. */
const mostParts = 100;
const mostOwners = 100;

/** What is kept of a change: names and numbers of all parts. */
export function summarize({ parts, reordered }: FlowsChange): ChangeSummary {
  return { parts: parts.map(summarizePart), reordered };
}

/** What is listed of it beside its version. */
export function shortened({ parts, reordered }: ChangeSummary): ChangeSummary {
  const more = parts.length - mostParts;
  return { parts: parts.slice(0, mostParts), ...(more > 0 ? { more } : {}), reordered };
}

/** What is kept of the nodes whose credentials changed, of the first of them. */
export function summarizeOwners(owners: readonly Owner[]): CredentialDifference[] {
  return owners.slice(0, mostOwners).map((owner) => {
    const { id, type, label, part } = describeOwner(owner);
    return { id: cut(id), type: cut(type), label: cut(label), part: cut(part), state: owner.state };
  });
}

/** The parts on which they stand, as changed parts are named. */
export const partsOfOwners = (owners: readonly Owner[]): Pick<PartSummary, 'kind' | 'id' | 'label'>[] =>
  owners.map(({ part: { kind, id, label } }) => ({ kind, id: cut(id), label: cut(label) }));

function summarizePart(part: PartChange): PartSummary {
  const { kind, id, label, formerLabel, state, properties, added, changed, removed, moved } = part;
  return {
    kind,
    id: cut(id),
    label: cut(label),
    ...(formerLabel === undefined ? {} : { formerLabel: cut(formerLabel) }),
    state,
    properties,
    added,
    changed,
    removed,
    moved,
  };
}

const cut = (text: string): string =>
  text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
