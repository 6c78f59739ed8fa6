import assert from 'node:assert/strict';
import { createAlarmEngine } from './mw-alarm-engine.ts';
import { alarmEngineNode } from './schema.ts';

/** The numbers of the messages that pass, out of the first `messages`. */
function passed(every: number, messages: number): readonly unknown[] {
  const node = createAlarmEngine({ config: { name: '', every } });
  const numbers: unknown[] = [];
  for (let message = 0; message < messages; message += 1)
    node.input({}, ({ count }) => void numbers.push(count));
  return numbers;
}

describe('mw-alarm-engine', () => {
  it('lets each n-th message pass, with its number', () => {
    assert.deepEqual(passed(1, 3), [1, 2, 3]);
    assert.deepEqual(passed(3, 8), [3, 6]);
  });

  it('takes the text of the flow file as a number, and refuses what makes no sense', () => {
    assert.deepEqual(alarmEngineNode.parse({ name: '', every: '5' }), {
      ok: true,
      value: { name: '', every: 5 },
    });
    assert.equal(alarmEngineNode.parse({ name: '', every: 0 }).ok, false);
  });
});
