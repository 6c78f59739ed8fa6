import assert from 'node:assert/strict';
import {
  type EditorOptions,
  editorTargets,
  type NodeRedProcess,
  startNodeRed,
  variants,
} from '@millwright/testing';
import { setSidebarWidth, textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';
import { seriousViolations } from './node-dialog.ts';
import { answer, tooWide } from './sidebar-page.ts';

const tab = (label: string) => ({ id: 'oven', type: 'tab', label });
const list = '**/millwright/audit/events?*';
for (const target of editorTargets()) {
  describe(`states of the audit sidebar in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let audit: ListPage | undefined;
    const open = async (context: Mocha.Context, options: EditorOptions = {}): Promise<ListPage> => {
      audit = await openListPage('audit', context, nodeRed, options);
      return audit;
    };
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-audit'], flows: [tab('Oven 3')] });
      await nodeRed.deploy([tab('Oven 4')]);
    });
    afterEach(async () => {
      const errors = audit?.editor.errors ?? [];
      await audit?.close();
      audit = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    for (const theme of variants(target.major === 5 ? (['dark', 'light'] as const) : (['light'] as const))) {
      for (const width of variants([180, 320])) {
        it(`fit ${width} pixels in the ${theme} theme, and axe finds nothing serious`, async function () {
          const { page, section, tray, row } = await open(this, { theme });
          await row('Oven 4').waitFor();
          await setSidebarWidth(page, width);
          assert.deepEqual(await tooWide(section), []);
          assert.deepEqual(await seriousViolations(page, '#millwright-audit-sidebar'), []);
          await audit?.open('Oven 4');
          await tray.locator('summary').click();
          assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
        });
      }
    }

    it('speak German', async function () {
      const { section, row } = await open(this, { language: 'de' });
      await row('Oven 4').waitFor();
      assert.match(await textOf(row('Oven 4')), /ausgeführt jemand .* übernahm \(deploy\) Oven 4: umbenannt/);
      assert.doesNotMatch(await textOf(section), /[a-z]+\.[a-z]+[A-Z]?\w*\.[a-z]/);
      const tray = await audit?.open('Oven 4');
      assert.ok(tray);
      assert.match(await textOf(tray), /Wie sicher das ist/);
      assert.doesNotMatch(await textOf(tray), /(details|sure|event|done|row)\.[a-z]/);
    });

    it('show that something is coming, what failed with a code and a way on, and what this is for', async function () {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const failure = { code: 'store.damaged', message: 'damaged', details: { file: 'audit.db' } };
      const { page, section } = await open(this, {
        beforeLoad: async (empty) => {
          // Whatever happens meanwhile would be a reason to try again by itself.
          await empty.routeWebSocket(/\/comms$/, () => {});
          await empty.route(list, async (route) => {
            await held;
            await route.fulfill({ status: 503, json: failure });
          });
        },
      });
      await section.locator('.mw-skeleton').waitFor();
      assert.match(await textOf(section.locator('.mw-skeleton')), /Reading the events/);
      release();
      const alert = section.getByRole('alert');
      await alert.waitFor();
      assert.match(await textOf(alert), /could not be loaded.*Code: store\.damaged/);
      assert.deepEqual(await seriousViolations(page, '#millwright-audit-sidebar'), []);
      await page.unroute(list);
      await answer(list, 200, { events: [] })(page);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await section.getByText('No events yet').waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-audit-sidebar'), []);
    });

    it('are quiet for those who may not look', async function () {
      const { page, section } = await open(this, { beforeLoad: answer('**/millwright/audit/**', 401, {}) });
      await section.getByText('You can’t see this').waitFor();
      assert.match(await textOf(section), /millwright\.audit\.read/);
      assert.equal(await section.getByRole('textbox').count(), 0);
      assert.deepEqual(await seriousViolations(page, '#millwright-audit-sidebar'), []);
    });
  });
}
