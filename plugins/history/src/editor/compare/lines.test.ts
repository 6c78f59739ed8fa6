import assert from 'node:assert/strict';
import { type LineHunk, lineDifference } from '@millwright/flows';
import { pairedRows, unifiedRows } from './lines.ts';

describe('lines of code that differ', () => {
  const [hunk] = lineDifference('a\nb\nc\nd', 'a\nx\ny\nd') as [LineHunk];

  it('stand below each other with their numbers on both sides', () => {
    assert.deepEqual(
      unifiedRows(hunk).map(({ state, before, after }) => [state, before?.number, after?.number]),
      [
        ['same', 1, 1],
        ['removed', 2, undefined],
        ['removed', 3, undefined],
        ['added', undefined, 2],
        ['added', undefined, 3],
        ['same', 4, 4],
      ],
    );
  });

  it('stand beside each other where there is room', () => {
    assert.deepEqual(
      pairedRows(hunk).map(({ state, before, after }) => [state, before?.text, after?.text]),
      [
        ['same', 'a', 'a'],
        ['changed', 'b', 'x'],
        ['changed', 'c', 'y'],
        ['same', 'd', 'd'],
      ],
    );
    const [shorter] = lineDifference('a\nb', 'a') as [LineHunk];
    assert.deepEqual(pairedRows(shorter).at(-1), { state: 'removed', before: { number: 2, text: 'b' } });
  });
});
