import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, openEditor, startNodeRed, waitFor } from '@millwright/testing';
import { type HistoryPage, openHistory, openVersion, renameTab, shown, textOf } from './history-page.ts';
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
      const section = editor.page.locator('.mw-sidebar');
      await section.waitFor();
      assert.match(await textOf(section), /Every deploy is kept here/);
      await section.getByRole('option').filter({ hasText: 'As found when history was installed' }).waitFor();
      // Node-RED 5 keeps with the user which tabs are open, 4.1 in the browser.
      const remembered =
        target.major === 5 &&
        editor.page.waitForResponse((response) => response.url().endsWith('/settings/user'));
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

    it('shows a deploy of this browser within a second', async function () {
      history = await openHistory(this, nodeRed);
      await history.rows.first().waitFor();
      const before = await history.rows.count();
      await renameTab(history.page, 'oven', 'Oven 4');
      await deploy(history.page);
      await waitFor('the new version', async () => (await history?.rows.count()) === before + 1, {
        deadline: 1000,
      });
      const [first = ''] = await textsOf(history.rows);
      assert.match(first, /^● #2 runs now anyone now Oven 4: renamed$/);
    });

    it('restores a version, keeps what ran, and shows it in this editor', async function () {
      history = await openHistory(this, nodeRed);
      const other = await openEditor(this, nodeRed);
      const tray = await openVersion(history, 1);
      assert.match(await textOf(tray), /As found when history was installed/);
      const { page, notices } = history;
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      const question = page.getByRole('alertdialog');
      assert.match(await textOf(question), /What runs now is kept as a version first/);
      assert.match(await textOf(question), /All flows restart, .* connections .* are made anew/);
      await question.getByRole('button', { name: 'Restore version 1' }).click();
      await notices.filter({ hasText: /Version 1 restored\. What ran before is version 2\./ }).waitFor();
      await tray.waitFor({ state: 'detached' });

      const running = await nodeRed.flows();
      assert.deepEqual(await shown(page, 'oven'), { rev: running.rev, label: 'Oven 3', dirty: false });
      await history.rows
        .filter({ hasText: /Version 1 restored/ })
        .first()
        .waitFor();
      assert.equal(await notices.filter({ hasText: 'have been updated' }).count(), 0);
      await other.page.locator('.red-ui-notification').filter({ hasText: 'have been updated' }).waitFor();
      await other.close();
    });

    it('never drops unsaved work unasked', async function () {
      await nodeRed.deploy([{ ...oven, label: 'Oven 5' }, node]);
      history = await openHistory(this, nodeRed);
      const { page } = history;
      await renameTab(page, 'oven', 'my work');
      await openVersion(history, 1);
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      const question = page.getByRole('alertdialog');
      assert.match(await textOf(question), /holds changes that are not deployed/);

      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      assert.equal((await nodeRed.flows()).flows[0]?.['label'], 'Oven 5');

      await page.getByRole('button', { name: 'Restore version 1' }).click();
      await question.getByRole('button', { name: 'Keep and restore' }).click();
      await history.notices.filter({ hasText: 'Version 1 restored' }).waitFor();
      await history.notices.filter({ hasText: 'have been updated' }).waitFor();
      assert.equal((await nodeRed.flows()).flows[0]?.['label'], 'Oven 3');
      const { label, dirty } = await shown(page, 'oven');
      assert.deepEqual({ label, dirty }, { label: 'my work', dirty: true });
    });

    it('drops unsaved work when told to', async function () {
      await nodeRed.deploy([{ ...oven, label: 'Oven 6' }, node]);
      history = await openHistory(this, nodeRed);
      const { page } = history;
      await renameTab(page, 'oven', 'my work');
      await openVersion(history, 1);
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Discard and restore' }).click();
      await history.notices.filter({ hasText: 'Version 1 restored' }).waitFor();
      const { label, dirty } = await shown(page, 'oven');
      assert.deepEqual({ label, dirty }, { label: 'Oven 3', dirty: false });
    });

    it('loads the page anew when the editor cannot take in the restored flows', async function () {
      await nodeRed.deploy([{ ...oven, label: 'Oven 8' }, node]);
      history = await openHistory(this, nodeRed);
      const { page } = history;
      await openVersion(history, 1);
      await page.evaluate(() => {
        const { RED } = globalThis as unknown as { RED: { nodes: { import: () => void } } };
        RED.nodes.import = () => {
          throw new TypeError('not importable');
        };
      });
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      const reloaded = page.waitForEvent('load');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Restore version 1' }).click();
      await reloaded;
      await page.locator('#red-ui-workspace-chart g').first().waitFor({ state: 'attached' });
      const { rev } = await nodeRed.flows();
      await waitFor('the flows', async () => (await shown(page, 'oven')).rev === rev);
      assert.deepEqual(await shown(page, 'oven'), { rev, label: 'Oven 3', dirty: false });
    });

    it('refuses to replace what the user has not seen', async function () {
      history = await openHistory(this, nodeRed);
      const { page } = history;
      await openVersion(history, 1);
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      // The list hears of the deploy, but this question was asked before it.
      await nodeRed.deploy([{ ...oven, label: 'Oven 7' }, node]);
      await history.rows.filter({ hasText: 'Oven 7' }).waitFor();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Restore version 1' }).click();
      const notice = history.notices.filter({ hasText: 'Version 1 was not restored' });
      await notice.waitFor();
      assert.match(
        await textOf(notice),
        /Someone deployed in the meantime[\s\S]*Code: history\.stale-revision/,
      );
      assert.equal((await nodeRed.flows()).flows[0]?.['label'], 'Oven 7');
    });
  });
}
