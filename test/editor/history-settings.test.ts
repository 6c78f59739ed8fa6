import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { type HistoryPage, openHistory, settledTray, textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

const tab = (label: string) => ({ id: 'oven', type: 'tab', label });

for (const target of editorTargets()) {
  describe(`settings and the check of history in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage;
    const choose = async (name: string): Promise<Locator> => {
      await history.section.getByRole('button', { name: 'More' }).click();
      await history.page.getByRole('menuitem', { name }).click();
      return settledTray(history);
    };
    // One page for all of these: opening it takes longer than what is tested.
    before(async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-history'], flows: [tab('Oven 1')] });
      for (const number of [2, 3, 4, 5]) await nodeRed.deploy([tab(`Oven ${number}`)]);
      history = await openHistory(this, nodeRed);
      await history.rows.nth(4).waitFor();
    });
    after(async () => {
      const errors = history?.editor.errors ?? [];
      await history?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('say what they delete before it is done, and do it', async () => {
      const { page, rows } = history;
      const tray = await choose('Settings…');
      await tray.getByText('This deletes nothing now: 5 versions stay.').waitFor();
      await tray.getByLabel('Refuse the deploy').check();
      const most = tray.getByLabel('At most', { exact: true });
      await most.fill('no end');
      await tray.getByText('A whole number is needed here.').waitFor();
      assert.equal(await page.locator('#mw-tray-primary').isDisabled(), true);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await most.fill('2');
      await page.keyboard.press('Escape');
      const question = page.getByRole('alertdialog');
      await question.getByText('What you changed here is not saved.').waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      assert.equal(await most.inputValue(), '2');
      const save = page.getByRole('button', { name: 'Save and delete 3 versions' });
      await save.waitFor();
      await tray.getByText('Which ones').click();
      assert.match(await textOf(tray.locator('.mw-history-doomed')), /#3, .*#2, .*#1, /);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await save.click();
      await tray.waitFor({ state: 'detached' });
      await rows.nth(2).waitFor({ state: 'detached' });
      assert.match(await textOf(rows.last()), /#4/);
      const { body } = await nodeRed.request('GET', '/millwright/history/settings');
      assert.partialDeepStrictEqual(body, { whenNotKept: 'refuse', retention: { maxVersions: 2 } });
    });

    it('find all versions whole, or say which are not and what to do', async () => {
      const { page, rows } = history;
      const tray = await choose('Check all versions…');
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await tray.getByText(`All ${await rows.count()} versions are as they were kept.`).waitFor();
      await page.route('**/millwright/history/verify*', (route) =>
        route.fulfill({
          json: {
            checked: 2,
            total: 400,
            faulty: [{ number: 1, code: 'history.version-damaged', message: 'damaged' }],
            ...(route.request().url().includes('from=') ? {} : { next: 3 }),
          },
        }),
      );
      await page.getByRole('button', { name: 'Check again' }).click();
      await tray.getByText('2 versions are not as they were kept').waitFor();
      assert.match(await textOf(tray), /#1 Version 1 is not as it was kept.* history\.version-damaged/);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await page.unroute('**/millwright/history/verify*');
      const again = page.getByRole('button', { name: 'Check again' });
      assert.equal(await again.evaluate((button) => button === document.activeElement), true);
      await page.keyboard.press('Escape');
      await tray.waitFor({ state: 'detached' });
    });
  });
}
