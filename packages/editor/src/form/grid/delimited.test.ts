import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pastedRows, readRows, type Separator, separatorOf, writeRows } from './delimited.ts';

const cells = (text: string): (readonly string[])[] => readRows(text).map((row) => row.cells);

describe('rows of text', () => {
  it('are read with each separator, with quotes, blank lines and a byte-order mark', () => {
    assert.deepEqual(cells('a\tb\r\n1\t2\r\n'), [
      ['a', 'b'],
      ['1', '2'],
    ]);
    assert.deepEqual(cells('\u{feff}name;"a; b";c\n\n"say ""hi""";"two\nlines";'), [
      ['name', 'a; b', 'c'],
      ['say "hi"', 'two\nlines', ''],
    ]);
    assert.deepEqual(cells('a,b\rc,d'), [
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('know the line that they began at', () => {
    assert.deepEqual(
      readRows('a;b\n\n"x\ny";1\nz;2', ';').map(({ line }) => line),
      [1, 3, 5],
    );
  });

  it('may end within quotes', () => {
    assert.deepEqual(cells('a;"b;c\nd'), [['a', 'b;c\nd']]);
  });

  it('are separated by what stands most often outside of quotes', () => {
    assert.equal(separatorOf('"a,b,c,d";e\n'), ';');
    assert.equal(separatorOf('\n\na,b'), ',');
    assert.equal(separatorOf('a\tb,c'), '\t');
    assert.equal(separatorOf('alone'), '\t');
  });

  it('that are pasted keep decimal commas and sentences', () => {
    const pasted = (text: string): (readonly string[])[] => pastedRows(text).map((row) => row.cells);
    assert.deepEqual(pasted('1,5\n2,25\n'), [['1,5'], ['2,25']]);
    assert.deepEqual(pasted('21,5'), [['21,5']]);
    assert.deepEqual(pasted('pumps, all of them'), [['pumps, all of them']]);
    assert.deepEqual(pasted('a;1,5\nb;2'), [
      ['a', '1,5'],
      ['b', '2'],
    ]);
    assert.deepEqual(pasted('a,1\nb,2'), [
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  it('come back as they went', () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replace(/\u{feff}/gu, ''));
    const separators: readonly Separator[] = ['\t', ';', ','];
    fc.assert(
      fc.property(
        fc.constantFrom(...separators),
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
        (separator, rows) => {
          const filled = rows.filter((each) => each.some((text) => text.trim() !== ''));
          assert.deepEqual(
            readRows(writeRows(filled, separator), separator).map((row) => row.cells),
            filled,
          );
        },
      ),
    );
  });
});
