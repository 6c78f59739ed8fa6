import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import { plantAnswers } from '../screenshots/fleet-plant.ts';
import { renameTab, textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';

for (const target of editorTargets()) {
  describe(`deploying to devices from the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let fleet: ListPage;

    before(async function () {
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-fleet'],
        flows: [{ id: 'oven', type: 'tab', label: 'Oven 3' }],
      });
      fleet = await openListPage('fleet', this, nodeRed, { beforeLoad: plantAnswers });
      await fleet.row('Filler 1').waitFor();
    });
    after(async () => {
      const errors = fleet?.editor.errors ?? [];
      await fleet?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('says that changes which are not deployed do not go along', async () => {
      const { page, tray } = fleet;
      await renameTab(page, 'oven', 'Oven 4');
      await fleet.choose('Deploy to devices');
      assert.match(await textOf(tray), /holds changes that are not deployed/);
      assert.equal(await tray.getByText('A version of History').count(), 0);
    });

    it('says what is missing where it is missing', async () => {
      const { page, tray, primary } = fleet;
      await page.locator('#mw-fleet-release-name').fill('Filler line');
      await primary.click();
      assert.match(await textOf(tray), /Small letters and digits/);
      await page.locator('#mw-fleet-release-name').fill('filler-line');
      assert.equal(await primary.isEnabled(), true);
    });

    it('counts who is meant while one chooses, and says why nobody is, and what to do', async () => {
      const { page, tray, primary } = fleet;
      const isStopped = async (why: RegExp): Promise<void> => {
        assert.match(await textOf(tray), why);
        assert.equal(await primary.isDisabled(), true);
        assert.match((await primary.getAttribute('title')) ?? '', why);
      };
      const ticks = page.locator('.mw-fleet-ticks');
      await page.locator('#mw-fleet-whom-labels').check();
      await isStopped(/Nobody is meant yet\. Tick a label\./);
      await ticks.getByLabel('line=4').check();
      assert.match(await textOf(tray), /Meant for 3 devices\./);
      assert.equal(await primary.isEnabled(), true);
      await ticks.getByLabel('site=Graz').check();
      await isStopped(/No device has all of the ticked labels\. Untick one/);
      await page.locator('#mw-fleet-whom-devices').check();
      await isStopped(/Nobody is meant yet\. Tick a device\./);
      await ticks.getByLabel('Filler 1').check();
      assert.match(await textOf(tray), /Meant for one device\./);
      assert.equal(await primary.getAttribute('title'), '');
    });

    it('asks for a plan of what was chosen, and shows it device by device', async () => {
      const { page, tray, primary } = fleet;
      const asked = page.waitForRequest('**/millwright/fleet/plans');
      await primary.click();
      assert.deepEqual((await asked).postDataJSON(), {
        source: { kind: 'running' },
        name: 'filler-line',
        selection: { kind: 'devices', devices: ['filler-1'] },
      });
      await tray.getByText('filler-line 5 (new) goes to 7 of 8 devices.').waitFor();
      assert.match(await textOf(tray), /On 1 device nobody gives a value.*: PLC_HOST.*1 device is left out/);
      await tray.getByRole('button', { name: /^Filler 1/ }).click();
      assert.match(
        await textOf(tray.locator('.mw-fleet-planned')),
        /PLC_HOST 10\.0\.1\.11 the device.*secret all devices/,
      );
    });

    it('goes only with the passphrase, and shows what becomes of it on each device', async () => {
      const { page, tray, primary } = fleet;
      assert.equal(await primary.isDisabled(), true);
      await page.locator('#mw-fleet-deploy-passphrase').fill('a long passphrase');
      await page.locator('#mw-fleet-deploy-note').fill('night shift');
      const asked = page.waitForRequest('**/millwright/fleet/deploys');
      await primary.click();
      const { plan, ...rest } = (await asked).postDataJSON();
      assert.deepEqual(rest, { passphrase: 'a long passphrase', note: 'night shift' });
      assert.equal(typeof plan, 'string');
      await tray.getByText('3 of 6 done').waitFor();
      const [first] = await tray.locator('li[data-device]').all();
      assert.ok(first);
      assert.match(await textOf(first), /■ Filler 1 went back to what ran before .* rollout\.unhealthy/);
      assert.equal(await page.locator('#mw-tray-primary').count(), 0);
    });

    it('lists the last deploys, and calls back one that waits for its signature', async () => {
      const { page, tray } = fleet;
      const release = { name: 'filler-line', version: 6 };
      const waiting = { id: 'waiting', time: 1, release, state: 'waits-for-signature', devices: 4, open: 4 };
      const deploys = [{ ...waiting, results: {} }];
      const list = /\/fleet\/deploys(?:\?|$)/;
      await page.route(list, (route) => route.fulfill({ json: { deploys } }));
      const removed = page.waitForRequest(
        (request) =>
          request.method() === 'DELETE' && request.url().endsWith('/millwright/fleet/deploys/waiting'),
      );
      await page.route('**/millwright/fleet/deploys/waiting', (route) => {
        deploys.pop();
        return route.fulfill({ status: 204 });
      });
      await fleet.closeTray();
      await fleet.choose('Last deploys');
      assert.match(await textOf(tray), /filler-line 6 .*waits for its signature/);
      await tray.getByRole('button', { name: 'Call back the deploy of filler-line 6' }).click();
      await page
        .locator('.red-ui-notification')
        .getByRole('button', { name: /^Call back/ })
        .click();
      await removed;
      await tray.getByText('Nothing was deployed to devices yet.').waitFor();
      await page.unroute(list);
    });

    it('shows of one of the last deploys what has become of it on each device', async () => {
      const { page, tray } = fleet;
      await fleet.closeTray();
      await fleet.choose('Last deploys');
      assert.match(
        await textOf(tray),
        /filler-line 4 .*3 of 6 done · 1 failed.*filler-line 3 .*2 came through/,
      );
      await tray.getByRole('button', { name: 'Show the deploy of filler-line 4' }).click();
      await tray.getByText('3 of 6 done').waitFor();
      await tray.locator('li[data-device]').first().waitFor();
      await fleet.settled();
      await page.keyboard.press('Escape');
      await page.locator('.mw-tray[aria-label^="Deploy of"]').waitFor({ state: 'detached' });
      await fleet.settled();
    });

    it('offers what was changed on a device, under the name of the release that it was', async () => {
      const { page, tray, primary } = fleet;
      await fleet.closeTray();
      await fleet.choose('Deploy to devices');
      await page.locator('#mw-fleet-what-adopted').check();
      await page.locator('#mw-fleet-release-name').fill('another');
      await primary.click();
      assert.match(await textOf(tray), /Which change\?/);
      await page.locator('#mw-fleet-adopted').selectOption({ index: 1 });
      assert.match(await textOf(page.locator('#mw-fleet-adopted')), /What was changed on Labeller 1, /);
      assert.equal(await page.locator('#mw-fleet-release-name').inputValue(), 'filler-line');
      const asked = page.waitForRequest('**/millwright/fleet/plans');
      await primary.click();
      const { source } = (await asked).postDataJSON();
      assert.deepEqual(source, { kind: 'adopted', device: 'labeller-1', rev: 'ab'.repeat(32) });
    });
  });
}
