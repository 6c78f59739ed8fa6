import assert from 'node:assert/strict';
import {
  type EditorOptions,
  editorTargets,
  type NodeRedProcess,
  startNodeRed,
  waitFor,
} from '@millwright/testing';
import type { Page } from 'playwright-core';
import {
  type HistoryPage,
  interceptComms,
  openHistory,
  openVersion,
  setSidebarWidth,
  settledTray,
  textOf,
} from './history-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const hostile = '<img src=x onerror="globalThis.hacked = true"> $t(name) __count__ {{x}}';
const tab = (label: string) => ({ id: 'oven', type: 'tab', label });
const broker = { id: 'broker', type: 'mqtt-broker', name: hostile, broker: '127.0.0.1', port: '9' };
const comment = { id: 'n1', type: 'comment', z: 'oven', name: 'start', info: '', x: 120, y: 80, wires: [] };

/** Answers a request in the server's place. */
const answer =
  (url: string, status: number, body: object) =>
  (page: Page): Promise<unknown> =>
    page.route(url, (route) => route.fulfill({ status, json: body }));

for (const target of editorTargets()) {
  describe(`states of the history sidebar in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage | undefined;
    const open = async (context: Mocha.Context, options: EditorOptions = {}): Promise<HistoryPage> => {
      history = await openHistory(context, nodeRed, options);
      return history;
    };
    before(async () => {
      nodeRed = await startNodeRed({ target, flows: [tab('Oven 3'), comment] });
      await nodeRed.deploy([tab(hostile), comment, broker], { credentials: { broker: { user: hostile } } });
      await nodeRed.deploy([tab('Oven 4'), comment, broker]);
    });
    afterEach(async () => {
      const errors = history?.editor.errors ?? [];
      await history?.close();
      history = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    it('show hostile names as the text they are', async function () {
      const { page, section, rows, tray } = await open(this);
      await rows.filter({ hasText: hostile }).first().waitFor();
      await openVersion({ ...(history as HistoryPage) }, 2);
      await tray.locator('summary').first().click();
      assert.match(await textOf(tray), /<img src=x/);
      assert.equal(await section.locator('img').count(), 0);
      assert.equal(await tray.locator('img').count(), 0);
      assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
    });

    it('show warnings of the server as the text they are', async function () {
      const comms = interceptComms();
      const { page, notices } = await open(this, { beforeLoad: comms.beforeLoad });
      await comms.publish('millwright/door/warning', { code: 'history.disk-full', message: hostile });
      await notices.filter({ hasText: hostile }).waitFor();
      assert.match(await textOf(notices.filter({ hasText: hostile })), /history\.disk-full/);
      await comms.publish('millwright/door/warning', { code: 7, message: ['not', 'a', 'warning'] });
      await comms.publish('millwright/history/version', { number: 'not a version' });
      assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
      assert.equal(await notices.locator('img').count(), 0);
    });

    it('show warnings of the server in the language of the editor', async function () {
      const comms = interceptComms();
      const { notices } = await open(this, { beforeLoad: comms.beforeLoad, language: 'de' });
      await comms.publish('millwright/door/warning', {
        code: 'history.disk-slow',
        message: 'The deploy was made, but its version was not on disk within 10 s',
        details: { seconds: 10 },
      });
      await notices.filter({ hasText: 'nicht binnen 10 s auf der Platte' }).waitFor();
    });

    for (const theme of target.major === 5 ? (['light', 'dark'] as const) : (['light'] as const)) {
      for (const width of [180, 320]) {
        it(`fit ${width} pixels in the ${theme} theme, and axe finds nothing serious`, async function () {
          const { page, section, rows, tray } = await open(this, { theme });
          await rows.first().waitFor();
          await setSidebarWidth(page, width);
          const overflow = await section.evaluate((element) => {
            const inside = [element, ...element.querySelectorAll('*')].filter(
              ({ scrollWidth, clientWidth, className }) =>
                clientWidth > 0 &&
                scrollWidth > clientWidth &&
                !/grow|hidden-text|head-link/.test(String(className)),
            );
            return inside.map(({ className }) => className);
          });
          assert.deepEqual(overflow, []);
          assert.deepEqual(await seriousViolations(page, '.mw-sidebar'), []);
          assert.deepEqual(await seriousViolations(page, '.mw-foot'), []);

          await openVersion(history as HistoryPage, 2);
          for (const summary of await tray.locator('summary').all()) await summary.click();
          assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
          await page.getByRole('button', { name: 'Restore version 2' }).click();
          await page.getByRole('alertdialog').waitFor();
          assert.deepEqual(await seriousViolations(page, '.mw-notice'), []);
        });
      }
    }

    // Node-RED 4.1 has one theme only.
    if (target.major === 5)
      it('follow the theme', async function () {
        const colours: string[] = [];
        for (const theme of ['light', 'dark'] as const) {
          const { section } = await open(this, { theme });
          colours.push(await section.evaluate((element) => getComputedStyle(element).backgroundColor));
          await history?.close();
        }
        assert.notEqual(colours[0], colours[1]);
      });

    it('speak German', async function () {
      const { page, section, rows } = await open(this, { language: 'de' });
      assert.equal(await section.getAttribute('aria-label'), 'Verlauf');
      const [first = ''] = await textsOf(rows);
      assert.match(first, /läuft jetzt jemand .* Oven 4: umbenannt/);
      assert.match(await textOf(page.locator('.mw-foot')), /3 Versionen · .*B/);
      const tray = await openVersion(history as HistoryPage, 1);
      assert.match(await textOf(tray), /Vorgefunden, als der Verlauf installiert wurde/);
      await page.getByRole('button', { name: 'Version 1 wiederherstellen' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Abbrechen' }).click();
      assert.doesNotMatch(await textOf(section), /[a-z]+\.[a-z]+[A-Z]?\w*\.[a-z]/);
    });

    it('need no mouse', async function () {
      const { page, section, rows, notices } = await open(this);
      await rows.first().waitFor();
      const list = section.getByRole('listbox');
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
      await settledTray(history as HistoryPage);
      await page.locator('.mw-tray dl').first().waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.mw-tray').waitFor({ state: 'detached' });

      await list.focus();
      await page.keyboard.press('Enter');
      const tray = await settledTray(history as HistoryPage);
      await tray.locator('dl').first().waitFor();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      const question = page.getByRole('alertdialog');
      await question.waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Restore version 2');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel');
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      assert.equal(await notices.filter({ hasText: 'restored' }).count(), 0);
    });

    it('say what is degraded and what works on', async function () {
      const health = {
        state: 'degraded',
        reason: { code: 'store.disk-full', message: 'The disk is full', details: { file: 'history.db' } },
        versions: 3,
        bytes: 1200,
      };
      const { page, section } = await open(this, {
        beforeLoad: answer('**/millwright/history/health*', 200, health),
      });
      const line = section.locator('.mw-amber');
      await line.waitFor();
      assert.match(await textOf(line), /Flows run and deploys work on/);
      assert.deepEqual(await seriousViolations(page, '.mw-sidebar'), []);
      await line.getByRole('button', { name: 'What to do' }).click();
      const tray = await settledTray(history as HistoryPage);
      assert.match(await textOf(tray), /The disk of history\.db is full\. Free some space.*store\.disk-full/);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
    });

    it('say what failed, with a code and a way on', async function () {
      const failure = { code: 'store.damaged', message: 'damaged', details: { file: 'history.db' } };
      const { page, section, rows } = await open(this, {
        beforeLoad: answer('**/millwright/history/versions?*', 503, failure),
      });
      const alert = section.getByRole('alert');
      await alert.waitFor();
      assert.match(await textOf(alert), /could not be loaded.*history\.db is damaged.*Code: store\.damaged/);
      assert.deepEqual(await seriousViolations(page, '.mw-sidebar'), []);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await alert.getByRole('button', { name: 'Copy details' }).click();
      const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(copied.code, 'store.damaged');
      assert.equal(copied.status, 503);
      await page.unroute('**/millwright/history/versions?*');
      await alert.getByRole('button', { name: 'Try again' }).click();
      await rows.first().waitFor();
    });

    it('are calm when it takes a while, and show that something is coming', async function () {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const { page, section, rows } = await open(this, {
        beforeLoad: (empty) =>
          empty.route('**/millwright/history/versions?*', async (route) => {
            await held;
            await route.continue();
          }),
      });
      const skeleton = section.locator('.mw-skeleton');
      await skeleton.waitFor();
      assert.match(await textOf(skeleton), /Reading the versions/);
      assert.deepEqual(await seriousViolations(page, '.mw-sidebar'), []);
      release();
      await rows.first().waitFor();
    });

    it('say what to do while there is nothing', async function () {
      const { page, section } = await open(this, {
        beforeLoad: answer('**/millwright/history/versions?*', 200, { versions: [] }),
      });
      await section.getByText('Deploy once and your first version appears here').waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-sidebar'), []);
    });

    it('catch up after the connection was lost', async function () {
      const comms = interceptComms();
      const { rows } = await open(this, { beforeLoad: comms.beforeLoad });
      await rows.first().waitFor();
      const known = await rows.count();
      await comms.cut();
      await nodeRed.deploy([tab('Oven 8'), comment, broker]);
      await waitFor('the version that was missed', async () => (await rows.count()) === known + 1);
      assert.match((await textsOf(rows))[0] ?? '', /Oven 8: renamed/);
    });

    it('show the self-test behind the chip', async function () {
      const { page, section } = await open(this);
      const chip = section.getByRole('button', { name: 'Millwright works' });
      await chip.click();
      const tray = await settledTray(history as HistoryPage);
      await tray.getByText('Every deploy goes through Millwright').waitFor();
      assert.match(await textOf(tray), /@millwright\/node-red-history/);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
    });

    it('point to the log-in where none is configured', async function () {
      const { section } = await open(this);
      const link = section.getByRole('link', { name: 'Set up log-in' });
      assert.match((await link.getAttribute('href')) ?? '', /^https:\/\/nodered\.org\/docs\//);
    });

    it('stay quick with ten thousand versions', async function () {
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
        state: number === all ? 'current' : 'old',
        asFound: number === 1,
      });
      const opened = await open(this, {
        beforeLoad: (empty) =>
          empty.route('**/millwright/history/versions?*', (route) => {
            const query = new URL(route.request().url()).searchParams;
            return route.fulfill({
              json: page(Number(query.get('before') ?? all + 1), Number(query.get('limit'))),
            });
          }),
      });
      const { rows, section } = opened;
      await rows.first().waitFor();
      await opened.page.waitForFunction(
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
        let worst = 0;
        for (const key of ['Home', 'End', 'PageUp', 'ArrowUp', 'Home', 'PageDown', 'ArrowDown']) {
          const start = performance.now();
          list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
          void (list as HTMLElement).offsetHeight;
          worst = Math.max(worst, performance.now() - start);
        }
        return worst;
      });
      assert.ok(slowest < 50, `a key took ${slowest.toFixed(1)} ms`);
    });
  });
}
