import { AttributeIds } from 'node-opcua-data-model';
import type { DataValue } from 'node-opcua-data-value';
import * as types from 'node-opcua-types';
import { Variant } from 'node-opcua-variant';
import { encodedArray, encodeValue, nullArray, status } from '../codec.ts';
import type { Tail } from '../replies.ts';
import type { State } from './context.ts';

/** Encoded here, so that values can also be bytes that no types could hold. */
export function read(state: State, request: types.ReadRequest): Tail {
  const values = (request.nodesToRead ?? []).map(({ nodeId, attributeId }) =>
    encodeValue(state.space.read(nodeId, attributeId)),
  );
  return { tail: Buffer.concat([encodedArray(values), nullArray]) };
}

export function write(state: State, request: types.WriteRequest): types.WriteResponse {
  const results = (request.nodesToWrite ?? []).map((one) => status(writeOne(state, one)));
  return new types.WriteResponse({ results });
}

function writeOne(state: State, { nodeId, attributeId, value }: types.WriteValue): string {
  const node = state.space.get(nodeId);
  if (!node) return 'BadNodeIdUnknown';
  if (attributeId !== AttributeIds.Value) return 'BadWriteNotSupported';
  if (((node.userAccessLevel ?? node.accessLevel ?? 3) & 2) === 0) return 'BadNotWritable';
  const refused = node.onWrite?.(value);
  if (refused !== undefined) return refused;
  state.space.set(nodeId.toString(), { ...node, value: keep(value) });
  sampled(state, nodeId.toString(), value);
  return 'Good';
}

/** What was written reads back with the times of the reading, where it brought none. */
function keep(value: DataValue): Variant | DataValue {
  return value.sourceTimestamp || value.statusCode.value !== 0 ? value : (value.value ?? new Variant());
}

/** Tells the monitored items of a node that its value has changed. */
export function sampled(state: State, id: string, value: DataValue | Buffer): void {
  for (const { items } of state.subscriptions.values()) {
    for (const item of items.values()) {
      if (!item.isEvent && item.attribute === AttributeIds.Value && item.node.toString() === id)
        item.sample(value);
    }
  }
}
