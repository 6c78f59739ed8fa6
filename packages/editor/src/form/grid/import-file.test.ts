import assert from 'node:assert/strict';
import { field } from '@millwright/schema';
import { workbook } from '../../workbook/workbook.fixture.ts';
import type { ReadFile } from './import.ts';
import { type ImportFormats, readFile, readText } from './import-file.ts';

const word = (label: string) => ({ label, option: (option: string) => option });
const list: ImportFormats['list'] = {
  field: field.rows({ maxRows: 9, columns: { name: field.text({}), address: field.text({}) } }),
  words: { name: word('Bezeichnung'), address: word('Adresse') },
};
const other = (text: string): ReadFile | undefined =>
  text.startsWith('#') ? { format: 'Other', rows: [], refused: [], unknown: [] } : undefined;
const formats: ImportFormats = { list, read: [() => undefined, other], others: {} };

const chosen = async (bytes: Uint8Array) => {
  const { sheets, sheet } = await readFile(bytes, formats);
  return { names: sheets.map(({ name }) => name), text: sheets[sheet]?.text };
};

describe('a file to import', () => {
  const first = { name: 'First', rows: [['x', 'y']] };
  const named = {
    name: 'Named',
    rows: [
      ['Bezeichnung', 'Adresse', ''],
      ['a', '1', 'remark'],
    ],
  };
  const known = { name: 'Known', rows: [['#']] };

  it('gives the sheet that a format knows, else the one whose first row names columns, else the first', async () => {
    const empty = { name: 'Empty', rows: [] };
    assert.deepEqual(await chosen(workbook([empty, first, named, known])), {
      names: ['First', 'Named', 'Known'],
      text: '#',
    });
    assert.equal((await chosen(workbook([first, named]))).text, 'Bezeichnung\tAdresse\na\t1\tremark');
    assert.equal((await chosen(workbook([first, { ...first, name: 'Same' }]))).text, 'x\ty');
    assert.deepEqual(await chosen(workbook([empty])), { names: [], text: undefined });
  });

  it('is read as the same rows from a workbook and from CSV', async () => {
    const { text = '' } = await chosen(workbook([named]));
    const csv = (await chosen(Buffer.from('Bezeichnung;Adresse;\na;1;remark'))).text ?? '';
    assert.deepEqual(readText(text, formats), readText(csv, formats));
    assert.deepEqual(readText(text, formats).rows, [{ line: 2, cells: { name: 'a', address: '1' } }]);
  });

  it('is read as the same rows from the tabs and UTF-16 of a spreadsheet and from CSV of Windows', async () => {
    const { text: unicode = '' } = await chosen(
      Buffer.from('\u{feff}Bezeichnung\tAdresse\t\r\n"Füllstand; 1"\t1\tremark\r\n', 'utf16le'),
    );
    const { text: windows = '' } = await chosen(
      Buffer.from('Bezeichnung;Adresse;\r\n"Füllstand; 1";1;remark\r\n', 'latin1'),
    );
    assert.deepEqual(readText(unicode, formats), readText(windows, formats));
    assert.deepEqual(readText(unicode, formats).rows, [
      { line: 2, cells: { name: 'Füllstand; 1', address: '1' } },
    ]);
  });

  it('is text where it does not begin as an archive does', async () => {
    assert.deepEqual(await chosen(Buffer.from('PK;1')), { names: [''], text: 'PK;1' });
    assert.deepEqual(await chosen(new Uint8Array()), { names: [], text: undefined });
  });
});
