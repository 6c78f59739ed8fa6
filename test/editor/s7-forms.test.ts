import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import { editorTargets, freePort, variants, waitFor } from '@millwright/testing';
import type { Context } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { dialogTests } from './dialog-tests.ts';
import { columnTexts, enterCell } from './grid-page.ts';
import {
  deploy,
  editorNode,
  leaveDialog,
  openDialog,
  seriousViolations,
  setTrayWidth,
  textsOf,
} from './node-dialog.ts';
import { settled, shownSection } from './sidebar-page.ts';

const row = (name: string, address: string, more: object = {}) => ({ name, address, ...more });

const flowsFor = (port: number) => [
  { id: 'tab', type: 'tab', label: 'Line' },
  { id: 'connection', type: 'mw-s7-connection', schema: 1, name: 'Capper', host: '127.0.0.1', port },
  {
    id: 'logo',
    type: 'mw-s7-connection',
    schema: 1,
    name: 'LOGO!',
    host: '127.0.0.1',
    port,
    called: 'tsap',
    writeAllow: [{ area: 'DB', db: 1, first: 0, last: 99 }],
  },
  {
    id: 'tags',
    type: 'mw-s7-tags',
    schema: 1,
    name: '',
    connection: 'connection',
    tags: [
      row('level', 'DB1.DBD4', { type: 'REAL' }),
      row('run', 'DB1.DBX0.7'),
      row('recipe', 'DB1,S20.10'),
      row('beyond', 'DB9.DBW0'),
    ],
  },
  ...['read', 'write', 'watch'].map((kind, index) => ({
    id: kind,
    type: `mw-s7-${kind}`,
    z: 'tab',
    schema: 1,
    name: '',
    tags: 'tags',
    x: 300,
    y: 80 + 60 * index,
    wires: [[]],
  })),
];

/** A table that somebody began and left: the editor asks before it deploys it. */
const wrong = {
  id: 'wrong',
  type: 'mw-s7-tags',
  schema: 1,
  name: 'Wrong',
  connection: 'connection',
  tags: [
    row('same', 'DB1.DBW0'),
    row('same', 'DB1.DBX0.8'),
    row('block', 'DB0.DBW0'),
    row('other', 'DB1.DBD0:REAL', { type: 'INT' }),
    row('module', 'PIW256', { access: 'read-write' }),
  ],
};

for (const target of editorTargets()) {
  describe(`the dialogs of S7 in ${target.title}`, function () {
    this.timeout(60_000);
    let plc: SimulatedS7Plc;
    before(async () => {
      plc = new SimulatedS7Plc();
      await plc.listen();
      const block = plc.memory.block(1);
      block.writeFloatBE(21.5, 4);
      block.set([10, 4, ...Buffer.from('soda')], 20);
    });
    const tests = dialogTests(target, () => flowsFor(plc.port), 'node-red-s7');
    after(() => plc?.close());

    const open = async (context: Context, nodes: readonly object[], options = {}): Promise<Page> => {
      await tests.nodeRed.deploy(nodes);
      return tests.page(context, options);
    };
    const kept = (file: string): string => readFileSync(join(tests.nodeRed.userDirectory, file), 'utf8');

    it('tests a connection as it is typed, and says what the PLC agreed to', async function () {
      const { page, form } = await tests.dialog(this, 'connection');
      const line = form.locator('.mw-form-test');
      await line.getByRole('button', { name: 'Test' }).click();
      await line
        .getByText(/connected to 127\.0\.0\.1:\d+, [\d.]+ ms · messages up to 480 bytes, 8 at once/)
        .waitFor();
      await form.getByLabel('Port').fill(String(await freePort()));
      await line.getByRole('button', { name: 'Test' }).click();
      await line.getByText('■ The machine is there, but nothing listens on this port.').waitFor();
      await form.getByLabel('PLC by').selectOption('tsap');
      assert.equal(await form.getByLabel('Slot').count(), 0);
      await form.getByLabel('TSAP of the PLC').fill('2.0');
      await line.getByRole('button', { name: 'Test' }).click();
      assert.deepEqual(await textsOf(form.getByRole('alert')), ['Two bytes, such as 10.00 or 0x1000']);
      await leaveDialog(page, 'cancel');
    });

    it('S-D-06: hands a password to Node-RED alone, and never shows it again', async function () {
      const page = await open(this, flowsFor(plc.port));
      const form = await openDialog(page, 'logo');
      const password = form.getByLabel('Password', { exact: true });
      assert.deepEqual([await password.inputValue(), await password.getAttribute('type')], ['', 'password']);
      await password.fill('planted1');
      await leaveDialog(page, 'ok');
      assert.deepEqual(await editorNode(page, 'logo'), { valid: true, changed: true });
      await deploy(page);
      await waitFor('the credentials', () => kept('flows_cred.json').includes('"$"'));
      assert.doesNotMatch(kept('flows.json'), /planted|password/);
      assert.doesNotMatch(kept('flows_cred.json'), /planted/);
      await page.reload();
      const again = await openDialog(page, 'logo');
      assert.equal(await again.getByLabel('Password', { exact: true }).inputValue(), '__PWRD__');
      await leaveDialog(page, 'cancel');
    });

    it('checks an address while it is typed, and says in which column what is wrong', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      const address = await enterCell(form, 'tags', 1, 'address');
      const alert = form.getByRole('alert');
      for (const [typed, said] of [
        ['DB1.DBX0.8', 'Column 10: a byte has the bits 0 to 7'],
        ['%DB1.', 'Column 6: '],
        ['DB65536.DBW0', 'Column 3: a data block has a number from 1 to 65535'],
        ['XW0', 'Column 1: an area is missing'],
        ['DB1.DBX4', 'Column 9: a bit is missing, such as .0'],
      ] as const) {
        await address.fill(typed);
        await alert.filter({ hasText: said }).waitFor();
      }
      await address.fill('%MD10');
      await alert.first().waitFor({ state: 'detached' });
      await leaveDialog(page, 'cancel');
    });

    it('lets a new row follow the last one: the next bit, the next address, the same type', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      const add = form.getByRole('button', { name: 'Add tag' });
      for (const [typed, type, follows] of [
        ['DB1.DBX0.7', 'address', 'DB1.DBX1.0'],
        ['DB1.DBD4', 'REAL', 'DB1.DBD8'],
        ['DB1,REAL4', 'address', 'DB1.DBD8:REAL'],
        ['DB1.DBB20:STRING[9]', 'address', 'DB1.DBB32:STRING[9]'],
        ['MW10', 'address', 'MW12'],
        ['T5', 'address', 'T6'],
        ['E0.1', 'address', 'I0.2'],
      ] as const) {
        const last = (await columnTexts(form, 'tags', 'address')).length;
        await (await enterCell(form, 'tags', last, 'type')).selectOption(type);
        await (await enterCell(form, 'tags', last, 'address')).fill(typed);
        await add.click();
        await waitFor(
          'the row',
          async () => (await columnTexts(form, 'tags', 'address')).length === last + 1,
        );
        assert.equal((await columnTexts(form, 'tags', 'address')).at(-1), follows);
      }
      await leaveDialog(page, 'cancel');
    });

    it('shows live values beside the rows, and in how many requests they are read', async function () {
      const { page, form } = await tests.dialog(this, 'tags');
      const live = (index: number): Locator =>
        form.locator(`[data-list="tags"] [aria-rowindex="${index + 1}"] .mw-grid-live`);
      await waitFor('the value of the first tag', async () => /21\.5/.test(await live(1).innerText()));
      assert.match(await live(2).innerText(), /false/);
      assert.match(await live(3).innerText(), /soda/);
      assert.match((await live(4).getAttribute('title')) ?? '', /no such data block or area/);
      await (await enterCell(form, 'tags', 4, 'address')).fill('DB1.DBW8:INT');
      await waitFor('the value at the new address', async () => /\b0\b/.test(await live(4).innerText()));
      const plan = form.locator('.mw-grid-plan');
      const said = async () => (await textsOf(plan.locator('summary')))[0] ?? '';
      await waitFor('the plan', async () => /^4 tags in 1 request, about [\d.]+ ms$/.test(await said()));
      await plan.locator('summary').click();
      assert.match((await textsOf(plan)).join(), /DB1 0–31: level, run, recipe, beyond/);
      await leaveDialog(page, 'cancel');
    });

    it('says of a wrong row what is wrong where', async function () {
      const page = await open(this, [...flowsFor(plc.port), wrong]);
      assert.equal((await editorNode(page, 'wrong')).valid, false);
      const form = await openDialog(page, 'wrong');
      assert.deepEqual(await textsOf(form.getByRole('alert')), [
        'Row 2, Name: Already used in row 1',
        'Row 2, Address: Column 10: a byte has the bits 0 to 7',
        'Row 3, Address: Column 3: a data block has a number from 1 to 65535',
        'Row 4, Address: Column 10: the address says REAL, the type beside it INT',
        'Row 5, Access: Inputs at the modules can only be read',
      ]);
      await leaveDialog(page, 'cancel');
    });

    it('shows in the sidebar how the connections fare, and what the PLC agreed to', async function () {
      const page = await open(this, flowsFor(plc.port));
      const section = await shownSection(page, 'plc');
      const line = section.getByRole('option').filter({ hasText: 'Capper' });
      await line.filter({ hasText: 'online' }).waitFor();
      assert.match((await textsOf(line))[0] ?? '', /rack 0, slot 1/);
      await line.click();
      const tray = await settled(page, page.locator('.red-ui-tray').last());
      const facts = (await textsOf(tray.locator('dd'))).join(' | ');
      assert.match(facts, /online \| 127\.0\.0\.1:\d+ \| rack 0, slot 1 \| 480 bytes \| 8 \|/);
      assert.match(facts, /4 tags/);
      assert.deepEqual(await seriousViolations(page, '.red-ui-tray'), []);
    });

    for (const look of variants([
      { theme: 'dark', language: 'de' },
      { theme: 'light', language: 'en-US' },
    ] as const)) {
      it(`fits 180 px and a wide tray, ${look.theme}, ${look.language}, and is accessible`, async function () {
        const page = await open(this, [...flowsFor(plc.port), wrong], look);
        for (const id of ['connection', 'logo', 'wrong', 'read', 'write', 'watch']) {
          const form = await openDialog(page, id);
          assert.equal((await textsOf(form)).join().includes('fields.'), false, 'every text is there');
          for (const width of [180, 800]) {
            await setTrayWidth(page, width);
            const overflow = await form.evaluate((element) => element.scrollWidth - element.clientWidth);
            assert.ok(overflow <= 0, `${id} at ${width} px is ${overflow} px too wide`);
          }
          assert.deepEqual(await seriousViolations(page, '.red-ui-tray .mw-form'), [], id);
          await leaveDialog(page, 'cancel');
        }
      });
    }
  });
}
