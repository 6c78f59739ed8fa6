import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ticksOf, timeOfText, timeText, wireTime } from './date.ts';
import { parseIndexRange } from './index-range.ts';

const last = 2_650_467_743_990_000_000n;

describe('a time of the wire', () => {
  it('is as text what it was as a number', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, last - 1n), (ticks) => {
        const time = wireTime(Number(ticks & 0xffff_ffffn), Number(ticks >> 32n));
        assert.equal(ticksOf(time), ticks);
        assert.deepEqual(timeOfText(timeText(time)), time);
      }),
    );
  });

  it('stands for the ends of time where it is one of them', () => {
    assert.equal(timeText(wireTime(0, 0)), '1601-01-01T00:00:00.0000000Z');
    assert.equal(timeText(wireTime(0, -5)), '1601-01-01T00:00:00.0000000Z');
    assert.equal(timeText(wireTime(0xffff_ffff, 0x7fff_ffff)), '9999-12-31T23:59:59.0000000Z');
    assert.equal(ticksOf({ milliseconds: 253_402_300_799_999, hundreds: 0 }), 0x7fff_ffff_ffff_ffffn);
    assert.equal(ticksOf({ milliseconds: -11_644_473_600_000, hundreds: 0 }), 0n);
    assert.equal(ticksOf({ milliseconds: -11_644_473_600_001, hundreds: 0 }), undefined);
  });

  it('is none where the text is none', () => {
    for (const text of [
      '',
      '2026-01-02',
      '2026-02-30T00:00:00Z',
      '2026-01-02T03:04:05',
      '2026-01-02T25:00:00Z',
      '2026-01-02T03:04:05.12345678Z',
    ]) {
      assert.equal(timeOfText(text), undefined, text);
    }
  });
});

describe('a range of indexes', () => {
  it('has a first and a last in each dimension', () => {
    assert.deepEqual(parseIndexRange('1:2'), [[1, 2]]);
    assert.deepEqual(parseIndexRange('0,1:2'), [
      [0, 0],
      [1, 2],
    ]);
    for (const text of ['', '2:1', '1:1', 'a', '1:', ':1', '1,', '-1', '1:2:3']) {
      assert.equal(parseIndexRange(text), undefined, text);
    }
  });
});
