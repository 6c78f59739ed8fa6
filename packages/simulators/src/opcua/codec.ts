import { decodeExpandedNodeId, encodeExpandedNodeId, encodeUInt32 } from 'node-opcua-basic-types';
import { BinaryStream, BinaryStreamSizeCalculator, type OutputBinaryStream } from 'node-opcua-binary-stream';
import { DataValue, encodeDataValue } from 'node-opcua-data-value';
import { getStandardDataTypeFactory } from 'node-opcua-factory';
import { coerceStatusCode, type StatusCode } from 'node-opcua-status-code';
import type { ServiceRequest, ServiceResponse } from './replies.ts';

/** Runs what writes twice: for the size, and into a buffer of it. */
export function encoded(write: (stream: OutputBinaryStream) => void): Buffer {
  const size = new BinaryStreamSizeCalculator();
  write(size);
  const stream = new BinaryStream(size.length);
  write(stream);
  return stream.buffer;
}

/** The body of a message: the id of the response's encoding, and the response. */
export function encodeResponse(response: ServiceResponse): Buffer {
  return encoded((stream) => {
    encodeExpandedNodeId(response.schema.encodingDefaultBinary ?? missing(response.schema.name), stream);
    response.encode(stream);
  });
}

function missing(name: string): never {
  throw new TypeError(`${name} has no binary encoding`);
}

/** @throws where the bytes are no request */
export function decodeRequest(body: Buffer): ServiceRequest {
  const stream = new BinaryStream(body);
  const made: unknown = getStandardDataTypeFactory().constructObject(decodeExpandedNodeId(stream));
  const request = made as ServiceRequest;
  request.decode(stream);
  return request;
}

/** A value as it goes over the wire: node-opcua's, or bytes that no decent server would send. */
export type WireValue = DataValue | Buffer;

export function encodeValue(value: WireValue): Buffer {
  return Buffer.isBuffer(value) ? value : encoded((stream) => encodeDataValue(value, stream));
}

/** @see OPC 10000-6 section 5.2.5: an array of what is encoded already; -1 would be a null array */
export function encodedArray(elements: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(elements.length), ...elements]);
}

export const nullArray: Buffer = Buffer.from([0xff, 0xff, 0xff, 0xff]);

export function uint32(value: number): Buffer {
  return encoded((stream) => encodeUInt32(value, stream));
}

export const status = (name: string): StatusCode => coerceStatusCode(name);

/** A value of a bad status. */
export const badValue = (name: string): DataValue => new DataValue({ statusCode: status(name) });
