import assert from 'node:assert/strict';
import type { SimulatedUaServer } from '@millwright/simulators/opcua';
import { editorTargets, waitFor } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { dialogTests } from './dialog-tests.ts';
import { leaveDialog, seriousViolations, setTrayWidth, textsOf } from './node-dialog.ts';
import { counters, opcuaFlows, opcuaPlant, plantAddress } from './opcua-plant.ts';

for (const target of editorTargets()) {
  describe(`the tree of an OPC UA server in ${target.title}`, function () {
    this.timeout(60_000);
    let server: SimulatedUaServer;
    before(async () => {
      server = opcuaPlant();
      await server.listen();
    });
    after(() => server?.dispose());
    const tests = dialogTests(target, () => opcuaFlows(server.url), 'node-red-opcua');

    const line = (page: Page, name: string): Locator =>
      page.locator('.mw-opcua-tree-line').filter({
        has: page.locator('.mw-opcua-tree-name', { hasText: new RegExp(`^${name}$`) }),
      });
    const names = async (page: Page): Promise<readonly string[]> =>
      textsOf(page.locator('.mw-opcua-tree-line .mw-opcua-tree-name'));
    const primary = (page: Page): Locator => page.locator('#mw-tray-primary');
    const opened = async (page: Page): Promise<void> => {
      await line(page, 'Packaging line').waitFor();
      await settled(page);
    };
    /** Once the tray stands still: before that it does not have the keys. */
    const settled = async (page: Page): Promise<void> => {
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.red-ui-tray')].every((tray) => tray.getAnimations().length === 0),
      );
    };

    it('fills the table of tags, by keys alone', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      await form.getByRole('button', { name: 'Browse…' }).click();
      await opened(page);
      assert.deepEqual(await names(page), ['Objects', 'Server', 'Packaging line', 'Empty cabinet', 'Views']);
      const tree = page.getByRole('tree');
      await tree.focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
      await line(page, 'Filler').waitFor();
      for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
      await line(page, 'Speed').waitFor();
      await line(page, 'Speed').getByText('118.5').waitFor();
      assert.deepEqual(
        await textsOf(line(page, 'Service hours').locator('.mw-opcua-tree-type, .mw-opcua-tree-access')),
        ['UInt32', 'no access'],
      );
      assert.deepEqual(
        await textsOf(
          line(page, 'Last faults').locator(
            '.mw-opcua-tree-type, .mw-opcua-tree-access, .mw-opcua-tree-value',
          ),
        ),
        ['Int32[]', 'read, write', '[12,7,7,31]'],
      );
      assert.equal(await primary(page).isDisabled(), true);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      assert.equal(await line(page, 'Level').getAttribute('aria-selected'), 'true');
      assert.equal(await primary(page).innerText(), 'Add 2 tags');
      assert.deepEqual(await seriousViolations(page, '.mw-opcua-picker'), []);
      await primary(page).click();
      await page.locator('.mw-opcua-picker').waitFor({ state: 'detached' });
      await waitFor('the rows', async () => (await form.locator('.mw-grid-row').count()) === 3);
      const texts = (await textsOf(form.locator('.mw-grid-row'))).join('\n');
      assert.match(texts, /Filler\.Speed/);
      assert.match(texts, /nsu=urn:simulated:plant;s=Packaging line\/Filler\/Level/);
      await leaveDialog(page, 'cancel');
    });

    it('shows 5,000 children without drawing them all, and finds one of them', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      await form.getByRole('button', { name: 'Browse…' }).click();
      await opened(page);
      for (const name of ['Packaging line', 'Counters']) {
        await line(page, name).waitFor();
        await line(page, name).locator('.mw-opcua-tree-twisty').click();
      }
      await line(page, 'Counter 1').waitFor();
      assert.equal(await line(page, 'Counter 1').getAttribute('aria-setsize'), String(counters));
      const drawn = await page.locator('.mw-opcua-tree-line').count();
      assert.ok(drawn < 100, `${drawn} lines are drawn`);
      await page.getByRole('tree').focus();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      await line(page, 'Counter 5000').getByText('50000').waitFor();
      const search = page.getByRole('searchbox');
      await search.fill('counter 4321');
      await page.getByText('1 found').waitFor();
      assert.deepEqual(await names(page), ['Counter 4321']);
      await line(page, 'Counter 4321').getByText('Packaging line / Counters').waitFor();
      await line(page, 'Counter 4321').locator('.mw-opcua-tree-mark').click();
      await search.press('Escape');
      await line(page, 'Counter 5000').waitFor();
      assert.equal(await primary(page).innerText(), 'Add 1 tag');
      await page.keyboard.press('Escape');
      await page.locator('.mw-opcua-picker').waitFor({ state: 'detached' });
      await leaveDialog(page, 'cancel');
    });

    it('chooses a method and the object that has it', async function () {
      const { page, form } = await tests.dialog(this, 'call');
      await form.locator('[data-tool="method"]').click();
      await opened(page);
      await line(page, 'Packaging line').dblclick();
      await line(page, 'Filler').dblclick();
      await line(page, 'Start').waitFor();
      await line(page, 'Speed').click();
      assert.equal(await primary(page).isDisabled(), true);
      await line(page, 'Start').click();
      await page.getByText('Start(speed: Double, recipe: String) → (batch: UInt32)').waitFor();
      await page.getByRole('tree').press('Enter');
      await page.locator('.mw-opcua-picker').waitFor({ state: 'detached' });
      assert.equal(
        await form.getByLabel('Method').first().inputValue(),
        plantAddress('Packaging line/Filler/Start'),
      );
      assert.equal(
        await form.getByLabel('Object').first().inputValue(),
        plantAddress('Packaging line/Filler'),
      );
      await leaveDialog(page, 'cancel');
    });

    it('opens at the node that a field has already', async function () {
      const { page, form } = await tests.dialog(this, 'browse');
      await form.locator('[data-tool="node"]').click();
      await opened(page);
      await line(page, 'Level').waitFor();
      await page.locator('.mw-opcua-tree-active', { hasText: 'Level' }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.mw-opcua-picker').waitFor({ state: 'detached' });
      await leaveDialog(page, 'cancel');
    });

    it('says what to do where no connection is chosen', async function () {
      const { page, form } = await tests.dialog(this, 'without');
      await form.getByRole('button', { name: 'Browse…' }).click();
      await page.getByText('No connection yet').waitFor();
      await settled(page);
      await page.keyboard.press('Escape');
      await leaveDialog(page, 'cancel');
    });

    it('says what to do where the connection is not deployed', async function () {
      const { page, form } = await tests.dialog(this, 'undeployed');
      await form.getByRole('button', { name: 'Browse…' }).click();
      await page.getByText('This connection is not deployed').waitFor();
      await page.getByText('deploy, and come back').waitFor();
      await settled(page);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await page.keyboard.press('Escape');
      await leaveDialog(page, 'cancel');
    });

    it('says what failed, and tries again', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      server.on('Browse', () => ({ fault: 'BadServerTooBusy' }));
      await form.getByRole('button', { name: 'Browse…' }).click();
      await page.getByText('The server could not be browsed').waitFor();
      server.behave();
      await page.getByRole('button', { name: 'Try again' }).click();
      await opened(page);
      server.on('Browse', () => ({ fault: 'BadServerTooBusy' }));
      await line(page, 'Packaging line').dblclick();
      const failure = page.locator('.mw-opcua-tree-failed');
      await failure.waitFor();
      server.behave();
      await page.getByRole('tree').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await line(page, 'Filler').waitFor();
      await setTrayWidth(page, 180);
      assert.deepEqual(await seriousViolations(page, '.mw-opcua-picker'), []);
      const overflow = await page
        .locator('.mw-opcua-picker')
        .evaluate((element) => element.scrollWidth - element.clientWidth);
      assert.ok(overflow <= 0, `${overflow} px are cut off`);
      await page.keyboard.press('Escape');
      await page.locator('.mw-opcua-picker').waitFor({ state: 'detached' });
      await leaveDialog(page, 'cancel');
    });
  });
}
