import assert from 'node:assert/strict';
import { once } from 'node:events';
import { findCheckpoints } from '@millwright/ledger';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { auditErrors } from '../../common/errors.ts';
import type { Destination } from '../../common/settings.ts';
import { draft, logForEach } from '../log/log.fixture.ts';
import { Delivery } from './delivery.ts';
import { deliveryLogOf } from './delivery-log.ts';
import type { Sender } from './sender.ts';

const there: Destination = {
  id: 'there',
  name: 'Over there',
  enabled: true,
  classes: ['change', 'log-in', 'read', 'system'],
  anchor: true,
  kind: 'file',
  directory: 'copy',
};

/** A receiver in memory: what it was sent, and what it does about it. */
class Receiver {
  /** Numbers of events, and `#` with the size of a checkpoint, in the order in which they came. */
  readonly got: (number | string)[] = [];
  readonly batches: number[] = [];
  opened = 0;
  closed = 0;
  failures = 0;
  readonly #news = new EventTarget();

  open(): Sender {
    this.opened += 1;
    const take = async (what: readonly (number | string)[]): Promise<void> => {
      if (this.failures > 0) {
        this.failures -= 1;
        throw auditErrors.receiverUnreachable({ receiver: 'there', reason: 'ECONNREFUSED' });
      }
      this.got.push(...what);
      this.#news.dispatchEvent(new Event('got'));
    };
    return {
      send: async (records) => {
        await take(records.map(({ seq }) => seq));
        this.batches.push(records.length);
      },
      anchor: ({ size, note }) => {
        assert.equal(findCheckpoints(note)[0]?.size, size);
        return take([`#${size}`]);
      },
      test: async () => {},
      close: async () => {
        this.closed += 1;
      },
    };
  }

  async until(is: (got: readonly (number | string)[]) => boolean): Promise<void> {
    while (!is(this.got)) await once(this.#news, 'got');
  }
}

describe('delivery', () => {
  const audit = logForEach();
  const running = new Set<Delivery>();
  /** What stands in Node-RED's log. */
  const told: string[] = [];

  beforeEach(() => {
    told.length = 0;
  });
  afterEach(async () => {
    await Promise.all([...running].map((delivery) => delivery.stop()));
    running.clear();
  });

  async function deliver(
    receiver: Receiver,
    first: readonly Destination[] = [there],
    origin = () => audit.log.state().origin,
  ) {
    let destinations: readonly Destination[] | undefined = first;
    let mark = '';
    const { log } = audit;
    const delivery = new Delivery({
      destinations: () => destinations,
      secretMark: () => mark,
      open: () => receiver.open(),
      log: { ...deliveryLogOf(log), head: () => ({ ...log.state(), origin: origin() }) },
      now: Date.now,
      random: () => 0.999,
      patience: 100,
      tell: { warn: (text) => told.push(`warn ${text}`), info: (text) => told.push(`info ${text}`) },
      onChange: () => {},
    });
    running.add(delivery);
    log.onChanged(() => delivery.wake());
    await delivery.arrange();
    return {
      delivery,
      replace: (next: readonly Destination[] | undefined, nextMark = '') => {
        destinations = next;
        mark = nextMark;
        return delivery.arrange();
      },
    };
  }
  const append = (count: number, more: Parameters<typeof draft>[0] = {}) =>
    Promise.all(Array.from({ length: count }, () => audit.log.append(draft(more))));
  const cursor = async () => (await audit.log.cursors()).find(({ destination }) => destination === 'there');

  it('begins with the first event, and goes on where it was in another run', async () => {
    await append(3);
    const receiver = new Receiver();
    const { delivery } = await deliver(receiver);
    const { size } = audit.log.state();
    await receiver.until((got) => got.includes(size - 1));
    await delivery.stop();
    assert.equal((await cursor())?.seq, size);
    assert.deepEqual([receiver.opened, receiver.closed], [1, 1]);
    await append(2);
    await audit.reopen();
    const again = new Receiver();
    await audit.log.open();
    await deliver(again);
    await again.until((got) => got.includes(size + 1));
    assert.equal(again.got[0], size);
  });

  it('sends a checkpoint only after the events that it covers', async () => {
    const receiver = new Receiver();
    const { delivery } = await deliver(receiver);
    for (let round = 0; round < 3; round += 1) {
      await append(40);
      const { size } = await audit.log.checkpoint();
      await receiver.until((got) => got.includes(`#${size}`));
      const before = receiver.got.slice(0, receiver.got.indexOf(`#${size}`));
      assert.deepEqual(
        before.filter((one) => typeof one === 'number'),
        Array.from({ length: size }, (_, seq) => seq),
      );
      await delivery.idle();
      assert.equal((await cursor())?.anchored, size);
    }
  });

  it('sends only the classes that are wanted, and knows how much of them is missing', async () => {
    const receiver = new Receiver();
    receiver.failures = 1;
    const { delivery } = await deliver(receiver, [{ ...there, classes: ['log-in'], anchor: false }]);
    await append(20, { class: 'read' });
    const [wanted = 0] = await append(1, { class: 'log-in' });
    await append(20, { class: 'read' });
    const [state] = await delivery.states();
    if (state?.state !== 'up-to-date') assert.equal(state?.behind, 1);
    await receiver.until((got) => got.length > 0);
    assert.deepEqual(receiver.got, [wanted]);
  });

  it('sends checkpoints only to an anchor that wants no events, and never keeps events from being pruned', async () => {
    const receiver = new Receiver();
    const { delivery } = await deliver(receiver, [{ ...there, classes: [] }]);
    await append(5);
    const { size } = await audit.log.checkpoint();
    await receiver.until((got) => got.includes(`#${size}`));
    await delivery.idle();
    assert.ok(receiver.got.every((one) => String(one).startsWith('#')));
    assert.ok(((await cursor())?.seq ?? 0) >= size);
  });

  it('waits after a failure, tells of it, and sends again what was not confirmed', async () => {
    const receiver = new Receiver();
    receiver.failures = 1;
    const { delivery } = await deliver(receiver);
    await append(1);
    await delivery.idle();
    const [state] = await delivery.states();
    assert.equal(state?.state, 'waiting');
    assert.equal(state?.problem?.code, 'audit.receiver-unreachable');
    assert.ok((state?.behind ?? 0) > 0 && (state?.nextTry ?? 0) > 0);
    await receiver.until((got) => got.includes(0));
    while ((await delivery.states())[0]?.problem) await new Promise(setImmediate);
    assert.deepEqual([receiver.opened, receiver.closed], [2, 1]);
  });

  it('says in the log once that a destination waits, and once that it goes on', async () => {
    const receiver = new Receiver();
    receiver.failures = 2;
    const { delivery } = await deliver(receiver, [{ ...there, anchor: false }]);
    await append(1);
    await receiver.until((got) => got.includes(0));
    while ((await delivery.states())[0]?.problem) await new Promise(setImmediate);
    assert.deepEqual(told, [
      'warn Audit events wait for "Over there": there cannot be reached (ECONNREFUSED) (audit.receiver-unreachable)',
      'info Audit events go to "Over there" again',
    ]);
  });

  it('does not try a receiver again whose last try still hangs, nor waits for it', async () => {
    let tries = 0;
    let letGo = (): void => {};
    const receiver = new Receiver();
    const open = receiver.open.bind(receiver);
    receiver.open = () => ({
      ...open(),
      // As a share on a server that is gone: nothing ends it, not even giving up.
      send: () => {
        tries += 1;
        return tries > 1
          ? Promise.resolve()
          : new Promise<void>((resolve) => {
              letGo = resolve;
            });
      },
      close: () => new Promise(() => {}),
    });
    const { delivery } = await deliver(receiver, [{ ...there, anchor: false }]);
    await append(1);
    const state = async () => (await delivery.states())[0];
    while (!(await state())?.problem) await new Promise(setImmediate);
    const first = await state();
    assert.equal(first?.problem?.code, 'audit.receiver-silent');
    while ((await state())?.nextTry === first?.nextTry) await new Promise(setImmediate);
    assert.equal(tries, 1);
    letGo();
    while ((await state())?.problem) await new Promise(setImmediate);
    assert.equal(tries, 2);
  });

  it('reads and sends in batches', async () => {
    await append(1200);
    const receiver = new Receiver();
    await deliver(receiver);
    await receiver.until((got) => got.includes(1199));
    assert.ok(receiver.batches.every((length) => length <= 500));
    assert.ok(receiver.batches.some((length) => length > 300));
  });

  it('begins another log at its beginning', async () => {
    await append(5);
    let origin = audit.log.state().origin;
    const receiver = new Receiver();
    const { delivery } = await deliver(receiver, [there], () => origin);
    await receiver.until((got) => got.includes(4));
    await delivery.idle();
    // As when a damaged file was set aside: nothing is known of destinations in the new one.
    await audit.log.removeCursor('there');
    origin = 'millwright/audit/plant/00000000';
    delivery.wake();
    await receiver.until((got) => got.filter((one) => one === 4).length === 2);
    assert.equal(receiver.got.filter((one) => one === 0).length, 2);
  });

  it('forgets a destination that was removed, keeps one that is switched off, and neither while nobody knows', async () => {
    await append(1);
    const receiver = new Receiver();
    const { delivery, replace } = await deliver(receiver);
    await receiver.until((got) => got.includes(0));
    await delivery.idle();
    await replace(undefined);
    assert.notEqual(await cursor(), undefined);
    const { length } = receiver.got;
    await replace([{ ...there, enabled: false }]);
    assert.deepEqual(
      (await delivery.states()).map(({ state }) => state),
      ['off'],
    );
    await append(3);
    assert.equal(receiver.got.length, length);
    assert.notEqual(await cursor(), undefined);
    await replace([there]);
    await receiver.until((got) => got.length >= length + 3);
    await replace([]);
    assert.equal(await cursor(), undefined);
    assert.deepEqual(await delivery.states(), []);
  });

  it('opens a destination anew once it has another secret, and anchors there anew', async () => {
    await append(1);
    const { size } = await audit.log.checkpoint();
    const receiver = new Receiver();
    const { replace } = await deliver(receiver);
    await receiver.until((got) => got.includes(`#${size}`));
    await replace([there], 'another');
    await receiver.until((got) => got.filter((one) => one === `#${size}`).length > 1);
    assert.deepEqual([receiver.opened, receiver.closed], [2, 1]);
  });
});
