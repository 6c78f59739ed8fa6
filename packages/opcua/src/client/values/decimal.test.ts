import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bodyOfDecimal, decimalIn, decimalOf, decimalValue, textOfDecimal } from './decimal.ts';
import { Decoding } from './decoding.ts';

type Wide = 'number' | 'string' | 'bigint';

const types = { namespaces: [], byEncoding: () => null };
const read = (text: string, wide: Wide = 'number') => {
  const decimal = decimalOf(text);
  assert.ok(decimal);
  const decoding = new Decoding(types, { wide });
  return [decimalValue(decimal, decoding), decoding.text];
};

describe('a Decimal', () => {
  it('is steps of a power of ten, the least byte first (OPC 10000-6 section 5.1.10)', () => {
    const decimal = decimalIn(Buffer.from([2, 0, 0x39, 0x30]));
    assert.deepEqual(decimal, { steps: 12345n, scale: 2 });
    assert.deepEqual(decimalIn(Buffer.from([0xff, 0xff, 0xfe])), { steps: -2n, scale: -1 });
    assert.equal(textOfDecimal({ steps: -5n, scale: 3 }), '-0.005');
    assert.equal(textOfDecimal({ steps: 7n, scale: -2 }), '700');
  });

  it('is none without digits, and none with more than anybody has', () => {
    for (const body of [[], [0, 0], [0xe9, 3, 1], [0, 0, ...Array.from({ length: 65 }, () => 1)]])
      assert.equal(decimalIn(Buffer.from(body)), undefined, `${body.length} bytes`);
    for (const value of ['', '1.', 'one', '1e9999', Number.NaN, '9'.repeat(200), null, [1]])
      assert.equal(decimalOf(value), undefined, String(value));
  });

  it('is a number where that holds its digits, else its text', () => {
    assert.deepEqual(read('123.45'), [123.45, '']);
    assert.deepEqual(read('9007199254740991'), [9007199254740991, '']);
    assert.deepEqual(read('9007199254740993'), [null, '9007199254740993']);
    assert.deepEqual(read('8.1234567890123456'), [null, '8.1234567890123456']);
    assert.deepEqual(read('8.1234567890123456', 'string'), ['8.1234567890123456', '']);
    assert.deepEqual(read('9007199254740993', 'bigint'), [9007199254740993n, '']);
    assert.deepEqual(read('1e-3'), [0.001, '']);
  });

  it('comes back from its bytes as it was', () => {
    const steps = fc.bigInt({ min: -(2n ** 500n), max: 2n ** 500n });
    fc.assert(
      fc.property(steps, fc.integer({ min: -1000, max: 1000 }), (some, scale) => {
        assert.deepEqual(decimalIn(bodyOfDecimal({ steps: some, scale })), { steps: some, scale });
      }),
      { numRuns: 200 },
    );
    for (const edge of [0n, -1n, 127n, 128n, -128n, -129n, 255n, 32767n, 32768n])
      assert.equal(decimalIn(bodyOfDecimal({ steps: edge, scale: 0 }))?.steps, edge);
  });
});
