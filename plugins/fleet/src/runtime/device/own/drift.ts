import { changeBetween, divideFlows, type FlowItem, type PartChange } from '@millwright/flows';
import type { CodedError } from '@millwright/schema';
import type { ReleaseId } from '../../../common/fields.ts';
import type { OwnDrift } from '../../../common/fleet.ts';
import { troubleOf } from '../../trouble.ts';
import type { Beside } from '../running/beside.ts';

/** People read it: who changed more than this begins with the parts. */
const mostNodes = 500;

const nothingElse: Beside = { credentials: [], modules: [] };

/** Flows as a release brought them to this device. */
export interface Sent {
  readonly flows: readonly FlowItem[];
  readonly release?: ReleaseId;
}

/**
 * What was changed on this device.
 *
 * @param running what Node-RED has now
 * @param beside what else is otherwise, or why nobody knows
 */
export function driftBetween(
  sent: Sent,
  running: readonly FlowItem[],
  beside: Beside | CodedError = nothingElse,
): OwnDrift {
  const isKnown = 'modules' in beside;
  const { credentials, modules } = isKnown ? beside : nothingElse;
  const { parts } = changeBetween(divideFlows(sent.flows), divideFlows(running));
  let left = mostNodes;
  let more = 0;
  const told = parts.map((part) => {
    const nodes = part.nodes.slice(0, left);
    left -= nodes.length;
    more += part.nodes.length - nodes.length;
    return partOf(part, nodes);
  });
  return {
    ...(sent.release && { against: sent.release }),
    parts: told,
    more,
    credentials: credentials.slice(0, mostNodes).map(nameOf),
    modules: modules.slice(0, mostNodes),
    ...(!isKnown && { trouble: troubleOf(beside) }),
  };
}

const nameOf = ({ name, label, type, id }: FlowItem): string =>
  [name, label, type, id].find((each): each is string => typeof each === 'string' && each !== '') ?? '';

function partOf(part: PartChange, nodes: PartChange['nodes']): OwnDrift['parts'][number] {
  const { kind, label, state, ownProperties = [] } = part;
  return {
    kind,
    name: label,
    state,
    properties: [...ownProperties],
    nodes: nodes.map(({ label: name, type, state: its, properties = [] }) => ({
      name,
      type,
      state: its,
      properties: [...properties],
    })),
  };
}
