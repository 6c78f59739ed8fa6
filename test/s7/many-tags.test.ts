import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed } from '@millwright/testing';
import { connection, isStatus, observed, row, tags, waitToSee, watch } from './support/flow.ts';
import { type Snap7Server, startSnap7 } from './support/snap7.ts';

/** Says of a thousand samples how many are good, which are not, and what the first one is. */
const counted = {
  id: 'counted',
  type: 'function',
  z: 'tab',
  func: `const bad = msg.samples.filter(({ quality }) => quality !== 'good');
    return { payload: {
      good: msg.samples.length - bad.length,
      bad: bad.map(({ tag, status }) => [tag, status.name]),
      first: msg.samples[0].value,
    } };`,
  wires: [['message']],
};

describe('a thousand S7 tags in Node-RED', function () {
  this.timeout(120_000);
  let server: Snap7Server;
  let nodeRed: NodeRedProcess;

  before(async function () {
    server = await startSnap7(this);
    const rows = Array.from({ length: 999 }, (_, index) => row(`t${index}`, `DB1.DBD${index * 16}:REAL`));
    rows.splice(500, 0, row('nowhere', 'DB900.DBW0'));
    nodeRed = await startNodeRed({
      flows: observed(connection(server.port), tags(rows), watch(50, { wires: [['counted']] }), counted),
      only: ['node-red-s7'],
    });
  });
  after(async () => {
    await nodeRed?.stop();
    await server?.close();
  });

  it('S-N-01: of which Snap7 has not one: that is bad, 999 are good, and the cycle goes on', async () => {
    for (const first of [1, 2, 3]) {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatBE(first);
      await server.set('DB', bytes, { db: 1 });
      const { payload } = await waitToSee(
        nodeRed,
        `the value ${first}`,
        (each) => (each.payload as { readonly first?: number } | undefined)?.first === first,
      );
      assert.deepEqual(payload, { good: 999, bad: [['nowhere', 'BadNodeIdUnknown']], first });
    }
    await waitToSee(nodeRed, 'the status', isStatus('watch', /^1 of 1000 bad$/));
  });
});
