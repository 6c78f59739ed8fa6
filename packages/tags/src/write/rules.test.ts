import assert from 'node:assert/strict';
import { tagErrors } from '../errors.ts';
import { checkWrite, type WriteRules } from './rules.ts';

const tag = (rules: WriteRules) => ({ name: 'filler.speed_sp', rules });

describe('write rules', () => {
  it('let anything pass where there are none', () => {
    checkWrite({ name: 'free' }, 1e300, undefined);
    checkWrite(tag({}), 'text', 5);
  });

  it('refuse all writes to what is only read', () => {
    assert.throws(() => checkWrite(tag({ readOnly: true }), 1, 1), tagErrors.readOnly.is);
  });

  const limits = { min: 0, max: 320 };
  for (const value of [-0.1, 320.5, Number.NaN, Number.POSITIVE_INFINITY, 321n, '-1']) {
    it(`refuse ${typeof value} ${value} outside of 0 to 320, and clamp nothing`, () => {
      assert.throws(() => checkWrite(tag(limits), value, 300), tagErrors.outOfRange.is);
    });
  }

  it('let the limits themselves pass, in every form of a number', () => {
    for (const value of [0, 320, 0n, 320n, '320']) checkWrite(tag(limits), value, undefined);
  });

  it('know one limit alone, and say what is allowed', () => {
    assert.throws(() => checkWrite(tag({ min: 5 }), 4, 0), {
      message: 'filler.speed_sp takes at least 5, and 4 was given',
    });
    assert.throws(() => checkWrite(tag({ max: 5 }), 6, 0), {
      message: 'filler.speed_sp takes at most 5, and 6 was given',
    });
    assert.throws(() => checkWrite(tag(limits), 400, 0), {
      message: 'filler.speed_sp takes 0 to 320, and 400 was given',
    });
  });

  it('hold a digit beyond 2^53 against a limit exactly', () => {
    const rules = { max: 2 ** 53 };
    checkWrite(tag(rules), '9007199254740992', undefined);
    assert.throws(() => checkWrite(tag(rules), '9007199254740993', undefined), tagErrors.outOfRange.is);
  });

  it('refuse a step that is too large, either way', () => {
    const rules = { maxStep: 10 };
    checkWrite(tag(rules), 110, 100);
    checkWrite(tag(rules), 90n, 100n);
    assert.throws(() => checkWrite(tag(rules), 110.5, 100), tagErrors.stepTooLarge.is);
    assert.throws(() => checkWrite(tag(rules), 89, 100), tagErrors.stepTooLarge.is);
    assert.throws(() => checkWrite(tag(rules), 2n ** 60n + 11n, 2n ** 60n), tagErrors.stepTooLarge.is);
  });

  it('refuse a step from nobody knows where', () => {
    assert.throws(() => checkWrite(tag({ maxStep: 10 }), 5, undefined), {
      code: 'tags.step-too-large',
      message: 'filler.speed_sp may move by 10 at once, and 5 was given while its present value is not known',
    });
  });
});
