import { changeBetween, type FlowDocument, type PartChange } from '@millwright/flows';
import type { PlannedPart } from '../../../common/releases.ts';

/** A plan has this for each of its devices, which may be hundreds: who changed more looks into the flows. */
const mostNodes = 30;
const mostProperties = 10;

/** What of the flows a device would get otherwise than it has it, part by part. */
export function plannedChange(before: FlowDocument, after: FlowDocument): readonly PlannedPart[] {
  let left = mostNodes;
  return changeBetween(before, after).parts.map((part): PlannedPart => {
    const { kind, id, label, state, added, changed, removed, moved, ownProperties = [] } = part;
    const named = state === 'changed' ? namedOf(part).slice(0, left) : [];
    left -= named.length;
    return {
      kind,
      id,
      name: label,
      state,
      properties: ownProperties.slice(0, mostProperties),
      nodes: { added, changed, removed, moved },
      named,
    };
  });
}

/** That one was moved changes nothing that runs. */
const namedOf = ({ nodes }: PartChange): PlannedPart['named'] =>
  nodes
    .filter(({ state }) => state !== 'moved')
    .map(({ label: name, type, state, properties = [] }) => ({
      name,
      type,
      state,
      properties: properties.slice(0, mostProperties),
    }));
