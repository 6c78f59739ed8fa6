import { changeBetween, emptyDocument, type FlowsChange, type PartChange } from '@millwright/flows';
import type { ChangeSummary } from '@millwright/ledger';
import type { FlowsWrite } from '@millwright/runtime';
import { cut } from './texts.ts';

/** An event stays small even if thousands of nodes changed: the rest is counted. */
export const mostParts = 50;
export const mostNodes = 100;
export const mostProperties = 20;

/** As many bytes as one event has for all parts and nodes, and UTF-16 units in them for names of properties. */
const mostText = 12_000;
const mostPropertyText = 4000;
const longestProperty = 60;

type PartSummary = ChangeSummary['parts'][number];
type NodeSummary = PartSummary['nodes'][number];

/**
 * What an event tells of a change of the flows: names, never values.
 *
 * @param withNodes false where the names of the parts are enough
 */
export function summaryOf({ parts, reordered }: FlowsChange, withNodes = true): ChangeSummary | undefined {
  if (parts.length === 0 && !reordered) return undefined;
  const room = new Room();
  const heads = parts.slice(0, mostParts).map((part) => partSummary(part, room));
  const listed = heads.filter((head) => room.takes(head));
  let left = withNodes ? mostNodes : 0;
  let nodesListed = 0;
  const all = listed.map((head, index): PartSummary => {
    const nodes: NodeSummary[] = [];
    for (const node of parts[index]?.nodes ?? []) {
      if (left === 0) break;
      const summary = nodeSummary(node, room);
      if (!room.takes(summary)) left = 0;
      else {
        nodes.push(summary);
        left -= 1;
      }
    }
    nodesListed += nodes.length;
    return { ...head, nodes };
  });
  const moreNodes = parts.reduce((sum, { nodes }) => sum + nodes.length, 0) - nodesListed;
  const moreParts = parts.length - all.length;
  return {
    parts: all,
    ...(moreParts > 0 ? { moreParts } : {}),
    ...(moreNodes > 0 ? { moreNodes } : {}),
    ...(reordered ? { reordered } : {}),
  };
}

/** What an event still has room for. */
class Room {
  #text = mostText;
  #properties = mostPropertyText;
  #isFull = false;

  /** Once something did not fit nothing does: what is listed are the first ones. */
  takes(summary: object): boolean {
    this.#text -= Buffer.byteLength(JSON.stringify(summary));
    this.#isFull ||= this.#text < 0;
    return !this.#isFull;
  }

  /** The first names, as many as there is room for. */
  names(names: readonly string[]): string[] {
    const taken: string[] = [];
    for (const name of names.slice(0, mostProperties)) {
      const text = cut(name, longestProperty);
      if (this.#properties < text.length) break;
      this.#properties -= text.length;
      taken.push(text);
    }
    return taken;
  }
}

/** What became of the flows: what was foreseen, unless Node-RED got them from elsewhere. */
export function changeOf(flows: FlowsWrite): FlowsChange {
  const { before, result, foreseen } = flows;
  if (foreseen || !result) return flows.change();
  return changeBetween(before?.document ?? emptyDocument, result.document);
}

function partSummary(part: PartChange, room: Room): PartSummary {
  const { kind, id, label, formerLabel, state, properties, added, changed, removed, moved } = part;
  const ownProperties = room.names(part.ownProperties ?? []);
  return {
    kind,
    id: cut(id),
    name: cut(label),
    ...(formerLabel === undefined ? {} : { formerName: cut(formerLabel) }),
    state,
    properties,
    ...(ownProperties.length > 0 ? { ownProperties } : {}),
    added,
    changed,
    removed,
    moved,
    nodes: [],
  };
}

function nodeSummary(node: PartChange['nodes'][number], room: Room): NodeSummary {
  const properties = room.names(node.properties ?? []);
  return {
    id: cut(node.id),
    type: cut(node.type),
    name: cut(node.label),
    ...(node.formerLabel === undefined ? {} : { formerName: cut(node.formerLabel) }),
    state: node.state,
    ...(properties.length > 0 ? { properties } : {}),
  };
}
