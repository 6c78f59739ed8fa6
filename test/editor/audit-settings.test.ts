import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  editorTargets,
  type NodeRedProcess,
  startNodeRed,
  type TestUser,
  waitFor,
} from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { AuditClient } from '../audit/client.ts';
import { textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';
import { seriousViolations } from './node-dialog.ts';

const password = 'for a test';
const users: readonly TestUser[] = [
  { username: 'ann', password, permissions: '*' },
  { username: 'vic', password, permissions: 'read' },
];
const secret = 'the-token-nobody-reads';

for (const target of editorTargets()) {
  describe(`settings of audit in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let client: AuditClient;
    let audit: ListPage;
    /** The tray on top; trays below it are out of the page. */
    const top = (): Promise<Locator> => audit.settled();
    const primary = (name: string): Locator => audit.page.getByRole('button', { name, exact: true });
    const destinations = (tray: Locator): Locator => tray.getByRole('region', { name: 'Destinations' });
    /** The tray of a part has closed, and the settings stand again. */
    const back = async (): Promise<Locator> => {
      await audit.page.getByRole('region', { name: 'Settings of the audit log' }).waitFor();
      return top();
    };
    before(async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-audit'], users });
      const token = await nodeRed.token('ann', password);
      client = new AuditClient(nodeRed, token);
      audit = await openListPage('audit', this, nodeRed, { token });
    });
    after(async () => {
      const errors = audit?.editor.errors ?? [];
      await audit?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('say why an anchor matters, and take a destination that works at once', async () => {
      const { page } = audit;
      let tray = await audit.choose('Settings…');
      await tray.getByText('There is no anchor outside').waitFor();
      await tray.getByText('Nothing is pruned with this now.').waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await tray.getByRole('button', { name: 'Add a destination: file' }).click();
      tray = await top();
      const name = tray.getByLabel('Name', { exact: true });
      assert.equal(await name.evaluate((field) => field === document.activeElement), true);
      await name.fill('Archive');
      await primary('Save').click();
      const directory = tray.getByLabel('Directory');
      await tray.getByText('This is needed.').waitFor();
      assert.equal(await directory.evaluate((field) => field === document.activeElement), true);
      await directory.fill('audit-archive');
      await tray.getByRole('button', { name: 'Send a test message' }).click();
      await tray.getByText(/^● It was taken, after/).waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await primary('Save').click();
      tray = await back();
      await destinations(tray).getByText('Archive', { exact: true }).waitFor();
      assert.equal(await tray.getByText('There is no anchor outside').count(), 0);
      assert.partialDeepStrictEqual((await client.settings()).destinations, [
        { kind: 'file', name: 'Archive', directory: 'audit-archive', anchor: true, enabled: true },
      ]);
      const file = join(nodeRed.userDirectory, 'audit-archive', 'events.jsonl');
      await waitFor(
        'events to arrive there',
        () => existsSync(file) && readFileSync(file, 'utf8').length > 0,
      );
    });

    it('keep a secret where nobody can read it, and ask for it again for another address', async () => {
      const { page } = audit;
      let tray = await top();
      await tray.getByRole('button', { name: 'Add a destination: webhook' }).click();
      tray = await top();
      await tray.getByLabel('Address').fill('https://127.0.0.1:9/one');
      await tray.getByLabel('Token').fill(secret);
      await tray.getByLabel('Switched on').uncheck();
      await primary('Save').click();
      tray = await back();
      await tray.getByRole('button', { name: 'Edit Webhook' }).click();
      tray = await top();
      const token = tray.getByLabel('Token');
      assert.equal(await token.inputValue(), '');
      assert.equal(await token.getAttribute('placeholder'), 'stays as it is');
      assert.ok(!(await page.content()).includes(secret));
      assert.ok(!JSON.stringify(await client.settings()).includes(secret));
      await tray.getByLabel('Address').fill('https://127.0.0.1:9/two');
      await tray.getByText('The address is another one').waitFor();
      await tray.getByLabel('Remove the one that is kept').check();
      await primary('Save').click();
      tray = await back();
      await destinations(tray).getByText('https://127.0.0.1:9/two').waitFor();
      const { destinations: saved } = await client.settings();
      assert.equal('token' in (saved.find(({ kind }) => kind === 'webhook') ?? {}), false);
      await tray.getByRole('button', { name: 'Edit Webhook' }).click();
      tray = await top();
      await tray.getByRole('button', { name: 'Remove…' }).click();
      await page.getByRole('button', { name: 'Remove Webhook' }).click();
      tray = await back();
      await destinations(tray).getByText('Webhook', { exact: true }).waitFor({ state: 'detached' });
    });

    it('add a hold with its reason, and end it', async () => {
      const { page } = audit;
      let tray = await top();
      await tray.getByRole('button', { name: 'Add a hold…' }).click();
      tray = await top();
      await primary('Add the hold').click();
      await tray.getByText('A hold needs a reason.').waitFor();
      await tray.getByLabel('Reason').fill('Complaint <b>118</b>');
      await tray.getByLabel('From').fill('2026-11-02T10:00');
      await tray.getByLabel('To', { exact: true }).fill('2026-11-01T10:00');
      await tray.getByText('Later than where it begins.').waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await tray.getByLabel('To', { exact: true }).fill('');
      await primary('Add the hold').click();
      tray = await back();
      const holds = tray.getByRole('region', { name: 'Holds' });
      assert.match(await textOf(holds), /Complaint <b>118<\/b> Events since Nov 2, 2026, 10:00 AM/);
      await holds.getByRole('button', { name: 'End the hold: Complaint' }).click();
      await page.getByRole('alertdialog').getByText('pruned as all others are').waitFor();
      await page.getByRole('button', { name: 'End the hold', exact: true }).click();
      await holds.getByText('There is no hold.').waitFor();
      assert.deepEqual((await client.settings()).holds, []);
    });

    it('foretell what a retention prunes, and never write over what somebody else has saved', async () => {
      const { page } = audit;
      const tray = await top();
      const reads = tray.getByRole('group', { name: 'Reads' });
      const days = reads.getByLabel('At most', { exact: true });
      await days.fill('a while');
      await tray.getByText('A whole number is needed here.').waitFor();
      assert.equal(await primary('Save').isDisabled(), true);
      await page.keyboard.press('Escape');
      const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
      await question.getByText('What you changed here is not saved.').waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      await days.fill('7');
      await tray.getByText('Nothing is pruned with this now.').waitFor();
      const before = await client.settings();
      await client.setSettings({ ...before, whenUnwritable: { change: 'count', read: 'count' } });
      await tray.getByText('Somebody else has just saved other settings').waitFor();
      assert.equal(await days.inputValue(), '7');
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await primary('Save').click();
      await page.locator('.mw-tray').waitFor({ state: 'detached' });
      const after = await client.settings();
      assert.deepEqual(after.whenUnwritable, { change: 'count', read: 'count' });
      assert.equal(after.retention.read.days, 7);
      assert.deepEqual(after.destinations, before.destinations);
    });

    it('are shown to those who may only look, with what they lack', async function () {
      const token = await nodeRed.token('vic', password, '');
      const viewer = await openListPage('audit', this, nodeRed, { token });
      try {
        const tray = await viewer.choose('Settings…');
        await tray
          .getByText(/You can’t change settings: it needs the permission millwright\.audit\.write\./)
          .waitFor();
        assert.equal(await viewer.page.locator('#mw-tray-primary').count(), 0);
        assert.equal(await tray.getByRole('button', { name: /^Add/ }).count(), 0);
        assert.equal(await tray.getByLabel('Name of this instance').isDisabled(), true);
        await tray.getByRole('button', { name: 'Show Archive' }).click();
        const part = await viewer.settled();
        assert.equal(await part.getByLabel('Directory').isDisabled(), true);
        assert.equal(await part.getByRole('button', { name: 'Send a test message' }).isDisabled(), true);
        assert.equal(await part.getByRole('button', { name: 'Remove…' }).count(), 0);
        assert.deepEqual(await seriousViolations(viewer.page, '.mw-tray'), []);
        assert.deepEqual(viewer.editor.errors, []);
      } finally {
        await viewer.close();
      }
    });
  });
}
