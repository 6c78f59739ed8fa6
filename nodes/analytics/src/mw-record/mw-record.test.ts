import assert from 'node:assert/strict';
import { createRecord } from './mw-record.ts';
import { recordNode } from './schema.ts';

/** The numbers of the messages that pass, out of the first `messages`. */
function passed(every: number, messages: number): readonly unknown[] {
  const node = createRecord({ config: { name: '', every } });
  const numbers: unknown[] = [];
  for (let message = 0; message < messages; message += 1)
    node.input({}, ({ count }) => void numbers.push(count));
  return numbers;
}

describe('mw-record', () => {
  it('lets each n-th message pass, with its number', () => {
    assert.deepEqual(passed(1, 3), [1, 2, 3]);
    assert.deepEqual(passed(3, 8), [3, 6]);
  });

  it('takes the text of the flow file as a number, and refuses what makes no sense', () => {
    assert.deepEqual(recordNode.parse({ name: '', every: '5' }), {
      ok: true,
      value: { name: '', every: 5 },
    });
    assert.equal(recordNode.parse({ name: '', every: 0 }).ok, false);
  });
});
