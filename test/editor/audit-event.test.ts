import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { base } from '../audit/client.ts';
import { textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const hostile = '<img src=x onerror="globalThis.hacked = true"> $t(name) __what__ {{x}}';
const tab = (label: string) => ({ id: 'oven', type: 'tab', label });
const broker = { id: 'broker', type: 'mqtt-broker', name: hostile, broker: '127.0.0.1', port: '9' };
const users = [{ username: 'ines', password: 'a-very-good-one', permissions: '*' }];

for (const target of editorTargets()) {
  describe(`an event in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let audit: ListPage;
    let token: string;

    before(async function () {
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-audit', 'node-red-history'],
        users,
        flows: [tab('Oven 3'), broker],
      });
      token = await nodeRed.token('ines', 'a-very-good-one');
      await nodeRed.deploy([tab('Oven 4'), broker], {
        token,
        note: 'a new oven',
        credentials: { broker: { user: 'line-1', password: 'never to be seen' } },
      });
      await nodeRed.deploy([tab(hostile), broker], { token, note: hostile });
      await nodeRed.request('GET', `/flow/${encodeURIComponent(hostile)}`, undefined, {
        token: 'nobodys-token',
        headers: { 'User-Agent': hostile },
      });
      audit = await openListPage('audit', this, nodeRed, { token });
      await audit.row('a new oven').waitFor();
    });
    afterEach(async () => {
      if ((await audit.page.locator('.mw-tray').count()) > 0) await audit.closeTray();
    });
    after(async () => {
      const errors = audit?.editor.errors ?? [];
      await audit?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('opens whole: who, what with its difference, why, how sure one can be', async () => {
      // It begins with a checkpoint.
      await nodeRed.request('GET', `${base}/export?format=csv`, undefined, { token });
      const tray = await audit.open('a new oven');
      const text = await textOf(tray);
      assert.match(text, /ines deployed Oven 4: renamed/);
      assert.match(text, /Why a new oven/);
      assert.match(text, /credential user of broker set/);
      assert.match(text, /credential password of broker set/);
      assert.match(text, /Address (127\.0\.0\.1|::1)/);
      assert.match(text, /Request POST \/flows/);
      assert.match(text, /Signed: the checkpoint of the first \d+ events covers it/);
      assert.match(text, /No anchor covers it yet/);
      assert.doesNotMatch(text, /never to be seen|line-1/);
      await tray.locator('summary').click();
      assert.match(await textOf(tray), /Digest [0-9a-f]{16}/);
      assert.deepEqual(await seriousViolations(audit.page, '.mw-tray'), []);
    });

    it('shows hostile names, notes, browsers and paths as the text they are', async () => {
      const { page, section } = audit;
      const tray = await audit.open(/deployed <img src=x/);
      assert.match(await textOf(tray), /Why <img src=x onerror/);
      await audit.closeTray();
      await audit.open('token that is not valid');
      assert.match(await textOf(tray), /Browser <img src=x/);
      assert.equal(await section.locator('img').count(), 0);
      assert.equal(await tray.locator('img').count(), 0);
      assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
    });

    it('leads to the version in history', async () => {
      const tray = await audit.open('a new oven');
      await tray.getByRole('button', { name: /^version \d+$/ }).click();
      await audit.page.locator('.mw-compare-head').waitFor();
      await audit.settled();
      await audit.page.keyboard.press('Escape');
      await audit.page.locator('.mw-compare-head').waitFor({ state: 'detached' });
    });

    it('leads to what happened around it, and to all of its operation, which has the intent, too', async () => {
      const { section, rows } = audit;
      const tray = await audit.open('a new oven');
      await tray.getByRole('button', { name: 'All of this operation' }).click();
      await audit.page.locator('.mw-tray').waitFor({ state: 'detached' });
      await waitFor('intent and outcome', async () => {
        const found = await textsOf(rows);
        return found.length === 2 && /done/.test(found[0] ?? '') && /begun: deploy/.test(found[1] ?? '');
      });
      await audit.open('a new oven');
      await tray.getByRole('button', { name: 'Around this moment' }).click();
      await audit.page.locator('.mw-tray').waitFor({ state: 'detached' });
      await section.getByRole('button', { name: /Remove the filter .* ± 5 min/ }).waitFor();
      await waitFor('the event, ready to go on from it', async () =>
        /a new oven/.test(await textOf(section.locator('.mw-list:focus .mw-list-active'))),
      );
      await section.getByRole('button', { name: /Remove the filter .* ± 5 min/ }).click();
    });

    it('is copied as JSON, and proved to who has neither log nor key', async () => {
      const { page } = audit;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const tray = await audit.open('a new oven');
      await tray.getByRole('button', { name: 'Copy as JSON' }).click();
      const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(copied.event.reason, 'a new oven');
      assert.match(copied.digest, /^[0-9a-f]{64}$/);
      const coming = page.waitForEvent('download');
      await tray.getByRole('button', { name: 'Save a proof' }).click();
      const proof = await readFile(await (await coming).path(), 'utf8');
      assert.match(proof, /c2sp\.org\/tlog-proof/);
    });

    it('is exported with what the filter lets through, or with all', async () => {
      const { page, section, notices } = audit;
      await section.getByRole('textbox', { name: 'Filter events' }).fill('new oven');
      await waitFor('the deploy', async () => (await audit.rows.count()) === 1);
      const exported = async (): Promise<{ name: string; text: string }> => {
        const coming = page.waitForEvent('download');
        await audit.primary.click();
        const file = await coming;
        await page.locator('.mw-tray').waitFor({ state: 'detached' });
        return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
      };
      const tray = await audit.choose('Export…');
      assert.match(await textOf(tray), /“new oven”/);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await tray.getByLabel('CSV').check();
      const csv = await exported();
      assert.match(csv.name, /\.csv$/);
      assert.match(csv.text, /a new oven/);
      assert.doesNotMatch(csv.text, /img src/);
      await notices.filter({ hasText: csv.name }).waitFor();
      await audit.choose('Export…');
      await tray.getByLabel('All events').check();
      const lines = await exported();
      assert.match(lines.name, /\.jsonl$/);
      assert.match(lines.text, /a new oven/);
      assert.match(lines.text, /img src/);
      await section.getByRole('textbox', { name: 'Filter events' }).press('Escape');
    });

    it('is not exported by halves: cancelled or broken off, nothing is saved', async () => {
      const { page } = audit;
      const route = '**/millwright/audit/export*';
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(route, async (request) => {
        await held;
        await request.abort().catch(() => {});
      });
      const downloads: string[] = [];
      page.on('download', (file) => downloads.push(file.suggestedFilename()));
      const tray = await audit.choose('Export…');
      await audit.primary.click();
      await tray.getByRole('button', { name: 'Cancel' }).click();
      await tray.getByRole('progressbar').waitFor({ state: 'detached' });
      await audit.primary.click();
      await tray.getByRole('progressbar').waitFor();
      release();
      await tray.getByRole('alert').filter({ hasText: 'nothing was saved' }).waitFor();
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await page.unroute(route);
      assert.deepEqual(downloads, []);
    });
  });
}
