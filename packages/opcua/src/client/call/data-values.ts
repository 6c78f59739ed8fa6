import { BinaryStream } from 'node-opcua-binary-stream';
import { DataValue } from 'node-opcua-data-value';
import type { ReadResponse } from 'node-opcua-types';
import type { ServiceResponse } from '../session-link.ts';
import { RawReadResponse } from '../values/answers.ts';

/** The values of an answer to Read, with the structures that the specification defines as its generated classes. */
export function dataValuesOf(response: ServiceResponse): readonly DataValue[] {
  if (!(response instanceof RawReadResponse)) return (response as ReadResponse).results ?? [];
  return response.values.map(({ bytes, at }) => {
    const stream = new BinaryStream(bytes);
    stream.length = at;
    const value = new DataValue();
    value.decode(stream);
    return value;
  });
}
