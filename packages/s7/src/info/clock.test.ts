import assert from 'node:assert/strict';
import { readClockAnswer, setClockRequest } from './clock.ts';

const bytesOf = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');

describe('the clock of a CPU', () => {
  for (const [said, digits, iso] of [
    ['eight bytes', '26 11 28 07 24 02 12 37', '2026-11-28T07:24:02.123Z'],
    ['ten bytes', '00 20 26 11 28 07 24 02 12 37', '2026-11-28T07:24:02.123Z'],
    ['ten bytes with the last century', '00 19 26 11 28 07 24 02 12 37', '2026-11-28T07:24:02.123Z'],
    ['a year before 2000', '00 19 94 01 01 00 00 00 00 07', '1994-01-01T00:00:00.000Z'],
  ] as const)
    it(`S-D-04: is read of ${said}`, () => {
      assert.equal(readClockAnswer(bytesOf(digits), 'utc').toISOString(), iso);
    });

  for (const [said, digits] of [
    ['no bytes', ''],
    ['nine bytes', '00 26 11 28 07 24 02 12 37'],
    ['zeros', '00 00 00 00 00 00 00 00'],
    ['digits that are none', '00 20 2a 11 28 07 24 02 12 37'],
    ['a day that there is not', '26 02 30 07 24 02 12 37'],
    ['a hundred bytes', '20'.repeat(100)],
  ] as const)
    it(`S-D-04: is an error with a name where it is ${said}`, () => {
      assert.throws(
        () => readClockAnswer(bytesOf(digits), 'utc'),
        (error: Error & { code: string }) => {
          assert.equal(error.code, 's7.clock-unreadable');
          assert.ok(error.message.length < 120);
          return true;
        },
      );
    });

  it('is set with ten bytes', () => {
    const request = setClockRequest(new Date('2026-11-28T07:24:02.123Z'), 'utc');
    assert.deepEqual([request.group, request.function], [7, 2]);
    assert.equal(Buffer.from(request.data).toString('hex'), '00202611280724021237');
    const old = setClockRequest(new Date('1994-01-01T00:00:00Z'), 'utc');
    assert.equal(Buffer.from(old.data).toString('hex'), '00199401010000000007');
  });
});
