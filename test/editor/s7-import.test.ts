import assert from 'node:assert/strict';
import { editorTargets } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { workbook } from '../../packages/editor/src/workbook/workbook.fixture.ts';
import { dialogTests } from './dialog-tests.ts';
import { columnTexts } from './grid-page.ts';
import { seriousViolations, textsOf } from './node-dialog.ts';

const flows = [
  { id: 'tab', type: 'tab', label: 'Capper' },
  { id: 'connection', type: 'mw-s7-connection', schema: 1, name: 'PLC', host: '127.0.0.1', port: 9 },
  {
    id: 'tags',
    type: 'mw-s7-tags',
    schema: 1,
    name: '',
    connection: 'connection',
    tags: [{ name: 'state', address: 'DB10.DBW0:INT' }],
  },
];

/** As TIA Portal exports a table of tags from its editor. */
const tagTable = `<?xml version='1.0' encoding='utf-8'?>
<Tagtable name='Drives'>
  <Tag type='Bool' hmiVisible='True' hmiWriteable='True' hmiAccessible='True' retain='False' remark='' addr='%I0.0'>Ready</Tag>
  <Tag type='Real' hmiVisible='True' hmiWriteable='True' hmiAccessible='True' retain='False' remark='rpm &amp; more' addr='%MD4'>Speed &lt;set&gt;</Tag>
  <Tag type='"Motor"' hmiVisible='True' hmiWriteable='True' hmiAccessible='True' retain='False' remark='' addr='%M100.0'>Motor</Tag>
</Tagtable>`;

/** As Openness exports one. */
const openness = `<?xml version="1.0" encoding="utf-8"?>
<Document>
  <SW.Tags.PlcTagTable ID="0">
    <AttributeList><Name>Valves</Name></AttributeList>
    <ObjectList>
      <SW.Tags.PlcTag ID="1" CompositionName="Tags">
        <AttributeList><DataTypeName>Int</DataTypeName><LogicalAddress>%IW64</LogicalAddress><Name>Opening</Name></AttributeList>
      </SW.Tags.PlcTag>
    </ObjectList>
  </SW.Tags.PlcTagTable>
</Document>`;

/** As TIA Portal exports one by default; which sheet comes first differs. */
const tagWorkbook = workbook([
  {
    name: 'Constants',
    rows: [
      ['Name', 'Path', 'Data Type', 'Value', 'Comment'],
      ['Most', 'Drives', 'Int', '5', ''],
    ],
  },
  {
    name: 'PLC Tags',
    rows: [
      [
        'Name',
        'Path',
        'Data Type',
        'Logical Address',
        'Comment',
        'Hmi Visible',
        'Hmi Accessible',
        'Hmi Writeable',
        'Typeobject ID',
        'Version ID',
      ],
      ['Ready', 'Default tag table', 'Bool', '%I0.0', 'one,\r\ntwo; "three"', 'True', 'True', 'True', '', ''],
      ['Motor', 'Drives', '"Motor"', '%M100.0', '', 'True', 'True', 'True', '', ''],
      ['Speed <set>', 'Drives', 'Real', '%MD4', 'rpm', 'True', 'True', 'True', '', ''],
    ],
  },
  {
    name: 'TagTable Properties',
    rows: [
      ['Path', 'BelongsToUnit', 'Accessibility'],
      ['Drives', '', ''],
    ],
  },
]);

/** As Excel 97 began its files. */
const oldWorkbook = Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex');

const source = `DATA_BLOCK "Capper"
{ S7_Optimized_Access := 'FALSE' }
   STRUCT
      torque : Array[0..11] of Real;
      batch : Struct
         name : String[20];
         began : DTL;
      END_STRUCT;
   END_STRUCT;
BEGIN
END_DATA_BLOCK
`;

for (const target of editorTargets()) {
  describe(`importing tags of S7 in ${target.title}`, function () {
    this.timeout(60_000);
    const tests = dialogTests(target, () => flows, 'node-red-s7');

    const opened = async (context: Mocha.Context) => {
      const { page, form } = await tests.dialog(context, 'tags');
      await form.locator('.mw-grid-more > summary').first().click();
      await form.getByRole('button', { name: 'Import…' }).click();
      const tray = page.locator('.mw-import');
      const give = (text: string) => tray.locator('textarea').fill(text);
      const problems = () => textsOf(tray.locator('.mw-import-problems li'));
      return { page, form, tray, give, problems };
    };

    it('S-N-04: takes tables of tags that TIA Portal has exported as XML, from its editor and by Openness, in UTF-16 too', async function () {
      const { page, form, tray, give, problems } = await opened(this);
      await give(tagTable);
      await tray.getByText('TIA Portal: 3 rows, 2 can be taken, 1 not').waitFor();
      assert.deepEqual(await problems(), [
        'Line 3: Motor: there is no type "Motor" in the table; a structure comes with the source of its block',
      ]);
      assert.deepEqual(await seriousViolations(page, '.mw-import'), []);
      await tray.locator('input[type=file]').setInputFiles({
        name: 'Valves.xml',
        mimeType: 'text/xml',
        buffer: Buffer.from(`\u{feff}${openness.replace('utf-8', 'utf-16')}`, 'utf16le'),
      });
      await tray.getByText('TIA Portal: 1 row, 1 can be taken, 0 not').waitFor();
      await give(tagTable);
      await page.getByRole('button', { name: 'Add rows: 2' }).click();
      await tray.waitFor({ state: 'detached' });
      assert.deepEqual(await columnTexts(form, 'tags', 'name'), ['state', 'Ready', 'Speed <set>']);
      assert.deepEqual(await columnTexts(form, 'tags', 'address'), ['DB10.DBW0:INT', 'I0.0', 'MD4:REAL']);
    });

    it('S-N-04: takes the workbook that TIA Portal exports, from the sheet with the tags, and names what is wrong by its row', async function () {
      const { page, form, tray, problems } = await opened(this);
      await tray.locator('input[type=file]').setInputFiles({
        name: 'PLCTags.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: Buffer.from(tagWorkbook),
      });
      const status = tray.getByRole('status');
      await status.getByText('TIA Portal, sheet PLC Tags: 3 rows, 2 can be taken, 1 not').waitFor();
      const sheet = tray.getByLabel('Sheet');
      assert.equal(await sheet.inputValue(), 'PLC Tags');
      assert.deepEqual(await problems(), [
        'Line 3: Motor: there is no type "Motor" in the table; a structure comes with the source of its block',
      ]);
      assert.deepEqual(await seriousViolations(page, '.mw-import'), []);
      await sheet.selectOption('TagTable Properties');
      await status.getByText(/^CSV, sheet TagTable Properties: /).waitFor();
      await sheet.selectOption('PLC Tags');
      await page.getByRole('button', { name: 'Add rows: 2' }).click();
      await tray.waitFor({ state: 'detached' });
      assert.deepEqual(await columnTexts(form, 'tags', 'name'), ['state', 'Ready', 'Speed <set>']);
      assert.deepEqual(await columnTexts(form, 'tags', 'address'), ['DB10.DBW0:INT', 'I0.0', 'MD4:REAL']);
    });

    it('takes a file that is dropped anywhere on the tray, and says of one of the old form of Excel what to do', async function () {
      const { page, tray, give } = await opened(this);
      const chosen = () =>
        tray
          .getByLabel('File', { exact: true })
          .evaluate((field: HTMLInputElement) => [...(field.files ?? [])].map(({ name }) => name));
      await drop(tray, { 'tags.xls': oldWorkbook });
      await tray
        .getByRole('alert')
        .getByText(/old form of Excel \(\.xls\).*\(workbook\.old-format\)$/)
        .waitFor();
      assert.deepEqual(await textsOf(tray.getByRole('status').locator('p')), []);
      assert.deepEqual(await chosen(), ['tags.xls']);
      await drop(tray, { 'PLCTags.xlsx': Buffer.from(tagWorkbook), 'tags.xls': oldWorkbook });
      await page.getByRole('button', { name: 'Add rows: 2' }).waitFor();
      assert.equal(await tray.getByRole('alert').count(), 0);
      assert.deepEqual(await textsOf(tray.getByRole('status').locator('p')), [
        'Of 2 files only PLCTags.xlsx is read.',
        'TIA Portal, sheet PLC Tags: 3 rows, 2 can be taken, 1 not',
      ]);
      assert.deepEqual(await chosen(), ['PLCTags.xlsx']);
      await give('name,address\nlevel,DB1.DBD4:REAL');
      await tray.getByText('CSV: 1 row, 1 can be taken, 0 not').waitFor();
    });

    it('takes the same file again, which may have changed', async function () {
      const { page, tray } = await opened(this);
      const field = tray.getByLabel('File', { exact: true });
      const choose = async (text: string) => {
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), field.click()]);
        // A browser says nothing where the field held the file already.
        assert.equal(await field.inputValue(), '');
        await chooser.setFiles({ name: 'tags.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      };
      await choose('name,address\nlevel,DB1.DBD4:REAL');
      await tray.getByText('CSV: 1 row, 1 can be taken, 0 not').waitFor();
      await choose('name,address\nlevel,DB1.DBD4:REAL\nflow,DB1.DBD8:REAL');
      await tray.getByText('CSV: 2 rows, 2 can be taken, 0 not').waitFor();
    });

    it('S-N-04: takes the source of a data block once it says its number, and tells how', async function () {
      const { page, form, tray, give, problems } = await opened(this);
      await give(source);
      const [problem = '', ...others] = await problems();
      assert.match(problem, /^Line 1: .* Write it behind its name, as DATA_BLOCK "Capper" \/\/ DB10$/);
      assert.deepEqual(others, []);
      await give(source.replace('"Capper"', '"Capper" // DB10'));
      await page.getByRole('button', { name: 'Add rows: 3' }).click();
      await tray.waitFor({ state: 'detached' });
      assert.deepEqual(await columnTexts(form, 'tags', 'address'), [
        'DB10.DBW0:INT',
        'DB10.DBD0:REAL[12]',
        'DB10.DBB48:STRING[20]',
        'DB10.DBB70:DTL',
      ]);
    });
  });
}

/** Drops files at the lower end of the tray, as from the folder where they lie: the browser must not open them. */
async function drop(tray: Locator, files: Readonly<Record<string, Buffer>>): Promise<void> {
  // The tray has come in, and stands where it stays.
  await tray.locator('textarea').click();
  const given = Object.entries(files).map(([name, content]) => [name, content.toString('base64')] as const);
  const taken = await tray.evaluate((element, contents) => {
    const transfer = new DataTransfer();
    for (const [name, base64] of contents)
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    const box = element.closest('.red-ui-tray-body')?.getBoundingClientRect() ?? new DOMRect();
    const target = document.elementFromPoint(box.left + box.width / 2, box.bottom - 4);
    return ['dragover', 'drop'].filter((type) => {
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer });
      target?.dispatchEvent(event);
      return event.defaultPrevented;
    });
  }, given);
  assert.deepEqual(taken, ['dragover', 'drop']);
}
