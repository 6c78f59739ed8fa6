import assert from 'node:assert/strict';
import { NativeCalls, type NativePort } from './native-calls.ts';

/** A port whose calls return when they are told to. */
function slowPort() {
  const calls: PromiseWithResolvers<unknown>[] = [];
  const call = (): Promise<unknown> => {
    const made = Promise.withResolvers<unknown>();
    calls.push(made);
    return made.promise;
  };
  const port: NativePort = { read: call, write: call };
  return { port, calls };
}

async function opened() {
  const { port, calls } = slowPort();
  const native = new NativeCalls({ open: async () => port });
  return { native, calls, followed: await native.open({}) };
}

describe('the calls of a native serial port', () => {
  it('are over where none was made', async () => {
    const { native } = await opened();
    await native.over();
  });

  it('are over when the last one has returned or failed, and not before', async () => {
    const { native, calls, followed } = await opened();
    const [read, write] = [followed.read(Buffer.alloc(1), 0, 1), followed.write(Buffer.alloc(1))];
    const order: string[] = [];
    const over = native.over().then(() => order.push('over'));
    read.catch(() => order.push('read'));
    calls[1]?.resolve(undefined);
    await write.then(() => order.push('write'));
    calls[0]?.reject(new Error('Canceled'));
    await over;
    assert.deepEqual(order, ['write', 'read', 'over']);
  });

  it('give what they gave', async () => {
    const { calls, followed } = await opened();
    const read = followed.read(Buffer.alloc(1), 0, 1);
    calls[0]?.resolve({ bytesRead: 1 });
    assert.deepEqual(await read, { bytesRead: 1 });
  });
});
