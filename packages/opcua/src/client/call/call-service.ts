import { encodeNodeId } from 'node-opcua-basic-types';
import type { OutputBinaryStream } from 'node-opcua-binary-stream';
import type { NodeId } from 'node-opcua-nodeid';
import { CallRequest } from 'node-opcua-types';
import { opcuaErrors } from '../../errors.ts';
import type { Resolver } from '../addresses/resolver.ts';
import { sameSession } from '../addresses/session-change.ts';
import type { ManyService } from '../caller.ts';
import type { ServiceResponse, SessionLink } from '../session-link.ts';
import { RawCallResponse, type RawCallResult } from '../values/answers.ts';

/** One method on its way to be called. */
export interface CallOperation {
  /** Addresses. */
  readonly object: string;
  readonly method: string;
  /** Variants as they go over the wire, in the order of the call. */
  readonly inputs: readonly Buffer[];
}

interface PackedCall {
  readonly objectId: NodeId;
  readonly methodId: NodeId;
  readonly inputs: readonly Buffer[];
}

/** A Call request whose arguments are bytes already. */
class PackedCallRequest extends CallRequest {
  readonly #calls: readonly PackedCall[];

  constructor(calls: readonly PackedCall[]) {
    super({});
    this.#calls = calls;
  }

  override encode(stream: OutputBinaryStream): void {
    this.requestHeader.encode(stream);
    stream.writeUInt32(this.#calls.length);
    for (const { objectId, methodId, inputs } of this.#calls) {
      encodeNodeId(objectId, stream);
      encodeNodeId(methodId, stream);
      stream.writeUInt32(inputs.length);
      const bytes = Buffer.concat(inputs);
      if (bytes.length > 0)
        stream.writeArrayBuffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
    }
  }
}

/** The service Call, for one session. @see OPC 10000-4 section 5.12.2 */
export class CallService implements ManyService<CallOperation, RawCallResult> {
  readonly limit = 'maxNodesPerMethodCall';
  readonly #link: SessionLink;
  readonly #resolver: Resolver;

  constructor(link: SessionLink, resolver: Resolver) {
    this.#link = link;
    this.#resolver = resolver;
  }

  build(operations: readonly CallOperation[], link: SessionLink): CallRequest {
    sameSession(link, this.#link);
    return new PackedCallRequest(
      operations.map(({ object, method, inputs }) => ({
        objectId: this.#resolver.nodeId(object, link),
        methodId: this.#resolver.nodeId(method, link),
        inputs,
      })),
    );
  }

  results(response: ServiceResponse, operations: readonly CallOperation[]): readonly RawCallResult[] {
    if (!(response instanceof RawCallResponse) || response.calls.length !== operations.length)
      throw opcuaErrors.badResponse({ reason: 'it does not hold one result for each method' });
    return response.calls;
  }
}
