import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import { type HistoryPage, openHistory, settledTray, textOf } from './history-page.ts';

const tab = (label: string) => ({ id: 'oven', type: 'tab', label });

for (const target of editorTargets()) {
  describe(`the list of versions in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage | undefined;
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-history'], flows: [tab('Oven 3')] });
      await nodeRed.deploy([tab('Oven 4')]);
      await nodeRed.deploy([tab('Oven 5')]);
    });
    afterEach(async () => {
      const errors = history?.editor.errors ?? [];
      await history?.close();
      history = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    it('needs no mouse', async function () {
      history = await openHistory(this, nodeRed);
      const { page, section, rows, notices } = history;
      await rows.first().waitFor();
      const list = section.getByRole('listbox');
      const label = await page.evaluate(() => {
        const { RED } = globalThis as unknown as {
          RED: { actions: { list(): { id: string; label: string }[] } };
        };
        return RED.actions.list().find(({ id }) => id === 'millwright:show-history-tab')?.label;
      });
      assert.equal(label, 'Show History tab');
      const active = async (): Promise<string> => {
        const id = await list.getAttribute('aria-activedescendant');
        return textOf(section.locator(`#${id}`));
      };
      for (let presses = 0; presses < 200; presses += 1) {
        await page.keyboard.press('Tab');
        if (await list.evaluate((element) => element === document.activeElement)) break;
      }
      assert.match(await active(), /#3/);
      await page.keyboard.press('End');
      assert.match(await active(), /#1/);
      await page.keyboard.press('ArrowUp');
      assert.match(await active(), /#2/);
      await page.keyboard.press('Enter');
      await settledTray(history);
      await page.locator('.mw-tray dl').first().waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.mw-tray').waitFor({ state: 'detached' });

      await page.waitForFunction(() => document.activeElement?.matches('.mw-list'));
      assert.match(await active(), /#2/);
      await page.keyboard.press('Enter');
      const tray = await settledTray(history);
      await tray.locator('dl').first().waitFor();
      await page.evaluate(() =>
        (globalThis as unknown as { RED: { nodes: { dirty(state: boolean): void } } }).RED.nodes.dirty(true),
      );
      await tray.getByRole('button', { name: 'Load into this editor' }).press('Enter');
      const question = page.getByRole('alertdialog');
      await question.waitFor();
      // Node-RED 5 puts the focus on the first button once more, in a timer that it has started already.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel');
      await page.keyboard.press('Tab');
      assert.equal(
        await page.evaluate(() => document.activeElement?.textContent),
        'Replace them with version 2',
      );
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel');
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      assert.equal(await notices.filter({ hasText: 'in this editor' }).count(), 0);
    });

    it('stays quick with ten thousand versions', async function () {
      const all = 10_000;
      const page = (before: number, limit: number): object => {
        const from = Math.min(before - 1, all);
        const numbers = Array.from({ length: Math.min(limit, from) }, (_, index) => from - index);
        const last = numbers.at(-1) ?? 1;
        return { versions: numbers.map(madeUp), ...(last > 1 ? { next: last } : {}) };
      };
      const madeUp = (number: number): object => ({
        number,
        rev: 'a'.repeat(64),
        time: Date.now() - (all - number) * 600_000,
        actor: { kind: 'user', name: 'engineer' },
        operation: 'flows.deploy',
        change: { parts: [], reordered: true },
        credentialsChanged: false,
        modulesChanged: false,
        digest: 'b'.repeat(64),
        pinned: false,
        modules: [],
        state: number === all ? 'current' : 'old',
        asFound: number === 1,
      });
      history = await openHistory(this, nodeRed, {
        beforeLoad: (empty) =>
          empty.route('**/millwright/history/versions?*', (route) => {
            const query = new URL(route.request().url()).searchParams;
            return route.fulfill({
              json: page(Number(query.get('before') ?? all + 1), Number(query.get('limit'))),
            });
          }),
      });
      const { page: editor, rows, section } = history;
      await rows.first().waitFor();
      await editor.waitForFunction(
        () => {
          const list = document.querySelector('.mw-list');
          if (list) list.scrollTop = list.scrollHeight;
          return list?.textContent?.includes('#1 ') || list?.textContent?.includes('As found');
        },
        undefined,
        { polling: 20, timeout: 45_000 },
      );
      assert.ok((await rows.count()) < 60, 'only the rows in sight are drawn');
      const slowest = await section.getByRole('listbox').evaluate((list) => {
        // What a busy machine adds is not the list's: of each step counts the quickest of three. All rounds begin at the end.
        const keys = ['Home', 'End', 'PageUp', 'ArrowUp', 'Home', 'PageDown', 'ArrowDown', 'End'];
        const quickest = keys.map(() => Infinity);
        for (let round = 0; round < 3; round += 1)
          for (const [step, key] of keys.entries()) {
            const start = performance.now();
            list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
            void (list as HTMLElement).offsetHeight;
            quickest[step] = Math.min(quickest[step] ?? Infinity, performance.now() - start);
          }
        return Math.max(...quickest);
      });
      assert.ok(slowest < 50, `a key took ${slowest.toFixed(1)} ms`);
    });
  });
}
