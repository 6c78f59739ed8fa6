import assert from 'node:assert/strict';
import { editorTargets, waitFor } from '@millwright/testing';
import type { Context } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { StorePlc } from '../modbus/store-plc.ts';
import { dialogTests } from './dialog-tests.ts';
import { columnTexts, enterCell } from './grid-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const tag = (name: string, address: number, type: string, more: object = {}) => ({
  name,
  area: 'holding-register',
  address: String(address),
  type,
  byteOrder: 'table',
  access: 'read',
  ...more,
});

const flowsFor = (port: number, connection: object = {}) => [
  { id: 'tab', type: 'tab', label: 'Oven' },
  {
    id: 'connection',
    type: 'mw-modbus-connection',
    schema: 1,
    name: 'Oven PLC',
    host: '127.0.0.1',
    port,
    timeout: 1000,
    ...connection,
  },
  {
    id: 'tags',
    type: 'mw-modbus-tags',
    schema: 1,
    name: '',
    connection: 'connection',
    unit: 1,
    tags: [
      tag('temperature', 10, 'float32'),
      tag('speed', 20, 'int16'),
      tag('run', 0, 'bool', { area: 'coil' }),
    ],
  },
];

const toolName = /Find the byte order/;

for (const target of editorTargets()) {
  describe(`the byte order of a tag in ${target.title}`, () => {
    let plc: StorePlc;
    before(async () => {
      plc = await StorePlc.listening();
      // 21.5 with its registers in reverse order, and 2198 with its bytes swapped.
      plc.set(10, 0x0000, 0x41ac);
      plc.set(20, 0x9608);
    });
    const tests = dialogTests(target, () => flowsFor(plc.port));
    after(() => plc?.close());
    const open = async (context: Context): Promise<{ page: Page; form: Locator; tray: Locator }> => {
      const { page, form } = await tests.dialog(context, 'tags');
      return { page, form, tray: page.locator('.mw-byte-order') };
    };
    const orders = (form: Locator): Promise<string[]> => columnTexts(form, 'tags', 'byteOrder');

    it('is found by what one expects, asked for once, and taken back by Ctrl+Z, all by keyboard', async function () {
      const { page, form, tray } = await open(this);
      let asked = 0;
      page.on('request', (request) => {
        if (request.url().endsWith('/modbus/read') && /"name":"CDAB"/.test(request.postData() ?? ''))
          asked += 1;
      });
      await enterCell(form, 'tags', 1, 'name');
      await page.keyboard.press('Alt+Enter');
      await tray.getByRole('listitem').first().waitFor();
      assert.deepEqual(await textsOf(tray.locator('.mw-byte-order-value')), [
        '2.355863E-41',
        '21.5',
        '6.179306E-41',
        '-2.742695E-12',
      ]);
      assert.match((await textsOf(tray.getByRole('listitem')))[0] ?? '', /in use/);
      await waitFor('the focus in the tray', () =>
        tray.getByLabel('I expect').evaluate((input) => input === document.activeElement),
      );
      await page.keyboard.type('warm');
      await tray.getByText('A number, such as 21.5').waitFor();
      await tray.getByLabel('I expect').fill('1000');
      await tray.getByText('None of them comes near.').waitFor();
      await tray.getByLabel('I expect').fill('21,7');
      await tray.getByText('CDAB comes nearest.').waitFor();
      assert.deepEqual(await textsOf(tray.locator('.mw-byte-order-near .mw-byte-order-name')), ['CDAB']);
      assert.deepEqual(await seriousViolations(page, '.mw-tray'), []);
      await tray.getByLabel('I expect').press('Enter');
      await tray.waitFor({ state: 'detached' });
      assert.equal(asked, 1);
      assert.deepEqual(await orders(form), ['CDAB', 'of table', '']);
      await waitFor('the focus in the cell', () =>
        form
          .locator('.mw-grid-active select')
          .evaluate((select) => select === document.activeElement)
          .catch(() => false),
      );
      await page.keyboard.press('Control+z');
      assert.deepEqual(await orders(form), ['table', 'of table', '']);
    });

    it('is one of two for a register, and none for a coil', async function () {
      const { page, form, tray } = await open(this);
      const tool = form.getByRole('button', { name: toolName });
      await enterCell(form, 'tags', 3, 'name');
      assert.equal(await tool.isDisabled(), true);
      await enterCell(form, 'tags', 2, 'name');
      await tool.click();
      await tray.getByRole('listitem').first().waitFor();
      assert.deepEqual(await textsOf(tray.locator('.mw-byte-order-value')), ['-27128', '2198']);
      await tray.getByRole('button', { name: /^BADC/ }).click();
      await tray.waitFor({ state: 'detached' });
      assert.deepEqual((await orders(form))[1], 'BADC');
      await page.keyboard.press('Control+z');
    });

    it('says in words why the registers cannot be read, and reads them once they can', async function () {
      const { form, tray } = await open(this);
      await plc.close();
      try {
        await enterCell(form, 'tags', 1, 'byteOrder');
        await form.getByRole('button', { name: toolName }).click();
        await tray.getByText('The PLC is not reached.').waitFor();
      } finally {
        await plc.listen();
      }
      await waitFor('the readings', async () => {
        const again = tray.getByRole('button', { name: 'Try again' });
        if (await again.isVisible()) await again.click();
        return (await tray.getByRole('listitem').count()) === 4;
      });
    });

    it('needs a connection that runs', async function () {
      await tests.nodeRed.deploy(flowsFor(plc.port, { d: true }));
      const { form, tray } = await open(this);
      await enterCell(form, 'tags', 1, 'byteOrder');
      await form.getByRole('button', { name: toolName }).click();
      await tray.getByText('Deploy the connection to see the values here.').waitFor();
    });
  });
}
