import assert from 'node:assert/strict';
import {
  type EditorOptions,
  editorTargets,
  everything,
  type NodeRedProcess,
  variants,
} from '@millwright/testing';
import type { Context } from 'mocha';
import type { Page } from 'playwright-core';
import { dialogTests } from './dialog-tests.ts';
import { columnTexts, enterCell } from './grid-page.ts';
import {
  deploy,
  editorNode,
  leaveDialog,
  openDialog,
  seriousViolations,
  setTrayWidth,
  settledForm,
  textsOf,
} from './node-dialog.ts';

const tag = (name: string, address: number | string, area = 'input-register', type = 'uint16') => ({
  name,
  area,
  address: String(address),
  type,
  byteOrder: 'ABCD',
  access: 'read',
});

const flows = [
  { id: 'tab', type: 'tab', label: 'Filler' },
  {
    id: 'connection',
    type: 'mw-modbus-connection',
    schema: 1,
    name: 'Filler PLC',
    host: '127.0.0.1',
    port: 9,
    tls: '',
    timeout: 1000,
  },
  {
    id: 'tags',
    type: 'mw-modbus-tags',
    schema: 1,
    name: '',
    connection: 'connection',
    unit: 1,
    tags: [
      tag('filler.state', 0),
      tag('filler.speed', 2, 'input-register', 'float32'),
      tag('filler.run', 0, 'coil', 'bool'),
    ],
  },
  {
    id: 'read',
    type: 'mw-modbus-read',
    z: 'tab',
    schema: 1,
    name: '',
    tags: 'tags',
    x: 300,
    y: 80,
    wires: [[]],
  },
];

const empty = {
  id: 'empty',
  type: 'mw-modbus-read',
  z: 'tab',
  schema: 1,
  name: '',
  tags: '',
  x: 300,
  y: 140,
  wires: [[]],
};

/** Nodes that somebody began and left: the editor asks before it deploys them. */
const unfinished = [
  empty,
  {
    id: 'wrong',
    type: 'mw-modbus-tags',
    schema: 1,
    name: 'Wrong',
    connection: '',
    unit: 300,
    tags: [
      tag('same', 0),
      tag('same', 70000),
      tag('', 65535, 'holding-register', 'int32'),
      tag('bit', 1, 'coil'),
    ],
  },
];

const configOf = async (nodeRed: NodeRedProcess, id: string): Promise<Record<string, unknown>> =>
  (await nodeRed.flows()).flows.find((node) => node['id'] === id) ?? {};

const variable = (name: string): string => `\${${name}}`;

for (const target of editorTargets()) {
  describe(`node dialogs in ${target.title}`, () => {
    const tests = dialogTests(target, () => flows);
    const open = async (
      context: Context,
      nodes: readonly object[] = flows,
      options: EditorOptions = {},
    ): Promise<Page> => {
      await tests.nodeRed.deploy(nodes);
      return tests.page(context, options);
    };

    it('knows its nodes by name, and whether they are right', async function () {
      const page = await open(this, [...flows, ...unfinished]);
      const palette = page.locator('#red-ui-palette');
      assert.equal(
        await palette.locator('.red-ui-palette-node[data-palette-type="mw-modbus-read"]').count(),
        1,
      );
      assert.match((await textsOf(palette)).join(), /modbus\s+read/);
      assert.deepEqual(await editorNode(page, 'tags'), { valid: true, changed: false });
      assert.deepEqual(await editorNode(page, 'read'), { valid: true, changed: false });
      assert.deepEqual(await editorNode(page, 'empty'), { valid: false, changed: false });
      assert.deepEqual(await editorNode(page, 'wrong'), { valid: false, changed: false });
      assert.equal(await page.locator('#read').textContent(), 'Filler PLC / 1');
    });

    it('builds connection and tags from nothing, and keeps them over a deploy and a reload', async function () {
      const page = await open(this, [...flows, empty]);
      await openDialog(page, 'empty');
      await page.locator('#node-input-btn-tags-add').click();
      await page.locator('#node-config-input-connection').waitFor();
      let form = await settledForm(page);
      assert.deepEqual(
        await textsOf(form.getByRole('alert')),
        [],
        'a new node is not blamed for what is empty',
      );

      await page.locator('#node-config-input-btn-connection-add').focus();
      await page.keyboard.press('Enter');
      await page.locator('#mw-form-host').waitFor();
      form = await settledForm(page);
      await form.getByLabel('Host').fill('http://plc');
      await form.getByLabel('Port').fill('0');
      assert.deepEqual(await textsOf(form.getByRole('alert')), [
        'A host name or an IP address, without port and without http://',
        'From 1 to 65535',
      ]);
      await form.getByLabel('Host').fill(' plc.example ');
      await form.getByLabel('Port').fill('1502');
      assert.equal(await form.getByRole('alert').count(), 0);
      await leaveDialog(page, 'ok');

      form = await settledForm(page);
      await form.getByLabel('Unit id').fill('7');
      await form.getByRole('button', { name: 'Add tag' }).click();
      await page.keyboard.type('line.level');
      await (await enterCell(form, 'tags', 1, 'address')).fill('40');
      await (await enterCell(form, 'tags', 1, 'type')).selectOption('float32');
      await form.getByRole('button', { name: 'Add tag' }).click();
      await page.keyboard.type('line.level');
      assert.match((await textsOf(form.getByRole('alert'))).join(), /Row 2, Name: Already used in row 1/);
      await page.keyboard.type('2');
      assert.equal(await form.getByRole('alert').count(), 0);
      await leaveDialog(page, 'ok');
      await settledForm(page);
      await leaveDialog(page, 'ok');
      await deploy(page);

      const reader = await configOf(tests.nodeRed, 'empty');
      const tags = await configOf(tests.nodeRed, String(reader['tags']));
      const connection = await configOf(tests.nodeRed, String(tags['connection']));
      assert.deepEqual(
        {
          schema: connection['schema'],
          host: connection['host'],
          port: connection['port'],
          timeout: connection['timeout'],
        },
        { schema: 1, host: 'plc.example', port: 1502, timeout: 1000 },
      );
      assert.equal(tags['unit'], 7);
      assert.deepEqual(tags['tags'], [
        { ...tag('line.level', 40, 'holding-register', 'float32'), byteOrder: 'table' },
        { ...tag('line.level2', 42, 'holding-register', 'float32'), byteOrder: 'table' },
      ]);

      await page.reload();
      form = await openDialog(page, String(reader['tags']));
      assert.equal(await form.getByLabel('Unit id').inputValue(), '7');
      assert.deepEqual(await columnTexts(form, 'tags', 'name'), ['line.level', 'line.level2']);
    });

    it('changes nothing when nothing was changed, or when it is cancelled', async function () {
      const page = await open(this);
      for (const id of ['read', 'connection', 'tags']) {
        await openDialog(page, id);
        await leaveDialog(page, 'ok');
        assert.deepEqual(await editorNode(page, id), { valid: true, changed: false }, id);
      }
      const form = await openDialog(page, 'tags');
      await enterCell(form, 'tags', 1, 'name');
      await form.getByRole('button', { name: 'Remove selected rows' }).click();
      assert.equal((await columnTexts(form, 'tags', 'name')).length, 2);
      await leaveDialog(page, 'cancel');
      assert.deepEqual(await editorNode(page, 'tags'), { valid: true, changed: false });
      assert.equal((await columnTexts(await openDialog(page, 'tags'), 'tags', 'name')).length, 3);
    });

    it('moves and removes rows by keyboard, and says so', async function () {
      const page = await open(this);
      const form = await openDialog(page, 'tags');
      await enterCell(form, 'tags', 3, 'name');
      await page.keyboard.press('Alt+ArrowUp');
      assert.equal((await textsOf(form.getByRole('status')))[0], 'Now row 2 of 3');
      await page.keyboard.press('Alt+ArrowUp');
      assert.equal((await textsOf(form.getByRole('status')))[0], 'Now row 1 of 3');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Control+Delete');
      assert.equal((await textsOf(form.getByRole('status')))[0], 'Rows removed: 1');
      assert.equal(
        await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
        'Name, row 2',
        'the focus is in the row that took its place',
      );
      await leaveDialog(page, 'ok');
      await deploy(page);
      const { tags } = await configOf(tests.nodeRed, 'tags');
      assert.deepEqual(tags, [
        tag('filler.run', 0, 'coil', 'bool'),
        tag('filler.speed', 2, 'input-register', 'float32'),
      ]);
    });

    it('lets the area decide whether a tag is a bit', async function () {
      const page = await open(this);
      const form = await openDialog(page, 'tags');
      await (await enterCell(form, 'tags', 1, 'area')).selectOption('coil');
      const type = await enterCell(form, 'tags', 1, 'type');
      assert.equal(await type.inputValue(), 'bool');
      assert.equal(await type.isDisabled(), true);
      await (await enterCell(form, 'tags', 1, 'area')).selectOption('holding-register');
      await enterCell(form, 'tags', 1, 'type');
      assert.equal(await type.inputValue(), 'uint16');
      assert.equal(await type.isDisabled(), false);
    });

    it('says of a wrong configuration what is wrong where, and keeps what was typed', async function () {
      const page = await open(this, [...flows, ...unfinished]);
      const form = await openDialog(page, 'wrong');
      assert.deepEqual(await textsOf(form.getByRole('alert')), [
        'Required',
        'From 0 to 255',
        'Row 2, Name: Already used in row 1',
        'Row 2, Address: No address in the notation of this table',
        'Row 3, Name: Required',
        'Row 3, Address: The value reaches beyond the last address, 65535',
        'Row 4, Type: Coils and discrete inputs are bool',
      ]);
      const unit = form.getByLabel('Unit id');
      assert.equal(await unit.getAttribute('aria-invalid'), 'true');
      assert.equal(
        await unit.evaluate((input) =>
          (input.getAttribute('aria-describedby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.textContent?.trim())
            .includes('From 0 to 255'),
        ),
        true,
      );
      await unit.fill('one');
      await leaveDialog(page, 'ok');
      const again = await openDialog(page, 'wrong');
      assert.equal(await again.getByLabel('Unit id').inputValue(), 'one');
    });

    it('leaves alone what a newer version has made', async function () {
      const page = await open(
        this,
        flows.map((node) => (node.id === 'connection' ? { ...node, schema: 99 } : node)),
      );
      assert.equal((await editorNode(page, 'connection')).valid, false);
      const form = await openDialog(page, 'connection');
      assert.match(
        (await textsOf(form.getByRole('alert'))).join(),
        /made by a newer version of this package/,
      );
      assert.equal(await form.getByLabel('Host').isDisabled(), true);
      await leaveDialog(page, 'ok');
      assert.equal((await editorNode(page, 'connection')).changed, false);
    });

    it('takes an environment variable in place of a value', async function () {
      const page = await open(this);
      const form = await openDialog(page, 'connection');
      await form.getByLabel('Port').fill(variable('PLC_PORT'));
      assert.equal(await form.getByRole('alert').count(), 0);
      await leaveDialog(page, 'ok');
      assert.equal((await editorNode(page, 'connection')).valid, true);
      await deploy(page);
      assert.equal((await configOf(tests.nodeRed, 'connection'))['port'], variable('PLC_PORT'));
    });

    for (const look of variants([
      { theme: 'dark', language: 'de' },
      { theme: 'light', language: 'en-US' },
    ] as const)) {
      it(`fits 180 px and a wide tray, ${look.theme}, ${look.language}, and is accessible`, async function () {
        this.timeout(60_000);
        const page = await open(this, [...flows, ...unfinished], look);
        for (const id of ['wrong', 'tags', 'connection', 'empty']) {
          const form = await openDialog(page, id);
          assert.equal((await textsOf(form)).join().includes('fields.'), false, 'every text is there');
          for (const width of everything ? [180, 320, 500, 800] : [180, 800]) {
            await setTrayWidth(page, width);
            const overflow = await form.evaluate((element) => element.scrollWidth - element.clientWidth);
            assert.ok(overflow <= 0, `${id} at ${width} px is ${overflow} px too wide`);
            const outside = await form.evaluate((element) => {
              const edge = element.closest('.red-ui-tray')?.getBoundingClientRect().right ?? 0;
              return [...element.querySelectorAll('input, select, button, a')]
                .filter((control) => control.closest('.mw-grid, .mw-grid-menu-content') === null)
                .filter((control) => control.getBoundingClientRect().right > edge)
                .map((control) => control.id);
            });
            assert.deepEqual(outside, [], `${id} at ${width} px`);
            assert.deepEqual(
              await seriousViolations(page, '.red-ui-tray .mw-form'),
              [],
              `${id} at ${width} px`,
            );
          }
          await leaveDialog(page, 'cancel');
        }
      });
    }

    it('speaks German', async function () {
      const page = await open(this, flows, { language: 'de' });
      const form = await openDialog(page, 'tags');
      assert.match((await textsOf(form)).join(), /Verbindung[\s\S]*Unit-ID[\s\S]*Variablen/);
      await form.getByLabel('Unit-ID').fill('256');
      assert.deepEqual(await textsOf(form.getByRole('alert')), ['Von 0 bis 255']);
      await leaveDialog(page, 'cancel');
      assert.match((await textsOf(page.locator('#red-ui-palette'))).join(), /Modbus\s+lesen/);
    });
  });
}
