import assert from 'node:assert/strict';
import { editorTargets } from '@millwright/testing';
import type { Context } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { dialogTests } from './dialog-tests.ts';
import { columnTexts, enterCell } from './grid-page.ts';
import { importFiles } from './import-files.ts';
import { deploy, leaveDialog, seriousViolations, textsOf } from './node-dialog.ts';

const present = {
  name: 'zone1',
  area: 'coil',
  address: '0',
  type: 'bool',
  byteOrder: 'table',
  access: 'read',
};
const register = { ...present, area: 'holding-register', type: 'uint16' };

const flows = [
  { id: 'tab', type: 'tab', label: 'Oven' },
  { id: 'connection', type: 'mw-modbus-connection', schema: 1, name: 'PLC', host: '127.0.0.1', port: 9 },
  {
    id: 'tags',
    type: 'mw-modbus-tags',
    schema: 1,
    name: '',
    connection: 'connection',
    unit: 1,
    tags: [present],
  },
];

interface Opened {
  readonly page: Page;
  readonly form: Locator;
  readonly tray: Locator;
}

for (const target of editorTargets()) {
  describe(`importing tags in ${target.title}`, function () {
    this.timeout(60_000);
    const tests = dialogTests(target, () => flows);
    afterEach(() => tests.nodeRed.deploy(flows));

    /** Opens the import of the table and gives it a file. */
    const choose = async (
      context: Context,
      { name, text }: { name: string; text: string },
    ): Promise<Opened> => {
      const { page, form } = await tests.dialog(context, 'tags');
      await form.locator('.mw-grid-more > summary').first().click();
      await form.getByRole('button', { name: 'Import…' }).click();
      const tray = page.locator('.mw-import');
      await tray
        .getByLabel('File', { exact: true })
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
      return { page, form, tray };
    };
    /** Takes the rows, takes that back and does it again, and deploys. @returns what is stored besides what was there */
    const take = async ({ page, form, tray }: Opened, names: readonly string[]): Promise<unknown> => {
      await page.getByRole('button', { name: `Add rows: ${names.length}` }).click();
      await tray.waitFor({ state: 'detached' });
      assert.deepEqual(await columnTexts(form, 'tags', 'name'), ['zone1', ...names]);
      await enterCell(form, 'tags', 1, 'name');
      await page.keyboard.press('Control+z');
      assert.deepEqual(await columnTexts(form, 'tags', 'name'), ['zone1']);
      await page.keyboard.press('Control+y');
      assert.deepEqual(await columnTexts(form, 'tags', 'name'), ['zone1', ...names]);
      await leaveDialog(page, 'ok');
      await deploy(page);
      const stored = (await tests.nodeRed.flows()).flows.find(({ id }) => id === 'tags') ?? {};
      const [first, ...others] = stored['tags'] as unknown[];
      assert.deepEqual(first, present);
      return others;
    };
    const problems = (tray: Locator) => textsOf(tray.locator('.mw-import-problems li'));

    it('M-N-04: shows what a CSV file holds, all that is wrong at its cells and lines, and takes the rest', async function () {
      const opened = await choose(this, importFiles.csv);
      const { page, tray } = opened;
      await tray.getByText('CSV: 7 rows, 3 can be taken, 4 not').waitFor();
      assert.deepEqual(await problems(tray), [
        'Line 3: Name: Already used in row 1',
        'Line 6: Name: Already used in line 5',
        'Line 7: Factor: A number is needed here',
        'Line 7: Address: No address in the notation of this table',
        'Line 8: Type: Choose one of the list',
      ]);
      await tray.getByText('Columns that the table does not have: Remark').waitFor();
      const wrong = async (row: number) =>
        (await textsOf(tray.locator('tbody tr').nth(row).locator('.mw-import-wrong'))).join();
      assert.match(await wrong(5), /70000 .*two/);
      assert.match(await wrong(6), /float99/);
      assert.deepEqual(await seriousViolations(page, '.mw-import'), []);
      assert.deepEqual(await take(opened, ['zone2', 'zone; 3', 'zone4']), [
        { ...register, name: 'zone2', address: '10', type: 'float32' },
        { ...register, name: 'zone; 3', area: 'input-register', type: 'int16', factor: 0.1 },
        { ...register, name: 'zone4', address: '4', type: 'int16' },
      ]);
    });

    it('takes the request tables of Telegraf, and says of each other field why not', async function () {
      const opened = await choose(this, importFiles.requests);
      const { page, tray } = opened;
      await tray.getByText('Telegraf: 8 rows, 4 can be taken, 4 not').waitFor();
      assert.deepEqual(await problems(tray), [
        'Line 15: Telegraf leaves this field out; remove omit there to have it',
        'Line 26: Address: No address in the notation of this table',
        'Line 27: UINT8L is half of a register: add the register by hand as uint16, and take the byte out of it in the flow',
        'Line 33: of unit 3, not of this table’s: import the file once more into a table for that unit',
      ]);
      assert.deepEqual(await seriousViolations(page, '.mw-import'), []);
      const swapped = { ...register, byteOrder: 'CDAB' };
      assert.deepEqual(await take(opened, ['running', 'speed', 'length', 'batch']), [
        { ...present, name: 'running' },
        { ...swapped, name: 'speed', address: '100', factor: 0.1 },
        { ...swapped, name: 'length', address: '102', type: 'float32' },
        { ...swapped, name: 'batch', address: '104', type: 'string', length: 8 },
      ]);
    });

    it('takes the register tables of Telegraf', async function () {
      const opened = await choose(this, importFiles.registers);
      await opened.tray.getByText('Telegraf: 5 rows, 4 can be taken, 1 not').waitFor();
      assert.deepEqual(await problems(opened.tray), [
        'Line 14: The addresses 7,9 do not follow each other: name the registers of a value from the first to the last',
      ]);
      assert.deepEqual(await take(opened, ['door', 'setpoint', 'gas', 'flow']), [
        { ...present, name: 'door', area: 'discrete-input', address: '3' },
        { ...register, name: 'setpoint', address: '20', type: 'int16', byteOrder: 'ABCD', factor: 0.1 },
        { ...register, name: 'gas', address: '5', type: 'uint32', byteOrder: 'ABCD', factor: 0.001 },
        { ...register, name: 'flow', area: 'input-register', type: 'float32', byteOrder: 'CDAB' },
      ]);
    });

    it('takes an io-config file of node-red-contrib-modbus', async function () {
      const opened = await choose(this, importFiles.contrib);
      await opened.tray.getByText('node-red-contrib-modbus: 6 rows, 4 can be taken, 2 not').waitFor();
      assert.deepEqual(await problems(opened.tray), [
        'Line 5: The first letter of the name is the type; l stands for none of this table',
        'Line 6: %QW70000 is no address of such a file',
      ]);
      const read = { ...register, area: 'input-register', byteOrder: 'ABCD' };
      assert.deepEqual(await take(opened, ['fVoltageL1', 'fVoltageL2', 'iTariff', 'bAlarm']), [
        { ...read, name: 'fVoltageL1', type: 'float32' },
        { ...read, name: 'fVoltageL2', address: '2', type: 'float32' },
        { ...register, name: 'iTariff', address: '12', type: 'int16', byteOrder: 'ABCD' },
        { ...read, name: 'bAlarm', address: '10', type: 'bool', bit: 11 },
      ]);
    });

    it('says of an empty file that it is empty', async function () {
      const { page, tray } = await choose(this, { name: 'none.csv', text: '\r\n' });
      await tray.getByText('This file is empty.').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Add rows: 0' }).isDisabled(), true);
    });

    it('gives the table out as a file that it takes again', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      await form.locator('.mw-grid-more > summary').first().click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        form.getByRole('button', { name: 'Export CSV' }).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString('utf8');
      assert.equal(
        text,
        '\u{feff}name,area,address,type,byteOrder,access\r\nzone1,coil,0,bool,table,read\r\n',
      );
    });
  });
}
