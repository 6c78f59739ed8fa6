import assert from 'node:assert/strict';
import {
  type EditorOptions,
  editorTargets,
  type NodeRedProcess,
  startNodeRed,
  variants,
} from '@millwright/testing';
import type { Page } from 'playwright-core';
import { hubState, nothingYet, plantAnswers } from '../screenshots/fleet-plant.ts';
import { page as pageOf, devices as plantDevices } from '../screenshots/fleet-plant-devices.ts';
import { setSidebarWidth, textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';
import { seriousViolations } from './node-dialog.ts';
import { answer, tooWide } from './sidebar-page.ts';

const state = '**/millwright/fleet/state?*';
const plant =
  (more?: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<void> => {
    await plantAnswers(page);
    await more?.(page);
  };
/** A key of a text in place of the text. */
const key = /\b(list|state|device|code|values|releases|hub|deploy|plan|deploys|words|filter)\.[a-z]/;

for (const target of editorTargets()) {
  describe(`states of the fleet sidebar in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let fleet: ListPage | undefined;
    const open = async (context: Mocha.Context, options: EditorOptions = {}): Promise<ListPage> => {
      fleet = await openListPage('fleet', context, nodeRed, options);
      return fleet;
    };
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-fleet'] });
    });
    afterEach(async () => {
      const errors = fleet?.editor.errors ?? [];
      await fleet?.close();
      fleet = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    for (const theme of variants(target.major === 5 ? (['dark', 'light'] as const) : (['light'] as const))) {
      for (const width of variants([180, 300])) {
        it(`fit ${width} pixels in the ${theme} theme, and axe finds nothing serious`, async function () {
          const { page, section, row } = await open(this, { theme, beforeLoad: plant() });
          await row('Filler 1').waitFor();
          await setSidebarWidth(page, width);
          assert.deepEqual(
            await tooWide(section, ['list-heading', 'fleet-name', 'fleet-running', 'fleet-labels', 'symbol']),
            [],
          );
          assert.deepEqual(await seriousViolations(page, '#millwright-fleet-sidebar'), []);
        });
      }
    }

    it('open in trays where axe finds nothing serious', async function () {
      const { page, row, choose, closeTray, primary } = await open(this, { beforeLoad: plant() });
      for (const name of ['Labeller 1', 'Labeller 2', 'Palletiser 2', 'Filler 1']) {
        await fleet?.open(name);
        assert.deepEqual(await seriousViolations(page, '.mw-tray'), [], name);
        await closeTray();
      }
      for (const item of ['Add device', 'Environment values', 'Releases', 'Last deploys', 'This hub']) {
        const tray = await choose(item);
        await tray.locator('p').first().waitFor();
        assert.deepEqual(await seriousViolations(page, '.mw-tray'), [], item);
        await closeTray();
      }
      await row('Filler 1').waitFor();
      await choose('Deploy to devices');
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await primary.click();
      await page.locator('.mw-fleet-fold').nth(1).click();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
    });

    it('speak German', async function () {
      const { section, choose, closeTray, row } = await open(this, { language: 'de', beforeLoad: plant() });
      await row('Filler 1').waitFor();
      assert.match(await textOf(row('Filler 1')), /nicht auf dem neuen Release.*filler-line 3 → 4/);
      assert.doesNotMatch(await textOf(section), key);
      for (const item of ['Gerät hinzufügen', 'Umgebungswerte', 'Releases', 'Dieser Hub', 'Auf Geräte']) {
        const tray = await choose(item);
        await tray.locator('p').first().waitFor();
        assert.doesNotMatch(await textOf(tray), key, item);
        await closeTray();
      }
    });

    it('say what this is for while an instance is nothing, and offer both ways to begin', async function () {
      const { page, section } = await open(this, { beforeLoad: plant(answer(state, 200, nothingYet)) });
      await section.getByRole('button', { name: 'Make this a hub' }).waitFor();
      await section.getByRole('button', { name: 'Enrol as a device' }).waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-fleet-sidebar'), []);
      assert.equal(await page.locator('#millwright-fleet-deploy').count(), 0);
    });

    it('show what failed with a code and a way on, and keep the list while the hub does not answer', async function () {
      const failure = { code: 'store.damaged', message: 'damaged', details: { file: 'fleet.db' } };
      const { page, section, row } = await open(this, { beforeLoad: plant(answer(state, 503, failure)) });
      const alert = section.getByRole('alert');
      assert.match(await textOf(alert), /could not be read.*Code: store\.damaged/);
      await page.unroute(state);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await row('Filler 1').waitFor();
      await answer(state, 503, failure)(page);
      await answer('**/millwright/fleet/devices?*', 503, failure)(page);
      const asked = page.waitForResponse((response) => response.status() === 503);
      await section.locator('.mw-toolbar-menu-button').click();
      await page.getByRole('menuitem', { name: 'Refresh' }).click();
      await asked;
      await row('Filler 1').waitFor();
    });

    it('stay quick with five hundred devices, whose rows are drawn where they are seen', async function () {
      const all = Array.from({ length: 500 }, (_, index) => {
        const like = plantDevices[index % plantDevices.length] ?? assert.fail();
        const number = String(index + 1).padStart(3, '0');
        return { ...like, id: `gateway-${number}`, name: `Gateway ${number}` };
      });
      const many = (empty: Page): Promise<unknown> =>
        empty.route('**/millwright/fleet/devices?*', (route) => {
          const { searchParams } = new URL(route.request().url());
          const text = searchParams.get('text')?.toLowerCase() ?? '';
          const found = all.filter(({ name }) => name.toLowerCase().includes(text));
          const from = Number(searchParams.get('after') ?? 0);
          const to = from + Number(searchParams.get('limit') ?? 100);
          return route.fulfill({
            json: {
              ...pageOf(found),
              devices: found.slice(from, to),
              ...(to < found.length ? { next: String(to) } : {}),
            },
          });
        });
      const { page, section, rows, row } = await open(this, { beforeLoad: plant(many) });
      await row('Gateway 001').waitFor();
      assert.match(await textOf(section), /500 devices/);
      await page.waitForFunction(
        () => {
          const list = document.querySelector('#millwright-fleet-sidebar .mw-list');
          if (list) list.scrollTop = list.scrollHeight;
          return list?.textContent?.includes('Gateway 500');
        },
        undefined,
        { polling: 20, timeout: 30_000 },
      );
      assert.ok((await rows.count()) < 60, 'only the rows in sight are drawn');
      const slowest = await section.getByRole('listbox').evaluate((list) => {
        // What a busy machine adds is not the list's: of each step counts the quickest of three.
        const keys = ['Home', 'End', 'PageUp', 'ArrowUp', 'PageDown', 'ArrowDown'];
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
      assert.ok(slowest < 100, `a key took ${slowest.toFixed(1)} ms`);
      await section.getByRole('listbox').focus();
      await page.keyboard.press('/');
      await page.keyboard.type('gateway 437');
      await row('Gateway 437').waitFor();
      await row('Gateway 500').waitFor({ state: 'detached' });
    });

    it('are quiet for those who may not look', async function () {
      const { page, section } = await open(this, { beforeLoad: answer('**/millwright/fleet/**', 401, {}) });
      await section.getByText('You can’t see this').waitFor();
      assert.match(await textOf(section), /millwright\.fleet\.read/);
      assert.deepEqual(await seriousViolations(page, '#millwright-fleet-sidebar'), []);
    });

    it('say what is wrong with the hub itself', async function () {
      const trouble = { code: 'store.unreachable', message: 'The database does not answer.' };
      const troubled = { ...hubState, hub: { ...hubState.hub, store: { kind: 'postgres', trouble } } };
      const { section } = await open(this, { beforeLoad: plant(answer(state, 200, troubled)) });
      await section.getByText('The database does not answer.').waitFor();
      await section.getByRole('button', { name: 'Look' }).click();
      assert.match(await textOf((await fleet?.settled()) ?? section), /PostgreSQL.*does not answer/);
    });
  });
}
