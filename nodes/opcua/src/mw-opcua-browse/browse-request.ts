import { type NodeClassName, nodeClassNames } from '@millwright/opcua';
import { opcuaNodeErrors } from '../common/errors.ts';
import type { BrowseConfig } from './schema.ts';

/** What a message asks for, with what the node says where it says nothing. */
export interface BrowseRequest {
  readonly what: BrowseConfig['what'];
  readonly nodes: readonly string[];
  /** Whether the message asked for several: it is answered in the same form. */
  readonly isList: boolean;
  readonly classes: readonly NodeClassName[];
  readonly direction: 'forward' | 'inverse' | 'both';
  /** Empty: those that build the tree. */
  readonly reference: string;
  readonly subtypes: boolean;
  readonly details: boolean;
  readonly most: number;
  readonly levels: number;
}

/** So many addresses may one message ask for. */
const mostNodes = 10_000;

/**
 * @param given `msg.node`: one address or several
 * @throws `opcua-nodes.bad-browse`
 */
export function browseRequest(given: unknown, config: BrowseConfig): BrowseRequest {
  const { what, classes, direction, reference, subtypes, details, most, levels } = config;
  const isList = Array.isArray(given);
  const nodes: readonly unknown[] = isList ? given : [given ?? config.node];
  if (!nodes.every((node) => typeof node === 'string'))
    throw opcuaNodeErrors.badBrowse({ reason: 'msg.node has to be an address, or an array of addresses' });
  if (nodes.length > mostNodes)
    throw opcuaNodeErrors.badBrowse({ reason: `msg.node has more than ${mostNodes} addresses` });
  if (nodes.includes(''))
    throw opcuaNodeErrors.badBrowse({ reason: 'neither the node nor msg.node says where to begin' });
  return {
    what,
    nodes,
    isList,
    classes: nodeClassNames.filter((name) => name === classes),
    direction: what === 'references' ? direction : 'forward',
    reference,
    subtypes,
    details,
    most,
    levels,
  };
}
