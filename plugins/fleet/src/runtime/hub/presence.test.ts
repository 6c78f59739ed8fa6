import assert from 'node:assert/strict';
import { fleetErrors } from '../../common/errors.ts';
import { Presence } from './presence.ts';

describe('the presence of devices', () => {
  let now = 0;
  let told: unknown[];
  let presence: Presence;
  beforeEach(() => {
    now = 1_000_000;
    told = [];
    presence = new Presence({
      now: () => now,
      onRefused: () => told.push('refused'),
      onChanged: (...change) => told.push(change),
    });
  });

  it('is told apart from being refused, until the device is heard again', () => {
    const error = fleetErrors.formatUnknown({ format: 3, spoken: [1, 0], behind: 'hub' });
    presence.refused('a', error);
    presence.refused('a', error);
    assert.deepEqual([presence.refusal('a'), presence.isOnline('a'), told], [error, false, ['refused']]);
    presence.heard('a');
    assert.equal(presence.refusal('a'), undefined);
    // Anybody can say that: of a device in reach it means nothing.
    presence.refused('a', error);
    assert.equal(presence.refusal('a'), undefined);
  });

  it('lasts a minute from when a device asked', () => {
    presence.heard('a');
    now += 59_999;
    presence.look();
    assert.equal(presence.isOnline('a'), true);
    now += 1;
    presence.look();
    assert.deepEqual(told, [
      ['a', true, 1_000_000],
      ['a', false, 1_000_000],
    ]);
    assert.deepEqual([presence.isOnline('a'), presence.lastSeen('a')], [false, 1_000_000]);
  });

  it('lasts as long as a connection, and ends with the last one', () => {
    const [one, other] = [presence.connected('a'), presence.connected('a')];
    now += 600_000;
    presence.look();
    one();
    one();
    assert.deepEqual(presence.online(), ['a']);
    other();
    assert.deepEqual([presence.online(), told.length], [[], 2]);
  });

  it('is as recent as the last sign of a connection on which nothing is said', () => {
    presence.connected('a');
    now += 300_000;
    presence.alive('a');
    assert.deepEqual([presence.lastSeen('a'), told.length], [now, 1]);
  });

  it('is unknown of a device that was not heard yet', () => {
    assert.deepEqual([presence.isOnline('a'), presence.lastSeen('a')], [false, undefined]);
  });
});
