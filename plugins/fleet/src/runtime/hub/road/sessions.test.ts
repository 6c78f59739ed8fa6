import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { passTime } from '../../../common/road.ts';
import { Nonces } from './nonces.ts';
import { Passes } from './passes.ts';

let now = 5000;
const clock = () => now;
const deviceOf = (passes: Passes, pass: string) => passes.find(pass)?.device;

describe('numbers for devices to sign', () => {
  it('are good once, for a minute, for the device that they were drawn for, and here', () => {
    const nonces = new Nonces(randomBytes, clock);
    const nonce = nonces.draw('a');
    assert.match(nonce, /^[A-Za-z0-9_-]{43}$/);
    assert.equal(nonces.isGood(nonce, 'a'), true);
    assert.equal(nonces.isGood(nonce, 'b'), false);
    assert.equal(new Nonces(randomBytes, clock).isGood(nonce, 'a'), false);
    for (const other of ['', 'a', `${nonce}A`, nonce.slice(1), `B${nonce.slice(1)}`])
      assert.equal(nonces.isGood(other, 'a'), false, other);
    nonces.use(nonce);
    assert.equal(nonces.isGood(nonce, 'a'), false);
    const late = nonces.draw('a');
    now += 60_000;
    assert.equal(nonces.isGood(late, 'a'), false);
    nonces.use(nonces.draw('a'));
    assert.equal(nonces.isGood(nonce, 'a'), false, 'it has ended, though it is no longer known as used');
  });
});

describe('passes', () => {
  it('are good for their time, until they are taken back', () => {
    const passes = new Passes(randomBytes, clock);
    const [one, other] = [passes.give('a'), passes.give('b')];
    assert.deepEqual([deviceOf(passes, one), deviceOf(passes, other)], ['a', 'b']);
    assert.equal(deviceOf(passes, ''), undefined);
    passes.takeBack('a');
    assert.deepEqual([deviceOf(passes, one), deviceOf(passes, other)], [undefined, 'b']);
    now += passTime;
    assert.equal(deviceOf(passes, other), undefined);
  });

  it('are no more than a few for each device', () => {
    const passes = new Passes(randomBytes, clock);
    const given = Array.from({ length: 6 }, () => passes.give('a'));
    assert.deepEqual(
      given.map((pass) => deviceOf(passes, pass) !== undefined),
      [false, false, true, true, true, true],
    );
  });
});
