import assert from 'node:assert/strict';
import { waitFor } from '@millwright/testing';
import { openClient } from './support/client.ts';
import { startOpcUaServer } from './support/server.ts';
import { watching } from './support/watching.ts';

const [plant, other] = ['urn:test:plant', 'urn:test:other'];

describe('an OPC UA server that numbers its namespaces anew', function () {
  this.timeout(60_000);

  it('CON-15: every address leads to its own node before and after (node-opcua)', async function () {
    const server = await startOpcUaServer(this, { namespaces: [plant, other] });
    try {
      await using open = openClient(server.url, {
        policy: { firstDelay: 100, longestDelay: 500, linger: 50 },
      });
      const names = [0, 1, 2, 3, 4].flatMap((index) => [`${plant}#${index}`, `${other}#${index}`]);
      const tags = names.map((name) => {
        const [uri, index] = name.split('#');
        return { name, address: `nsu=${uri};s=Marker.${index}` };
      });
      await using seen = watching(open, { tags });
      const all = () =>
        new Set(seen.samples.flatMap(({ tag, quality }) => (quality === 'good' ? [tag] : [])));
      await waitFor('values', () => all().size === tags.length);
      const before = open.client.namespaces ?? [];
      await server.close();
      await waitFor('the loss', () => seen.samples.some(({ quality }) => quality === 'bad'));
      const values = seen.samples.length;
      await server.restart({ namespaces: [other, plant] });
      await waitFor('values again', () => {
        const again = seen.samples.slice(values).filter(({ quality }) => quality === 'good');
        return new Set(again.map(({ tag }) => tag)).size === tags.length;
      });
      const after = open.client.namespaces ?? [];
      assert.notEqual(after.indexOf(plant), before.indexOf(plant), 'it did number them anew');
      // A marker says whose it is: not one sample came from another node.
      for (const { tag, value, quality } of seen.samples) {
        if (quality === 'good') assert.equal(value, tag);
      }
    } finally {
      await server.close();
    }
  });
});
