import assert from 'node:assert/strict';
import type { Comparison, NodeDifference, PartDifference } from '../../common/comparison.ts';
import { isSame, nodeCounts, outlineOf, rangeAround } from './outline.ts';

const node = (id: string, state: NodeDifference['state']): NodeDifference => ({
  id,
  type: 'comment',
  label: id,
  state,
  properties: [],
});
const part = (id: string, more: Partial<PartDifference>): PartDifference => ({
  kind: 'tab',
  id,
  label: id,
  state: 'changed',
  properties: [],
  nodes: [],
  ...more,
});
const comparison = (more: Partial<Comparison>): Comparison => ({
  before: { kind: 'version', number: 1 },
  after: { kind: 'running' },
  parts: [],
  reordered: false,
  modules: [],
  settings: [],
  credentials: [],
  unknown: [],
  names: {},
  ...more,
});

describe('the outline of a comparison', () => {
  const some = comparison({
    parts: [
      part('a', { nodes: [node('1', 'changed'), node('2', 'moved')] }),
      part('b', { state: 'moved' }),
      part('c', { state: 'added', nodes: [node('3', 'added'), node('3', 'added')] }),
    ],
    modules: [{ name: 'm', before: '1.0.0' }],
    credentials: [
      { id: '1', type: 'http request', label: '', part: 'a', place: { kind: 'tab', id: 'a' }, state: 'set' },
    ],
  });

  it('leaves out what only moved, and says how much that is', () => {
    const { sections, entries, hidden } = outlineOf(some, false);
    assert.deepEqual(
      sections.map(({ key, start, entries: { length } }) => [key, start, length]),
      [
        ['part:tab:a', 0, 1],
        ['part:tab:c', 1, 3],
        ['modules', 4, 1],
        ['credentials', 5, 1],
      ],
    );
    assert.equal(entries.length, 6);
    assert.equal(hidden, 2);
  });

  it('shows what moved on demand', () => {
    const { entries, hidden } = outlineOf(some, true);
    assert.equal(entries.length, 8);
    assert.equal(hidden, 0);
  });

  it('gives every change a key of its own, also where an id stands twice', () => {
    const { entries } = outlineOf(some, true);
    assert.equal(new Set(entries.map(({ key }) => key)).size, entries.length);
  });

  it('counts nodes of all parts', () => {
    assert.deepEqual(nodeCounts(some), { added: 2, changed: 1, removed: 0, moved: 1 });
  });

  it('is the same where only the order differs', () => {
    assert.equal(isSame(comparison({ reordered: true })), true);
    assert.equal(isSame(some), false);
  });

  it('draws the page of a change, and stays where the change is drawn already', () => {
    assert.deepEqual(rangeAround(150, { from: 0, to: 100 }), { from: 100, to: 200 });
    assert.deepEqual(rangeAround(150, { from: 0, to: 200 }), { from: 0, to: 200 });
    assert.deepEqual(rangeAround(0, { from: 100, to: 200 }), { from: 0, to: 100 });
  });
});
