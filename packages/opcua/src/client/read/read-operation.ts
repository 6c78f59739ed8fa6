import { encodeNodeId } from 'node-opcua-basic-types';
import { BinaryStream } from 'node-opcua-binary-stream';
import type { NodeId } from 'node-opcua-nodeid';
import type { SessionLink } from '../session-link.ts';

/** What one place of a Read request asks for. */
export interface ReadOperation {
  /** Its ReadValueId as it goes over the wire, for this very session: the same object as long as it says the same. */
  encoded(link: SessionLink): Buffer;
}

/** @see OPC 10000-4 section 7.29 (ReadValueId) */
export function encodeReadValueId(nodeId: NodeId, attribute: number, indexRange = ''): Buffer {
  const stream = BinaryStream.createGrowable(64, 1_000_000);
  encodeNodeId(nodeId, stream);
  stream.writeUInt32(attribute);
  if (indexRange === '') stream.writeUInt32(0xffff_ffff);
  else stream.writeString(indexRange);
  // No data encoding: the binary one is what there is.
  stream.writeUInt16(0);
  stream.writeUInt32(0xffff_ffff);
  return Buffer.from(stream.buffer.subarray(0, stream.length));
}

export function readOperation(nodeId: NodeId, attribute: number): ReadOperation {
  const bytes = encodeReadValueId(nodeId, attribute);
  return { encoded: () => bytes };
}
