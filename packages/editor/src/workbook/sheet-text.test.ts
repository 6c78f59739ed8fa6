import assert from 'node:assert/strict';
import { readRows } from '../form/grid/delimited.ts';
import { sheetText } from './sheet-text.ts';

describe('a sheet as text', () => {
  it('has each row on the line of its number, and is taken apart into the same cells', () => {
    const rows = [['Name', 'a, b; c', ''], [], ['two\r\nlines', 'say "no"', '"'], ['x', '', 'y']];
    assert.deepEqual(readRows(sheetText(rows)), [
      { line: 1, cells: ['Name', 'a, b; c', ''] },
      { line: 3, cells: ['two lines', 'say "no"', '"'] },
      { line: 4, cells: ['x', '', 'y'] },
    ]);
  });

  it('keeps a cell whole in a row of one, beside rows of several', () => {
    assert.deepEqual(readRows(sheetText([['a, b; "c"'], ['x', 'y']])), [
      { line: 1, cells: ['a, b; "c"'] },
      { line: 2, cells: ['x', 'y'] },
    ]);
  });

  it('leaves a single column as it is, which may hold lines of a CSV file', () => {
    assert.equal(sheetText([['DB1,REAL4;Level'], ['DB1,X0.3;Ready']]), 'DB1,REAL4;Level\nDB1,X0.3;Ready');
  });
});
