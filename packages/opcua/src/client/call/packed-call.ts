import { encodeNodeId } from 'node-opcua-basic-types';
import type { OutputBinaryStream } from 'node-opcua-binary-stream';
import type { NodeId } from 'node-opcua-nodeid';
import { CallRequest } from 'node-opcua-types';

/** One method with its arguments, each a Variant in bytes. */
export interface PackedCall {
  readonly object: NodeId;
  readonly method: NodeId;
  readonly inputs: readonly Buffer[];
}

/** A Call request whose arguments are bytes already: the generated class has no place for all that a value can be. */
export class PackedCallRequest extends CallRequest {
  readonly #calls: readonly PackedCall[];

  constructor(calls: readonly PackedCall[]) {
    super({});
    this.#calls = calls;
  }

  override encode(stream: OutputBinaryStream): void {
    this.requestHeader.encode(stream);
    stream.writeUInt32(this.#calls.length);
    for (const { object, method, inputs } of this.#calls) {
      encodeNodeId(object, stream);
      encodeNodeId(method, stream);
      stream.writeUInt32(inputs.length);
      const bytes = Buffer.concat(inputs);
      stream.writeArrayBuffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
    }
  }
}
