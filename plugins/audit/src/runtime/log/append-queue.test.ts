import assert from 'node:assert/strict';
import { ledgerErrors } from '@millwright/ledger';
import { storeErrors } from '@millwright/store';
import { beforeEach, describe, it } from 'mocha';
import { auditErrors } from '../../common/errors.ts';
import { AppendQueue } from './append-queue.ts';
import { draft } from './log.fixture.ts';
import type { Appended, AppendRequest } from './messages.ts';

interface Sent {
  readonly request: AppendRequest;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

const full = storeErrors.diskFull({ file: 'audit.db' });

describe('events on their way to the log', () => {
  let queue: AppendQueue;
  let size: number;
  let failures: Error[];
  /** By how much the clock went on. */
  let ahead: number;
  const sent: Sent[] = [];
  let onSent: (() => void) | undefined;

  /** The batch that is on its way, as soon as there is one. */
  const next = async (): Promise<Sent> => {
    if (sent.length === 0)
      await new Promise<void>((resolve) => {
        onSent = resolve;
      });
    return sent.shift() ?? assert.fail();
  };
  const names = ({ request: { gap, events } }: Sent) => [
    ...(gap ? [`${gap.lost} lost`] : []),
    ...events.map(({ draft: { name } }) => name),
  ];
  const add = (name: string) => queue.add(draft({ name, time: 7 }));

  const make = (patience: number): AppendQueue =>
    new AppendQueue({
      send: (request) =>
        new Promise<Appended>((resolve, reject) => {
          const answer = () => {
            const first = request.gap ? size + 1 : size;
            size = first + request.events.length;
            resolve({
              first,
              size,
              opening: 'o',
              origin: '',
              fingerprint: '',
              notices: [],
              others: [],
              checkpoint: undefined,
            });
          };
          sent.push({ request, resolve: answer, reject });
          onSent?.();
          onSent = undefined;
        }),
      instance: () => 'plant 1',
      uptime: () => performance.now() + ahead,
      patience: () => patience,
      onAppended: () => undefined,
      onFailed: (problem) => failures.push(problem),
    });

  beforeEach(() => {
    queue = make(60_000);
    size = 1;
    failures = [];
    ahead = 0;
    sent.length = 0;
  });

  it('go together if they come while others are written', async () => {
    const first = [add('a'), add('b')];
    const one = await next();
    const later = ['c', 'd', 'e'].map(add);
    assert.deepEqual(names(one), ['a', 'b']);
    one.resolve();
    assert.deepEqual(await Promise.all(first), [1, 2]);
    const two = await next();
    assert.deepEqual(names(two), ['c', 'd', 'e']);
    two.resolve();
    assert.deepEqual(await Promise.all(later), [3, 4, 5]);
    await queue.drained();
    assert.equal(sent.length, 0);
  });

  it('are counted where they cannot be written, and told of before the next one', async () => {
    const lost = [add('a'), add('b')];
    (await next()).reject(full);
    for (const one of lost) await assert.rejects(one, full);
    const another = add('c');
    const third = await next();
    assert.deepEqual(names(third), ['2 lost', 'c']);
    third.reject(full);
    await assert.rejects(another, full);
    assert.deepEqual([queue.lost, failures], [3, [full, full]]);

    const written = add('d');
    const told = await next();
    assert.deepEqual([told.request.gap, names(told)], [{ lost: 3, since: 7 }, ['3 lost', 'd']]);
    told.resolve();
    assert.deepEqual([await written, queue.lost], [2, 0]);
  });

  it('are told of when nothing else comes, too', async () => {
    const lost = add('a');
    (await next()).reject(full);
    await assert.rejects(lost, full);
    await queue.drained();
    const telling = queue.tellOfGap();
    const told = await next();
    assert.deepEqual(names(told), ['1 lost']);
    told.resolve();
    await telling;
    assert.equal(queue.lost, 0);
  });

  it('are told to be not recorded if the disk does not answer', async () => {
    queue = make(20);
    const onItsWay = add('a');
    const slow = await next();
    const waiting = add('b');
    await assert.rejects(onItsWay, auditErrors.notRecorded.is);
    await assert.rejects(waiting, auditErrors.notRecorded.is);
    // The one on its way may still arrive; the other one does not go any more.
    assert.equal(queue.lost, 1);
    slow.resolve();
    // Nothing else comes, and still it is told of what was lost.
    const told = await next();
    assert.deepEqual(names(told), ['1 lost']);
    told.resolve();
    await queue.drained();
    assert.deepEqual([sent.length, size, queue.lost], [0, 3, 0]);
  });

  it('are known to wait until they are written', async () => {
    assert.equal(queue.waits, 0);
    const onItsWay = add('a');
    const slow = await next();
    ahead = 2000;
    assert.ok(queue.waits >= 1999, `${queue.waits} ms`);
    slow.resolve();
    await onItsWay;
    await queue.drained();
    assert.equal(queue.waits, 0);
  });

  it('are told of at once if the last one was no event, and not again and again while nothing can be written', async () => {
    const bad = add('bad');
    (await next()).reject(ledgerErrors.recordInvalid({ reason: 'a number of it is not whole' }));
    await assert.rejects(bad, ledgerErrors.recordInvalid.is);
    const told = await next();
    assert.deepEqual(names(told), ['1 lost']);
    told.reject(full);
    await queue.drained();
    assert.deepEqual([sent.length, queue.lost, failures], [0, 1, [full]]);
  });

  it('do not take others with them if they are no events', async () => {
    const invalid = ledgerErrors.recordInvalid({ reason: 'a number of it is not whole' });
    const all = ['a', 'bad', 'c'].map(add);
    (await next()).reject(invalid);
    for (let index = 0; index < 3; index += 1) {
      const one = await next();
      if (names(one).includes('bad')) one.reject(invalid);
      else one.resolve();
    }
    assert.deepEqual(
      (await Promise.allSettled(all)).map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual([failures, queue.lost], [[], 0]);
  });
});
