import assert from 'node:assert/strict';
import { marked } from './marked.ts';

describe('what stands behind a mark in a log', () => {
  it('is one object of each line that has the mark, whatever else the log says', () => {
    const log = 'Started flows\n[warn] @@seen {"value":1}\n[info] nothing\n[warn] @@seen {"value":2}\n';
    assert.deepEqual(marked(log, '@@seen '), [{ value: 1 }, { value: 2 }]);
  });

  it('waits for the rest of a line of which only a part is there, even where it ends like an object', () => {
    const log = '@@seen {"value":1}\n@@seen {"a":{"b":1}';
    assert.deepEqual(marked(log, '@@seen '), [{ value: 1 }]);
    assert.deepEqual(marked(`${log}}\n`, '@@seen '), [{ value: 1 }, { a: { b: 1 } }]);
  });
});
