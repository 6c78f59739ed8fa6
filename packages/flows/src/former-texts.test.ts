import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { divideFlows, flowsText, itemText } from './document.ts';
import { flowItems, parameters } from './flows.fixture.ts';
import { formerTexts, isSame } from './former-texts.ts';

describe('the texts of items that were there before', () => {
  const tab = { id: 't', type: 'tab' };
  const node = (id: string, name = id) => ({ id, type: 'comment', z: 't', name });
  /** Which of the items need to be written anew. */
  const written = (before: readonly object[], after: readonly object[]): string[] => {
    const former = formerTexts({ items: before, document: divideFlows(before) });
    return after.filter((item, index) => former.of(item, index) === undefined).map(itemText);
  };

  it('are those of all that did not change, wherever they stand now', () => {
    const before = [tab, node('a'), node('b'), node('c'), node('d')];
    assert.deepEqual(written(before, structuredClone(before)), []);
    const after = [tab, node('new'), node('b'), node('a'), node('c', 'changed'), node('d')];
    assert.deepEqual(written(before, after), [itemText(node('new')), itemText(node('c', 'changed'))]);
    assert.deepEqual(written(before, [tab, node('d')]), []);
    assert.deepEqual(written([], [tab]), [itemText(tab)]);
  });

  it('make the same document as writing all of them does', () => {
    fc.assert(
      fc.property(flowItems, flowItems, fc.boolean(), (before, others, turned) => {
        const copy = JSON.parse(JSON.stringify(before)) as unknown[];
        const after = turned ? [...others, ...copy.toReversed()] : [...copy, ...others];
        const former = { items: before, document: divideFlows(before) };
        const texts = formerTexts(former);
        const divided = divideFlows(
          after,
          former.document,
          (item, index) => texts.of(item, index) ?? itemText(item),
        );
        assert.deepEqual(divided, divideFlows(after, former.document));
        assert.equal(flowsText(divided), JSON.stringify(after));
      }),
      parameters,
    );
  });

  it('are of values that are written the same, in the order of their members too', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const clean = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        const [a, b] = [clean(one), clean(other)];
        assert.equal(isSame(a, clean(a)), true);
        assert.equal(isSame(a, b), JSON.stringify(a) === JSON.stringify(b));
      }),
      parameters,
    );
    assert.equal(isSame({ a: 1, b: 2 }, { b: 2, a: 1 }), false);
    assert.equal(isSame({ a: 1 }, { a: 1, b: 1 }), false);
    assert.equal(isSame([], {}), false);
    assert.equal(isSame({ a: { b: [{ c: null }] } }, { a: { b: [{ c: undefined }] } }), false);
  });

  it('are compared without trouble in an object of many members', () => {
    const large = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`m${index}`, { index }]));
    assert.equal(isSame(large, structuredClone(large)), true);
    assert.equal(isSame({ id: 1 }, { id: 1 }), true);
  });
});
