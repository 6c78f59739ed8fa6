import { changeBetween, emptyDocument, type FlowsChange, type PartChange } from '@millwright/flows';
import type { ChangeSummary } from '@millwright/ledger';
import type { FlowsWrite } from '@millwright/runtime';
import { cut } from './texts.ts';

/** An event stays small even if thousands of nodes changed: the rest is counted. */
export const mostParts = 50;
export const mostNodes = 100;

type PartSummary = ChangeSummary['parts'][number];

/**
 * What an event tells of a change of the flows: names, never values.
 *
 * @param withNodes false where the names of the parts are enough
 */
export function summaryOf({ parts, reordered }: FlowsChange, withNodes = true): ChangeSummary | undefined {
  if (parts.length === 0 && !reordered) return undefined;
  let left = withNodes ? mostNodes : 0;
  const listed = parts.slice(0, mostParts).map((part): PartSummary => {
    const nodes = part.nodes.slice(0, left);
    left -= nodes.length;
    return partSummary(part, nodes);
  });
  const inAll = parts.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const moreNodes = inAll - listed.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const moreParts = parts.length - listed.length;
  return {
    parts: listed,
    ...(moreParts > 0 ? { moreParts } : {}),
    ...(moreNodes > 0 ? { moreNodes } : {}),
    ...(reordered ? { reordered } : {}),
  };
}

/** What became of the flows: what was foreseen, unless Node-RED got them from elsewhere. */
export function changeOf(flows: FlowsWrite): FlowsChange {
  const { before, result, foreseen } = flows;
  if (foreseen || !result) return flows.change();
  return changeBetween(before?.document ?? emptyDocument, result.document);
}

function partSummary(part: PartChange, nodes: PartChange['nodes']): PartSummary {
  const { kind, id, label, formerLabel, state, properties, added, changed, removed, moved } = part;
  return {
    kind,
    id: cut(id),
    name: cut(label),
    ...(formerLabel === undefined ? {} : { formerName: cut(formerLabel) }),
    state,
    properties,
    added,
    changed,
    removed,
    moved,
    nodes: nodes.map((node) => ({
      id: cut(node.id),
      type: cut(node.type),
      name: cut(node.label),
      state: node.state,
    })),
  };
}
