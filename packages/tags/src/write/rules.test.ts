import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
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
    const long = '9007199254740993'.padStart(30, '0');
    assert.throws(() => checkWrite(tag(rules), long, undefined), tagErrors.outOfRange.is);
  });

  it('refuse a step that is too large, either way', () => {
    const rules = { maxStep: 10 };
    checkWrite(tag(rules), 110, 100);
    checkWrite(tag(rules), 90n, 100n);
    assert.throws(() => checkWrite(tag(rules), 110.5, 100), tagErrors.stepTooLarge.is);
    assert.throws(() => checkWrite(tag(rules), 89, 100), tagErrors.stepTooLarge.is);
    assert.throws(() => checkWrite(tag(rules), 2n ** 60n + 11n, 2n ** 60n), tagErrors.stepTooLarge.is);
  });

  it('hold each number of an array against the limits, and name the one that breaks them', () => {
    checkWrite(tag(limits), [0, 320, null, '5'], undefined);
    assert.throws(() => checkWrite(tag(limits), [0, 320.5], undefined), {
      code: 'tags.out-of-range',
      message: 'filler.speed_sp[1] takes 0 to 320, and 320.5 was given',
    });
    assert.throws(() => checkWrite(tag(limits), Float32Array.of(1, -1), undefined), tagErrors.outOfRange.is);
    assert.throws(
      () =>
        checkWrite(
          tag(limits),
          [
            [1, 2],
            [3, 400],
          ],
          undefined,
        ),
      /filler\.speed_sp\[1\]\[1\]/,
    );
  });

  it('hold bytes against the limits where they become a list of numbers, and not where they stay bytes', () => {
    const rules = { max: 10, maxStep: 5 };
    for (const bytes of [
      Buffer.from([3, 200]),
      Uint8Array.of(3, 200),
      runInNewContext('Uint8Array.of(3, 200)'),
    ]) {
      assert.throws(() => checkWrite(tag(rules), bytes, [0, 0], [3, 200]), {
        code: 'tags.out-of-range',
        message: 'filler.speed_sp[1] takes at most 10, and 200 was given',
      });
      assert.throws(
        () => checkWrite(tag(rules), [bytes], [[0, 0]], [[3, 200]]),
        /filler\.speed_sp\[0\]\[1\]/,
      );
      checkWrite(tag(rules), bytes, undefined, Buffer.from(bytes));
      checkWrite(tag(rules), [bytes], undefined, [Buffer.from(bytes)]);
    }
    assert.throws(() => checkWrite(tag(rules), Buffer.from([9]), [3], [9]), tagErrors.stepTooLarge.is);
    checkWrite(tag(rules), Buffer.from([8]), [3], [8]);
  });

  it('hold each step of an array against what stands at its place', () => {
    checkWrite(tag({ maxStep: 10 }), [110, 5], [100, 0]);
    assert.throws(() => checkWrite(tag({ maxStep: 10 }), [110, 5], [100, 20]), tagErrors.stepTooLarge.is);
    assert.throws(() => checkWrite(tag({ maxStep: 10 }), [110, 5], [100]), tagErrors.stepTooLarge.is);
    assert.throws(() => checkWrite(tag({ maxStep: 10 }), [110], undefined), tagErrors.stepTooLarge.is);
  });

  it('do not speak of what a value becomes where that is the same', () => {
    assert.throws(() => checkWrite(tag({ max: 5 }), 6, undefined, '6'), {
      message: 'filler.speed_sp takes at most 5, and 6 was given',
    });
  });

  it('look at what each element of an array would become', () => {
    assert.throws(() => checkWrite(tag({ max: 5 }), [1, 5.4], undefined, [1, 5.5]), {
      message: 'filler.speed_sp[1] takes at most 5, and 5.4 (which becomes 5.5) was given',
    });
  });

  it('refuse a step from nobody knows where', () => {
    assert.throws(() => checkWrite(tag({ maxStep: 10 }), 5, undefined), {
      code: 'tags.step-too-large',
      message: 'filler.speed_sp may move by 10 at once, and 5 was given while its present value is not known',
    });
  });
});
