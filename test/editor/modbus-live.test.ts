import assert from 'node:assert/strict';
import { createFillerPlc, type SimulatedPlc } from '@millwright/simulators';
import { editorTargets, freePort, waitFor } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { dialogTests } from './dialog-tests.ts';
import { enterCell } from './grid-page.ts';
import { leaveDialog, seriousViolations, textsOf } from './node-dialog.ts';

const tag = (name: string, address: number, type = 'uint16', area = 'input-register') => ({
  name,
  area,
  address: String(address),
  type,
  byteOrder: 'table',
  access: 'read',
});

const flowsFor = (port: number) => [
  { id: 'tab', type: 'tab', label: 'Filler' },
  {
    id: 'connection',
    type: 'mw-modbus-connection',
    schema: 1,
    name: 'Filler PLC',
    host: '127.0.0.1',
    port,
    timeout: 2_000,
  },
  {
    id: 'tags',
    type: 'mw-modbus-tags',
    schema: 1,
    name: '',
    connection: 'connection',
    unit: 1,
    tags: [tag('state', 0), tag('speed', 2, 'float32'), tag('far', 60_000), tag('run', 0, 'bool', 'coil')],
  },
  {
    id: 'gateway',
    type: 'mw-modbus-connection',
    schema: 1,
    name: 'Gateway',
    host: '127.0.0.1',
    port,
    timeout: 2_000,
  },
  {
    id: 'behind',
    type: 'mw-modbus-tags',
    schema: 1,
    name: '',
    connection: 'gateway',
    unit: 9,
    tags: [tag('state', 0)],
  },
];

for (const target of editorTargets()) {
  describe(`dialogs that ask the PLC in ${target.title}`, () => {
    let plc: SimulatedPlc;
    before(async () => {
      ({ plc } = createFillerPlc({ port: 0, seed: 7, speed: 60 }));
      await plc.listen();
    });
    const tests = dialogTests(target, () => flowsFor(plc.port));
    after(() => plc?.close());

    it('tests a connection as it is typed, and says in words what came of it', async function () {
      const { page, form } = await tests.dialog(this, 'connection');
      const line = form.locator('.mw-form-test');
      assert.deepEqual(await textsOf(line.getByRole('status')), ['◌ Not tested yet']);
      await line.getByRole('button', { name: 'Test' }).click();
      await line.getByText(/connected to 127\.0\.0\.1:\d+, [\d.]+ ms/).waitFor();
      await form.getByLabel('Port').fill(String(await freePort()));
      await line.getByRole('button', { name: 'Test' }).click();
      await line.getByText('■ The machine is there, but nothing listens on this port.').waitFor();
      assert.deepEqual(await seriousViolations(page, '.red-ui-tray .mw-form'), []);
      // What was found of another address says nothing of this one.
      await form.getByLabel('Host').fill('10.255.255.1');
      assert.deepEqual(await textsOf(line.getByRole('status')), ['◌ Not tested yet']);
      await leaveDialog(page, 'cancel');
    });

    it('tests the unit that is asked for, at first one that a table knows', async function () {
      const { page, form } = await tests.dialog(this, 'gateway');
      const line = form.locator('.mw-form-test');
      const unit = line.getByLabel('Unit id');
      const button = line.getByRole('button', { name: 'Test' });
      assert.equal(await unit.inputValue(), '9');
      await button.click();
      await line.getByText(/▲\s+connected to .*, but unit 9 gives no answer/).waitFor();
      for (const wrong of ['', 'x', '256']) {
        await unit.fill(wrong);
        assert.deepEqual(await textsOf(line.getByRole('status')), ['◌ Not tested yet']);
        await button.click();
        await line.getByText('■ Check first: Unit id').waitFor();
        assert.equal(await unit.evaluate((input) => input === document.activeElement), true);
      }
      assert.deepEqual(await seriousViolations(page, '.red-ui-tray .mw-form'), []);
      await unit.fill('1');
      await button.click();
      await line.getByText(/connected to 127\.0\.0\.1:\d+, [\d.]+ ms/).waitFor();
      await leaveDialog(page, 'cancel');
    });

    it('tests nothing that is not right yet, and leads to what is wrong', async function () {
      const { page, form } = await tests.dialog(this, 'connection');
      const line = form.locator('.mw-form-test');
      let asked = 0;
      page.on('request', (request) => {
        if (request.url().endsWith('/modbus/test')) asked += 1;
      });
      for (const [field, value] of [
        ['Port', '70000'],
        ['Host', ''],
      ] as const) {
        await form.getByLabel(field).fill(value);
        await line.getByRole('button', { name: 'Test' }).click();
        await line.getByText(`■ Check first: ${field}`).waitFor();
        assert.equal(
          await form.getByLabel(field).evaluate((input) => input === document.activeElement),
          true,
        );
      }
      assert.equal(asked, 0);
    });

    it('shows the values of the rows as they are typed, and how they will be read', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      const live = (row: number): Locator =>
        form.locator(`[data-list="tags"] [aria-rowindex="${row + 1}"] .mw-grid-live`);
      await waitFor('the value of the first tag', async () => /\d/.test(await live(1).innerText()));
      assert.match(await live(3).innerText(), /^■/);
      assert.match((await live(3).getAttribute('title')) ?? '', /address/i);
      await (await enterCell(form, 'tags', 3, 'address')).fill('1');
      await waitFor('the value at the new address', async () =>
        /^\d/.test((await live(3).innerText()).trim()),
      );
      const plan = form.locator('.mw-grid-plan');
      assert.match(
        (await textsOf(plan.locator('summary')))[0] ?? '',
        /^4 tags in 2 requests, about [\d.]+ ms$/,
      );
      await plan.locator('summary').click();
      assert.deepEqual(await textsOf(plan.locator('li')), [
        'Input registers 0–3: state, speed, far',
        'Coils 0–0: run',
      ]);
      // What is wrong will not be read.
      await (await enterCell(form, 'tags', 4, 'name')).fill('state');
      await waitFor('the plan without it', async () =>
        /^3 tags in 1 request,/.test((await textsOf(plan.locator('summary')))[0] ?? ''),
      );
      assert.deepEqual(await seriousViolations(page, '.red-ui-tray .mw-form'), []);
    });

    it('says why there are no values', async function () {
      await tests.nodeRed.deploy(
        flowsFor(plc.port).map((node) => (node.id === 'tags' ? { ...node, connection: '' } : node)),
      );
      const { form } = await tests.dialog(this, 'tags');
      await form.getByText('Choose a connection to see the values here.').waitFor();
      // Nothing was measured, so no time is told.
      assert.equal((await textsOf(form.locator('.mw-grid-plan summary')))[0], '4 tags in 3 requests');
    });
  });
}
