import assert from 'node:assert/strict';
import { wireChanges } from './wires.ts';

describe('wires in words', () => {
  it('say at which output an end came or went', () => {
    assert.deepEqual(wireChanges([['a', 'b'], ['c']], [['b', 'd'], ['c'], ['e']]), [
      { output: 1, added: [{ id: 'd' }], removed: [{ id: 'a' }] },
      { output: 3, added: [{ id: 'e' }], removed: [] },
    ]);
  });

  it('of links have no output', () => {
    assert.deepEqual(wireChanges(['a'], ['b']), [
      { output: undefined, added: [{ id: 'b' }], removed: [{ id: 'a' }] },
    ]);
  });

  it('of a subflow say which output of the node they come from', () => {
    const port = (...ids: readonly string[]) => ({ x: 1, y: 1, wires: ids.map((id) => ({ id, port: 1 })) });
    assert.deepEqual(wireChanges([port('a')], [port('a', 'b')]), [
      { output: undefined, added: [{ id: 'b', port: 1 }], removed: [] },
    ]);
    assert.deepEqual(wireChanges(undefined, { x: 1, y: 1, wires: [{ id: 'a' }] }), [
      { output: undefined, added: [{ id: 'a' }], removed: [] },
    ]);
  });

  it('of a node that came are all new', () => {
    assert.deepEqual(wireChanges(undefined, [['a', 'a']]), [
      { output: 1, added: [{ id: 'a' }, { id: 'a' }], removed: [] },
    ]);
  });

  it('are not told where the values are something else, or no wire differs', () => {
    assert.equal(wireChanges([['a'], 7], [['a']]), undefined);
    assert.equal(wireChanges('a', [['a']]), undefined);
    assert.equal(wireChanges([{ x: 1, wires: [{}] }], []), undefined);
    assert.equal(wireChanges([['a'], []], [['a']]), undefined);
  });
});
