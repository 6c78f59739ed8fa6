import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { RoadDevice } from '../fleet/device.fixture.ts';
import { HubClient } from '../fleet/hub-client.ts';
import { textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';
import { seriousViolations } from './node-dialog.ts';

const passphrase = 'a passphrase for tests';
const secret = 'planted-s3cret';
const flows = [
  { id: 'line', type: 'tab', label: 'Filler line' },
  {
    id: 'start',
    type: 'inject',
    z: 'line',
    name: 'reads the PLC',
    props: [{ p: 'topic', vt: 'str' }],
    topic: '${PLC_USER}',
    repeat: '',
    x: 120,
    y: 80,
    wires: [[]],
  },
];

/** From nothing to a release on a device, in one editor and with a device that speaks all of the road. */
for (const target of editorTargets()) {
  describe(`a hub from the editor of ${target.title}`, function () {
    // Each step needs those before it.
    this.bail(true);
    let nodeRed: NodeRedProcess;
    let hub: HubClient;
    let fleet: ListPage;
    let device: RoadDevice;

    const shows = (what: Locator, text: RegExp): Promise<unknown> =>
      waitFor(String(text), async () => text.test(await textOf(what)) || undefined);

    /** Closes the tray on top, where another one lies below. */
    const back = async (): Promise<void> => {
      const { page, tray } = fleet;
      const label = await tray.getAttribute('aria-label');
      await page.keyboard.press('Escape');
      await waitFor(
        'the tray below',
        async () => (await tray.getAttribute('aria-label')) !== label || undefined,
      );
      await fleet.settled();
    };

    before(async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-fleet'], flows });
      hub = new HubClient(nodeRed);
      fleet = await openListPage('fleet', this, nodeRed);
    });
    after(async () => {
      device?.disconnect();
      await fleet?.close();
      await nodeRed?.stop();
    });

    it('begins with a sealed release key, and warns of a single key', async () => {
      const { page, section, tray } = fleet;
      await section.getByRole('button', { name: 'Make this a hub' }).click();
      await fleet.settled();
      assert.equal(await page.locator('#mw-fleet-set-up-mode-sealed').isChecked(), true);
      await page.locator('#mw-fleet-set-up-mode-one-key').check();
      assert.match(await textOf(tray), /One key: who takes this hub over.*can ship any code to every device/);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await page.locator('#mw-fleet-set-up-mode-sealed').check();
    });

    it('takes no short passphrase, and none that was typed otherwise the second time', async () => {
      const { page, tray, primary } = fleet;
      await page.locator('#mw-fleet-passphrase').fill('short');
      await primary.click();
      await tray.getByRole('alert').filter({ hasText: '12 characters or more.' }).waitFor();
      await page.locator('#mw-fleet-passphrase').fill(passphrase);
      await page.locator('#mw-fleet-passphrase-again').fill('another passphrase');
      await tray.getByText('This is not the same passphrase.').waitFor();
      assert.equal(await primary.isDisabled(), true);
    });

    it('makes the keys, shows their fingerprints, and that there is no device yet', async () => {
      const { page, section, primary, tray } = fleet;
      await page.locator('#mw-fleet-passphrase-again').fill(passphrase);
      await primary.click();
      await section.getByText('No devices yet').waitFor();
      await page.locator('#millwright-fleet-deploy').waitFor({ state: 'attached' });
      assert.equal((await hub.state()).hub.keys.mode, 'sealed');
      await fleet.choose('This hub');
      await tray.locator('dl').waitFor();
      assert.match(
        await textOf(tray),
        /sealed under a passphrase.*Key of the hub [0-9a-f]{16} Release key [0-9a-f]{16}.*SQLite/,
      );
      await fleet.closeTray();
    });

    it('lets a device enrol by a code, and shows it until its words are compared', async () => {
      const { page, section, primary, tray } = fleet;
      await section.getByRole('button', { name: 'Add device…' }).click();
      await fleet.settled();
      await tray.getByRole('textbox', { name: 'Label' }).fill('line');
      await tray.getByRole('textbox', { name: 'Value' }).first().fill('1');
      await primary.click();
      const code = await page.locator('#mw-fleet-made-code').inputValue();
      assert.match(await page.locator('#mw-fleet-made-env').inputValue(), /^MILLWRIGHT_ENROL=\S+ node-red$/);
      device = await RoadDevice.enrol(code, 'Filler 1');
      await tray.getByRole('button', { name: 'Compare the words of Filler 1' }).click();
      const words = page.locator('.mw-fleet-words li');
      await words.first().waitFor();
      assert.deepEqual(await words.allTextContents(), [...device.identity.words]);
      await page.getByRole('button', { name: 'They are the same' }).click();
      await words.first().waitFor({ state: 'detached' });
      await fleet.settled();
      await back();
      await fleet.closeTray();
      await shows(fleet.row('Filler 1'), /○ Filler 1 nothing wanted yet .* line=1/);
    });

    it('keeps its environment values, secret ones for nobody to read', async () => {
      const { page, primary, tray } = fleet;
      await fleet.open('Filler 1');
      await tray.getByRole('button', { name: 'Environment values…' }).click();
      await page.locator('.mw-fleet-values').waitFor();
      await fleet.settled();
      const type = async (row: number, name: string, value: string): Promise<void> => {
        const line = tray.locator('.mw-fleet-values tbody tr').nth(row);
        await line.locator('input').nth(0).fill(name);
        await line.locator('input').nth(1).fill(value);
      };
      await type(0, 'PLC_HOST', '10.0.1.11');
      await type(1, 'PLC_PASSWORD', secret);
      await tray.locator('.mw-fleet-values tbody tr').nth(1).getByRole('checkbox').check();
      await primary.click();
      await fleet.notices.getByText('The values of Filler 1 are saved.').waitFor();
      assert.equal(await primary.isDisabled(), true);
      assert.equal(await tray.getByPlaceholder('stays as it is').count(), 1);
      assert.ok(!(await hub.ask('GET', '/values')).text.includes(secret));
      await back();
      await fleet.closeTray();
    });

    it('plans what a deploy would do on it, with what each value is and what is missing', async () => {
      const { page, primary, tray } = fleet;
      await page.locator('#red-ui-header-button-deploy-options').click();
      await page.locator('#millwright-fleet-deploy').click();
      await fleet.settled();
      await page.locator('#mw-fleet-release-name').waitFor();
      assert.equal(await page.locator('#mw-fleet-release-name').inputValue(), 'filler-line');
      await primary.click();
      await tray.getByText('filler-line 1 (new) goes to 1 of 1 device.').waitFor();
      await tray.getByRole('button', { name: /^Filler 1/ }).click();
      assert.match(
        await textOf(tray.locator('.mw-fleet-planned')),
        /PLC_HOST 10\.0\.1\.11 the device PLC_PASSWORD secret the device PLC_USER ▲ nobody gives it/,
      );
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
    });

    it('says when the passphrase is a wrong one, and nothing goes out', async () => {
      const { page, primary, tray } = fleet;
      await page.locator('#mw-fleet-deploy-passphrase').fill('not this passphrase');
      await primary.click();
      await tray.getByRole('alert').first().waitFor();
      assert.equal((await hub.device(device.id)).wanted, undefined);
    });

    it('deploys, and shows live what becomes of it', async () => {
      const { page, primary, tray } = fleet;
      await page.locator('#mw-fleet-deploy-passphrase').fill(passphrase);
      await page.locator('#mw-fleet-deploy-note').fill('the first one');
      await primary.click();
      await tray.getByText('Deploy of filler-line 1').waitFor();
      const line = tray.locator(`li[data-device="${device.id}"]`);
      await shows(line, /Filler 1 not seen yet/);
      await device.connect();
      await waitFor('the device is told', () => device.desired);
      const { desired } = device;
      assert.ok(desired?.release);
      device.says = { phase: 'watching', job: desired.job };
      await device.tell();
      await shows(line, /◐ Filler 1 watches whether all is well/);
      device.says = { phase: 'idle' };
      const { name, version, digest } = desired.release;
      const release = { name, version, digest };
      device.outcomes = [{ job: desired.job, result: 'committed', release, time: Date.now() }];
      await device.tell();
      await shows(line, /● Filler 1 came through/);
      await tray.getByText('1 of 1 done').waitFor();
      await fleet.closeTray();
    });

    it('shows on the device what was delivered, and has told nobody a passphrase or a secret', async () => {
      const { tray } = fleet;
      await fleet.open('Filler 1');
      await shows(tray, /filler-line 1 came through/);
      assert.match(await textOf(tray), /Node-RED 5\.0\.2/);
      assert.ok(!nodeRed.log.includes(passphrase) && !nodeRed.log.includes(secret));
      await fleet.closeTray();
    });

    it('shuts a device out and forgets it, each once somebody is sure', async () => {
      const { page, section, tray } = fleet;
      await fleet.open('Filler 1');
      await tray.getByRole('button', { name: 'Shut out…' }).click();
      await page.getByRole('button', { name: 'Shut Filler 1 out' }).click();
      await shows(tray, /^○ shut out/);
      await waitFor('its road is closed', () => device.closed[0]);
      await tray.getByRole('button', { name: 'Remove…' }).click();
      await page.getByRole('button', { name: 'Remove Filler 1' }).click();
      await page.locator('.mw-tray').waitFor({ state: 'detached' });
      await section.getByText('No devices yet').waitFor();
      assert.deepEqual(fleet.editor.errors, []);
    });
  });
}
