import assert from 'node:assert/strict';
import { defineNode, field } from '@millwright/schema';
import { addRow, type FormState, openForm, undo } from '../state.ts';
import { readRows } from './delimited.ts';
import {
  clearCells,
  countedUp,
  fillDown,
  fillSeries,
  type List,
  moveRows,
  pasteRows,
  removeRows,
  sortRows,
  textRows,
} from './edit.ts';

const columns = {
  name: field.text({ required: true }),
  area: field.choice({ options: ['coil', 'register'], default: 'register' }),
  address: field.integer({ default: 0, min: 0, max: 99 }),
  factor: field.number({ optional: true, rare: true, min: 0, max: 9 }),
};
const node = defineNode({
  type: 'mw-press',
  kind: 'config',
  version: 1,
  fields: { tags: field.rows({ maxRows: 6, columns }) },
});
const word = (label: string) => ({ label, option: (option: string) => option });
const list: List = {
  name: 'tags',
  field: node.fields.tags,
  rules: {
    idle: ({ area }) => (area === 'coil' ? ['factor'] : []),
    next: (rows) => ({ ...rows.at(-1), name: '', address: Number(rows.at(-1)?.['address'] ?? 0) + 2 }),
  },
  words: { name: word('Name'), area: word('Area'), address: word('Address'), factor: word('Factor') },
};
const open = openForm(
  node,
  {
    tags: [
      { name: 'a9', area: 'register', address: 5 },
      { name: 'b', area: 'coil', address: 7, factor: 2 },
      { name: 'a10', area: 'register', address: 1 },
    ],
  },
  false,
);
const rows = (state: FormState) => state.lists['tags'] ?? [];
const all = Object.keys(columns);
const sight = (state: FormState) => ({ rows: rows(state), columns: all });
const texts = (state: FormState) =>
  textRows(list, { rows: rows(state), columns: all }).map((row) => row.join(' ').trim());
const paste = (text: string, from: { row: number; to?: number; columns: readonly string[] }) =>
  pasteRows(
    node,
    open,
    list,
    readRows(text),
    { rows: rows(open).slice(from.row, from.to ?? from.row + 1), columns: from.columns },
    sight(open),
  );

describe('pasting into a table', () => {
  it('writes from the selection on and adds rows below the last one', () => {
    const {
      state,
      rows: count,
      added,
      left,
    } = paste('x\tcoil\t8\ny\tregister\t9', { row: 2, columns: ['name'] });
    assert.deepEqual(texts(state), ['a9 register 5', 'b coil 7 2', 'x coil 8', 'y register 9']);
    assert.deepEqual([count, added, left], [2, 1, 0]);
    assert.deepEqual(texts(undo(state)), texts(open), 'it is one step');
  });

  it('follows a header, whatever its order', () => {
    const { state } = paste('Address;Note;Name\n3;x;p\n4;y;q', { row: 0, columns: ['factor'] });
    assert.deepEqual(texts(state), ['p register 3', 'q coil 4 2', 'a10 register 1']);
  });

  it('keeps what it does not understand, at its cell', () => {
    const { state } = paste('oven\tmany', { row: 0, columns: ['area'] });
    assert.deepEqual(texts(state)[0], 'a9 oven many');
  });

  it('fills a selection with one cell, but for what says nothing in a row', () => {
    const { state } = paste('3', { row: 0, to: 3, columns: ['factor'] });
    assert.deepEqual(texts(state), ['a9 register 5 3', 'b coil 7 2', 'a10 register 1 3']);
  });

  it('stops where the list is full, and says how much was left', () => {
    const { state, added, left } = paste('1\n2\n3\n4\n5\n6\n7', { row: 0, columns: ['name'] });
    assert.equal(rows(state).length, 6);
    assert.deepEqual([added, left], [3, 1]);
  });

  it('begins an empty table', () => {
    const none = openForm(node, {}, false);
    const { state } = pasteRows(
      node,
      none,
      list,
      readRows('Name,Area\np,coil'),
      { rows: [], columns: [] },
      sight(none),
    );
    assert.deepEqual(texts(state), ['p coil 0']);
  });
});

describe('what is done with selected cells', () => {
  const range = (from: number, to: number, ...names: string[]) => ({
    rows: rows(open).slice(from, to),
    columns: names,
  });

  it('fills down, copies or counted', () => {
    assert.deepEqual(texts(fillDown(open, list, range(0, 3, 'name', 'area'))), [
      'a9 register 5',
      'a9 register 7 2',
      'a9 register 1',
    ]);
    assert.deepEqual(texts(fillSeries(open, list, range(0, 3, 'name', 'address'))), [
      'a9 register 5',
      'a10 coil 7 2',
      'a11 register 9',
    ]);
    assert.equal(countedUp('pump099'), 'pump100');
    assert.equal(countedUp('pump'), 'pump');
  });

  it('empties, moves and removes', () => {
    assert.deepEqual(texts(clearCells(open, list, range(1, 3, 'name', 'address'))), [
      'a9 register 5',
      'coil 0 2',
      'register 0',
    ]);
    assert.deepEqual(texts(moveRows(open, list, rows(open).slice(1), -1)), [
      'b coil 7 2',
      'a10 register 1',
      'a9 register 5',
    ]);
    assert.equal(moveRows(open, list, rows(open).slice(1), 1), open, 'they stop at the end together');
    assert.deepEqual(texts(removeRows(open, list, rows(open).slice(0, 2))), ['a10 register 1']);
  });

  it('sorts as one reads, with what is empty last', () => {
    const order = (column: string, direction: 1 | -1): string =>
      rows(sortRows(open, list, column, direction, 'en'))
        .map(({ cells }) => cells['name'])
        .join();
    assert.equal(order('name', 1), 'a9,a10,b');
    assert.equal(order('address', -1), 'b,a9,a10');
    assert.equal(order('factor', 1), 'b,a9,a10');
    assert.equal(order('factor', -1), 'b,a9,a10');
  });

  it('stays quick with 5,000 rows', () => {
    const many = openForm(
      node,
      { tags: Array.from({ length: 5000 }, (_, at) => ({ name: `t${at}`, area: 'register', address: 1 })) },
      false,
    );
    assert.equal(rows(addRow(node, many, 'tags')).length, 5001);
    assert.equal(rows(sortRows(many, list, 'name', -1, 'en'))[0]?.cells['name'], 't4999');
  });
});
