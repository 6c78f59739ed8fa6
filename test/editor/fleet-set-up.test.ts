import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { type FleetPage, openFleet } from './fleet-page.ts';
import { textOf } from './history-page.ts';
import { seriousViolations } from './node-dialog.ts';

for (const target of editorTargets()) {
  describe(`making a hub in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let fleet: FleetPage;

    before(async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-fleet'] });
      fleet = await openFleet(this, nodeRed);
    });
    after(async () => {
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
      await page.locator('#mw-fleet-passphrase').fill('a passphrase for tests');
      await page.locator('#mw-fleet-passphrase-again').fill('another passphrase');
      await tray.getByText('This is not the same passphrase.').waitFor();
      assert.equal(await primary.isDisabled(), true);
    });

    it('makes the keys, and then shows that there is no device yet', async () => {
      const { page, section, primary } = fleet;
      await page.locator('#mw-fleet-passphrase-again').fill('a passphrase for tests');
      await primary.click();
      await section.getByText('No devices yet').waitFor();
      await waitFor('the item beside Deploy', async () =>
        (await page.locator('#millwright-fleet-deploy').count()) === 1 ? true : undefined,
      );
      const { body } = await nodeRed.request<{ hub: { keys: { mode: string } } }>(
        'GET',
        '/millwright/fleet/state',
      );
      assert.equal(body.hub.keys.mode, 'sealed');
      assert.ok(!nodeRed.log.includes('a passphrase for tests'));
    });

    it('shows the fingerprints and where devices are kept', async () => {
      const { tray } = fleet;
      await fleet.choose('This hub');
      assert.match(
        await textOf(tray),
        /sealed under a passphrase.*Key of the hub [0-9a-f]{16} Release key [0-9a-f]{16}.*SQLite/,
      );
      await fleet.closeTray();
    });
  });
}
