import assert from 'node:assert/strict';
import { editorTargets, everything, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import {
  type HistoryPage,
  openHistory,
  openVersion,
  renameTab,
  settledTray,
  textOf,
} from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

const hostile = '<img src=x onerror="globalThis.hacked = true"> $t(name) __count__';
const oven = { id: 'oven', type: 'tab', label: 'Oven 3' };
const code = (limit: number): string =>
  `const limit = ${limit};\nmsg.alarm = msg.payload > limit;\nreturn msg;`;
const alarm = {
  id: 'alarm',
  type: 'function',
  z: 'oven',
  name: 'alarm',
  func: code(480),
  outputs: 1,
  x: 120,
  y: 80,
  wires: [['say']],
};
const say = { id: 'say', type: 'debug', z: 'oven', name: 'say', x: 320, y: 80, wires: [] };
const note = { id: 'note', type: 'comment', z: 'oven', name: 'note', info: '', x: 120, y: 180, wires: [] };
const many = (name: string): object[] =>
  Array.from({ length: 3000 }, (_, index) => ({ ...note, id: `many-${index}`, name: `${name} ${index}` }));

for (const target of editorTargets()) {
  describe(`the comparison in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage | undefined;
    /** Opens the comparison of a version with one of the buttons in its details. */
    const open = async (context: Mocha.Context, number: number, button: string): Promise<Locator> => {
      history = await openHistory(context, nodeRed);
      await openVersion(history, number);
      await history.page.getByRole('button', { name: button }).click();
      await history.page.locator('.mw-compare-head').waitFor();
      await history.page.locator('.mw-compare-bar, .mw-state').first().waitFor();
      return settledTray(history);
    };
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-history'], flows: [] });
      await nodeRed.deploy([oven, alarm, say, note]);
      await nodeRed.deploy([
        { ...oven, label: hostile },
        { ...alarm, name: hostile, func: code(475), wires: [['note']] },
        { ...say, x: 400 },
        note,
      ]);
    });
    afterEach(async () => {
      const errors = history?.editor.errors ?? [];
      await history?.close();
      history = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    it('shows property by property what differs, as plain text, and axe finds nothing serious', async function () {
      const tray = await open(this, 3, 'Compare with the one before');
      const text = await textOf(tray);
      assert.match(text, /1 part: 1 changed, 1 moved/);
      assert.match(text, /<img src=x onerror/);
      assert.match(text, /const limit = 480;/);
      assert.match(text, /const limit = 475;/);
      assert.match(text, /to say .*to note/);
      assert.equal(await tray.locator('img').count(), 0);
      assert.equal(await tray.getByText('400').count(), 0, 'what only moved is not shown');
      await tray.getByLabel(/Show what only moved, too/).check();
      await tray.getByText('320 → 400').waitFor();
      const { page } = history as HistoryPage;
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
    });

    it('is walked through by keyboard', async function () {
      const tray = await open(this, 3, 'Compare with the one before');
      const { page } = history as HistoryPage;
      const counter = tray.locator('.mw-compare-steps [role=status]');
      const focused = (): Promise<string | undefined> =>
        page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['entry']);
      assert.equal(await textOf(counter), '2 changes');
      await page.keyboard.press('n');
      assert.equal(await textOf(counter), '1 of 2');
      assert.equal(await focused(), 'part:tab:oven/');
      await page.keyboard.press('F7');
      assert.equal(await textOf(counter), '2 of 2');
      assert.equal(await focused(), 'part:tab:oven/alarm');
      await page.keyboard.press('p');
      await page.keyboard.press('Shift+F7');
      assert.equal(await textOf(counter), '2 of 2');
      await page.keyboard.press('Enter');
      assert.equal(await tray.getByText('const limit = 475;').count(), 0);
    });

    // Each opens an editor or two: the others are for the full width.
    if (!everything) return;

    it('takes this editor, and a file, for a side', async function () {
      history = await openHistory(this, nodeRed);
      const { page } = history;
      await renameTab(page, 'oven', 'my work');
      await openVersion(history, 3);
      await page.getByRole('button', { name: 'Compare with this editor' }).click();
      const tray = await settledTray(history);
      await tray.getByText('my work').first().waitFor();
      assert.match(await textOf(tray), /Modules are not compared/);

      const file = (content: string) => ({
        name: 'line 2.json',
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      });
      await tray.locator('select').last().selectOption('file');
      await tray.getByText('Choose both sides').waitFor();
      await tray.locator('input[type=file]').setInputFiles(file('{"not":"flows"}'));
      await tray.getByText('“line 2.json” holds no flows').waitFor();
      await tray
        .locator('input[type=file]')
        .setInputFiles(file(JSON.stringify([{ ...oven, label: 'Oven 12' }])));
      await tray.getByText('Oven 12').first().waitFor();
      assert.match(await textOf(tray), /Credentials are not compared: a file has none/);
      const narrowed = page.waitForRequest((request) => /"onlyGiven":true/.test(request.postData() ?? ''));
      await tray.getByLabel('Only what the file holds').check();
      await narrowed;
      await tray.getByText('Oven 12').first().waitFor();
    });

    it('says so where nothing differs', async function () {
      const tray = await open(this, 3, 'Compare with the one before');
      await tray.locator('select').first().selectOption('running');
      await tray.getByText('No difference').waitFor();
    });

    it('stays quick with thousands of changes', async function () {
      await nodeRed.deploy([oven, ...many('old')]);
      await nodeRed.deploy([oven, ...many('new')]);
      await nodeRed.deploy([oven]);
      const tray = await open(this, 5, 'Compare with the one before');
      const { page } = history as HistoryPage;
      assert.match(await textOf(tray), /3,000 changes/);
      assert.ok((await tray.locator('.mw-compare-entry').count()) <= 100, 'only a page of them is drawn');
      const took = await page.evaluate(() => {
        const press = (key: string): number => {
          const started = performance.now();
          document
            .querySelector('.mw-tray')
            ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
          return performance.now() - started;
        };
        // To the last one, back to the first, and to the last: the quicker one, since what a busy machine adds is not the list's.
        const first = press('p');
        press('n');
        return Math.min(first, press('p'));
      });
      await tray.getByText('3,000 of 3,000').waitFor();
      await tray.getByText('new 2999').first().waitFor();
      assert.ok((await tray.locator('.mw-compare-entry').count()) <= 100);
      assert.ok(took < 1000, `going to the last change took ${took} ms`);
    });
  });
}
