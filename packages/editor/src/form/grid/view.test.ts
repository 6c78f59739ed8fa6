import assert from 'node:assert/strict';
import { firstView, following, movedTo, rowHeight, rowsInSight, selected, stepped, window } from './view.ts';

const rows = [1, 2, 3, 4].map((key) => ({ key, cells: {} }));
const sight = { rows, columns: ['a', 'b', 'c'] };
const at = (key: number, column: string) => ({ key, column });

describe('moving in a table', () => {
  it('goes step by step and stops at the edges', () => {
    assert.deepEqual(stepped(at(2, 'b'), { rows: 1, columns: -1 }, sight), at(3, 'a'));
    assert.deepEqual(stepped(at(1, 'a'), { rows: -5, columns: -Infinity }, sight), at(1, 'a'));
    assert.deepEqual(stepped(at(1, 'a'), { rows: Infinity, columns: Infinity }, sight), at(4, 'c'));
    assert.deepEqual(stepped(undefined, { rows: 0, columns: 0 }, sight), at(1, 'a'));
    assert.equal(stepped(undefined, { rows: 0, columns: 0 }, { rows: [], columns: ['a'] }), undefined);
  });

  it('reads on from row to row, and ends', () => {
    assert.deepEqual(following(at(1, 'c'), 1, sight), at(2, 'a'));
    assert.deepEqual(following(at(2, 'a'), -1, sight), at(1, 'c'));
    assert.equal(following(at(4, 'c'), 1, sight), undefined);
    assert.equal(following(at(1, 'a'), -1, sight), undefined);
  });

  it('selects from the first corner to where one goes', () => {
    const view = movedTo(
      movedTo({ ...firstView, active: at(3, 'b') }, at(2, 'b'), sight, true),
      at(2, 'c'),
      sight,
      true,
    );
    const { rows: chosen, columns } = selected(view, sight);
    assert.deepEqual(
      [chosen.map(({ key }) => key), columns],
      [
        [2, 3],
        ['b', 'c'],
      ],
    );
    assert.deepEqual(selected({ ...view, wholeRows: true }, sight).columns, ['a', 'b', 'c']);
    assert.deepEqual(selected(firstView, sight).rows, []);
  });

  it('scrolls no more than it takes', () => {
    const small = { ...firstView, height: rowHeight * 3, scrollTop: rowHeight };
    assert.equal(movedTo(small, at(2, 'a'), sight).scrollTop, rowHeight);
    assert.equal(movedTo(small, at(1, 'a'), sight).scrollTop, 0);
    assert.equal(movedTo(small, at(4, 'a'), sight).scrollTop, 2 * rowHeight);
  });

  it('draws what is in sight and a little more', () => {
    assert.deepEqual(
      window({ ...firstView, scrollTop: 100 * rowHeight, height: 10 * rowHeight }, 5000),
      [92, 118],
    );
    assert.deepEqual(window(firstView, 3), [0, 3]);
  });

  it('keeps the rows that a filter left, and newer ones', () => {
    const kept = { keys: new Set([2]), newerFrom: 4 };
    assert.deepEqual(
      rowsInSight(rows, { ...firstView, kept }).map(({ key }) => key),
      [2, 4],
    );
  });
});
