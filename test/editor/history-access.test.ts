import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, type TestUser } from '@millwright/testing';
import { type HistoryPage, openHistory, openPlan, openVersion, shown, textOf } from './history-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const users: readonly TestUser[] = [
  { username: 'engineer', password: 'for a test', permissions: '*' },
  { username: 'viewer', password: 'for a test', permissions: 'read' },
  {
    username: 'outsider',
    password: 'for a test',
    permissions: ['flows.read', 'nodes.read', 'settings.read', 'plugins.read', 'context.read', 'status.read'],
  },
];
const oven = { id: 'oven', type: 'tab', label: 'Oven 3' };
const pageSize = 100;

for (const target of editorTargets()) {
  describe(`the history sidebar for different people in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage | undefined;
    const openAs = async (context: Mocha.Context, username: string): Promise<HistoryPage> => {
      const token = await nodeRed.token(username, 'for a test', '');
      history = await openHistory(context, nodeRed, { token });
      return history;
    };
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-history'], users, flows: [oven] });
    });
    afterEach(async () => {
      const errors = history?.editor.errors ?? [];
      await history?.close();
      history = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    it('says who deployed, and asks nobody to set up what is there', async function () {
      const token = await nodeRed.token('engineer', 'for a test');
      await nodeRed.deploy([{ ...oven, label: 'Oven 4' }], { token });
      const { section, rows } = await openAs(this, 'engineer');
      await rows.first().waitFor();
      assert.match((await textsOf(rows))[0] ?? '', /#2 runs now engineer now Oven 4: renamed/);
      assert.equal(await section.getByRole('link', { name: 'Set up log-in' }).count(), 0);
    });

    it('lets those who may only read look, and tells them who can help', async function () {
      const { page, rows } = await openAs(this, 'viewer');
      await rows.first().waitFor();
      const tray = await openVersion(history as HistoryPage, 1);
      assert.match(await textOf(tray), /You can’t restore versions: it needs the permission flows\.write/);
      assert.ok(await page.getByRole('button', { name: 'Restore version 1' }).isDisabled());
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
    });

    it('tells those who may not even read what they lack', async function () {
      const { page, section } = await openAs(this, 'outsider');
      await section.getByText('You can’t see this').waitFor();
      assert.match(await textOf(section), /permission millwright\.history\.read/);
      assert.equal(await page.locator('.mw-foot button').count(), 0);
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
    });

    it('draws few rows of many, and loads older ones while one scrolls', async function () {
      const token = await nodeRed.token('engineer', 'for a test');
      for (let count = 0; count < pageSize + 30; count += 1) {
        const answer = await nodeRed.deploy([{ ...oven, label: `Oven ${count}` }], { token });
        assert.equal(answer.status, 200);
      }
      const { page, section, rows } = await openAs(this, 'engineer');
      await rows.first().waitFor();
      assert.ok((await rows.count()) < 60, 'only the rows in sight are drawn');
      const list = section.getByRole('listbox');
      await list.focus();
      await page.keyboard.press('End');
      await page.waitForFunction(
        () => {
          const [box] = document.querySelectorAll('.mw-list');
          if (box) box.scrollTop = box.scrollHeight;
          return document
            .querySelector('.mw-list')
            ?.textContent?.includes('As found when history was installed');
        },
        undefined,
        { polling: 100 },
      );
      assert.ok((await rows.count()) < 60);
      assert.deepEqual(await seriousViolations(page, '#millwright-history-sidebar'), []);
      const last = await nodeRed.deploy([{ ...oven, label: 'arrives above' }], { token });
      assert.equal(last.status, 200);
      await list.getByText('As found when history was installed').waitFor();
      // Node-RED 5 moves the focus to its notice that the flows were updated elsewhere.
      await list.press('Home');
      await rows.filter({ hasText: 'arrives above' }).waitFor();
    });
  });

  describe(`the history sidebar below another admin root in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    before(async () => {
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-history'],
        flows: [oven],
        adminRoot: '/plant/admin',
      });
    });
    after(() => nodeRed?.stop());

    it('lists and restores', async function () {
      const deployed = await nodeRed.deploy([{ ...oven, label: 'Oven 4' }]);
      assert.equal(deployed.status, 200);
      const history = await openHistory(this, nodeRed);
      const { page, notices } = history;
      await openVersion(history, 1);
      await openPlan(history);
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      await notices.filter({ hasText: 'Version 1 restored' }).waitFor();
      assert.equal((await shown(page, 'oven')).label, 'Oven 3');
      assert.deepEqual(history.editor.errors, []);
      await history.close();
    });
  });
}
