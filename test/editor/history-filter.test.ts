import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { type HistoryPage, openHistory, setSidebarWidth, settledTray, textOf } from './history-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const tab = (id: string, label: string) => ({ id, type: 'tab', label });

for (const target of editorTargets()) {
  describe(`filters and the selection of the history sidebar in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let opened: HistoryPage;
    /** Waits until the list shows these versions, newest first. */
    const shows = (...numbers: number[]): Promise<unknown> =>
      waitFor(`#${numbers.join(', #')}`, async () => {
        const found = (await textsOf(opened.rows)).map((text) => Number(/#(\d+)/.exec(text)?.[1]));
        return found.join() === numbers.join();
      });
    // One page for all of these: opening it takes longer than what is tested.
    before(async function () {
      // Version 1 as found, with both; 2 changes the oven, 3 the press.
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-history'],
        flows: [tab('oven', 'Oven 3'), tab('press', 'Press')],
      });
      await nodeRed.deploy([tab('oven', 'Oven 4'), tab('press', 'Press')]);
      await nodeRed.deploy([tab('oven', 'Oven 4'), tab('press', 'Press 2')]);
      opened = await openHistory(this, nodeRed);
      await opened.rows.first().waitFor();
    });
    beforeEach(async () => {
      const { section } = opened;
      await section.getByRole('textbox', { name: 'Filter versions' }).press('Escape');
      for (const name of ['Reset', /^Remove the filter/, 'Clear the selection'])
        for (const button of await section.getByRole('button', { name }).all()) await button.click();
    });
    after(async () => {
      const errors = opened?.editor.errors ?? [];
      await opened?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('search by text: / begins, Escape ends, and nothing found has a way back', async () => {
      const { page, section } = opened;
      await section.getByRole('listbox').focus();
      await page.keyboard.press('/');
      await page.keyboard.type('oven 4');
      await shows(2);
      await page.keyboard.press('Escape');
      await shows(3, 2, 1);
      await page.keyboard.type('nowhere');
      await section.getByText('No version matches').waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
      await section.getByRole('button', { name: 'Show all' }).click();
      await shows(3, 2, 1);
      assert.equal(await section.getByRole('textbox', { name: 'Filter versions' }).inputValue(), '');
    });

    it('narrow by part and name, show what is set, and are taken away one by one or all at once', async () => {
      const { page, section } = opened;
      await setSidebarWidth(page, 180);
      await section.getByRole('button', { name: 'Filters' }).click();
      await section.getByLabel('Changed').selectOption({ label: 'Press 2' });
      await shows(3, 1);
      await section.getByLabel('Snapshots only').check();
      await section.getByText('No version matches').waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
      await page.keyboard.press('Escape');
      assert.equal(await section.getByLabel('Changed').isVisible(), false);
      assert.equal(
        await section
          .getByRole('button', { name: 'Filters, 2 set' })
          .evaluate((e) => e === document.activeElement),
        true,
      );
      await section.getByRole('button', { name: 'Remove the filter snapshots' }).click();
      await shows(3, 1);
      await section.getByRole('button', { name: 'Filters, 1 set' }).click();
      await section.getByRole('button', { name: 'Reset' }).click();
      await shows(3, 2, 1);
    });

    it('follow the tab on the canvas', async () => {
      const { page, section } = opened;
      await section.getByRole('button', { name: 'Filters' }).click();
      await section.getByLabel('Changed').selectOption({ label: 'this tab: Oven 4' });
      await page.keyboard.press('Escape');
      await shows(2, 1);
      await page.evaluate(() =>
        (globalThis as unknown as { RED: { workspaces: { show(id: string): void } } }).RED.workspaces.show(
          'press',
        ),
      );
      await shows(3, 1);
      await section.getByRole('button', { name: 'Remove the filter this tab: Press 2' }).waitFor();
    });

    it('select by Space and by mouse, compare two, and one with what runs', async () => {
      const { page, section, rows, tray } = opened;
      const list = section.getByRole('listbox');
      const actions = section.locator('.mw-actions');
      await shows(3, 2, 1);
      await list.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press(' ');
      assert.match(await textOf(actions), /#2 selected/);
      assert.equal(await rows.nth(1).getAttribute('aria-selected'), 'true');
      await rows.nth(2).click({ modifiers: ['Control'] });
      assert.match(await textOf(actions), /#1, #2 selected/);
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
      await actions.getByRole('button', { name: 'Compare' }).click();
      await settledTray(opened);
      await tray.getByText('Oven 4').first().waitFor();
      await page.keyboard.press('Escape');
      await tray.waitFor({ state: 'detached' });

      await rows.nth(2).locator('.mw-list-mark').click();
      assert.match(await textOf(actions), /#2 selected/);
      assert.equal(await actions.getByRole('button', { name: 'Compare with what runs' }).isEnabled(), true);
      await actions.getByRole('button', { name: 'Clear the selection' }).click();
      assert.equal(await actions.count(), 0);
      assert.equal(await list.evaluate((element) => element === document.activeElement), true);
      await rows.nth(0).click({ modifiers: ['Control'] });
      assert.equal(await actions.getByRole('button', { name: 'Compare with what runs' }).isEnabled(), false);
      assert.match(await textOf(actions), /This version runs now\. Select another one, too\./);
      assert.match(await textOf(rows.nth(0)), /●/);
      assert.equal(await rows.nth(0).locator('.mw-row-symbol').isVisible(), true);
    });

    it('hold while versions arrive', async () => {
      const field = opened.section.getByRole('textbox', { name: 'Filter versions' });
      await field.fill('press');
      await shows(3, 1);
      await nodeRed.deploy([tab('oven', 'Kiln'), tab('press', 'Press 2')]);
      await nodeRed.deploy([tab('oven', 'Kiln'), tab('press', 'Press 3')]);
      await shows(5, 3, 1);
      await field.press('Escape');
      await shows(5, 4, 3, 2, 1);
    });

    it('stand beside a menu that needs no mouse', async () => {
      const { page, section } = opened;
      await section.getByRole('button', { name: 'More' }).focus();
      await page.keyboard.press('Enter');
      const focused = (): Promise<string> =>
        page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
      assert.equal(await focused(), 'Take a snapshot…');
      await page.keyboard.press('ArrowUp');
      assert.equal(await focused(), 'Settings…');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), 'Take a snapshot…');
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
      await page.keyboard.press('Escape');
      assert.equal(await section.getByRole('menu').isVisible(), false);
    });
  });
}
