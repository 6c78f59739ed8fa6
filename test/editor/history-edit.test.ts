import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { type HistoryPage, openHistory, openVersion, settledTray, textOf } from './history-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const tab = (label: string) => ({ id: 'oven', type: 'tab', label });
const password = 'made up for this test';
const users = [
  { username: 'engineer', password, permissions: '*' },
  { username: 'viewer', password, permissions: 'read' },
];

for (const target of editorTargets()) {
  describe(`names, notes, pins and snapshots in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let opened: HistoryPage;
    let engineer = '';
    const row = (number: number, text: RegExp): Promise<unknown> =>
      waitFor(`#${number} ${text}`, async () =>
        (await textsOf(opened.rows)).some((found) => found.includes(`#${number} `) && text.test(found)),
      );
    const path = '/millwright/history/versions/2';
    // One page for most of these: opening it takes longer than what is tested.
    before(async function () {
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-history'],
        users,
        flows: [tab('Oven 3')],
      });
      engineer = await nodeRed.token('engineer', password);
      await nodeRed.deploy([tab('Oven 4')], { token: engineer });
      opened = await openHistory(this, nodeRed, { token: engineer });
      await opened.rows.first().waitFor();
    });
    afterEach(async () => {
      while ((await opened.tray.count()) > 0) {
        await opened.tray.focus();
        await opened.page.keyboard.press('Escape');
        await opened.tray.waitFor({ state: 'detached' });
      }
    });
    after(async () => {
      const errors = opened?.editor.errors ?? [];
      await opened?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('are changed where they are shown, and saved when the field is left', async () => {
      const { page } = opened;
      const tray = await openVersion(opened, 2);
      assert.match(await textOf(tray), /By engineer.*What changed.*Name.*Technical facts.*Digest/);
      await tray.getByLabel('Name').fill('Known good');
      await page.keyboard.press('Enter');
      await tray.getByText('Saved').waitFor();
      await tray.getByLabel('Note').fill('two weeks\nwithout a stop');
      await tray.getByLabel('Pinned').check();
      await row(2, /pinned.*Known good “two weeks without a stop”|Known good “two weeks without a stop”/);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);

      await tray.getByLabel('Name').fill('Known to be good');
      await page.keyboard.press('Escape');
      await tray.waitFor({ state: 'detached' });
      const { version } = (await nodeRed.request('GET', path, undefined, { token: engineer })).body as {
        version: object;
      };
      assert.partialDeepStrictEqual(version, {
        name: 'Known to be good',
        note: 'two weeks\nwithout a stop',
        pinned: true,
      });
    });

    it('follow when someone else changes them', async () => {
      await nodeRed.request('PATCH', path, { name: 'Agreed on', pinned: false }, { token: engineer });
      await row(2, /Agreed on/);
    });

    it('say what failed and keep what was typed', async () => {
      await opened.page.route(`**${path}`, (route) =>
        route.request().method() === 'PATCH'
          ? route.fulfill({
              status: 507,
              json: { code: 'store.disk-full', message: 'full', details: { file: 'history.db' } },
            })
          : route.fallback(),
      );
      const tray = await openVersion(opened, 2);
      await tray.getByLabel('Name').fill('Never kept');
      await opened.page.keyboard.press('Enter');
      await tray.getByText('The disk of history.db is full').waitFor();
      assert.equal(await tray.getByLabel('Name').inputValue(), 'Never kept');

      await tray.getByLabel('Note').fill('Never kept either');
      await opened.page.keyboard.press('Escape');
      await tray.locator('#mw-history-note-problem').waitFor();
      assert.equal(await tray.getByLabel('Note').inputValue(), 'Never kept either');
      await opened.page.unroute(`**${path}`);
    });

    it('are quiet for those who may only look, and say why', async function () {
      const viewer = await openHistory(this, nodeRed, {
        token: await nodeRed.token('viewer', password, ''),
      });
      const tray = await openVersion(viewer, 2);
      assert.match(await textOf(tray), /needs the permission millwright\.history\.write/);
      assert.equal(await tray.getByLabel('Name').isDisabled(), true);
      await viewer.page.keyboard.press('Escape');
      await tray.waitFor({ state: 'detached' });
      await viewer.section.getByRole('button', { name: 'More' }).click();
      const snapshot = viewer.page.getByRole('menuitem', { name: 'Take a snapshot…' });
      assert.equal(await snapshot.isDisabled(), true);
      assert.equal(await viewer.page.locator('.mw-note').count(), 0, 'a note beside Deploy');
      assert.deepEqual(viewer.editor.errors, []);
      await viewer.close();
    });

    it('are given to what runs by a snapshot', async () => {
      const { page, section, notices } = opened;
      await section.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Take a snapshot…' }).click();
      const tray = await settledTray(opened);
      await waitFor('the focus in the name', () =>
        tray.getByLabel('Name').evaluate((element) => element === document.activeElement),
      );
      await page.keyboard.press('Enter');
      await tray.getByText('A snapshot needs a name').waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await page.keyboard.type('Before the audit');
      await page.keyboard.press('Enter');
      await tray.getByText('which is called “Agreed on” already').waitFor();
      await nodeRed.request('PATCH', path, { name: null }, { token: engineer });
      await page.keyboard.press('Enter');
      await notices.filter({ hasText: 'Snapshot “Before the audit” taken: version 2.' }).waitFor();
      await tray.waitFor({ state: 'detached' });
      await row(2, /Before the audit/);
    });
  });
}
