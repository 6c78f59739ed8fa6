import assert from 'node:assert/strict';
import { encodeExpandedNodeId } from 'node-opcua-basic-types';
import { BinaryStream } from 'node-opcua-binary-stream';
import { DataValue } from 'node-opcua-data-value';
import { BrowseResponse, BrowseResult, ReadResponse } from 'node-opcua-types';
import { double, wireBench } from './support/wire-bench.ts';
import { int32 } from './support/wire-bytes.ts';

/** Where the additional header of a response without diagnostics is, and how long an empty one. */
const [place, length] = [25, 3];

/** A whole response whose additional header is these bytes. @see OPC 10000-4 section 7.33 (ResponseHeader) */
function withHeader(response: ReadResponse | BrowseResponse, header: readonly number[]): { raw: Buffer } {
  const stream = BinaryStream.createGrowable(256, 1_000_000);
  const encoding = response.schema.encodingDefaultBinary;
  assert.ok(encoding);
  encodeExpandedNodeId(encoding, stream);
  response.encode(stream);
  const bytes = stream.buffer.subarray(0, stream.length);
  assert.deepEqual([...bytes.subarray(place, place + length)], [0, 0, 0]);
  return {
    raw: Buffer.concat([bytes.subarray(0, place), Buffer.from(header), bytes.subarray(place + length)]),
  };
}

const headers: Readonly<Record<string, readonly number[]>> = {
  'a body without a length': [1, 2, 0x89, 0x13, 1, ...int32(-1)],
  'a body of the standard without a length': [1, 0, 0x6d, 0x3f, 1, ...int32(-1)],
  'no bytes': [1, 2, 0x89, 0x13, 1, ...int32(0)],
  'a type that nobody knows': [1, 2, 0x89, 0x13, 1, ...int32(2), 7, 8],
  'no type, but a body': [0, 0, 1, ...int32(2), 7, 8],
  XML: [1, 2, 0x89, 0x13, 2, ...int32(4), 0x3c, 0x61, 0x2f, 0x3e],
};

describe('responses with additional headers', function () {
  this.timeout(30_000);
  const start = wireBench();

  for (const [what, header] of Object.entries(headers)) {
    it(`are read as those without, whatever it is: ${what} (the wire simulator)`, async () => {
      const { server, reader, browser, tags, signal } = await start();
      server.on('Read', ({ requestHeader: { requestHandle } }) =>
        withHeader(
          new ReadResponse({
            responseHeader: { requestHandle },
            results: [new DataValue({ value: double(7) })],
          }),
          header,
        ),
      );
      const { samples } = await reader.read(tags(1), { signal });
      assert.deepEqual(
        samples.map(({ value, quality }) => [value, quality]),
        [[7, 'good']],
      );
      // A service whose answers the generated code reads.
      server.on('Browse', ({ requestHeader: { requestHandle } }) =>
        withHeader(
          new BrowseResponse({ responseHeader: { requestHandle }, results: [new BrowseResult({})] }),
          header,
        ),
      );
      const { references } = await browser.browse('i=85', { signal });
      assert.deepEqual(references, []);
      assert.equal(server.seen.count('CreateSession'), 0);
    });
  }
});
