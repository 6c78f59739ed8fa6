import assert from 'node:assert/strict';
import { LockOut } from './lock-out.ts';

describe('lock-out', () => {
  let now: number;
  let lockOut: LockOut;
  beforeEach(() => {
    now = 1_000_000;
    lockOut = new LockOut(() => now);
  });
  const fail = (times: number, name = 'anna'): number | undefined => {
    let until: number | undefined;
    for (let time = 0; time < times; time += 1) until = lockOut.failed(name);
    return until;
  };

  it('lets people mistype four times', () => {
    assert.equal(fail(4), undefined);
    assert.equal(lockOut.until('anna'), undefined);
  });

  it('grows from a second to a quarter of an hour', () => {
    fail(4);
    const waits = Array.from({ length: 14 }, () => (lockOut.failed('anna') ?? 0) - now);
    assert.deepEqual(waits.slice(0, 5), [1_000, 2_000, 4_000, 8_000, 16_000]);
    assert.deepEqual(waits.slice(-3), [900_000, 900_000, 900_000]);
  });

  it('ends with its time, and goes on growing after it', () => {
    fail(5);
    now += 1_000;
    assert.equal(lockOut.until('anna'), undefined);
    assert.equal((lockOut.failed('anna') ?? 0) - now, 2_000);
  });

  it('is of one name alone, and forgotten after a success or a day', () => {
    fail(5);
    assert.equal(lockOut.until('bert'), undefined);
    lockOut.forget('anna');
    assert.equal(lockOut.until('anna'), undefined);
    fail(7);
    now += 25 * 60 * 60_000;
    assert.equal(lockOut.failed('anna'), undefined);
  });

  it('remembers a bounded number of names', () => {
    fail(5);
    for (let index = 0; index < 10_000; index += 1) lockOut.failed(`name ${index}`);
    assert.equal(lockOut.until('anna'), undefined);
  });
});
