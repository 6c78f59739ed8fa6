import assert from 'node:assert/strict';
import {
  editorTargets,
  everything,
  type NodeRedProcess,
  openEditor,
  startNodeRed,
  waitFor,
} from '@millwright/testing';
import {
  type HistoryPage,
  openHistory,
  openPlan,
  openVersion,
  renameTab,
  shown,
  textOf,
} from './history-page.ts';
import { deploy } from './node-dialog.ts';

const hostile = '<img src=x onerror="globalThis.hacked = true"> $t(name) __number__';
const oven = { id: 'oven', type: 'tab', label: 'Oven 3' };
const press = { id: 'press', type: 'tab', label: 'Press' };
const comment = (id: string, z: string, name: string): Record<string, unknown> => ({
  id,
  type: 'comment',
  z,
  name,
  info: '',
  x: 120,
  y: 80,
  wires: [],
});
const first = [oven, press, comment('n1', 'oven', 'start'), comment('n2', 'press', 'force')];

for (const target of editorTargets()) {
  describe(`restoring in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryPage | undefined;
    const label = async (id: string): Promise<unknown> =>
      (await nodeRed.flows()).flows.find((item) => item['id'] === id)?.['label'];
    const open = async (context: Mocha.Context): Promise<HistoryPage> => {
      history = await openHistory(context, nodeRed);
      return history;
    };
    /** Lets the first flows run, as a version of their own, then others. The number is that of the first. */
    const deployAfterFirst = async (flows: readonly object[]): Promise<number> => {
      await nodeRed.deploy(first);
      const { body } = await nodeRed.request<{ versions: { number: number }[] }>(
        'GET',
        '/millwright/history/versions',
      );
      await nodeRed.deploy(flows);
      return body.versions[0]?.number ?? 0;
    };
    const restore = (number: number): Promise<void> | undefined =>
      history?.page.getByRole('button', { name: `Restore version ${number}` }).click();
    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-history'], flows: first });
      // Version 1 is what was found.
      await waitFor('the first version', async () => {
        const { status, body } = await nodeRed.request<{ versions: unknown[] }>(
          'GET',
          '/millwright/history/versions',
        );
        return status === 200 && body.versions.length > 0;
      });
    });
    afterEach(async () => {
      const errors = history?.editor.errors ?? [];
      await history?.close();
      history = undefined;
      assert.deepEqual(errors, []);
    });
    after(() => nodeRed?.stop());

    it('shows the plan first, keeps what ran, shows the result in this editor, and can be undone', async function () {
      await nodeRed.deploy([{ ...oven, label: 'Oven 4' }, ...first.slice(1)]);
      const { page, notices, tray } = await open(this);
      await openVersion(history as HistoryPage, 1);
      const plan = await openPlan(history as HistoryPage);
      assert.match(await textOf(plan), /What runs now is kept as a version first/);
      assert.match(await textOf(plan), /1 part.*Oven 3 formerly Oven 4/);
      await plan.getByLabel('Why (optional)').fill('the old recipe');
      await restore(1);
      const done = notices.filter({ hasText: /Version 1 restored\. What ran before is version 2\./ });
      await done.waitFor();
      await tray.waitFor({ state: 'detached' });
      const { rev } = await nodeRed.flows();
      assert.deepEqual(await shown(page, 'oven'), { rev, label: 'Oven 3', dirty: false });
      assert.equal(await notices.filter({ hasText: 'have been updated' }).count(), 0);
      await history?.rows.filter({ hasText: 'the old recipe' }).first().waitFor();

      await done.getByRole('button', { name: 'Undo' }).click();
      await tray.locator('.mw-restore-note').waitFor();
      await restore(2);
      await notices.filter({ hasText: 'Version 2 restored' }).waitFor();
      assert.equal(await label('oven'), 'Oven 4');
    });

    it('tells other editors, whose unsaved work stays until their user says otherwise', async function () {
      const number = await deployAfterFirst([{ ...oven, label: 'Oven 10' }, ...first.slice(1)]);
      const other = await openEditor(this, nodeRed);
      await renameTab(other.page, 'oven', 'other work');
      await open(this);
      await openVersion(history as HistoryPage, number);
      await openPlan(history as HistoryPage);
      await restore(number);
      const told = other.page
        .locator('.red-ui-notification')
        .filter({ hasText: `Version ${number} was restored. This editor still shows the former flows.` });
      await told.waitFor();
      await other.page
        .locator('.red-ui-notification')
        .filter({ hasText: 'have been updated' })
        .waitFor({ state: 'detached' });
      assert.deepEqual(
        [(await shown(other.page, 'oven')).label, (await shown(other.page, 'oven')).dirty],
        ['other work', true],
      );

      await told.getByRole('button', { name: 'Show what runs' }).click();
      const question = other.page.getByRole('alertdialog');
      await question.getByRole('button', { name: 'Cancel' }).click();
      assert.equal((await shown(other.page, 'oven')).label, 'other work');
      await told.getByRole('button', { name: 'Show what runs' }).click();
      await question.getByRole('button', { name: 'Discard and show what runs' }).click();
      const { rev } = await nodeRed.flows();
      await waitFor('what runs', async () => (await shown(other.page, 'oven')).rev === rev);
      assert.deepEqual(await shown(other.page, 'oven'), { rev, label: 'Oven 3', dirty: false });
      assert.deepEqual(other.errors, []);
      await other.close();
      assert.equal(await history?.notices.filter({ hasText: 'still shows the former flows' }).count(), 0);
    });

    it('leaves alone what is being typed into the dialog of a node when a version is restored elsewhere', async function () {
      const changed = [{ ...oven, label: 'Oven 12' }, press, comment('n3', 'oven', 'new'), ...first.slice(2)];
      const number = await deployAfterFirst(changed);
      const { page, editor, notices } = await open(this);
      await page.evaluate(() => {
        const { RED } = globalThis as unknown as {
          RED: { editor: { edit(node: unknown): void }; nodes: { node(id: string): unknown } };
        };
        RED.editor.edit(RED.nodes.node('n3'));
      });
      const name = page.locator('#node-input-name');
      await name.click();
      await name.fill('half');
      const { status } = await nodeRed.request('POST', `/millwright/history/versions/${number}/restore`, {});
      assert.equal(status, 200);
      const told = notices.filter({ hasText: `Version ${number} was restored` });
      await told.waitFor();
      await page.keyboard.type(' a word');
      assert.equal(await name.inputValue(), 'half a word');
      await told.getByRole('button', { name: 'Show what runs' }).click();
      await told.filter({ hasText: 'close it first' }).waitFor();
      await page.locator('#node-dialog-ok').click();
      await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
      assert.equal(
        await page.evaluate(() => {
          const { RED } = globalThis as unknown as {
            RED: { nodes: { node(id: string): { name: string } | null } };
          };
          return RED.nodes.node('n3')?.name;
        }),
        'half a word',
      );
      await told.getByRole('button', { name: 'Show what runs' }).click();
      const question = page.getByRole('alertdialog');
      await question.getByRole('button', { name: 'Discard and show what runs' }).click();
      await waitFor('what runs', async () => (await shown(page, 'oven')).label === 'Oven 3');
      assert.deepEqual(editor.errors, []);
    });

    it('loads a version into the editor, whose deploy then raises no conflict', async function () {
      const number = await deployAfterFirst([{ ...oven, label: hostile }, ...first.slice(1)]);
      const { page, notices } = await open(this);
      const { rev } = await nodeRed.flows();
      await openVersion(history as HistoryPage, number);
      await page.getByRole('button', { name: 'Load into this editor' }).click();
      await notices
        .filter({ hasText: `Version ${number} is in this editor. Nothing is deployed yet.` })
        .waitFor();
      assert.deepEqual(await shown(page, 'oven'), { rev, label: 'Oven 3', dirty: true });
      assert.equal(await label('oven'), hostile);
      await page.locator('.mw-tray').waitFor({ state: 'detached' });
      const loaded = notices.filter({ hasText: 'is in this editor' });
      await page.evaluate(() => {
        (globalThis as unknown as { RED: { actions: { invoke(name: string): void } } }).RED.actions.invoke(
          'core:undo',
        );
      });
      await loaded.waitFor({ state: 'detached' });
      assert.equal((await shown(page, 'oven')).dirty, false);
      await openVersion(history as HistoryPage, number);
      await page.getByRole('button', { name: 'Load into this editor' }).click();
      await loaded.waitFor();
      await page.locator('.mw-tray').waitFor({ state: 'detached' });
      await deploy(page);
      await loaded.waitFor({ state: 'detached' });
      await waitFor('the deploy', async () => (await label('oven')) === 'Oven 3');
      assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
    });

    // Each opens an editor or two: the others are for the full width.
    if (!everything) return;

    it('restores only what is chosen', async function () {
      const number = await deployAfterFirst(
        first.map((item) => ({
          ...item,
          ...('label' in item ? { label: `${item.label} b` } : { name: 'b' }),
        })),
      );
      const { page, notices } = await open(this);
      await openVersion(history as HistoryPage, number);
      const plan = await openPlan(history as HistoryPage);
      await plan.getByLabel('Only chosen tabs, subflows and nodes').check();
      await plan.getByText('Choose at least one tab').waitFor();
      await plan.getByRole('button', { name: 'Nodes of Press' }).click();
      await plan.getByRole('checkbox', { name: 'force' }).check();
      await page.getByRole('button', { name: `Restore force of version ${number}` }).waitFor();
      await plan.getByRole('checkbox', { name: 'force' }).uncheck();
      await plan.getByRole('checkbox', { name: 'Oven 3' }).check();
      const button = page.getByRole('button', { name: `Restore Oven 3 of version ${number}` });
      await page.locator('#mw-tray-primary:not([disabled])').waitFor();
      // A second click must not restore twice.
      await button.dblclick();
      await notices.filter({ hasText: `Oven 3 of version ${number} restored.` }).waitFor();
      assert.deepEqual([await label('oven'), await label('press')], ['Oven 3', 'Press b']);
      assert.equal(await notices.filter({ hasText: 'not restored' }).count(), 0);
    });

    it('works out the plan anew when someone deploys meanwhile', async function () {
      const number = await deployAfterFirst([{ ...oven, label: 'Oven 6' }, ...first.slice(1)]);
      const { tray } = await open(this);
      await openVersion(history as HistoryPage, number);
      await openPlan(history as HistoryPage);
      await nodeRed.deploy([{ ...oven, label: 'Oven 7' }, ...first.slice(1)]);
      await tray.getByText('the plan was worked out anew').waitFor();
      await tray.getByText('formerly Oven 7').waitFor();
      assert.equal(await label('oven'), 'Oven 7');
    });

    it('never drops unsaved work unasked, and drops it when told to', async function () {
      const number = await deployAfterFirst([{ ...oven, label: 'Oven 8' }, ...first.slice(1)]);
      const { page, notices, tray } = await open(this);
      await renameTab(page, 'oven', 'my work');
      await openVersion(history as HistoryPage, number);
      await openPlan(history as HistoryPage);
      assert.ok(await tray.getByRole('radio', { name: 'Keep them in this editor' }).isChecked());
      await restore(number);
      const done = notices.filter({ hasText: `Version ${number} restored` });
      await done.waitFor();
      assert.equal(await label('oven'), 'Oven 3');
      const kept = await shown(page, 'oven');
      assert.deepEqual([kept.label, kept.dirty], ['my work', true]);
      assert.match(await textOf(done), /still shows the former flows/);

      await done.getByRole('button', { name: 'Show what runs' }).click();
      const question = page.getByRole('alertdialog');
      await question.getByRole('button', { name: 'Cancel' }).click();
      assert.equal((await shown(page, 'oven')).label, 'my work');

      await tray.waitFor({ state: 'detached' });
      await nodeRed.deploy([{ ...oven, label: 'Oven 9' }, ...first.slice(1)]);
      await openVersion(history as HistoryPage, number);
      await openPlan(history as HistoryPage);
      await tray.getByRole('radio', { name: 'Discard them and show what runs' }).check();
      await restore(number);
      await waitFor('the restored flows', async () => (await shown(page, 'oven')).label === 'Oven 3');
      assert.equal((await shown(page, 'oven')).dirty, false);
    });

    it('loads the page anew when the editor cannot take in the restored flows', async function () {
      const number = await deployAfterFirst([{ ...oven, label: 'Oven 11' }, ...first.slice(1)]);
      const { page } = await open(this);
      await openVersion(history as HistoryPage, number);
      await openPlan(history as HistoryPage);
      await page.evaluate(() => {
        const { RED } = globalThis as unknown as { RED: { nodes: { import: () => void } } };
        RED.nodes.import = () => {
          throw new TypeError('not importable');
        };
      });
      const reloaded = page.waitForEvent('load');
      await restore(number);
      await reloaded;
      const { rev } = await nodeRed.flows();
      await waitFor('the flows', async () => (await shown(page, 'oven').catch(() => undefined))?.rev === rev);
      assert.deepEqual(await shown(page, 'oven'), { rev, label: 'Oven 3', dirty: false });
    });
  });
}
