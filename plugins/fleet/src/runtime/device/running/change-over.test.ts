import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Host, OperateOptions } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import { ChangeOver } from './change-over.ts';

const { signal } = new AbortController();

/** Runs operations one after the other, as a lock does, and notes how they end. */
class Operations {
  readonly begun: OperateOptions[] = [];
  readonly ends: string[] = [];
  readonly context = new AsyncLocalStorage<string>();
  /** The lock is somebody else's until this is resolved. */
  held: Promise<void> = Promise.resolve();
  refusal: Error | undefined;

  readonly host = {
    operate: async (options: OperateOptions, run: () => Promise<void>): Promise<void> => {
      await this.held;
      if (this.refusal) throw this.refusal;
      this.begun.push(options);
      try {
        await this.context.run(options.name, run);
        this.ends.push('success');
      } catch (error) {
        this.ends.push((error as Error).message);
        throw error;
      }
    },
  } as unknown as Pick<Host, 'operate'>;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a change-over', () => {
  let operations: Operations;
  let changeOver: ChangeOver;
  beforeEach(() => {
    operations = new Operations();
    changeOver = new ChangeOver(operations.host, () => 'https://hub.test');
  });

  it('is one operation of the device, from its beginning to its end', async () => {
    await changeOver.begin('kept-3', signal);
    await changeOver.begin('job-1', signal);
    assert.equal(
      changeOver.inside(() => operations.context.getStore()),
      'fleet.switch',
    );
    assert.equal(operations.context.getStore(), undefined);
    changeOver.end();
    changeOver.end();
    await settled();
    assert.deepEqual(operations.ends, ['success']);
    const [{ actor, locks, target } = { actor: undefined, locks: [], target: undefined }] = operations.begun;
    assert.deepEqual(actor, { kind: 'device', name: 'https://hub.test' });
    assert.deepEqual([locks, target?.id], [['flows'], 'kept-3']);
    assert.equal(
      changeOver.inside(() => operations.context.getStore()),
      undefined,
    );
  });

  it('says why it did not come to its end, and may begin anew', async () => {
    await changeOver.begin('job-1', signal);
    changeOver.end(fleetErrors.safeMode());
    await changeOver.begin('kept-3', signal);
    changeOver.end();
    await settled();
    assert.deepEqual(operations.ends, [fleetErrors.safeMode().message, 'success']);
  });

  it('does not begin where it is refused', async () => {
    operations.refusal = new Error('no');
    await assert.rejects(changeOver.begin('job-1', signal), /no/);
    operations.refusal = undefined;
    await changeOver.begin('job-1', signal);
    changeOver.end();
  });

  it('lets the lock go that it got when nobody waited for it any more', async () => {
    const lock = Promise.withResolvers<void>();
    operations.held = lock.promise;
    const controller = new AbortController();
    const begun = changeOver.begin('job-1', controller.signal);
    controller.abort();
    lock.resolve();
    await assert.rejects(begun, { name: 'AbortError' });
    await settled();
    assert.deepEqual(operations.ends, ['success']);
  });
});
