import assert from 'node:assert/strict';
import { isDeeperThan, maxNesting } from './nesting.ts';

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`);
const arrays = (depth: number): unknown => nested(depth, '[', ']');
const objects = (depth: number): unknown => nested(depth, '{"a":', '}');

describe('the nesting of JSON from outside', () => {
  it('counts objects and arrays', () => {
    for (const make of [arrays, objects]) {
      assert.equal(isDeeperThan(make(3), 3), false);
      assert.equal(isDeeperThan(make(4), 3), true);
    }
    for (const plain of [1, 'text', null, true, undefined]) assert.equal(isDeeperThan(plain, 0), false);
  });

  it('finds the one deep place among many shallow ones', () => {
    const nodes = Array.from({ length: 1000 }, (_, index) => ({ id: String(index), wires: [['x']] }));
    assert.equal(isDeeperThan({ flows: nodes }, 5), false);
    assert.equal(isDeeperThan({ flows: [...nodes, { deep: objects(4) }] }, 5), true);
  });

  it('is told without an overflow, however deep it is, and of what contains itself', () => {
    for (const make of [arrays, objects]) assert.equal(isDeeperThan(make(1_000_000), maxNesting), true);
    const own: Record<string, unknown> = {};
    Object.assign(own, { one: own, other: own });
    assert.equal(isDeeperThan(own, maxNesting), true);
  });
});
