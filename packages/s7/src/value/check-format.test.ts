import assert from 'node:assert/strict';
import { tagErrors } from '@millwright/tags';
import type { S7Format } from '../tag.ts';
import { decoderOf } from './decode.ts';

/** What a message may bring in the place of a format, and why it is none. */
const bad: readonly (readonly [object, RegExp])[] = [
  [{ type: 'FLOAT' }, /there is no type "FLOAT"/],
  [{ type: 'toString' }, /there is no type "toString"/],
  [{}, /there is no type undefined/],
  [{ type: 'STRING' }, /a STRING holds up to so many characters: 0 to 254/],
  [{ type: 'STRING', length: 255 }, /0 to 254/],
  [{ type: 'STRING', length: -1 }, /0 to 254/],
  [{ type: 'STRING', length: '20' }, /0 to 254/],
  [{ type: 'WSTRING', length: 16_383 }, /0 to 16382/],
  [{ type: 'INT', count: 0 }, /an array has 1 to 65535 elements/],
  [{ type: 'INT', count: 65_536 }, /1 to 65535/],
  [{ type: 'INT', count: 1.5 }, /1 to 65535/],
  [{ type: 'INT', count: null }, /1 to 65535/],
  [{ type: 'LINT', wide: 'hex' }, /64 bits have no form "hex"/],
  [{ type: 'DTL', dates: 'moment' }, /dates have no form "moment"/],
  [{ type: 'DTL', zone: 'Europe/Berlin' }, /a clock has no zone "Europe\/Berlin"/],
  [{ type: 'BOOL', scaling: { kind: 'factor', factor: 2, offset: 0 } }, /BOOL cannot be scaled/],
  [{ type: 'DTL', scaling: { kind: 'factor', factor: 2, offset: 0 } }, /DTL cannot be scaled/],
  [{ type: 'INT', scaling: { kind: 'factor', factor: 0, offset: 0 } }, /makes all values the same/],
  [{ type: 'INT', scaling: { kind: 'factor' } }, /neither a factor/],
];

describe('formats of S7 tags', () => {
  for (const [format, words] of bad) {
    it(`refuses ${JSON.stringify(format)}`, () => {
      assert.throws(
        () => decoderOf(format as S7Format),
        (error) => tagErrors.badFormat.is(error) && words.test(error.message),
      );
    });
  }

  it('takes what can be kept to', () => {
    for (const format of [
      { type: 'INT', scaling: { kind: 'factor', factor: 0.1, offset: 0 } },
      { type: 'TIMER', scaling: { kind: 'factor', factor: 0.001, offset: 0 } },
      { type: 'STRING', length: 0 },
      { type: 'BOOL', count: 65_535, wide: 'bigint', dates: 'text', zone: 'local' },
    ] as const) {
      assert.equal(typeof decoderOf(format), 'function');
    }
  });
});
