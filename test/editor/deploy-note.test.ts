import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { type HistoryPage, openHistory, renameTab, setWindowWidth, textOf } from './history-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const tab = (id: string, label: string) => ({ id, type: 'tab', label });
for (const target of editorTargets()) {
  describe(`the note beside Deploy in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage;
    let field: Locator;
    // One page for all of these: opening it takes longer than what is tested.
    before(async function () {
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-history'],
        flows: [tab('oven', 'Oven 3'), tab('press', 'Press')],
      });
      history = await openHistory(this, nodeRed);
      field = history.page.getByRole('textbox', { name: 'What changed?' });
      await history.rows.first().waitFor();
    });
    after(async () => {
      const errors = history?.editor.errors ?? [];
      await history?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('goes with the deploy that Enter makes, stands in the list, and is gone then', async () => {
      const { page, rows } = history;
      await field.focus();
      const panel = page.locator('.mw-note-changes');
      assert.match(await textOf(panel), /Nothing to deploy/);
      await renameTab(page, 'oven', 'Oven 4');
      await panel.getByText('Oven 4').waitFor();
      assert.doesNotMatch(await textOf(panel), /Press/);
      assert.deepEqual(await seriousViolations(page, '.mw-note'), []);
      await field.fill('new recipe “1.0 l” für 东线');
      await page.keyboard.press('Enter');
      await waitFor('the note in the list', async () =>
        /“new recipe “1\.0 l” für 东线” Oven 4: renamed/.test((await textsOf(rows))[0] ?? ''),
      );
      await waitFor('an empty field', async () => (await field.inputValue()) === '');
    });

    it('stays when the deploy failed, and is left with Escape', async () => {
      const { page } = history;
      await page.route(/\/flows$/, (route) =>
        route.request().method() === 'POST'
          ? route.fulfill({ status: 500, json: { code: 'unexpected_error', message: 'disk full' } })
          : route.fallback(),
      );
      await page.locator('#red-ui-header-shade').waitFor({ state: 'hidden' });
      await renameTab(page, 'press', 'Press 1');
      await page.locator('#red-ui-header-button-deploy').focus();
      await page.keyboard.press('Shift+Tab');
      assert.equal(await field.evaluate((element) => element === document.activeElement), true);
      await page.keyboard.type('slower');
      await page.keyboard.press('Enter');
      await page.locator('.red-ui-notification').filter({ hasText: 'disk full' }).waitFor();
      assert.equal(await field.inputValue(), 'slower');
      await field.focus();
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('.mw-note-changes').isVisible(), false);
      assert.equal(await field.inputValue(), 'slower');
    });

    it('stands behind a button in a narrow window', async () => {
      const { page } = history;
      await setWindowWidth(page, 640);
      assert.equal(await field.isVisible(), false);
      await page.getByRole('button', { name: 'What changed?' }).click();
      assert.equal(await field.evaluate((element) => element === document.activeElement), true);
      const box = await page.locator('.mw-note-unfolding').boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 640);
    });
  });
}
