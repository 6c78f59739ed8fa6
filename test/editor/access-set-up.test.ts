import assert from 'node:assert/strict';
import {
  editorTargets,
  everything,
  type NodeRedProcess,
  startNodeRed,
  type TestUser,
} from '@millwright/testing';
import type { Page } from 'playwright-core';
import { base, passwordOf, setUpCode } from '../access/access.ts';
import { Secured } from '../access/secure/secured.ts';
import { type AccessPage, accessSection, openAccess } from './access-page.ts';
import { textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

const oven = { id: 'oven', type: 'tab', label: 'Oven 3' };
const users: readonly TestUser[] = [{ username: 'anna', password: 'for a test', permissions: '*' }];
const firstRow = /owner owner/;

interface Editor {
  readonly RED: {
    readonly nodes: { dirty(state: boolean): void; version(): unknown };
    readonly editor: { editConfig(name: string, type: string, id: string): void };
  };
}

async function logIn(page: Page): Promise<void> {
  await page.locator('#node-dialog-login-username').fill('owner');
  await page.locator('#node-dialog-login-password').fill(passwordOf('owner'));
  await page.locator('#node-dialog-login-submit').click();
  // Until it is complete, the editor puts the sidebars in front that it remembers.
  await page.waitForFunction(() => {
    const { RED } = globalThis as unknown as Editor;
    return RED.nodes.version() && !document.querySelector('.red-ui-loading-progress:not([style*="none"])');
  });
}

async function setUp(nodeRed: NodeRedProcess, token?: string): Promise<void> {
  const body = { code: setUpCode(nodeRed), owner: { name: 'owner', password: passwordOf('owner') } };
  const answer = await nodeRed.request('POST', `${base}/setup`, body, token === undefined ? {} : { token });
  assert.equal(answer.status, 200, answer.text);
}

for (const target of editorTargets()) {
  describe(`the set-up of access in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess | undefined;
    let access: AccessPage | undefined;
    let other: AccessPage | undefined;
    afterEach(async () => {
      const errors = [access, other].flatMap((open) => open?.editor.errors ?? []);
      await access?.close();
      await other?.close();
      await nodeRed?.stop();
      access = undefined;
      other = undefined;
      nodeRed = undefined;
      assert.deepEqual(errors, []);
    });

    it('warns of no refusal in dialogs as long as nobody owns Node-RED', async function () {
      const line = { id: 'line', type: 'tls-config', name: 'Line' };
      nodeRed = await startNodeRed({ target, only: ['node-red-access'], flows: [oven, line] });
      access = await openAccess(this, nodeRed);
      const { page, section } = access;
      await section.getByText('Everyone who reaches this editor can change everything.').waitFor();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.evaluate(() =>
        (globalThis as unknown as Editor).RED.editor.editConfig('', 'tls-config', 'line'),
      );
      await page.locator('.red-ui-tray #node-config-input-name').waitFor();
      assert.deepEqual(
        asked.filter((url) => url.includes('/explain')),
        [],
      );
      assert.equal(await page.locator('.mw-dialog-note').count(), 0);
    });

    it('makes the first owner of a fresh Node-RED, who then logs in', async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-access'], flows: [oven] });
      access = await openAccess(this, nodeRed);
      other = await openAccess(this, nodeRed);
      const { page, section, tray, primary } = access;
      await section.getByText('Everyone who reaches this editor can change everything.').waitFor();
      assert.deepEqual(await seriousViolations(page, '#millwright-access-sidebar'), []);
      await section.getByRole('button', { name: 'Set up log-in', exact: true }).click();
      // The tray takes the focus into it once it stands.
      await tray.locator('#mw-access-code:focus').waitFor();
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
      for (const open of [page, other.page]) {
        await logIn(open);
        const again = await accessSection(open);
        await again.getByRole('option').first().waitFor();
        assert.match(await textOf(again.getByRole('option').first()), firstRow);
        assert.match(await textOf(again), /Everyone who is logged in viewer/);
        await open.locator('#red-ui-header-button-user').waitFor();
      }
    });

    it('loses no work of another page that everybody has to log in to from now on', async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-access'], flows: [oven] });
      other = await openAccess(this, nodeRed);
      await other.page.evaluate(() => (globalThis as unknown as Editor).RED.nodes.dirty(true));
      await setUp(nodeRed);
      await other.notices.getByText('export it first').waitFor();
      other.page.once('dialog', (dialog) => void dialog.accept());
      await other.notices.getByRole('button', { name: 'Load the page anew' }).click();
      await logIn(other.page);
      await accessSection(other.page);
    });

    it('makes somebody of settings.js the owner, who goes on working', async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-access'], users, flows: [oven] });
      access = await openAccess(this, nodeRed, { token: await nodeRed.token('anna', 'for a test', '') });
      const { section, tray, primary } = access;
      await section.getByRole('button', { name: 'Set up access…' }).click();
      await tray.getByText('You, anna, become the owner.').waitFor();
      await tray.locator('#mw-access-code:focus').waitFor();
      await tray.getByLabel('Code').fill(setUpCode(nodeRed));
      await primary.click();
      await tray.waitFor({ state: 'detached' });
      await access.rows.first().waitFor();
      assert.match(await textOf(section), /You ● anna owner/);
    });

    if (everything)
      it('lets no page go on as whoever knew the code, with secure.cjs', async function () {
        const secured = await Secured.start({ target, only: ['node-red-access'] });
        try {
          const token = await secured.nodeRed.token('setup', setUpCode(secured.nodeRed), '');
          other = await openAccess(this, secured.nodeRed, { token });
          await other.section.getByText('Make its first owner.').waitFor();
          await setUp(secured.nodeRed, token);
          await logIn(other.page);
          const section = await accessSection(other.page);
          await section.getByRole('option').first().waitFor();
          assert.match(await textOf(section.getByRole('option').first()), firstRow);
          await other.page.locator('#red-ui-header-button-user').click();
          await other.page.locator('#usermenu-item-username').getByText('owner').waitFor();
        } finally {
          await secured.stop();
        }
      });
  });
}
