import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { divideAgain } from './divide-again.ts';
import { divideFlows, flowsText, withoutCredentials } from './document.ts';
import { flowItems, parameters } from './flows.fixture.ts';

describe('dividing flows again', () => {
  const tab = (id: string, label = id) => ({ id, type: 'tab', label });
  const node = (id: string, z: string, more = {}) => ({ id, type: 'comment', z, ...more });
  const before = [tab('a'), tab('b'), node('1', 'a'), node('2', 'b'), node('3', 'a'), node('4', 'b')];
  const former = divideFlows(before);
  const again = (items: readonly unknown[]) => divideAgain(items, former);
  const put = (index: number, item: object): object[] => before.with(index, item as (typeof before)[0]);

  const changes: readonly (readonly [string, readonly unknown[], readonly [number, number]])[] = [
    ['nothing', structuredClone(before), [6, 6]],
    ['a node', put(3, node('2', 'b', { name: 'x' })), [3, 4]],
    ['the first and the last', put(0, tab('a', 'x')).with(5, node('4', 'b', { name: 'x' })), [0, 6]],
    ['a node that goes to another tab', put(3, node('2', 'a')), [3, 4]],
    ['the name of a tab', put(1, tab('b', 'renamed')), [1, 2]],
    ['a node that becomes a tab', put(3, tab('2')), [3, 4]],
    ['a new node', before.toSpliced(3, 0, node('5', 'a')), [3, 4]],
    ['a new node at the end', [...before, node('5', 'a')], [5, 7]],
    ['a node less', before.toSpliced(2, 1), [2, 2]],
    ['everything', [], [0, 0]],
  ];
  for (const [what, items, range] of changes) {
    it(`finds what changed: ${what}`, () => {
      const { document, start, end, text } = again(items);
      assert.deepEqual(document, divideFlows(items, former));
      assert.equal(text, JSON.stringify(items));
      assert.deepEqual([start, end], range);
    });
  }

  it('shares every part that stays the same', () => {
    const { document } = again(put(3, node('2', 'b', { name: 'x' })));
    assert.equal(document.parts[0], former.parts[0]);
    assert.notEqual(document.parts[1], former.parts[1]);
    assert.equal(again(structuredClone(before)).document, former);
  });

  it('leaves out the credentials that an editor sends, and does not hand out the text that has them', () => {
    const items = put(3, node('2', 'b', { credentials: { password: 'SECRET' } }));
    const { document, start, end, text } = again(items);
    assert.equal(flowsText(document), JSON.stringify(before));
    assert.deepEqual([start, end, text], [3, 4, undefined]);
  });

  it('makes the same document as dividing anew does, whatever changed', () => {
    const edit = fc.record({ at: fc.nat(), remove: fc.nat(3), items: flowItems });
    fc.assert(
      fc.property(flowItems, fc.array(edit, { maxLength: 3 }), (items, edits) => {
        const was = divideFlows(withoutCredentials(items));
        let now = JSON.parse(JSON.stringify(items)) as unknown[];
        for (const { at, remove, items: come } of edits)
          now = now.toSpliced(at % (now.length + 1), remove, ...come.slice(0, 3));
        const { document, start, end } = divideAgain(now, was);
        const expected = divideFlows(withoutCredentials(now), was);
        assert.deepEqual(document, expected);
        const [one, other] = [JSON.stringify(now), JSON.stringify(items)];
        if (one !== other) assert.ok(start < end || now.length < items.length);
      }),
      parameters,
    );
  });
});
