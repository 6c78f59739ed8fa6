import assert from 'node:assert/strict';
import fc from 'fast-check';
import { orderOf } from './order.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`the order of computed tags (seed ${seed})`, () => {
  it('puts each after those that it needs', () => {
    const needs = new Map([
      ['sum', ['double', 'half']],
      ['double', ['half']],
      ['half', []],
    ]);
    assert.deepEqual(orderOf(needs), { order: ['half', 'double', 'sum'] });
  });

  it('tells a loop by its tags, without those that only lead there', () => {
    const needs = new Map([
      ['z', ['a']],
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ]);
    assert.deepEqual(orderOf(needs), { loop: ['a', 'b', 'c', 'a'] });
    assert.deepEqual(orderOf(new Map([['a', ['a']]])), { loop: ['a', 'a'] });
  });

  it('finds an order that holds, or a loop that is one', () => {
    const graph = fc
      .integer({ min: 1, max: 8 })
      .chain((size) =>
        fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 })), { minLength: size, maxLength: size }),
      )
      .map((needs) => new Map(needs.map((each, index) => [`${index}`, each.map(String)])));
    fc.assert(
      fc.property(graph, (needs) => {
        const found = orderOf(needs);
        if ('loop' in found) {
          found.loop.slice(1).forEach((tag, index) => {
            assert.ok(needs.get(found.loop[index] ?? '')?.includes(tag));
          });
          assert.equal(found.loop[0], found.loop.at(-1));
          return;
        }
        assert.deepEqual([...found.order].sort(), [...needs.keys()].sort());
        for (const [tag, each] of needs) {
          for (const need of each) assert.ok(found.order.indexOf(need) < found.order.indexOf(tag));
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});
