import assert from 'node:assert/strict';
import { defineNode, field } from '@millwright/schema';
import { setFollowed } from './follow.ts';
import {
  addRow,
  type Cells,
  cellId,
  openForm,
  rawOf,
  redo,
  setCell,
  setValue,
  shownProblems,
  touch,
  undo,
} from './state.ts';

const node = defineNode({
  type: 'mw-press',
  kind: 'config',
  version: 1,
  fields: {
    host: field.text({ required: true }),
    port: field.integer({ default: 502, min: 1, max: 65535 }),
    tags: field.rows({
      maxRows: 5,
      minRows: 1,
      unique: 'name',
      columns: {
        name: field.text({ required: true }),
        address: field.integer({ default: 0, min: 0, max: 9 }),
      },
    }),
  },
});

const raw = {
  host: 'plc',
  port: 502,
  tags: [{ name: 'a', address: 1 }, { name: 'b' }, { name: 'c', address: 3 }],
};
const open = openForm(node, raw, false);
const names = (state: typeof open): unknown[] =>
  (rawOf(node, state)['tags'] as { name: string }[]).map(({ name }) => name);
const keys = open.lists['tags']?.map(({ key }) => key) ?? [];
const [first = 0, second = 0] = keys;
const problems = (state: typeof open): string[] =>
  [...shownProblems(node, state)].map(([id, { code }]) => `${id} ${code}`);

describe('a form', () => {
  it('opens with the configuration, rows as they are', () => {
    assert.deepEqual(rawOf(node, open), {
      schema: 1,
      host: 'plc',
      port: 502,
      tags: [{ name: 'a', address: 1 }, { name: 'b' }, { name: 'c', address: 3 }],
    });
  });

  it('opens with anything in place of a list', () => {
    assert.deepEqual(rawOf(node, openForm(node, { tags: 'none' }, false))['tags'], []);
    assert.deepEqual(rawOf(node, openForm(node, { tags: [null, 7] }, false))['tags'], [{}, {}]);
  });

  it('says what is wrong at its field and its cell', () => {
    const state = setCell(setValue(open, 'port', '0'), 'tags', second, 'name', 'a');
    assert.deepEqual(problems(state), ['port out-of-range', `${cellId('tags', second, 'name')} duplicate`]);
  });

  it('says of a configuration that it cannot read only that', () => {
    assert.deepEqual(problems(openForm(node, { ...raw, schema: 2, port: 0 }, false)), [
      'schema newer-schema',
    ]);
  });

  it('says of a new node only what was touched', () => {
    const fresh = openForm(node, {}, true);
    assert.deepEqual(problems(fresh), []);
    assert.deepEqual(problems(touch(fresh, 'host')), ['host required']);
    assert.deepEqual(problems(setValue(fresh, 'port', 'x')), ['port not-a-number']);
  });
});

describe('the rows of a form', () => {
  it('come back as they were, what was typed into one cell at once', () => {
    const typed = ['x', 'xy', 'xyz'].reduce(
      (state, text) => setCell(state, 'tags', first, 'name', text),
      open,
    );
    const changed = setCell(typed, 'tags', second, 'name', 'z');
    assert.deepEqual(names(changed), ['xyz', 'z', 'c']);
    assert.deepEqual(names(undo(changed)), ['xyz', 'b', 'c']);
    assert.deepEqual(names(undo(undo(changed))), ['a', 'b', 'c']);
    assert.deepEqual(names(redo(redo(undo(undo(changed))))), ['xyz', 'z', 'c']);
    assert.equal(undo(open), open);
    assert.equal(redo(changed), changed);
  });

  it('are added at the end, quiet until they are touched', () => {
    const state = addRow(node, open, 'tags', { next: (rows) => ({ address: rows.length }) });
    assert.deepEqual((rawOf(node, state)['tags'] as unknown[]).at(-1), { name: '', address: 3 });
    assert.deepEqual(problems(state), []);
    assert.deepEqual(problems(touch(state, cellId('tags', open.nextKey, 'name'))), [
      `${cellId('tags', open.nextKey, 'name')} required`,
    ]);
  });

  it('follow the rules of their node when a cell changes', () => {
    const changed = (cells: object, column: string): Record<string, unknown> =>
      column === 'address' ? { ...cells, name: 'moved' } : { ...cells };
    assert.deepEqual(names(setCell(open, 'tags', first, 'address', '2', { changed })), ['moved', 'b', 'c']);
  });

  it('follow a field beside them, and come back with it in one step', () => {
    const rules = {
      tags: {
        follow: {
          port: (cells: Cells, before: Cells, after: Cells): Cells =>
            cells['name'] === 'c' ? cells : { ...cells, name: `${before['port']} ${after['port']}` },
        },
      },
    };
    const { state, rows } = setFollowed(open, 'port', 503, rules);
    assert.equal(rows, 2);
    assert.deepEqual(names(state), ['502 503', '502 503', 'c']);
    const renamed = setCell(setValue(state, 'host', 'other'), 'tags', first, 'name', 'x');
    const back = undo(undo(renamed));
    const content = rawOf(node, back);
    assert.deepEqual([names(back), content['port'], content['host']], [['a', 'b', 'c'], 502, 'other']);
    const again = redo(redo(back));
    assert.deepEqual([names(again), rawOf(node, again)['port']], [['x', '502 503', 'c'], 503]);
  });
});
