import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, type TestUser } from '@millwright/testing';
import { passwordOf, setUpCode } from '../access/access.ts';
import { type AccessPage, accessSection, openAccess } from './access-page.ts';
import { textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

const oven = { id: 'oven', type: 'tab', label: 'Oven 3' };
const users: readonly TestUser[] = [{ username: 'anna', password: 'for a test', permissions: '*' }];
const firstRow = /owner owner/;

for (const target of editorTargets()) {
  describe(`the set-up of access in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess | undefined;
    let access: AccessPage | undefined;
    afterEach(async () => {
      const errors = access?.editor.errors ?? [];
      await access?.close();
      await nodeRed?.stop();
      access = undefined;
      nodeRed = undefined;
      assert.deepEqual(errors, []);
    });

    it('makes the first owner of a fresh Node-RED, who then logs in', async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-access'], flows: [oven] });
      access = await openAccess(this, nodeRed);
      const { page, section, tray, primary } = access;
      await section.getByText('Everyone who reaches this editor can change everything.').waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-access-sidebar'), []);
      await section.getByRole('button', { name: 'Set up log-in', exact: true }).click();
      await tray.getByLabel('Code').fill('WRNG-WRNG-WRNG');
      await tray.getByLabel('Name').fill('owner');
      await tray.getByLabel('Password', { exact: true }).fill('too short');
      await tray.getByText('9 of at least 12 characters').waitFor();
      assert.ok(await primary.isDisabled());
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await tray.getByLabel('Password', { exact: true }).fill(passwordOf('owner'));
      await tray.getByLabel('Once more').fill('something else');
      await tray.getByText('Both are not the same.').waitFor();
      await tray.getByLabel('Once more').fill(passwordOf('owner'));
      await tray.getByLabel('What everyone who is logged in may do').selectOption('viewer');
      await primary.click();
      await tray.getByText('This is not the code.').waitFor();
      await tray.getByLabel('Code').fill(setUpCode(nodeRed));
      await primary.click();
      await page.locator('#node-dialog-login-username').fill('owner');
      await page.locator('#node-dialog-login-password').fill(passwordOf('owner'));
      await page.locator('#node-dialog-login-submit').click();
      const again = await accessSection(page);
      await again.getByRole('option').first().waitFor();
      assert.match(await textOf(again.getByRole('option').first()), firstRow);
      assert.match(await textOf(again), /Everyone who is logged in viewer/);
    });

    it('makes somebody of settings.js the owner, who goes on working', async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-access'], users, flows: [oven] });
      access = await openAccess(this, nodeRed, { token: await nodeRed.token('anna', 'for a test', '') });
      const { section, tray, primary } = access;
      await section.getByRole('button', { name: 'Set up access…' }).click();
      await tray.getByText('You, anna, become the owner.').waitFor();
      await tray.getByLabel('Code').fill(setUpCode(nodeRed));
      await primary.click();
      await tray.waitFor({ state: 'detached' });
      await access.rows.first().waitFor();
      assert.match(await textOf(section), /You ● anna owner/);
    });
  });
}
