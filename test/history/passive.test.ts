import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { HistoryClient } from './client.ts';

for (const target of targets()) {
  describe(`history on a Node-RED that lacks a function, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;

    before(async () => {
      // Settings are read before the runtime is set up: from here one can take a function out of its API.
      const runtime = JSON.stringify(join(target.home, 'node_modules/@node-red/runtime'));
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-history'],
        flows: [{ id: 't', type: 'tab', label: 'Oven' }],
        settings: `functionGlobalContext: (() => { delete require(${runtime}).flows.updateFlow; return {}; })(),`,
      });
    });
    after(() => nodeRed?.stop());

    it('stays passive and says so, in the log and to the sidebar', async () => {
      const { state, reason, versions } = await new HistoryClient(nodeRed).health();
      assert.equal(state, 'degraded');
      assert.equal(reason?.code, 'history.door-passive');
      assert.match(reason?.message ?? '', /flows\.updateFlow/);
      assert.equal(versions, 0);
      assert.match(
        nodeRed.log,
        /\[error\].*Operations are not captured: this Node-RED .* lacks flows\.updateFlow/,
      );
    });

    it('lets deploys work as without it', async () => {
      const { flows, rev } = await nodeRed.flows();
      const { status } = await nodeRed.deploy([...flows, { id: 't2', type: 'tab', label: 'Press' }], { rev });
      assert.equal(status, 200);
      assert.equal((await nodeRed.flows()).flows.length, 2);
      assert.deepEqual(await new HistoryClient(nodeRed).versions(), []);
    });

    it('refuses a restore with a clear error', async () => {
      const { status, body } = await new HistoryClient(nodeRed).restore(1);
      assert.equal(status, 503);
      assert.equal(body.code, 'history.door-passive');
    });
  });
}
