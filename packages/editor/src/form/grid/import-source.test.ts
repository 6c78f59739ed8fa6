import assert from 'node:assert/strict';
import { field } from '@millwright/schema';
import { workbook } from '../../workbook/workbook.fixture.ts';
import { formWordsFor } from '../words.ts';
import { type ChosenFile, ImportSource } from './import-source.ts';

const words = formWordsFor('en-US');
const word = (label: string) => ({ label, option: (option: string) => option });
const list = {
  field: field.rows({ maxRows: 9, columns: { name: field.text({}) } }),
  words: { name: word('Name') },
};

/** A source, and what each change of it leaves as the text. */
function opened() {
  const seen: string[] = [];
  const source: ImportSource = new ImportSource({ list, read: [], others: {} }, words, 'en-US', () =>
    seen.push(source.given.isReading ? 'reading' : source.given.text),
  );
  return { source, seen };
}

const file = (name: string, content: string | Uint8Array<ArrayBuffer>): ChosenFile =>
  new File([content], name);
const folder: ChosenFile = {
  name: 'folder',
  size: 4096,
  arrayBuffer: () => Promise.reject(new DOMException('A requested file could not be found', 'NotFoundError')),
};
const sheets = Uint8Array.from(
  workbook([
    { name: 'First', rows: [['x']] },
    { name: 'Second', rows: [['Name'], ['a']] },
  ]),
);

describe('what is to be imported', () => {
  it('is nothing from the moment that another file is chosen until it is read', async () => {
    const { source, seen } = opened();
    await source.choose([file('a.csv', 'a')]);
    const reading = source.choose([file('b.csv', 'b')]);
    assert.deepEqual(source.given, { text: '', sheets: [], sheet: 0, isReading: true });
    await reading;
    assert.deepEqual(seen, ['reading', 'a', 'reading', 'b']);
  });

  it('is nothing where the file cannot be read, is empty, too large or damaged, and says which', async () => {
    const { source } = opened();
    await source.choose([file('a.csv', 'a')]);
    const damaged = sheets.subarray(0, 100);
    for (const [given, trouble] of [
      [folder, `${words.importFailed.unreadable} (import.unreadable)`],
      [file('a.bin', Uint8Array.from([0x4d, 0x5a, 0, 1])), `${words.importFailed.notText} (import.not-text)`],
      [file('none.csv', '\r\n'), words.importEmpty],
      [{ ...folder, size: 20 * 1024 * 1024 + 1 }, words.importTooLarge],
      [file('cut.xlsx', damaged), `${words.workbook.broken} (workbook.broken)`],
    ] as const) {
      await source.choose([given]);
      assert.deepEqual(source.given, { text: '', sheets: [], sheet: 0, isReading: false, trouble });
    }
    source.type('b');
    assert.equal(source.given.trouble, undefined);
  });

  it('is what was chosen or typed last, also where an earlier file is read later', async () => {
    const { source } = opened();
    const { promise, resolve } = Promise.withResolvers<ArrayBuffer>();
    const slow = { ...folder, arrayBuffer: () => promise };
    const [first, second] = [source.choose([slow]), source.choose([file('b.csv', 'b')])];
    await second;
    const third = source.choose([slow]);
    source.type('typed');
    resolve(new TextEncoder().encode('slow').buffer);
    await Promise.all([first, third]);
    assert.deepEqual(source.given, { text: 'typed', sheets: [], sheet: 0, isReading: false });
  });

  it('is the first of several files, and says so', async () => {
    const { source } = opened();
    await source.choose([file('a.csv', 'a'), file('b.csv', 'b')]);
    assert.equal(source.given.text, 'a');
    assert.equal(source.given.note, 'Of 2 files only a.csv is read.');
    await source.choose([folder, folder]);
    assert.equal(source.given.note, 'Of 2 files only folder is read.');
    await source.choose([]);
    assert.notEqual(source.given.note, undefined);
    await source.choose([file('a.csv', 'a')]);
    assert.equal(source.given.note, undefined);
  });

  it('is one sheet of a workbook, and stays in it while its text is changed', async () => {
    const { source } = opened();
    await source.choose([file('list.xlsx', sheets)]);
    assert.deepEqual([source.given.sheet, source.given.text], [1, 'Name\na']);
    source.turnTo(0);
    assert.deepEqual([source.given.sheet, source.given.text], [0, 'x']);
    source.type('y');
    assert.deepEqual([source.given.sheet, source.given.text], [0, 'y']);
    assert.deepEqual(
      source.given.sheets.map(({ name }) => name),
      ['First', 'Second'],
    );
  });
});
