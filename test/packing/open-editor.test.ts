import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editorTargets, openEditor, startNodeRed } from '@millwright/testing';
import { leaveDialog, openDialog } from '../editor/node-dialog.ts';
import { noRegistry, outsideOfRepository, pack, upload } from './install.ts';

const tab = { id: 'tab', type: 'tab', label: 'Filler' };
const connection = {
  id: 'c1',
  type: 'mw-modbus-connection',
  schema: 1,
  name: '',
  host: 'plc',
  port: 502,
  timeout: 1000,
};

interface EditorWindow {
  readonly RED: { readonly nodes: { import(nodes: readonly object[]): unknown } };
}

/** An installation reaches open editors as messages, in which bundle and nodes come in any order. */
describe('an editor that is open while a package is installed', function () {
  this.timeout(120_000);
  let scratch: string;
  let tarball: string;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-packing-'));
    tarball = pack('nodes/modbus', scratch);
  });
  after(() => rm(scratch, { recursive: true, force: true }));

  for (const target of editorTargets()) {
    it(`has its nodes at once, and again after they were removed, in ${target.title}`, async function () {
      const outside = await outsideOfRepository(target);
      const nodeRed = await startNodeRed({ target: outside, environment: noRegistry, flows: [tab] });
      try {
        const { page, errors, close } = await openEditor(this, nodeRed);
        const palette = page.locator('.red-ui-palette-node[data-palette-type="mw-modbus-read"]');
        assert.equal((await upload(nodeRed, tarball)).status, 200);
        await palette.waitFor({ state: 'attached' });

        assert.equal((await nodeRed.request('DELETE', '/nodes/@millwright/node-red-modbus')).status, 204);
        await palette.waitFor({ state: 'detached' });
        assert.equal((await upload(nodeRed, tarball)).status, 200);
        await palette.waitFor({ state: 'attached' });

        await page.evaluate(
          (nodes) => {
            (globalThis as unknown as EditorWindow).RED.nodes.import(nodes);
          },
          [connection],
        );
        const form = await openDialog(page, connection.id);
        assert.equal(await form.getByLabel('Host').inputValue(), 'plc');
        await form.getByLabel('Port').fill('0');
        assert.equal(await form.getByRole('alert').textContent(), 'From 1 to 65535');
        await leaveDialog(page, 'cancel');
        assert.deepEqual(errors, []);
        await close();
      } finally {
        await nodeRed.stop();
      }
    });

    it(`has one history sidebar, none once the package is removed, and one again, in ${target.title}`, async function () {
      const outside = await outsideOfRepository(target);
      const nodeRed = await startNodeRed({ target: outside, environment: noRegistry, flows: [tab] });
      const history = pack('plugins/history', scratch);
      try {
        const { page, errors, close } = await openEditor(this, nodeRed);
        const sidebar = page.locator('#millwright-history-sidebar');
        for (const round of ['first', 'second']) {
          assert.equal((await upload(nodeRed, history)).status, 200);
          await sidebar.first().waitFor({ state: 'attached' });
          assert.equal(await sidebar.count(), 1, round);
          assert.equal((await nodeRed.request('DELETE', '/nodes/@millwright/node-red-history')).status, 204);
          await sidebar.waitFor({ state: 'detached' });
        }
        assert.deepEqual(errors, []);
        await close();
      } finally {
        await nodeRed.stop();
      }
    });
  }
});
