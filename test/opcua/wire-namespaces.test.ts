import assert from 'node:assert/strict';
import { waitFor } from '@millwright/testing';
import { openClient } from './support/client.ts';
import { watching } from './support/watching.ts';
import { double, wireBench } from './support/wire-bench.ts';

const later = { name: 'later', address: 'nsu=urn:later;s=Later' };
const there = { name: 'there', address: 'nsu=urn:simulated:plant;s=Tag3' };

describe('namespaces that a running server adds', function () {
  this.timeout(30_000);
  const start = wireBench();

  it('are known to whoever reads, writes and watches without a new session (the wire simulator)', async () => {
    const { server, reader, writer, signal } = await start();
    await using open = openClient(server.url);
    await using seen = watching(open, { tags: [later, there] });
    await waitFor('the one that is there', () => seen.values('there').includes(3));
    const read = async () => (await reader.read([later, there], { signal })).samples;
    const before = await read();
    assert.deepEqual(
      before.map(({ value, status }) => [value, status?.name]),
      [
        [null, 'BadNodeIdUnknown'],
        [3, undefined],
      ],
    );
    server.seen.forget();
    server.space.namespaces = [...server.space.namespaces, 'urn:later'];
    server.space.set('ns=3;s=Later', { value: double(7) });
    await waitFor('the reading', async () => (await read())[0]?.value === 7);
    await waitFor('the watch', () => seen.values('later').includes(7));
    const { results } = await writer.write([{ tag: later, value: 8 }], { signal });
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ['done'],
    );
    assert.equal(server.seen.count('CreateSession'), 0);
  });

  it('are not asked for with each reading (the wire simulator)', async () => {
    const { server, reader, signal } = await start();
    const readings = 30;
    for (let reading = 0; reading < readings; reading += 1) {
      const { samples } = await reader.read([later, there], { signal });
      assert.deepEqual(
        samples.map(({ quality }) => quality),
        ['bad', 'good'],
      );
    }
    const asked = server.seen
      .requests('Read')
      .filter(({ nodesToRead }) => nodesToRead?.some(({ nodeId }) => nodeId.value === 2255));
    assert.ok(asked.length > 0 && asked.length < readings, `${asked.length} questions`);
  });
});
