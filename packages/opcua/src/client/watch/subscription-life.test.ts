import { deepEqual, equal } from 'node:assert/strict';
import { following, stepsTo } from './sequence.ts';
import {
  hear,
  longestSilence,
  type MessageHead,
  newLife,
  type SubscriptionLife,
} from './subscription-life.ts';

const data = (sequenceNumber: number): MessageHead => ({
  sequenceNumber,
  hasData: true,
  moreNotifications: false,
  at: 7,
});
const alive = (sequenceNumber: number): MessageHead => ({ ...data(sequenceNumber), hasData: false });
const after = (...heads: readonly MessageHead[]): SubscriptionLife =>
  heads.reduce((life, head) => hear(life, head).life, newLife(0));
const verdict = (life: SubscriptionLife, head: MessageHead) => hear(life, head).verdict;

describe('the life of a subscription', () => {
  it('takes messages in their order', () => {
    deepEqual(verdict(after(data(1), data(2)), data(3)), { kind: 'data', missing: [] });
    deepEqual(verdict(newLife(0), data(1)), { kind: 'data', missing: [] });
  });

  it('knows which messages are missing before a message, and before a keep-alive', () => {
    deepEqual(verdict(after(data(1)), data(4)), { kind: 'data', missing: [2, 3] });
    deepEqual(verdict(after(data(1)), alive(3)), { kind: 'keep-alive', missing: [2] });
    deepEqual(verdict(after(data(1), data(4)), data(5)), { kind: 'data', missing: [] });
    deepEqual(verdict(after(data(1), alive(3)), data(3)), { kind: 'data', missing: [] });
  });

  it('goes on with 1 after the largest number', () => {
    const life = { expected: 0xffff_ffff, recent: [], heardAt: 0 };
    deepEqual(verdict(life, data(1)), { kind: 'data', missing: [0xffff_ffff] });
    deepEqual(verdict(hear(life, data(0xffff_ffff)).life, data(1)), { kind: 'data', missing: [] });
  });

  it('takes nothing twice', () => {
    deepEqual(verdict(after(data(1), data(2)), data(1)), { kind: 'duplicate' });
    equal(after(data(1), data(2), data(2)).expected, 3);
  });

  it('does not guess where a number fits nothing', () => {
    const life = { expected: 5_000, recent: [4_998, 4_999], heardAt: 0 };
    deepEqual(verdict(life, data(1)), { kind: 'torn' });
    deepEqual(verdict(life, data(5_200)), { kind: 'torn' });
  });

  it('takes a keep-alive for a sign of life, also one with the number of the last message, but no empty promise', () => {
    equal(hear(newLife(0), alive(1)).life.heardAt, 7);
    equal(hear(after(data(1)), alive(1)).life.heardAt, 7);
    const hollow = hear(newLife(0), { ...alive(1), moreNotifications: true });
    deepEqual(hollow, { life: newLife(0), verdict: { kind: 'hollow' } });
  });

  it('waits for one keep-alive time and a half, and longer after each new subscription that stayed silent', () => {
    const revised = { publishingInterval: 100, keepAliveCount: 20 };
    equal(longestSilence(revised, 0), 3_500);
    equal(longestSilence(revised, 2), 14_000);
  });
});

describe('sequence numbers', () => {
  it('count in a ring without 0', () => {
    equal(following(0xffff_ffff), 1);
    equal(stepsTo(0xffff_ffff, 2), 2);
    equal(stepsTo(2, 0xffff_ffff), -2);
    equal(stepsTo(3, 3), 0);
  });
});
