import assert from 'node:assert/strict';
import { editorTargets } from '@millwright/testing';
import { type AccessInstance, passwordOf, startWithAccess } from '../access/access.ts';
import { type AccessPage, openAccess } from './access-page.ts';
import { textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

const oven = { id: 'oven', type: 'tab', label: 'Oven 3' };

for (const target of editorTargets()) {
  describe(`people in the access sidebar of ${target.title}`, () => {
    let instance: AccessInstance;
    let access: AccessPage;
    const flows = async (token: string): Promise<number> =>
      (await instance.nodeRed.request('GET', '/flows', undefined, { token })).status;
    before(async function () {
      instance = await startWithAccess({ target, only: ['node-red-access'], flows: [oven] });
      access = await openAccess(this, instance.nodeRed, { token: await instance.token('owner') });
      await access.rows.first().waitFor();
    });
    after(async () => {
      const errors = access?.editor.errors ?? [];
      await access?.close();
      await instance?.stop();
      assert.deepEqual(errors, []);
    });

    it('are added, log in, and their sessions can be ended', async () => {
      const { page, tray, primary, rows, notices } = access;
      await access.choose('Add a person…');
      await tray.getByLabel('Name').fill('ines');
      await tray.getByLabel('Password', { exact: true }).fill(passwordOf('ines'));
      await tray.getByLabel('Once more').fill(passwordOf('ines'));
      await tray.getByRole('checkbox', { name: 'engineer' }).check();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await primary.click();
      await tray.waitFor({ state: 'detached' });
      await access.show('people');
      await rows.filter({ hasText: 'ines' }).waitFor();
      assert.match(await textOf(rows.filter({ hasText: 'ines' })), /ines engineer$/);
      const token = await instance.token('ines');
      assert.equal(await flows(token), 200);
      await access.section.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Look again' }).click();
      await access.show('sessions');
      await rows.filter({ hasText: 'ines' }).waitFor();
      await access.open('sessions', 'ines');
      await tray.getByRole('button', { name: 'End this session' }).click();
      await notices.filter({ hasText: 'The session of ines is ended' }).waitFor();
      assert.equal(await flows(token), 401);
    });

    it('are told once what an API token is; it works until it is taken back', async () => {
      const { page, tray, primary, notices } = access;
      await access.choose('Make an API token…');
      await tray.getByLabel('Name').fill('shift-report');
      await tray.getByLabel('Days until it expires').fill('0');
      await tray.getByText('A whole number from 1 to 3650 is needed.').waitFor();
      await tray.getByLabel('Days until it expires').fill('30');
      await tray.getByLabel('Only what some roles allow').check();
      await tray.getByRole('checkbox', { name: 'viewer' }).check();
      await primary.click();
      const made = tray.getByLabel('The token shift-report');
      await made.waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      const token = await made.inputValue();
      assert.match(token, /^mw_/);
      assert.equal(await flows(token), 200);
      assert.equal((await instance.nodeRed.deploy([{ ...oven, label: 'Oven 4' }], { token })).status, 401);
      await page.keyboard.press('Escape');
      await tray.waitFor({ state: 'detached' });
      await access.open('tokens', 'shift-report');
      assert.ok(!(await page.content()).includes(token), 'it is shown once');
      assert.match(await textOf(tray), /what both its owner and these roles may: viewer/);
      await tray.getByRole('button', { name: 'Take it back…' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Take it back' }).click();
      await notices.filter({ hasText: 'The token shift-report is taken back' }).waitFor();
      assert.equal(await flows(token), 401);
    });

    it('who may not see the rules see themselves, and who can help', async function () {
      const other = await openAccess(this, instance.nodeRed, { token: await instance.token('operator') });
      const { page, section, rows, tray } = other;
      await section.getByText('You can’t see other people and the rules.').waitFor();
      assert.match(await textOf(section), /Who can grant them: owner\./);
      assert.equal(await rows.count(), 1);
      assert.deepEqual(await seriousViolations(page, '#millwright-access-sidebar'), []);
      await rows.first().click();
      await tray.getByText('press inject buttons').waitFor();
      await tray.getByLabel('Password until now').fill(passwordOf('operator'));
      await tray.getByLabel('New password').fill('another long password');
      await tray.getByLabel('Once more').fill('another long password');
      await tray.getByRole('button', { name: 'Change the password' }).click();
      await other.notices.filter({ hasText: 'Your password is changed' }).waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      assert.deepEqual(other.editor.errors, []);
      await other.close();
    });
  });
}
