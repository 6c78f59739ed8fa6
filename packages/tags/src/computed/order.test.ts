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
    assert.deepEqual(orderOf(needs), { order: ['half', 'double', 'sum'], loops: [] });
  });

  it('tells a loop by its tags, without those that only lead there', () => {
    const needs = new Map([
      ['z', ['a']],
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ]);
    assert.deepEqual(orderOf(needs).loops, [['a', 'b', 'c', 'a']]);
    assert.deepEqual(orderOf(new Map([['a', ['a']]])).loops, [['a', 'a']]);
  });

  it('looks at each tag once, however many loops there are and however long the way', () => {
    const count = 20_000;
    let asked = 0;
    const needs = new (class extends Map<string, readonly string[]> {
      override get(tag: string) {
        asked += 1;
        return super.get(tag);
      }
    })();
    for (let index = 0; index < count; index += 1) {
      needs.set(`own${index}`, [`own${index}`]);
      needs.set(`way${index}`, [`way${index + 1}`]);
    }
    needs.set(`way${count}`, []);
    const { order, loops } = orderOf(needs);
    assert.equal(loops.length, count);
    assert.equal(order.length, needs.size);
    assert.equal(asked, needs.size);
  });

  it('finds an order that holds but for loops, and those are some', () => {
    const graph = fc
      .integer({ min: 1, max: 8 })
      .chain((size) =>
        fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 })), { minLength: size, maxLength: size }),
      )
      .map((needs) => new Map(needs.map((each, index) => [`${index}`, each.map(String)])));
    fc.assert(
      fc.property(graph, (needs) => {
        const { order, loops } = orderOf(needs);
        for (const loop of loops) {
          loop.slice(1).forEach((tag, index) => {
            assert.ok(needs.get(loop[index] ?? '')?.includes(tag));
          });
          assert.equal(loop[0], loop.at(-1));
        }
        const circling = loops.flatMap((loop) => loop.slice(1));
        assert.equal(new Set(circling).size, circling.length);
        assert.deepEqual([...order].sort(), [...needs.keys()].sort());
        for (const [tag, each] of needs) {
          if (circling.includes(tag)) continue;
          for (const need of each) assert.ok(order.indexOf(need) < order.indexOf(tag));
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});
