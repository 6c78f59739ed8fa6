import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, openEditor, startNodeRed, waitFor } from '@millwright/testing';
import { type HistoryPage, openHistory, renameTab, textOf } from './history-page.ts';
import { deploy, textsOf } from './node-dialog.ts';

const oven = { id: 'oven', type: 'tab', label: 'Oven 3' };
const node = { id: 'n1', type: 'comment', z: 'oven', name: 'start', info: '', x: 120, y: 80, wires: [] };

for (const target of editorTargets()) {
  describe(`the history sidebar in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage | undefined;
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-history'], flows: [oven, node] });
    });
    afterEach(async () => {
      const errors = history?.editor.errors ?? [];
      await history?.close();
      history = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    it('opens by itself the first time, says what it is for, and not again', async function () {
      const editor = await openEditor(this, nodeRed);
      const section = editor.page.locator('#millwright-history-sidebar');
      await section.waitFor();
      assert.match(await textOf(section), /Every deploy is kept here/);
      await section.getByRole('option').filter({ hasText: 'As found when history was installed' }).waitFor();
      // Node-RED 5 keeps with the user which tabs are open, 4.1 in the browser.
      // What is said before that is of the sidebar that came up.
      const remembered =
        target.major === 5 &&
        editor.page.waitForResponse((response) =>
          /"active":"info"/.test(response.request().postData() ?? ''),
        );
      await editor.page.evaluate(() =>
        (globalThis as unknown as { RED: { sidebar: { show(id: string): void } } }).RED.sidebar.show('info'),
      );
      await remembered;
      await editor.page.reload();
      await section.waitFor({ state: 'attached' });
      await editor.page.locator('#red-ui-header-button-deploy').waitFor();
      await editor.page.waitForFunction(() => document.querySelector('#red-ui-workspace-chart g') !== null);
      assert.equal(await section.isVisible(), false);
      await editor.close();
    });

    it('shows a deploy of this browser by itself', async function () {
      history = await openHistory(this, nodeRed);
      await history.rows.first().waitFor();
      const before = await history.rows.count();
      await renameTab(history.page, 'oven', 'Oven 4');
      await deploy(history.page);
      await waitFor('the new version', async () => (await history?.rows.count()) === before + 1);
      const [first = ''] = await textsOf(history.rows);
      assert.match(first, /^● #2 runs now anyone now Oven 4: renamed$/);
    });
  });
}
