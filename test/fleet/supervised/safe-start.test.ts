import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { OwnState } from '../../../plugins/fleet/src/common/fleet.ts';

for (const target of targets())
  describe(`A Node-RED whose supervisor started it without flows: ${target.title}`, () => {
    const flows = [{ id: 'tab', type: 'tab', label: 'Oven' }];
    let nodeRed: NodeRedProcess;
    before(async () => {
      const environment = { MILLWRIGHT_SAFE: 'crash-loop', NODE_RED_ENABLE_SAFE_MODE: 'true' };
      nodeRed = await startNodeRed({ target, flows, environment, only: ['node-red-fleet'] });
    });
    after(() => nodeRed?.stop());

    const trouble = async (): Promise<string | undefined> =>
      (await nodeRed.request<OwnState>('GET', '/millwright/fleet/own')).body.trouble?.code;

    it('says so in the sidebar, until somebody has started them', async () => {
      assert.equal(await trouble(), 'fleet.crash-loop');
      await nodeRed.deploy([...flows, { id: 'other', type: 'tab', label: 'Mended' }]);
      await waitFor('no trouble', async () => (await trouble()) === undefined);
    });
  });
