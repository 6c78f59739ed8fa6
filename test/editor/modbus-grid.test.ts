import assert from 'node:assert/strict';
import { editorTargets } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { dialogTests } from './dialog-tests.ts';
import { cellOf, columnTexts, copiedText, enterCell, pasteText } from './grid-page.ts';
import { deploy, leaveDialog, seriousViolations, setTrayWidth, textsOf } from './node-dialog.ts';

const tag = (name: string, address: number, type = 'uint16') => ({
  name,
  area: 'holding-register',
  address: String(address),
  type,
  byteOrder: 'table',
  access: 'read',
});

const table = (id: string, tags: readonly object[]) => ({
  id,
  type: 'mw-modbus-tags',
  schema: 1,
  name: '',
  connection: 'connection',
  unit: 1,
  tags,
});

const flows = [
  { id: 'tab', type: 'tab', label: 'Oven' },
  {
    id: 'connection',
    type: 'mw-modbus-connection',
    schema: 1,
    name: 'Oven PLC',
    host: '127.0.0.1',
    port: 9,
    timeout: 1000,
  },
  table('tags', [tag('zone1', 0), tag('zone2', 10, 'float32'), tag('zone3', 20)]),
  table(
    'many',
    Array.from({ length: 5000 }, (_, at) => tag(`tag${at}`, at)),
  ),
];

for (const target of editorTargets()) {
  describe(`the table of tags in ${target.title}`, () => {
    const tests = dialogTests(target, () => flows);
    const names = (form: Locator): Promise<string[]> => columnTexts(form, 'tags', 'name');

    it('takes rows from a spreadsheet, by a header or from the selected cell on', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      await enterCell(form, 'tags', 2, 'name');
      await pasteText(form, 'pump\tCoil\t7\r\nfan\tInput register\t8\r\nlid\tholding-register\t9\r\n');
      assert.deepEqual(await names(form), ['zone1', 'pump', 'fan', 'lid']);
      assert.deepEqual(await columnTexts(form, 'tags', 'type'), ['uint16', 'bool', 'uint16', 'uint16']);
      assert.match((await textsOf(form.getByRole('status'))).join(), /Rows pasted: 3/);

      await enterCell(form, 'tags', 4, 'name');
      await pasteText(form, 'Factor;Name;Address;Remark\n0,1;lid;9;x\n0,5;door;11;y');
      assert.deepEqual(await names(form), ['zone1', 'pump', 'fan', 'lid', 'door']);
      assert.deepEqual(await columnTexts(form, 'tags', 'factor'), ['', '', '', '0.1', '0.5']);

      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+z');
      assert.deepEqual(await names(form), ['zone1', 'zone2', 'zone3']);
      await page.keyboard.press('Control+y');
      assert.deepEqual(await names(form), ['zone1', 'pump', 'fan', 'lid']);
      await leaveDialog(page, 'ok');
      await deploy(page);
      const stored = (await tests.nodeRed.flows()).flows.find(({ id }) => id === 'tags')?.['tags'];
      assert.deepEqual((stored as object[])[1], {
        name: 'pump',
        area: 'coil',
        address: '7',
        type: 'bool',
        byteOrder: 'table',
        access: 'read',
      });
      await tests.nodeRed.deploy(flows);
    });

    it('shows what is wrong at its cell, and the way there', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      await enterCell(form, 'tags', 1, 'name');
      await pasteText(form, 'zone2\tholding-register\t70000\toven');
      const name = cellOf(form, 'tags', 2, 'name');
      const type = cellOf(form, 'tags', 1, 'type');
      assert.equal(await type.getAttribute('aria-invalid'), 'true');
      assert.equal(await type.getAttribute('title'), 'Choose one of the list');
      const problem = form.getByRole('button', { name: /Row 1, Type: Choose one of the list/ });
      await problem.click();
      const input = type.locator('select');
      assert.equal(await input.evaluate((element) => element === document.activeElement), true);
      await input.selectOption('uint16');
      assert.match((await textsOf(form.getByRole('alert'))).join(), /Row 1, Address: No address/);
      await enterCell(form, 'tags', 1, 'address');
      await page.keyboard.type('4');
      assert.deepEqual(await textsOf(form.getByRole('alert')), ['Row 2, Name: Already used in row 1']);
      assert.equal(await name.getAttribute('aria-invalid'), 'true');
    });

    it('keeps its registers when their notation is changed, in one step that can be taken back', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      const notation = form.getByLabel('Addresses');
      const addresses = (): Promise<string[]> => columnTexts(form, 'tags', 'address');
      await enterCell(form, 'tags', 3, 'address');
      await page.keyboard.type('12000');
      const plan = await form.locator('.mw-grid-plan').first().innerText();
      await notation.selectOption('iec');
      assert.deepEqual(await addresses(), ['%MW0', '%MW10', '%MW12000']);
      assert.match((await textsOf(form.getByRole('status'))).join(), /Rows converted: 3/);
      assert.equal(await form.locator('.mw-grid-plan').first().innerText(), plan);
      await page.keyboard.press('Control+z');
      assert.equal(await notation.inputValue(), 'zero');
      assert.deepEqual(await addresses(), ['0', '10', '12000']);
      await page.keyboard.press('Control+y');
      assert.deepEqual([await notation.inputValue(), (await addresses())[1]], ['iec', '%MW10']);
      // Five digits have no twelve thousandth register.
      await notation.selectOption('modicon-5');
      assert.deepEqual((await addresses()).slice(0, 2), ['40001', '40011']);
      assert.match((await textsOf(form.getByRole('alert'))).join(), /Row 3, Address: No address/);
      await enterCell(form, 'tags', 1, 'name');
      await page.keyboard.press('Control+z');
      assert.deepEqual(
        [await notation.inputValue(), await addresses()],
        ['iec', ['%MW0', '%MW10', '%MW12000']],
      );
    });

    it('works with the keyboard alone', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      await enterCell(form, 'tags', 1, 'name');
      await page.keyboard.type('oven1');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.type('100');
      await page.keyboard.press('Enter');
      await page.keyboard.type('oven2');
      await page.keyboard.press('Escape');
      assert.deepEqual(await names(form), ['oven1', 'zone2', 'zone3']);
      assert.deepEqual(await columnTexts(form, 'tags', 'address'), ['100', '10', '20']);
      // The type of the second row into the one below it.
      for (const _ of 'ttt') await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Control+d');
      assert.deepEqual(await columnTexts(form, 'tags', 'type'), ['uint16', 'float32', 'float32']);
      assert.equal(await copiedText(form), 'float32\r\nfloat32');
      await page.keyboard.press('Delete');
      assert.deepEqual(await columnTexts(form, 'tags', 'type'), ['uint16', 'uint16', 'uint16']);
      // Enter below the last row begins a new one, which follows the last.
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await page.keyboard.type('zone4');
      assert.deepEqual(await names(form), ['oven1', 'zone2', 'zone3', 'zone4']);
      assert.deepEqual(await columnTexts(form, 'tags', 'address'), ['100', '10', '20', '21']);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Delete');
      await page.keyboard.press('Alt+ArrowUp');
      assert.deepEqual(await names(form), ['oven1', 'zone2', 'zone4', 'zone3']);
      await page.keyboard.press('Escape');
      assert.equal(
        await form
          .getByRole('button', { name: 'Add tag' })
          .evaluate((button) => button === document.activeElement),
        true,
        'Escape leaves the table, not the dialog',
      );
    });

    it('sorts, and shows more columns when they are wanted', async function () {
      const { form } = await tests.dialog(this, 'tags');
      await form.getByRole('button', { name: 'Address', exact: true }).click();
      assert.deepEqual(await names(form), ['zone3', 'zone2', 'zone1']);
      await form.getByRole('button', { name: 'Address', exact: true }).click();
      assert.deepEqual(await names(form), ['zone1', 'zone2', 'zone3']);
      assert.equal(await cellOf(form, 'tags', 1, 'deadband').count(), 0);
      await form.locator('.mw-grid-columns > summary').first().click();
      await form.getByLabel('Deadband').check();
      assert.equal(await cellOf(form, 'tags', 1, 'deadband').count(), 1);
      assert.match((await cellOf(form, 'tags', 1, 'deadband').getAttribute('class')) ?? '', /kind-text/);
    });

    it('holds 5,000 tags: only what is in sight is drawn, and a key takes no time', async function () {
      this.timeout(60_000);
      const { page, form } = await tests.dialog(this, 'many');
      assert.ok((await form.locator('[data-list="tags"] [role="rowgroup"] [role="row"]').count()) < 60);
      await enterCell(form, 'tags', 1, 'name');
      await page.keyboard.press('Control+End');
      assert.equal(await cellOf(form, 'tags', 5000, 'name').innerText(), 'tag4999');
      await page.keyboard.press('Home');
      const times = await form.evaluate(async (element) => {
        const input = element.querySelector<HTMLInputElement>('.mw-grid-active input');
        const found: number[] = [];
        for (let at = 0; at < 20; at += 1) {
          await new Promise((resolve) => setTimeout(resolve));
          const start = performance.now();
          if (input !== null) input.value = `oven${at}`;
          input?.dispatchEvent(new Event('input', { bubbles: true }));
          element.getBoundingClientRect();
          found.push(performance.now() - start);
        }
        return found.toSorted((a, b) => a - b);
      });
      // The quickest one: what a busy machine adds is not the table's.
      const [quickest = 0] = times;
      assert.ok(quickest < 50, `typing a character takes ${quickest.toFixed(1)} ms`);
      await form.locator('.mw-grid-filter').first().fill('tag499');
      assert.equal((await names(form)).filter((name) => name.startsWith('tag499')).length, 10);
    });

    it('is accessible, and fits narrow trays', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      await enterCell(form, 'tags', 1, 'name');
      await pasteText(form, 'zone2\toven');
      for (const width of [180, 800]) {
        await setTrayWidth(page, width);
        assert.ok((await form.evaluate((element) => element.scrollWidth - element.clientWidth)) <= 0);
        assert.deepEqual(await seriousViolations(page, '.red-ui-tray .mw-form'), []);
      }
    });
  });
}
