import type { OutputBinaryStream } from 'node-opcua-binary-stream';
import type { NodeId } from 'node-opcua-nodeid';
import { WriteRequest } from 'node-opcua-types';
import { sameSession } from '../addresses/session-change.ts';
import type { ManyService } from '../caller.ts';
import { encodeReadValueId } from '../read/read-operation.ts';
import type { ServiceResponse, SessionLink } from '../session-link.ts';
import type { RawWriteResponse } from '../values/answers.ts';
import { ByteWriter } from '../values/byte-writer.ts';
import { undecodable } from '../values/cursor.ts';

/** One value on its way to its node. */
export interface WriteOperation {
  readonly nodeId: NodeId;
  readonly attribute: number;
  readonly indexRange: string;
  /** As it goes over the wire. */
  readonly variant: Buffer;
  /** Sent only where it was asked for: many servers take none. */
  readonly statusCode?: number;
  /** 100 ns since 1601. */
  readonly sourceTime?: bigint;
}

/** @see OPC 10000-4 section 5.11.4 (WriteValue), OPC 10000-6 section 5.2.2.17 (DataValue) */
function encodeWriteValue(operation: WriteOperation): Buffer {
  const { nodeId, attribute, indexRange, variant, statusCode, sourceTime } = operation;
  // A WriteValue begins as a ReadValueId does; that has a data encoding of six bytes behind it.
  const place = encodeReadValueId(nodeId, attribute, indexRange);
  const writer = new ByteWriter();
  writer.raw(place.subarray(0, place.length - 6));
  writer.u8(1 | (statusCode === undefined ? 0 : 2) | (sourceTime === undefined ? 0 : 4));
  writer.raw(variant);
  if (statusCode !== undefined) writer.u32(statusCode);
  if (sourceTime !== undefined) writer.i64(sourceTime);
  return writer.bytes;
}

/** A Write request whose values are bytes already. */
class PackedWriteRequest extends WriteRequest {
  readonly #places: readonly Buffer[];

  constructor(places: readonly Buffer[]) {
    super({});
    this.#places = places;
  }

  override encode(stream: OutputBinaryStream): void {
    this.requestHeader.encode(stream);
    stream.writeUInt32(this.#places.length);
    const bytes = Buffer.concat(this.#places);
    stream.writeArrayBuffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
  }
}

/** The service Write, for one session. @see OPC 10000-4 section 5.11.4 */
export class WriteService implements ManyService<WriteOperation, number> {
  readonly limit = 'maxNodesPerWrite';
  readonly #link: SessionLink;

  constructor(link: SessionLink) {
    this.#link = link;
  }

  build(operations: readonly WriteOperation[], link: SessionLink): WriteRequest {
    sameSession(link, this.#link);
    return new PackedWriteRequest(operations.map(encodeWriteValue));
  }

  /** A status code for each. */
  results(response: ServiceResponse, operations: readonly WriteOperation[]): readonly number[] {
    const { codes = [] } = response as ServiceResponse & Partial<RawWriteResponse>;
    if (codes.length !== operations.length) {
      throw undecodable(`it has ${codes.length} results for ${operations.length} values`);
    }
    return codes;
  }
}
