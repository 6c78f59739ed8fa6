import assert from 'node:assert/strict';
import { tagErrors } from './errors.ts';
import { statusOf } from './status.ts';
import { statusOfTagError } from './status-of-error.ts';

describe('status of an error of tags', () => {
  const none = () => undefined;

  it('is bad for each of them, in its own words', () => {
    for (const factory of Object.values(tagErrors)) {
      const details = {
        value: '1',
        tag: 'a',
        tags: ['a'],
        unit: 1,
        since: 0,
        next: 0,
        limit: 1,
        length: 2,
        reason: 'x',
      };
      const error = (factory as (details: object) => Error)(details);
      const status = statusOfTagError(error, none);
      assert.ok(status, `${factory.code} has no status of its own`);
      assert.equal(status.code >>> 30, 2);
      assert.equal(status.reason, error.message);
    }
  });

  it('is the one of its cause where the error only says what became of a request', () => {
    const ofProtocol = (error: unknown) =>
      error === 'late' ? statusOf('BadTimeout', 'The PLC is late') : undefined;
    const unknown = tagErrors.outcomeUnknown({ reason: 'late' }, { cause: 'late' });
    assert.deepEqual(statusOfTagError(unknown, ofProtocol), statusOf('BadTimeout', unknown.message));
    const other = tagErrors.notSent({ reason: 'other' }, { cause: 'other' });
    assert.equal(statusOfTagError(other, ofProtocol)?.name, 'BadNotConnected');
    assert.equal(statusOfTagError(tagErrors.notSent({ reason: 'late' }), ofProtocol)?.name, 'BadTimeout');
  });

  it('is none for other errors', () => {
    assert.equal(statusOfTagError(new Error('bug'), none), undefined);
  });
});
