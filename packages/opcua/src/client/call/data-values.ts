import { BinaryStream } from 'node-opcua-binary-stream';
import { DataValue } from 'node-opcua-data-value';
import type { NodeId } from 'node-opcua-nodeid';
import { ReadRequest, type ReadResponse } from 'node-opcua-types';
import { attributes } from '../../attributes.ts';
import { sameSession } from '../addresses/session-change.ts';
import type { ManyService } from '../caller.ts';
import type { ServiceResponse, SessionLink } from '../session-link.ts';
import { RawReadResponse } from '../values/answers.ts';

/** Reads the values of nodes of one session, with the structures that the specification defines as its generated classes. */
export const readDataValues = (link: SessionLink): ManyService<NodeId, DataValue> => ({
  limit: 'maxNodesPerRead',
  build: (nodeIds, now) => {
    sameSession(now, link);
    return new ReadRequest({
      nodesToRead: nodeIds.map((nodeId) => ({ nodeId, attributeId: attributes.Value })),
    });
  },
  results: dataValuesOf,
});

function dataValuesOf(response: ServiceResponse): readonly DataValue[] {
  if (!(response instanceof RawReadResponse)) return (response as ReadResponse).results ?? [];
  return response.values.map(({ bytes, at }) => {
    const stream = new BinaryStream(bytes);
    stream.length = at;
    const value = new DataValue();
    value.decode(stream);
    return value;
  });
}
