import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeKey, signCheckpoint } from '@millwright/ledger';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { AuditClient } from '../audit/client.ts';
import { textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';
import { seriousViolations } from './node-dialog.ts';

const tab = (label: string) => ({ id: 'oven', type: 'tab', label });

for (const target of editorTargets()) {
  describe(`how far one can trust the log, in the audit sidebar of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let client: AuditClient;
    let audit: ListPage;
    const part = (tray: Locator, name: string): Locator => tray.getByRole('region', { name, exact: true });
    const openLog = async (): Promise<Locator> => {
      await audit.section.page().locator('.mw-foot button').click();
      await audit.tray.locator('dl').first().waitFor();
      return audit.settled();
    };
    /** Changes a text of the first event that has it, beside the running Node-RED. */
    const tamper = (before: string, after: string): number => {
      const database = new DatabaseSync(join(nodeRed.userDirectory, 'millwright', 'audit.db'), {
        timeout: 5000,
      });
      try {
        const found = database
          .prepare(
            'update event set record = replace(record, $before, $after) where seq = (select min(seq) from event where instr(record, $before)) returning seq',
          )
          .get({ before, after });
        return Number(found?.['seq']);
      } finally {
        database.close();
      }
    };
    before(async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-audit'], flows: [tab('Oven 1')] });
      client = new AuditClient(nodeRed);
      for (const number of [2, 3]) await nodeRed.deploy([tab(`Oven ${number}`)]);
      await client.checkpoint();
      audit = await openListPage('audit', this, nodeRed);
      await audit.rows.first().waitFor();
    });
    after(async () => {
      const errors = audit?.editor.errors ?? [];
      await audit?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('is never said to be sound without an anchor, and why', async () => {
      const { page, primary } = audit;
      assert.match(await textOf(page.locator('.mw-foot')), /^● \d+ events · .*no anchor$/);
      const tray = await openLog();
      const integrity = part(tray, 'Integrity');
      await integrity.getByText('It has not been checked yet.').waitFor();
      await primary.click();
      await integrity.getByText('Nothing is wrong with the log, but nobody can tell for sure.').waitFor();
      await integrity.getByText('There is no anchor outside to compare it with.').waitFor();
      await part(tray, 'What is covered').getByText('There is no anchor outside').waitFor();
      assert.equal(await primary.textContent(), 'Check now');
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
    });

    it('gives the latest checkpoint as text, to copy and to print', async () => {
      const { page, notices } = audit;
      const tray = await audit.settled();
      const latest = part(tray, 'Latest checkpoint');
      const note = latest.locator('pre');
      const before = await note.textContent();
      await latest.getByRole('button', { name: 'Make one now' }).click();
      await waitFor('a newer checkpoint', async () => (await note.textContent()) !== before);
      const { fingerprint } = await client.health();
      await latest.getByText(fingerprint).waitFor();
      await latest.getByRole('button', { name: 'Copy' }).click();
      await notices.getByText('Checkpoint copied.').waitFor();
      // What a print would show: Chromium without a screen prints nothing and says so at once.
      await page.evaluate(() => {
        const append = document.body.append.bind(document.body);
        document.body.append = (...items) => {
          append(...items);
          const [frame] = items;
          if (frame instanceof HTMLIFrameElement && frame.contentWindow)
            frame.contentWindow.print = () => {
              const { dataset } = document.body;
              dataset['printed'] = frame.contentDocument?.body.textContent ?? '';
              dataset['shown'] = document.querySelector('.mw-audit-note')?.textContent ?? '?';
            };
        };
      });
      await latest.getByRole('button', { name: 'Print…' }).click();
      const { printed = '', shown = '?' } = await page.evaluate(() => ({ ...document.body.dataset }));
      assert.ok(printed.includes(shown) && printed.includes(fingerprint), printed);
    });

    it('is said to be sound once an anchor agrees, but for what is not yet covered', async () => {
      const settings = await client.settings();
      await client.setSettings({
        ...settings,
        destinations: [
          {
            kind: 'file',
            id: 'archive',
            name: 'Archive',
            enabled: true,
            anchor: true,
            classes: ['change'],
            directory: 'audit-archive',
          },
        ],
      });
      await client.checkpoint();
      const tray = await audit.settled();
      const archive = part(tray, 'Where it goes').locator('li').filter({ hasText: 'Archive' });
      await archive.getByText(/Anchor: has a checkpoint up to event/).waitFor();
      await audit.primary.click();
      const integrity = part(tray, 'Integrity');
      await integrity.getByText('The log is as it was written.').waitFor();
      await nodeRed.deploy([tab('Oven 4')]);
      await part(tray, 'What is covered')
        .getByText(/events? since .* (is|are) not covered by any anchor yet\./)
        .waitFor();
      assert.deepEqual(await seriousViolations(audit.page, '.mw-tray'), []);
    });

    it('asks why the anchors know another log, and takes an answer', async () => {
      const { origin } = await client.health();
      const other = origin.replace(/.{8}$/, 'ffffffff');
      const note = signCheckpoint({ size: 812, root: new Uint8Array(32), time: Date.now() }, makeKey(other));
      appendFileSync(join(nodeRed.userDirectory, 'audit-archive', 'checkpoints'), `${note}\n`);
      const tray = await audit.settled();
      await audit.primary.click();
      const integrity = part(tray, 'Integrity');
      await integrity.getByText('The anchors know another log of this Node-RED.').waitFor();
      await integrity.getByText(`${other}: 812 events by its last anchor`).waitFor();
      await tray.getByText('audit.log-replaced').waitFor();
      assert.deepEqual(await seriousViolations(audit.page, '.mw-tray'), []);
      await integrity.getByRole('button', { name: 'I know why' }).click();
      await integrity.getByText('The log is as it was written.').waitFor();
      assert.deepEqual((await client.settings()).formerLogs, [other]);
      await tray.getByText('audit.log-replaced').waitFor({ state: 'detached' });
    });

    it('names the event that was changed, and leads to it', async () => {
      const { page } = audit;
      const changed = tamper('Oven 2', 'Oven 9');
      const tray = await audit.settled();
      await audit.primary.click();
      const integrity = part(tray, 'Integrity');
      await integrity.getByText('The log is not as it was written.').waitFor();
      await integrity.getByText('Its text was changed after it was written.').waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await integrity.getByRole('button', { name: `Event ${changed}`, exact: true }).click();
      const event = page.getByRole('region', { name: `Event #${changed}` });
      await event.waitFor();
      await event.getByRole('alert').getByText('This is not what was written.').waitFor();
      await event
        .getByText('copy the folder “millwright” away before anything else', { exact: false })
        .waitFor();
      assert.equal(await event.getByText(/^(Signed|Anchored outside):/).count(), 0);
      await audit.settled();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await page.keyboard.press('Escape');
      await page.getByRole('region', { name: 'Audit log' }).waitFor();
      await audit.settled();
      await audit.closeTray();
      await audit.section.getByText('The log is not as it was written: it was tampered with').waitFor();
      assert.match(await textOf(page.locator('.mw-foot')), /^■ /);
      await audit.section.getByRole('button', { name: /found something grave/ }).waitFor();
      // Wherever it stands in the list.
      await audit.section.locator('.mw-toolbar-text').fill(`#${changed}`);
      await audit.row(`#${changed}`).getByText('Not as it was written:').first().waitFor();
    });
  });
}
