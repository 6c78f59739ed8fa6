import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type DashboardPage,
  dashboardTargets,
  type EditorPage,
  type NodeRedProcess,
  openDashboard,
  openEditor,
  startDashboard,
  waitFor,
} from '@millwright/testing';
import { editorNode, leaveDialog, openDialog, seriousViolations } from '../editor/node-dialog.ts';
import { checkForm, formCases, formFlows } from './node-forms.ts';
import { RawClient } from './raw-client.ts';
import { tooSmall, touch } from './touch.ts';
import { csvOf, feed, pensOf, socketDo, trendFlows, trendNode } from './trend-page.ts';

const axe = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};undefined`;

/** Dashboard runs with this policy; no script of ours needs more. */
const policy = `dashboard: { middleware: (request, response, next) => {
  response.setHeader('Content-Security-Policy', "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws:");
  next();
} },`;

for (const target of dashboardTargets()) {
  describe(`the trend on the ${target.title}`, function () {
    this.timeout(60_000);
    let nodeRed: NodeRedProcess;
    let opened: DashboardPage;

    const pens = (wanted: readonly (string | RegExp)[], page = opened.page): Promise<unknown> =>
      waitFor(`the pens to say ${wanted.join('; ')}`, async () => {
        const found = await pensOf(page);
        const same = found.every((text, index) => {
          const each = wanted[index] ?? '';
          return typeof each === 'string' ? text === each : each.test(text);
        });
        if (found.length === wanted.length && same) return true;
        throw new Error(JSON.stringify(found));
      });

    before(async function () {
      nodeRed = await startDashboard(this, target, { flows: trendFlows(), settings: policy });
      const now = Date.now();
      const samples = [
        { tag: 'T101', value: 50, quality: 'good', ts: now - 20_000 },
        { tag: 'T101', value: null, quality: 'bad', ts: now - 19_000 },
        { tag: 'T101', value: 60, quality: 'good', ts: now - 18_000 },
      ];
      await feed(nodeRed, { samples });
      opened = await openDashboard(this, nodeRed);
      await opened.page.locator('.mw-trend-plot canvas').waitFor();
    });
    after(async () => {
      await opened?.close();
      await nodeRed?.stop();
    });

    it('shows what came before the page opened, interrupted where the quality was bad', async () => {
      await pens(['Temperature 60.0 °C', 'Pressure – bar No data']);
      const rows = await csvOf(opened.page);
      assert.deepEqual(
        rows.map((row) => row.split(',').slice(1)),
        [
          ['T101', '50', '°C'],
          ['T101', '', '°C'],
          ['T101', '60', '°C'],
        ],
      );
    });

    it('shows what comes, at each page, with what is beyond a limit or bad', async function () {
      const other = await openDashboard(this, nodeRed, { language: 'de' });
      try {
        await pens(['Temperature 60,0 °C', 'Pressure – bar Keine Daten'], other.page);
        await feed(nodeRed, { topic: 'T101', payload: 90 });
        await feed(nodeRed, { topic: 'P1', payload: 2 });
        await pens(['Temperature 90.0 °C ▲ above limit', 'Pressure 2.00 bar']);
        await pens(['Temperature 90,0 °C ▲ über Grenzwert', 'Pressure 2,00 bar'], other.page);
        await feed(nodeRed, { sample: { tag: 'P1', value: null, quality: 'bad', ts: Date.now() } });
        await pens([/90\.0/, 'Pressure – bar ? bad quality']);
      } finally {
        await other.close();
      }
    });

    it('is worked by the keyboard alone, and says what it shows', async () => {
      const { page } = opened;
      const plot = page.getByRole('img', { name: /Oven 3/ });
      await page.getByRole('button', { name: /picture/ }).focus();
      await page.keyboard.press('Tab');
      assert.equal(await plot.evaluate((element) => element === document.activeElement), true);
      await page.keyboard.press('-');
      await page.keyboard.press('-');
      const length = page.getByRole('combobox', { name: 'Window' });
      await waitFor('another length', async () => (await length.inputValue()) === '');
      await page.keyboard.press('Shift+ArrowLeft');
      const live = page.getByRole('button', { name: 'Live' });
      await waitFor('the past', async () => (await live.getAttribute('aria-pressed')) === 'false');
      await page.keyboard.press('Home');
      await waitFor('live', async () => (await live.getAttribute('aria-pressed')) === 'true');
      // Ten pixels back lies before the value where little time went by since it came; and forth again, after it.
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowRight');
      await page
        .locator('.mw-trend [role=status]', { hasText: /Temperature 90\.0 °C/ })
        .waitFor({ state: 'attached' });
      await page.keyboard.press('Escape');
      await length.selectOption('1m');
    });

    it('has a table of the same, and a picture', async () => {
      const { page } = opened;
      await page.getByRole('button', { name: 'Table' }).click();
      const cells = await page.getByRole('row').nth(1).getByRole('cell').allTextContents();
      assert.deepEqual(cells, ['90.0', '–']);
      await page.getByRole('button', { name: 'Table' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: /picture/ }).click(),
      ]);
      assert.match(download.suggestedFilename(), /^Oven-3-.*\.png$/);
    });

    it('zooms by wheel and pans by hand', async () => {
      const { page } = opened;
      const box = await page.locator('.mw-trend-plot').boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 + 200, box.y + box.height / 2, { steps: 3 });
      await page.mouse.up();
      const live = page.getByRole('button', { name: 'Live' });
      await waitFor('the past', async () => (await live.getAttribute('aria-pressed')) === 'false');
      await page.mouse.wheel(0, 300);
      const length = page.getByRole('combobox', { name: 'Window' });
      await waitFor('another length', async () => (await length.inputValue()) === '');
      await length.selectOption('1m');
    });

    it('pans by a finger, zooms by two, and a touch sets the cursor and takes it away', async () => {
      const { page } = opened;
      const live = page.getByRole('button', { name: 'Live' });
      const isLive = async (): Promise<boolean> => (await live.getAttribute('aria-pressed')) === 'true';
      // The pointer would set a cursor where the plot moves below it.
      await page.mouse.move(0, 0);
      // In so long a window the cursor stays where it was touched.
      const length = page.getByRole('combobox', { name: 'Window' });
      await length.selectOption('1h');
      await page.locator('.mw-trend-plot').focus();
      await page.keyboard.press('Home');
      await waitFor('live', isLive);
      const box = await page.locator('.mw-trend-plot').boundingBox();
      assert.ok(box);
      const at = (x: number) => ({ x: box.x + box.width * x, y: box.y + box.height / 2 });
      const says = page.locator('.mw-trend-plot');
      const hasCursor = async (): Promise<boolean> =>
        !/ from .* to /.test((await says.getAttribute('aria-label')) ?? '');
      await touch(page, [at(0.5)]);
      await waitFor('a cursor', hasCursor);
      assert.equal(await isLive(), true);
      await touch(page, [at(0.51)]);
      await waitFor('no cursor', async () => !(await hasCursor()));
      await touch(page, [at(0.4)], [at(0.7)]);
      await waitFor('the past', async () => !(await isLive()));
      await touch(page, [at(0.4), at(0.6)], [at(0.2), at(0.8)]);
      await waitFor('another length', async () => (await length.inputValue()) === '');
      assert.equal(await hasCursor(), false);
      await length.selectOption('1m');
    });

    it('says that it has no connection, and fills what it missed once it has one again', async () => {
      const { page } = opened;
      // Dashboard connects again at once, and would before anybody could look.
      await opened.context.setOffline(true);
      try {
        await socketDo(page, 'disconnect');
        await page.getByRole('alert').filter({ hasText: 'No connection to Node-RED' }).waitFor();
        await feed(nodeRed, { topic: 'T101', payload: 33 });
        await pens([/Temperature [^3]/, /Pressure/]);
      } finally {
        await opened.context.setOffline(false);
      }
      await socketDo(page, 'connect');
      await pens(['Temperature 33.0 °C', /Pressure/]);
      await page.getByRole('alert').filter({ hasText: 'No connection' }).waitFor({ state: 'detached' });
    });

    it('goes on after a deploy of it while the page is open', async () => {
      const flows = trendFlows(trendNode({ label: 'Oven 4', stale: 1 }));
      await nodeRed.deploy(flows, { type: 'nodes' });
      await opened.page.getByRole('heading', { name: 'Oven 4' }).waitFor();
      await feed(nodeRed, { topic: 'T101', payload: 44 });
      await pens([/Temperature 44\.0 °C/, /Pressure/]);
    });

    it('marks what is stale, with its age', async () => {
      await pens([/^Temperature 44\.0 °C ◌ stale, \d+ s old$/, /Pressure/]);
    });

    it('takes nothing into the flow or into another page from a browser that forges messages', async () => {
      const raw = await RawClient.connect(nodeRed);
      try {
        const forged = { _client: { user: { username: 'admin' } }, payload: 99, topic: 'T101' };
        await raw.emit('widget-send', 'trend', forged);
        await raw.emit('widget-action', 'trend', forged);
        await raw.emit('widget-change', 'trend', {
          number: 1,
          ask: 'lines',
          body: { from: 0, to: -1, pixels: 1e9 },
        });
        await raw.emit('widget-change', 'trend', { number: 2, ask: 'constructor' });
        const codeOf = (value: unknown): unknown => (value as { error?: { code: string } }).error?.code;
        const told = (number: number): Promise<unknown> =>
          raw.heard('mw-answer:trend', (value) => (value as { number: number }).number === number);
        assert.equal(codeOf(await told(1)), 'widget.request-malformed');
        assert.equal(codeOf(await told(2)), 'widget.request-unknown');
        await pens([/Temperature 44\.0/, /Pressure/]);
      } finally {
        await raw.close();
      }
    });

    it('fits a phone, a wall and a hundred pixels, in light and in dark, and axe finds nothing serious', async () => {
      const { page } = opened;
      for (const isDark of [true, false]) {
        const flows = trendFlows(trendNode(), { isDark, width: 12 });
        await nodeRed.deploy(flows, { type: 'full' });
        await pens(['Temperature – °C No data', 'Pressure – bar No data']);
        await feed(nodeRed, { topic: 'T101', payload: 90 });
        await pens([/above limit/, /Pressure/]);
        for (const width of [360, 3840, 145]) {
          await page.setViewportSize({ width, height: 800 });
          const fits = (): Promise<boolean> =>
            page.locator('.mw-trend').evaluate((element) => {
              const plot = element.querySelector('.mw-trend-plot');
              return (
                element.scrollWidth <= element.clientWidth + 1 &&
                plot !== null &&
                plot.clientHeight >= 60 &&
                plot.querySelector('canvas')?.clientWidth === plot.clientWidth
              );
            });
          await waitFor(`the trend to fit ${width} pixels`, fits);
          assert.deepEqual(await tooSmall(page, '.mw-trend'), []);
        }
        await page.setViewportSize({ width: 1280, height: 800 });
        // Not as a script of the page: its policy allows none.
        await page.evaluate(axe);
        assert.deepEqual(await seriousViolations(page, '.mw-trend'), []);
      }
    });

    // What the editor does with nodes does not depend on Dashboard's version, and takes seconds.
    if (target.peer === 'dashboard-newest')
      describe('in the editor', () => {
        let editor: EditorPage;
        before(async function () {
          await nodeRed.deploy([...trendFlows(), ...formFlows()]);
          editor = await openEditor(this, nodeRed);
        });
        after(() => editor?.close());

        for (const each of formCases)
          it(`${each.type} has a form that says what lacks, and help`, () => checkForm(editor.page, each));

        it('a trend is offered the groups of Dashboard, and no form has met an error', async () => {
          const form = await openDialog(editor.page, 'trend');
          assert.deepEqual(await editorNode(editor.page, 'trend'), { valid: true, changed: false });
          assert.match((await form.locator('#node-input-group option:checked').textContent()) ?? '', /Group/);
          await leaveDialog(editor.page, 'ok');
          assert.deepEqual(editor.errors, []);
        });
      });

    it('has run without an error, within a policy that allows scripts of the server alone', () => {
      assert.deepEqual(opened.errors, []);
      assert.doesNotMatch(nodeRed.log, /TypeError|ReferenceError|Unhandled/);
    });
  });
}
