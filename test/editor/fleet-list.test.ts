import assert from 'node:assert/strict';
import { editorTargets, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { plantAnswers } from '../screenshots/fleet-plant.ts';
import { textOf } from './history-page.ts';
import { type ListPage, openListPage } from './list-page.ts';

/** The plant of the pictures stands for the hub: what the sidebar asks and shows is under test here. */
for (const target of editorTargets()) {
  describe(`the list of devices in the editor of ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let fleet: ListPage;
    const names = (): Promise<string[]> => fleet.rows.locator('.mw-fleet-name').allTextContents();
    const shows = (wanted: readonly string[]): Promise<unknown> =>
      waitFor(wanted.join(', '), async () => {
        const found = await names();
        return found.join() === wanted.join() ? found : undefined;
      });

    before(async function () {
      nodeRed = await startNodeRed({ target, only: ['node-red-fleet'] });
      fleet = await openListPage('fleet', this, nodeRed, { beforeLoad: plantAnswers });
      await fleet.row('Filler 1').waitFor();
    });
    after(async () => {
      const errors = fleet?.editor.errors ?? [];
      await fleet?.close();
      await nodeRed?.stop();
      assert.deepEqual(errors, []);
    });

    it('says of each device what it is at, what runs, and why not what shall', async () => {
      const { section, row } = fleet;
      assert.match(await textOf(section.locator('.mw-list-heading')), /^14 devices · 12 in reach$/);
      assert.match(
        await textOf(row('Filler 1')),
        /■ Filler 1 not on the new release in reach .* filler-line 3 → 4 .*the connection of PLC filler did not come up/,
      );
      assert.match(await textOf(row('Filler 4')), /not seen yet out of reach 3 hr/);
    });

    it('counts the seconds, and then the minutes, since a device was heard', async () => {
      const seen = fleet.row('Capper 1').locator('.mw-row-end');
      const first = await textOf(seen);
      // A busy machine may be so late that it is minutes by now.
      const deadline = 70_000;
      await waitFor('another second', async () => (await textOf(seen)) !== first || undefined, { deadline });
    }).timeout(90_000);

    it('narrows to those that need somebody, saves that, and finds it again', async () => {
      const { section, page, choose, primary } = fleet;
      await section.getByRole('button', { name: '5 need somebody' }).click();
      await shows(['Filler 1', 'Labeller 1', 'Labeller 2', 'Palletiser 2', 'Washer 1']);
      await choose('Save this selection');
      await page.locator('#mw-fleet-selection-name').fill('To see to');
      await primary.click();
      await page.locator('.mw-tray').waitFor({ state: 'detached' });
      await section.getByRole('button', { name: 'Remove the filter needs somebody' }).click();
      await section.getByRole('button', { name: 'To see to' }).click();
      await section.getByRole('button', { name: 'Remove the filter needs somebody' }).waitFor();
      await section.locator('.mw-toolbar-menu-button').click();
      await page.getByRole('menuitem', { name: 'Forget the selection' }).click();
      await section.getByRole('button', { name: 'Remove the filter needs somebody' }).click();
      await fleet.row('Capper 1').waitFor();
      assert.equal(await section.getByRole('button', { name: 'To see to' }).count(), 0);
    });

    it('finds by text, and says where nothing fits', async () => {
      const { section } = fleet;
      const field = section.getByRole('textbox', { name: 'Filter devices' });
      await field.fill('washer');
      await shows(['Washer 1', 'Washer 2', 'Washer 3']);
      await field.fill('nowhere');
      await section.getByText('No device fits').waitFor();
      await section.getByRole('button', { name: 'Show all' }).click();
      await fleet.row('Capper 1').waitFor();
    });

    it('is used by keyboard, and takes what is selected to the deploy', async () => {
      const { page, section, tray } = fleet;
      await section.locator('.mw-list').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await section.getByText('2 selected').waitFor();
      await section.getByRole('button', { name: 'Deploy to them…' }).click();
      await fleet.settled();
      const ticked = tray.locator('.mw-fleet-ticks li', { has: page.locator('input:checked') });
      await ticked.first().waitFor();
      assert.deepEqual(
        (await ticked.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim()),
        ['● Capper 1', '● Capper 2'],
      );
      await fleet.closeTray();
      await section.getByRole('button', { name: 'Clear the selection' }).click();
    });

    it('is offered in the menu beside Deploy', async () => {
      const { page, tray } = fleet;
      await page.locator('#red-ui-header-button-deploy-options').click();
      await page.locator('#millwright-fleet-deploy').click();
      await fleet.settled();
      assert.match(await textOf(tray), /The flows that run here now.*All 14 devices/);
      await fleet.closeTray();
    });
  });
}
