import { randomUUID } from 'node:crypto';
import { BrowseDirection } from 'node-opcua-data-model';
import { coerceExpandedNodeId, coerceNodeId, type NodeId } from 'node-opcua-nodeid';
import * as types from 'node-opcua-types';
import { browseNameOf, nodeClassOf } from '../address-space.ts';
import { status } from '../codec.ts';
import type { SimulatedSession } from '../session.ts';
import type { Context, State } from './context.ts';

type InSession = Context & { readonly session: SimulatedSession };

export function browse(
  state: State,
  request: types.BrowseRequest,
  { session }: InSession,
): types.BrowseResponse {
  const limit = request.requestedMaxReferencesPerNode;
  return new types.BrowseResponse({
    results: (request.nodesToBrowse ?? []).map((what) => {
      const found = references(state, what);
      return found
        ? page(state, session, found, limit)
        : new types.BrowseResult({ statusCode: status('BadNodeIdUnknown') });
    }),
  });
}

export function browseNext(
  state: State,
  request: types.BrowseNextRequest,
  { session }: InSession,
): types.BrowseNextResponse {
  return new types.BrowseNextResponse({
    results: (request.continuationPoints ?? []).map((point) => {
      const id = point?.toString('latin1') ?? '';
      const rest = session.continuations.get(id) as readonly types.ReferenceDescription[] | undefined;
      session.continuations.delete(id);
      if (!rest) return new types.BrowseResult({ statusCode: status('BadContinuationPointInvalid') });
      return request.releaseContinuationPoints
        ? new types.BrowseResult()
        : page(state, session, rest, rest.length);
    }),
  });
}

/** What one answer holds, and a continuation point where there is more. */
function page(
  { settings }: State,
  session: SimulatedSession,
  found: readonly types.ReferenceDescription[],
  asked: number,
): types.BrowseResult {
  const most = Math.min(settings.maxReferencesPerNode || found.length, asked || found.length);
  const rest = found.slice(most);
  if (rest.length === 0) return new types.BrowseResult({ references: [...found] });
  const id = randomUUID();
  session.continuations.set(id, rest);
  return new types.BrowseResult({
    references: found.slice(0, most),
    continuationPoint: Buffer.from(id, 'latin1'),
  });
}

function references(state: State, what: types.BrowseDescription): types.ReferenceDescription[] | undefined {
  const node = state.space.get(what.nodeId);
  if (!node) return undefined;
  const wanted = what.referenceTypeId;
  const any = wanted.value === 0 || wanted.toString() === 'ns=0;i=33' || wanted.toString() === 'ns=0;i=31';
  return (node.references ?? []).flatMap(({ type = 'i=35', to, forward = true }) => {
    const referenceTypeId = coerceNodeId(type);
    if (!any && !what.includeSubtypes && referenceTypeId.toString() !== wanted.toString()) return [];
    if (
      what.browseDirection !== BrowseDirection.Both &&
      forward !== (what.browseDirection === BrowseDirection.Forward)
    )
      return [];
    const id = coerceNodeId(to);
    const target = state.space.get(id);
    if (!target) return [];
    const nodeClass = nodeClassOf(target);
    if (what.nodeClassMask !== 0 && (what.nodeClassMask & nodeClass) === 0) return [];
    const browseName = browseNameOf(id, target);
    return new types.ReferenceDescription({
      referenceTypeId,
      isForward: forward,
      nodeId: coerceExpandedNodeId(id),
      browseName,
      displayName: { text: target.displayName ?? browseName.name },
      nodeClass,
      typeDefinition: coerceExpandedNodeId(nodeClass === 2 ? 'i=63' : 'i=61'),
    });
  });
}

/** @see OPC 10000-4 section 5.9.4 */
export function translate(
  state: State,
  request: types.TranslateBrowsePathsToNodeIdsRequest,
): types.TranslateBrowsePathsToNodeIdsResponse {
  return new types.TranslateBrowsePathsToNodeIdsResponse({
    results: (request.browsePaths ?? []).map(({ startingNode, relativePath }) => {
      let places: NodeId[] = state.space.get(startingNode) ? [startingNode] : [];
      for (const { targetName } of relativePath.elements ?? []) {
        places = places.flatMap((place) => below(state, place, targetName));
      }
      return new types.BrowsePathResult({
        statusCode: status(places.length > 0 ? 'Good' : 'BadNoMatch'),
        targets: places.map((place) => ({
          targetId: coerceExpandedNodeId(place),
          remainingPathIndex: 0xffff_ffff,
        })),
      });
    }),
  });
}

function below(state: State, place: NodeId, name: { namespaceIndex: number; name: string | null }): NodeId[] {
  return (state.space.get(place)?.references ?? []).flatMap(({ to, forward = true }) => {
    const id = coerceNodeId(to);
    const target = state.space.get(id);
    if (!target || !forward) return [];
    const own = browseNameOf(id, target);
    return own.name === name.name && own.namespaceIndex === name.namespaceIndex ? [id] : [];
  });
}

export const registerNodes = (
  _state: State,
  request: types.RegisterNodesRequest,
): types.RegisterNodesResponse =>
  new types.RegisterNodesResponse({ registeredNodeIds: request.nodesToRegister });

export const unregisterNodes = (): types.UnregisterNodesResponse => new types.UnregisterNodesResponse();
