import assert from 'node:assert/strict';
import type { PartDifference } from '../../common/comparison.ts';
import {
  chosenOf,
  isNothing,
  offeredParts,
  partState,
  scopeOf,
  toggleNode,
  togglePart,
  wholeVersion,
} from './choice.ts';

const part = (id: string, ...nodes: readonly string[]): PartDifference => ({
  kind: 'tab',
  id,
  label: id,
  state: 'changed',
  properties: [],
  nodes: nodes.map((node) => ({ id: node, type: 'comment', label: '', state: 'changed', properties: [] })),
});
const filler = part('filler', 'a', 'b', 'c');
const capper = part('capper', 'd');
const all = [filler, capper];
const none = { ...wholeVersion, whole: false };

describe('what of a version is restored', () => {
  it('is all of it at first, and nothing else', () => {
    assert.equal(scopeOf(wholeVersion, all), undefined);
    assert.equal(isNothing(wholeVersion), false);
    assert.equal(isNothing(none), true);
  });

  it('is a part with all that is on it', () => {
    const chosen = togglePart(toggleNode(none, filler, 'a'), filler);
    assert.deepEqual(scopeOf(chosen, all), { parts: [{ kind: 'tab', id: 'filler' }], nodes: [] });
    assert.equal(partState(chosen, filler), 'all');
    assert.deepEqual(chosenOf(chosen, all), { count: 1, part: filler });
    assert.equal(isNothing(togglePart(chosen, filler)), true);
  });

  it('is single nodes', () => {
    const chosen = toggleNode(toggleNode(none, filler, 'b'), capper, 'd');
    assert.deepEqual(scopeOf(chosen, all), { parts: [], nodes: ['b', 'd'] });
    assert.equal(partState(chosen, filler), 'some');
    assert.deepEqual(chosenOf(chosen, all), { count: 2 });
    assert.equal(isNothing(toggleNode(toggleNode(chosen, filler, 'b'), capper, 'd')), true);
  });

  it('can be a node whose credentials alone differ, on a part of its own or beside others', () => {
    const owner = (id: string, tab: string) =>
      ({
        id,
        type: 'request',
        label: id,
        part: tab,
        place: { kind: 'tab', id: tab },
        state: 'changed',
      }) as const;
    const offered = offeredParts({
      parts: [filler],
      credentials: [owner('a', 'filler'), owner('z', 'filler'), owner('e', 'mixer'), owner('mixer', 'mixer')],
    });
    const found = offered.map(({ id, state, nodes }) => [
      id,
      state,
      nodes.map((node) => `${node.id} ${node.state}`),
    ]);
    assert.deepEqual(found, [
      ['filler', 'changed', ['a changed', 'b changed', 'c changed', 'z credentials']],
      ['mixer', 'credentials', ['e credentials']],
    ]);
    const [, mixer] = offered;
    assert.ok(mixer);
    const chosen = toggleNode(none, mixer, 'e');
    assert.deepEqual(scopeOf(chosen, offered), { parts: [], nodes: ['e'] });
    assert.equal(chosenOf(chosen, offered).node?.label, 'e');
  });

  it('is all but one node of a part', () => {
    const chosen = toggleNode(togglePart(none, filler), filler, 'b');
    assert.deepEqual(scopeOf(chosen, all), { parts: [], nodes: ['a', 'c'] });
  });
});
