import assert from 'node:assert/strict';
import { systemActor } from '../actor.ts';
import { currentContext, inContext, makeContextStorage, originOf } from './context.ts';
import { OperationRecord } from './record.ts';

describe('origin of an operation', () => {
  const storage = makeContextStorage();
  const source = { method: 'POST', path: '/flows', address: '10.0.0.7' };

  it('is the user that Node-RED names', () => {
    assert.deepEqual(originOf(storage, { username: 'anna' }).actor, { kind: 'user', name: 'anna' });
  });

  it('is a user whose name is a number, too', () => {
    assert.deepEqual(originOf(storage, { username: 1234 }).actor, { kind: 'user', name: '1234' });
  });

  it('is anyone where a request came without a log-in, or as the anonymous default user', () => {
    assert.deepEqual(originOf(storage, undefined, true).actor, { kind: 'anyone' });
    assert.deepEqual(originOf(storage, { anonymous: true, permissions: 'read' }).actor, { kind: 'anyone' });
  });

  it('is the system where nothing says otherwise', () => {
    assert.deepEqual(originOf(storage).actor, systemActor);
  });

  it('is the request that runs', async () => {
    const fields = { source, user: undefined, actor: { kind: 'anyone' }, operation: undefined } as const;
    await inContext(storage, fields, () => {
      const origin = originOf(storage, { username: 'anna' });
      assert.deepEqual([origin.actor, origin.source], [{ kind: 'user', name: 'anna' }, source]);
    });
  });

  it("is the parent's actor, with its note, whatever user a child is started with", async () => {
    const actor = { kind: 'user', name: 'anna' } as const;
    const origin = {
      parent: undefined,
      correlation: undefined,
      actor,
      source,
      user: undefined,
      note: 'oven',
    };
    const operation = new OperationRecord({
      name: 'test.do',
      action: 'test.do',
      kind: 'write',
      origin,
      startedAt: 0,
      input: {},
    });
    await inContext(storage, { source, user: undefined, actor, operation }, () => {
      const child = originOf(storage, { username: 'mallory' });
      assert.deepEqual([child.actor, child.parent, child.note], [actor, operation, 'oven']);
    });
  });

  it('is nothing that has ended, and what has ended holds nothing any more', async () => {
    const actor = { kind: 'user', name: 'anna' } as const;
    const origin = {
      parent: undefined,
      correlation: undefined,
      actor,
      source,
      user: undefined,
      note: 'oven',
    };
    const operation = new OperationRecord({
      name: 'test.do',
      action: 'test.do',
      kind: 'write',
      origin,
      startedAt: 0,
      input: {},
    });
    const later = await inContext(
      storage,
      { source, user: { username: 'anna' }, actor, operation },
      async () => {
        const inherited = storage.getStore();
        return {
          inherited,
          look: () => storage.run(inherited as NonNullable<typeof inherited>, () => originOf(storage)),
        };
      },
    );
    assert.deepEqual(later.look(), {
      parent: undefined,
      correlation: undefined,
      actor: systemActor,
      source: undefined,
      user: undefined,
      note: undefined,
    });
    assert.deepEqual([later.inherited?.operation, later.inherited?.user], [undefined, undefined]);
    assert.equal(currentContext(storage), undefined);
  });
});
