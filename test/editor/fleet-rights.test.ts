import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { plantAnswers } from '../screenshots/fleet-plant.ts';
import { textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';
import { seriousViolations } from './node-dialog.ts';

const password = 'for a test';
const reads = ['flows.read', 'nodes.read', 'settings.read', 'plugins.read', 'context.read', 'status.read'];
const looks = [...reads, 'millwright.fleet.read'];
const changes = [...looks, 'millwright.fleet.write'];
const users = [
  { username: 'operator', password, permissions: looks },
  { username: 'engineer', password, permissions: changes },
];

for (const target of editorTargets()) {
  describe(`what one may not do to the fleet, in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let fleet: ListPage;

    before(async () => {
      nodeRed = await startNodeRed({ target, only: ['node-red-fleet'], users });
    });
    after(() => nodeRed?.stop());
    afterEach(() => fleet?.close());

    const open = async (context: Mocha.Context, name: string): Promise<void> => {
      const token = await nodeRed.token(name, password, '');
      fleet = await openListPage('fleet', context, nodeRed, { token, beforeLoad: plantAnswers });
      await fleet.row('Filler 1').waitFor();
    };
    const isNotOffered = async (name: string, why: string): Promise<void> => {
      await fleet.section.locator('.mw-toolbar-menu-button').click();
      const item = fleet.page.getByRole('menuitem', { name });
      await isOff(item);
      assert.equal(await item.getAttribute('title'), why);
      await fleet.page.keyboard.press('Escape');
    };
    const isOff = async (button: Locator): Promise<void> => assert.equal(await button.isDisabled(), true);

    it('is disabled and says which permission it needs, for whoever may change devices and not hand out credentials', async function () {
      await open(this, 'engineer');
      const { page, tray } = fleet;
      await isNotOffered('Deploy to devices', 'That needs the permission flows.write.');

      await fleet.open('Labeller 2');
      const deploy = tray.getByRole('button', { name: 'Deploy to it' });
      await isOff(deploy);
      await isOff(tray.getByRole('button', { name: 'They are the same' }));
      assert.match(await textOf(tray), /Confirming needs the permission flows\.write\./);
      assert.match(await textOf(tray), /Deploying needs the permission flows\.write\./);
      assert.equal(await page.locator('#mw-fleet-device-name').isEnabled(), true);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await fleet.closeTray();

      await fleet.choose('Releases');
      await tray.getByText('filler-line 4').first().waitFor();
      assert.match(await textOf(tray), /Deploying needs the permission flows\.write\./);
      await isOff(tray.getByRole('button', { name: 'Deploy filler-line 4' }));
      assert.equal(
        await tray.getByRole('button', { name: 'Export filler-line 4 as a file' }).isEnabled(),
        true,
      );
      await fleet.closeTray();

      await fleet.choose('This hub');
      await tray.getByText(/that needs the permission flows\.write\./).waitFor();
    });

    it('is disabled and says which permission it needs, for whoever may only look', async function () {
      await open(this, 'operator');
      const { tray } = fleet;
      await isNotOffered('Deploy to devices', 'That needs the permission millwright.fleet.write.');
      await fleet.choose('Releases');
      await tray.getByText(/that needs the permission millwright\.fleet\.write\./).waitFor();
      await isOff(tray.getByRole('button', { name: 'Remove filler-line 2' }));
    });
  });
}
