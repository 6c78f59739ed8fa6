import assert from 'node:assert/strict';
import type { SimulatedUaServer } from '@millwright/simulators/opcua';
import { editorTargets, waitFor } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';
import { dialogTests } from './dialog-tests.ts';
import { leaveDialog, seriousViolations, setTrayWidth, textsOf } from './node-dialog.ts';
import { addBatchEvents, opcuaFlows, opcuaPlant } from './opcua-plant.ts';

const eventsNode = {
  type: 'mw-opcua-events',
  z: 'tab',
  schema: 1,
  notifier: 'i=2253',
  fields: [{ name: 'Severity', path: 'Severity', type: '', attribute: 'Value' }],
  wires: [[]],
};

for (const target of editorTargets()) {
  describe(`the filter of events in ${target.title}`, function () {
    this.timeout(60_000);
    let server: SimulatedUaServer;
    before(async () => {
      server = opcuaPlant();
      addBatchEvents(server);
      await server.listen();
    });
    after(() => server?.dispose());
    const tests = dialogTests(
      target,
      () => [
        ...opcuaFlows(server.url),
        { ...eventsNode, id: 'events', x: 200, y: 200, connection: 'connection' },
        { ...eventsNode, id: 'alone', x: 200, y: 260, connection: '' },
      ],
      'node-red-opcua',
    );

    const chooser = (page: Page): Locator => page.locator('.mw-opcua-events');
    const primary = (page: Page): Locator => page.locator('#mw-tray-primary');
    const rows = (form: Locator) => form.locator('.mw-grid-row');

    it('offers the fields that the specification defines, without any server, by keys alone', async function () {
      const { page, form } = await tests.dialog(this, 'alone');
      await form.getByRole('button', { name: 'Choose fields…' }).click();
      await chooser(page).waitFor();
      assert.equal(await primary(page).isDisabled(), true);
      assert.ok(await chooser(page).getByLabel('Severity', { exact: true }).isDisabled());
      await chooser(page).locator('select').selectOption({ label: 'AlarmConditionType' });
      const active = chooser(page).getByLabel('ActiveState/Id', { exact: true });
      for (const field of [active, chooser(page).getByLabel('ConditionId', { exact: true })]) {
        await field.focus();
        await page.keyboard.press('Space');
        assert.ok(await field.isChecked());
      }
      assert.equal(await primary(page).innerText(), 'Add 2 fields');
      assert.deepEqual(await seriousViolations(page, '.mw-opcua-events'), []);
      await primary(page).click();
      await chooser(page).waitFor({ state: 'detached' });
      await waitFor('the rows', async () => (await rows(form).count()) >= 3);
      assert.match((await textsOf(rows(form))).join('\n'), /ActiveState\.Id[\s\S]*ConditionId/);
      await leaveDialog(page, 'cancel');
    });

    it('offers the types and fields that only the server has', async function () {
      const { page, form } = await tests.dialog(this, 'events');
      await form.getByRole('button', { name: 'Choose fields…' }).click();
      const select = chooser(page).locator('select');
      await select.locator('option', { hasText: 'BatchEventType' }).waitFor({ state: 'attached' });
      await select.selectOption({ label: 'BatchEventType' });
      const field = chooser(page).getByLabel(/;BatchId/);
      await field.check();
      await setTrayWidth(page, 180);
      const overflows = await chooser(page).evaluate((element) => element.scrollWidth > element.clientWidth);
      assert.equal(overflows, false);
      await primary(page).click();
      await waitFor('the row', async () => (await rows(form).count()) >= 2);
      assert.match((await textsOf(rows(form))).join('\n'), /BatchId/);
      await leaveDialog(page, 'cancel');
    });
  });
}
