import assert from 'node:assert/strict';
import {
  type EditorOptions,
  editorTargets,
  type NodeRedProcess,
  startNodeRed,
  variants,
  waitFor,
} from '@millwright/testing';
import {
  type HistoryPage,
  interceptComms,
  openHistory,
  openPlan,
  openVersion,
  setSidebarWidth,
  settledTray,
  textOf,
} from './history-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';
import { answer, tooWide } from './sidebar-page.ts';

const hostile = '<img src=x onerror="globalThis.hacked = true"> $t(name) __count__ {{x}}';
const tab = (label: string) => ({ id: 'oven', type: 'tab', label });
const broker = { id: 'broker', type: 'mqtt-broker', name: hostile, broker: '127.0.0.1', port: '9' };
const comment = { id: 'n1', type: 'comment', z: 'oven', name: 'start', info: '', x: 120, y: 80, wires: [] };

for (const target of editorTargets()) {
  describe(`states of the history sidebar in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage | undefined;
    const open = async (context: Mocha.Context, options: EditorOptions = {}): Promise<HistoryPage> => {
      history = await openHistory(context, nodeRed, options);
      return history;
    };
    before(async () => {
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-history'],
        flows: [tab('Oven 3'), comment],
        heavyNodes: ['mqtt-broker'],
      });
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

    for (const theme of variants(target.major === 5 ? (['dark', 'light'] as const) : (['light'] as const))) {
      for (const width of variants([180, 320])) {
        it(`fit ${width} pixels in the ${theme} theme, and axe finds nothing serious`, async function () {
          const { page, section, rows, tray } = await open(this, { theme });
          await rows.first().waitFor();
          await setSidebarWidth(page, width);
          assert.deepEqual(await tooWide(section), []);
          assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
          assert.deepEqual(await seriousViolations(page, '.mw-foot'), []);

          await openVersion(history as HistoryPage, 2);
          for (const summary of await tray.locator('summary').all()) await summary.click();
          assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
          await openPlan(history as HistoryPage);
          assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
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
      await rows.filter({ hasText: 'Oven 4' }).first().waitFor();
      const [first = ''] = await textsOf(rows);
      assert.match(first, /läuft jetzt jemand .* Oven 4: umbenannt/);
      assert.match(await textOf(page.locator('.mw-foot')), /3 Versionen · .*B/);
      const tray = await openVersion(history as HistoryPage, 1);
      assert.match(await textOf(tray), /Vorgefunden, als der Verlauf installiert wurde/);
      const plan = await openPlan(history as HistoryPage);
      assert.match(await textOf(plan), /Was jetzt läuft, wird vorher als Version gesichert/);
      assert.doesNotMatch(await textOf(plan), /[a-z]+\.[a-z]+[A-Z]?\w*\.[a-z]/);
      assert.doesNotMatch(await textOf(section), /[a-z]+\.[a-z]+[A-Z]?\w*\.[a-z]/);
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
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
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
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
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
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
      release();
      await rows.first().waitFor();
    });

    it('say what to do while there is nothing', async function () {
      const { page, section } = await open(this, {
        beforeLoad: answer('**/millwright/history/versions?*', 200, { versions: [] }),
      });
      await section.getByText('Deploy once and your first version appears here').waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
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
      await tray.getByText('Every operation goes through Millwright').waitFor();
      assert.match(await textOf(tray), /@millwright\/node-red-history/);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
    });

    it('point to the log-in where none is configured', async function () {
      const { section } = await open(this);
      const link = section.getByRole('link', { name: 'Set up log-in' });
      assert.match((await link.getAttribute('href')) ?? '', /^https:\/\/nodered\.org\/docs\//);
    });
  });
}
