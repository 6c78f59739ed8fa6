import assert from 'node:assert/strict';
import {
  type EditorPage,
  editorTargets,
  type NodeRedProcess,
  openEditor,
  startNodeRed,
} from '@millwright/testing';
import { columnTexts, enterCell } from './grid-page.ts';
import { openDialog, seriousViolations, textsOf } from './node-dialog.ts';

const flows = [
  { id: 'tab', type: 'tab', label: 'Oven' },
  {
    id: 'tags',
    type: 'mw-modbus-tags',
    schema: 1,
    name: '',
    connection: '',
    unit: 1,
    tags: [{ name: 'zone1', area: 'coil', address: '0', type: 'bool', byteOrder: 'table', access: 'read' }],
  },
];

const csv = [
  'Name;Area;Address;Type;Remark',
  'zone2;holding-register;10;float32;the second',
  'zone1;coil;1;bool;',
  '"zone; 3";Input register;0;int16;',
  'zone4;holding-register;4;int16;',
  'zone4;holding-register;5;int16;',
  'zone5;holding-register;oven;int16;',
].join('\r\n');

for (const target of editorTargets()) {
  describe(`importing tags in ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let editor: EditorPage | undefined;

    before(async () => {
      nodeRed = await startNodeRed({ target, flows });
    });
    after(() => nodeRed?.stop());
    afterEach(async () => {
      const errors = editor?.errors ?? [];
      await editor?.close();
      editor = undefined;
      assert.deepEqual(errors, []);
    });

    it('M-N-04: shows what a CSV file holds, what is wrong at its cell and its line, and takes the rest', async function () {
      editor = await openEditor(this, nodeRed);
      const { page } = editor;
      const form = await openDialog(page, 'tags');
      await form.locator('.mw-grid-more > summary').first().click();
      await form.getByRole('button', { name: 'Import…' }).click();
      const tray = page.locator('.mw-import');
      await tray
        .getByLabel('File', { exact: true })
        .setInputFiles({ name: 'tags.csv', mimeType: 'text/csv', buffer: Buffer.from(`\u{feff}${csv}`) });
      await tray.getByText('CSV: 6 rows, 3 can be taken, 3 not').waitFor();
      assert.deepEqual(await textsOf(tray.locator('.mw-import-problems li')), [
        'Line 3: Name: Already used in row 1',
        'Line 6: Name: Already used in line 5',
        'Line 7: Address: No address in the notation of this table',
      ]);
      await tray.getByText('Columns that the table does not have: Remark').waitFor();
      const wrong = tray.locator('tbody tr').nth(5).locator('.mw-import-wrong');
      assert.match((await textsOf(wrong)).join(), /oven/);
      assert.deepEqual(await seriousViolations(page, '.mw-import'), []);

      await page.getByRole('button', { name: 'Add rows: 3' }).click();
      await tray.waitFor({ state: 'detached' });
      assert.deepEqual(await columnTexts(form, 'tags', 'name'), ['zone1', 'zone2', 'zone; 3', 'zone4']);
      await enterCell(form, 'tags', 1, 'name');
      await page.keyboard.press('Control+z');
      assert.deepEqual(await columnTexts(form, 'tags', 'name'), ['zone1']);
    });

    it('gives the table out as a file that it takes again', async function () {
      editor = await openEditor(this, nodeRed);
      const { page } = editor;
      const form = await openDialog(page, 'tags');
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
