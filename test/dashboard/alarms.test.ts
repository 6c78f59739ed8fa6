import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  type DashboardPage,
  dashboardTargets,
  type NodeRedProcess,
  root,
  startDashboard,
  waitFor,
} from '@millwright/testing';
import type { Page } from 'playwright-core';
import { seriousViolations } from '../editor/node-dialog.ts';
import {
  alarmFlows,
  bannerOf,
  barFlows,
  feed,
  gridOf,
  listOf,
  makeNewer,
  openAs,
  rowsOf,
  tellList,
} from './alarms-page.ts';
import { openLongList, prepareLongList } from './long-list.ts';
import { RawClient, unsoundEvents } from './raw-client.ts';
import { tooSmall, touch } from './touch.ts';

const axe = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};undefined`;

/** Dashboard runs with this policy; no script of ours needs more. */
const policy = `dashboard: { middleware: (request, response, next) => {
  response.setHeader('Content-Security-Policy', "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws:");
  next();
} },`;

for (const target of dashboardTargets()) {
  describe(`alarms on the ${target.title}`, function () {
    this.timeout(60_000);
    let nodeRed: NodeRedProcess;
    let ann: DashboardPage;

    const rows = (wanted: readonly string[], page: Page = ann.page): Promise<unknown> =>
      waitFor(`the rows ${wanted.join('; ')}`, async () => {
        const found = await rowsOf(page);
        if (JSON.stringify(found) === JSON.stringify(wanted)) return true;
        throw new Error(JSON.stringify(found));
      });
    const press = async (...keys: readonly string[]): Promise<void> => {
      await gridOf(ann.page).focus();
      for (const key of keys) await ann.page.keyboard.press(key);
    };
    const says = (text: string | RegExp, page: Page = ann.page): Promise<void> =>
      listOf(page).locator('.mw-al-notice', { hasText: text }).waitFor();

    before(async function () {
      nodeRed = await startDashboard(this, target, {
        flows: alarmFlows(),
        settings: policy,
        packages: [join(root, 'test/dashboard/log-in')],
      });
      ann = await openAs(this, nodeRed, 'ann');
    });
    after(async () => {
      await ann?.close();
      await nodeRed?.stop();
    });

    it('say so where there are none, once they have their values', async () => {
      const unknown = 'No active alarm is known: 4 of 4 have no value';
      await listOf(ann.page).getByText(unknown).waitFor();
      await bannerOf(ann.page).getByText(unknown).waitFor();
      await feed(nodeRed, { level: 20, fire: 20, door: 20, pump: 20 });
      await listOf(ann.page).getByText('No active alarms').waitFor();
      await bannerOf(ann.page).getByText('No active alarms').waitFor();
    });

    it('come with priority, state, value and limit, the worst first', async () => {
      await feed(nodeRed, { level: 95.5, fire: 300, door: 20 });
      await rows(['Oven on fire: unacknowledged', 'Level high: unacknowledged']);
      const row = gridOf(ann.page).getByRole('row', { name: /Level high/ });
      const cells = await row.getByRole('gridcell').allTextContents();
      assert.deepEqual(cells.slice(1, 7), [
        '2Priority 2',
        'Level high',
        'unacknowledged',
        '95.5 %',
        '90 %',
        'Filler',
      ]);
      await bannerOf(ann.page).getByText('Oven on fire', { exact: true }).waitFor();
    });

    it('are acknowledged in one page and so in all others, in their language', async function () {
      const bob = await openAs(this, nodeRed, 'bob', { language: 'de' });
      try {
        await rows(['Oven on fire: unquittiert', 'Level high: unquittiert'], bob.page);
        await press('Home', 'a');
        await says('1 alarm acknowledged');
        await rows(['Oven on fire: acknowledged', 'Level high: unacknowledged']);
        await rows(['Oven on fire: quittiert', 'Level high: unquittiert'], bob.page);
        await bannerOf(bob.page).getByText('Level high', { exact: true }).waitFor();
        await bannerOf(bob.page).getByRole('button', { name: 'Quittieren' }).press('Enter');
        await rows(['Oven on fire: acknowledged', 'Level high: acknowledged']);
      } finally {
        await bob.close();
      }
    });

    it('say in the journal who did what', async () => {
      await listOf(ann.page).getByRole('tab', { name: 'Journal' }).click();
      const lines = listOf(ann.page).locator('tbody tr');
      await lines.nth(3).waitFor();
      const cells = await lines.evaluateAll((found) =>
        found.map((line) => [2, 3, 4].map((cell) => line.children[cell]?.textContent).join(' ')),
      );
      assert.deepEqual(cells.slice(0, 2), ['Level high acknowledged bob', 'Oven on fire acknowledged ann']);
      await listOf(ann.page)
        .getByRole('tab', { name: /Active/ })
        .click();
    });

    it('are shelved with a reason by the keyboard alone, and brought back', async () => {
      const { page } = ann;
      await rows(['Oven on fire: acknowledged', 'Level high: acknowledged']);
      await press('End', 's');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await dialog.getByLabel('Reason').press('Tab');
      await page.keyboard.press('Enter');
      await dialog.getByText('Say why').waitFor();
      await dialog.getByLabel('Reason').focus();
      await page.keyboard.type('pump is being changed');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await says('1 alarm shelved');
      await rows(['Oven on fire: acknowledged']);
      await listOf(page).getByRole('tab', { name: 'Shelved 1' }).click();
      await waitFor('it among the shelved', async () =>
        /^Level high: shelved until /.test((await rowsOf(page))[0] ?? ''),
      );
      await press('Home', 's');
      await says('1 alarm is back');
      await listOf(page).getByText('Nothing is shelved').waitFor();
      await listOf(page)
        .getByRole('tab', { name: /Active/ })
        .click();
      await rows(['Oven on fire: acknowledged', 'Level high: unacknowledged']);
    });

    it('are taken out of service and back, and reset when they were latched', async () => {
      const { page } = ann;
      await feed(nodeRed, { pump: 99 });
      await feed(nodeRed, { pump: 20 });
      await rows([
        'Oven on fire: acknowledged',
        'Level high: unacknowledged',
        'Pump hot: latched, unacknowledged',
      ]);
      await press('End', 'a');
      await rows(['Oven on fire: acknowledged', 'Level high: unacknowledged', 'Pump hot: latched']);
      await press('End', 'r');
      await rows(['Oven on fire: acknowledged', 'Level high: unacknowledged']);
      await press('End', 'o');
      await page.getByRole('dialog').getByLabel('Reason').fill('calibration');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await rows(['Oven on fire: acknowledged']);
      await listOf(page).getByRole('tab', { name: 'Shelved 1' }).click();
      await rows(['Level high: out of service']);
      await press('Home', 'o');
      await says('1 alarm in service again');
      await listOf(page)
        .getByRole('tab', { name: /Active/ })
        .click();
      await rows(['Oven on fire: acknowledged', 'Level high: unacknowledged']);
    });

    it('are selected, and acknowledged together after a question', async () => {
      await feed(nodeRed, { door: 95 });
      await rows(['Oven on fire: acknowledged', 'Level high: unacknowledged', 'Door open: unacknowledged']);
      await press('Control+a');
      const bar = listOf(ann.page).getByRole('group', { name: '3 selected' });
      await bar.getByRole('button', { name: 'Acknowledge (2)' }).click();
      await ann.page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
      await says('2 alarms acknowledged');
      await rows(['Oven on fire: acknowledged', 'Level high: acknowledged', 'Door open: acknowledged']);
    });

    it('are scrolled and selected by a finger', async () => {
      const { page } = ann;
      await page.setViewportSize({ width: 360, height: 800 });
      const grid = gridOf(page);
      const first = grid.locator('.mw-al-row').first();
      const at = async (row: typeof first): Promise<{ x: number; y: number }> => {
        const box = await row.boundingBox();
        assert.ok(box);
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      };
      await touch(page, [await at(first)]);
      await waitFor('it to be selected', async () => (await first.getAttribute('aria-selected')) === 'true');
      const from = await at(first);
      // Three rows are more than the list has room for on a low screen.
      await page.evaluate(() =>
        document.querySelector('.mw-al-grid')?.setAttribute('style', 'flex: none; height: 100px'),
      );
      await touch(page, [{ ...from, y: from.y + 30 }], [{ ...from, y: from.y - 60 }]);
      await waitFor('it to scroll', () => grid.evaluate(({ scrollTop }) => scrollTop > 0));
      assert.equal(await listOf(page).getByRole('group', { name: '1 selected' }).count(), 1);
      await page.evaluate(() => document.querySelector('.mw-al-grid')?.removeAttribute('style'));
      await page.setViewportSize({ width: 1_280, height: 800 });
      await press('Escape');
    });

    it('stay where they are while somebody works in the list', async () => {
      await feed(nodeRed, { door: 20 });
      await rows(['Oven on fire: acknowledged', 'Level high: acknowledged']);
      await press('Home');
      await feed(nodeRed, { door: 95 });
      const more = listOf(ann.page).getByRole('button', { name: '1 more alarm: show it' });
      await more.click();
      await rows(['Oven on fire: acknowledged', 'Level high: acknowledged', 'Door open: unacknowledged']);
      await press('End', 'a');
    });

    it('can be looked at by anyone, and commanded only by people who are logged in', async function () {
      const nobody = await openAs(this, nodeRed, undefined);
      try {
        await says('nobody is logged in', nobody.page);
        await gridOf(nobody.page).locator('.mw-al-row').first().click();
        const button = listOf(nobody.page).getByRole('button', { name: 'Shelve' });
        assert.equal(await button.isDisabled(), true);
      } finally {
        await nobody.close();
      }
      const raw = await RawClient.connect(nodeRed);
      try {
        const forged = { _client: { user: { username: 'ann' } } };
        await raw.emit('widget-send', 'list', forged);
        const reset = { kind: 'reset', alarms: [{ alarm: 'fire' }] };
        await raw.emit('widget-change', 'list', { ...forged, number: 1, ask: 'command', body: reset });
        await raw.emit('widget-change', 'list', {
          number: 2,
          ask: 'command',
          body: { ...reset, actor: 'ann' },
        });
        await raw.emit('widget-change', 'banner', { number: 3, ask: 'command', body: reset });
        const code = (widget: string, number: number): Promise<unknown> =>
          raw
            .heard(`mw-answer:${widget}`, (value) => (value as { number: number }).number === number)
            .then((value) => (value as { error?: { code: string } }).error?.code);
        assert.equal(await code('list', 1), 'alarm-widgets.not-logged-in');
        assert.equal(await code('list', 2), 'widget.request-malformed');
        assert.equal(await code('banner', 3), 'alarm-widgets.not-logged-in');
      } finally {
        await raw.close();
      }
    });

    it('go on when a browser sends what would end Node-RED', async () => {
      const raw = await RawClient.connect(nodeRed);
      const { pid } = nodeRed;
      const from = nodeRed.log.length;
      try {
        for (const event of unsoundEvents) await raw.write(event);
        await raw.emit('widget-change', 'list', { number: 1, ask: 'follow' });
        await raw.heard('mw-answer:list');
        assert.equal(nodeRed.pid, pid);
        assert.match(nodeRed.log.slice(from), /Dropped what a browser sent to a dashboard/);
      } finally {
        await raw.close();
      }
    });

    it('go on after a deploy of the widget and of the engine while the page is open', async () => {
      await rows(['Oven on fire: acknowledged', 'Level high: acknowledged', 'Door open: acknowledged']);
      await nodeRed.deploy(alarmFlows({ area: 'Oven' }), { type: 'nodes' });
      await rows(['Oven on fire: acknowledged', 'Door open: acknowledged']);
      await nodeRed.deploy(alarmFlows(), { type: 'full' });
      await rows(['Oven on fire: acknowledged', 'Level high: acknowledged', 'Door open: acknowledged']);
      await feed(nodeRed, { level: 20, fire: 300, door: 95 });
      await rows(['Oven on fire: acknowledged', 'Door open: acknowledged']);
    });

    it('take no command through a list that is disabled', async () => {
      await feed(nodeRed, { pump: 95 });
      const pump = 'Pump hot: unacknowledged';
      await rows(['Oven on fire: acknowledged', pump, 'Door open: acknowledged']);
      await tellList(nodeRed, { enabled: false });
      await gridOf(ann.page).getByText('Pump hot').click();
      await listOf(ann.page).getByText('Disabled: to look at only').waitFor();
      assert.ok(await listOf(ann.page).getByRole('button', { name: 'Acknowledge' }).isDisabled());
      await press('a');
      await says('This widget is disabled here');
      assert.ok((await rowsOf(ann.page)).includes(pump));
      await tellList(nodeRed, { enabled: true });
      // The page hears it later than the flow does, and until then it takes no command.
      await listOf(ann.page).getByText('Disabled: to look at only').waitFor({ state: 'detached' });
      await press('a');
      await rows(['Oven on fire: acknowledged', 'Pump hot: acknowledged', 'Door open: acknowledged']);
      await feed(nodeRed, { pump: 20 });
      await rows(['Oven on fire: acknowledged', 'Pump hot: latched', 'Door open: acknowledged']);
      await gridOf(ann.page).getByText('Pump hot').click();
      await listOf(ann.page).getByRole('button', { name: 'Reset' }).click();
      await rows(['Oven on fire: acknowledged', 'Door open: acknowledged']);
    });

    it('are not taken for none when a deploy takes their engine away, and are back with it', async () => {
      const without = alarmFlows().filter((node) => (node as { id?: string }).id !== 'engine');
      await nodeRed.deploy(without, { type: 'nodes' });
      await says('The alarm engine of this widget does not run');
      await bannerOf(ann.page).locator('.mw-al-is-failed').waitFor();
      assert.doesNotMatch((await bannerOf(ann.page).textContent()) ?? '', /✓|No active/);
      await nodeRed.deploy(alarmFlows(), { type: 'full' });
      await rows(['Oven on fire: acknowledged', 'Door open: acknowledged']);
    });

    it('are marked as old while there is no connection', async () => {
      await nodeRed.halt();
      await says('Disconnected. What is shown is', ann.page);
      assert.deepEqual(await rowsOf(ann.page), ['Oven on fire: acknowledged', 'Door open: acknowledged']);
      await bannerOf(ann.page).locator('.mw-al-is-lost', { hasText: 'Disconnected' }).waitFor();
      await ann.close();
    });

    it('are not taken for none after a start that cannot read them; once it can they come, before any message', async function () {
      makeNewer(nodeRed, true);
      await nodeRed.start();
      ann = await openAs(this, nodeRed, 'ann');
      await says('What was kept of the alarms cannot be read (store.newer-schema)');
      await listOf(ann.page).getByText('What stood before is not known').waitFor();
      await bannerOf(ann.page).getByText('What stood before is not known').waitFor();
      makeNewer(nodeRed, false);
      await listOf(ann.page).locator('.mw-al-is-failed').waitFor({ state: 'detached' });
      await rows(['Oven on fire: acknowledged', 'Door open: acknowledged']);
      await bannerOf(ann.page).getByText('Oven on fire', { exact: true }).waitFor();
    });

    it('fit a phone, a wall and a hundred pixels, in light and in dark, and axe finds nothing serious', async () => {
      const { page } = ann;
      for (const isDark of [true, false]) {
        await nodeRed.deploy(alarmFlows({}, isDark), { type: 'full' });
        await rows(['Oven on fire: acknowledged', 'Door open: acknowledged']);
        for (const width of [360, 3_840, 145]) {
          await page.setViewportSize({ width, height: 800 });
          await waitFor(`the list to fit ${width} pixels`, () =>
            listOf(page).evaluate((element) => {
              const row = element.querySelector('.mw-al-row');
              return (
                element.scrollWidth <= element.clientWidth + 1 &&
                row !== null &&
                row.clientHeight >= 44 &&
                row.scrollWidth <= row.clientWidth + 1
              );
            }),
          );
          assert.deepEqual(await tooSmall(page, '.mw-al'), []);
          await waitFor(`the banner to fit ${width} pixels`, () =>
            bannerOf(page).evaluate(
              ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
                scrollWidth <= clientWidth + 1 && scrollHeight <= clientHeight + 1,
            ),
          );
        }
        await page.setViewportSize({ width: 1_280, height: 800 });
        await gridOf(page).locator('.mw-al-row').first().click();
        // Not as a script of the page: its policy allows none.
        await page.evaluate(axe);
        assert.deepEqual(await seriousViolations(page, '.mw-al:not(.mw-al-banner)'), []);
        assert.deepEqual(await seriousViolations(page, '.mw-al-banner'), []);
        await press('Escape');
      }
    });

    it('have a banner on every page that stays in view, covers nothing, and takes commands by the keyboard', async () => {
      const { page } = ann;
      await nodeRed.deploy(barFlows(), { type: 'full' });
      const bar = bannerOf(page);
      await bar.getByText('Oven on fire', { exact: true }).waitFor();
      assert.equal(await bar.count(), 1);
      for (const width of [1_280, 360]) {
        await page.setViewportSize({ width, height: 500 });
        await waitFor(`the end of the page to stand above the bar at ${width} pixels`, () =>
          page.evaluate(() => {
            window.scrollTo(0, document.documentElement.scrollHeight);
            const edges = ['.mw-al-banner', '.mw-al:not(.mw-al-banner)'].map((name) =>
              document.querySelector(name)?.getBoundingClientRect(),
            );
            const [banner, list] = edges;
            return (
              window.scrollY > 0 &&
              banner !== undefined &&
              list !== undefined &&
              Math.abs(banner.bottom - window.innerHeight) <= 1 &&
              banner.left >= 0 &&
              banner.right <= window.innerWidth + 1 &&
              list.bottom <= banner.top + 1
            );
          }),
        );
      }
      await page.evaluate(axe);
      assert.deepEqual(await seriousViolations(page, '.mw-al-banner'), []);
      await page.setViewportSize({ width: 1_280, height: 800 });
      await feed(nodeRed, { level: 95.5 });
      await page.goto(`${nodeRed.url}/dashboard/second`);
      await page.getByText('Second page').waitFor();
      await bar.getByText('Level high', { exact: true }).waitFor();
      await bar.getByRole('button', { name: 'Acknowledge' }).press('Enter');
      await bar.getByText('Oven on fire', { exact: true }).waitFor();
      await bar.getByRole('button', { name: 'Show all' }).press('Enter');
      await rows(['Oven on fire: acknowledged', 'Level high: acknowledged', 'Door open: acknowledged']);
      assert.equal(await bar.count(), 1);
    });

    it('are a thousand in rows that are used again: in order, in the selection and under the finger by their own names', async () => {
      const page = await ann.context.newPage();
      try {
        await prepareLongList(page, 1_000);
        await openLongList(page);
        const grid = gridOf(page);
        const ids = (): Promise<readonly string[]> =>
          grid.locator('.mw-al-row').evaluateAll((found) => found.map(({ id }) => id));
        const made = (await ids()).length;
        assert.ok(made < 60, `${made} rows`);
        await grid.focus();
        const first = (await ids())[0] ?? '';
        await page.keyboard.press('Home');
        await page.keyboard.press(' ');
        await page.keyboard.press('End');
        await waitFor('the last row, in order, once the list rests', () =>
          grid.evaluate((element) => {
            const indexes = [...element.querySelectorAll('.mw-al-row')].map((row) =>
              Number(row.ariaRowIndex),
            );
            const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
            return (
              indexes.at(-1) === 1_001 &&
              indexes.every((index, at) => at === 0 || index === Number(indexes[at - 1]) + 1) &&
              active?.ariaRowIndex === '1001'
            );
          }),
        );
        assert.equal(await grid.locator('[aria-selected=true]').count(), 0);
        assert.ok((await ids()).length <= made);
        const last = grid.locator('.mw-al-row').last();
        await last.hover();
        await page.mouse.down();
        await grid.evaluate((element) => element.scrollTo(0, 0));
        await grid.locator(`[id="${first}"][aria-selected=true]`).waitFor();
        await page.mouse.up();
        assert.equal(await grid.locator('[aria-selected=true]').count(), 1);
      } finally {
        await page.close();
      }
    });

    it('have run without an error, within a policy that allows scripts of the server alone', () => {
      assert.deepEqual(ann.errors, []);
      assert.doesNotMatch(nodeRed.log, /TypeError|ReferenceError|Unhandled/);
    });
  });
}
