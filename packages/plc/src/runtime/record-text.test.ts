import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { recordText } from './record-text.ts';

/** A value with a class of its own, as what was typed has in some protocols. */
class Typed {
  toString(): string {
    return '42';
  }
}

describe('a value in a record', () => {
  it('is one line of its own kind', () => {
    assert.equal(recordText('Manual'), 'Manual');
    assert.equal(recordText(2n ** 60n), '1152921504606846976');
    assert.equal(recordText(null), 'null');
    assert.equal(recordText(Buffer.from([1, 255])), '0x01ff');
    assert.equal(recordText(runInNewContext('Uint8Array.of(1, 255)')), '0x01ff');
    assert.equal(recordText([1, 2n]), '[1,"2"]');
    assert.equal(recordText(new Typed()), '42');
  });

  it('has the fields of a structure, wherever that was made', () => {
    assert.equal(recordText({ x: 1 }), '{"x":1}');
    assert.equal(recordText(runInNewContext('({ x: 1 })')), '{"x":1}');
    assert.equal(recordText(Object.assign(Object.create(null), { x: 1 })), '{"x":1}');
  });

  it('is short, and never in the way of what happened', () => {
    assert.equal(recordText('x'.repeat(1_000)).length, 200);
    const round: { self?: unknown } = {};
    round.self = round;
    assert.equal(recordText(round), '(no value)');
    assert.equal(recordText({ toJSON: () => undefined }), '(no value)');
  });
});
