import assert from 'node:assert/strict';
import type { DashboardGuard } from '../node-side.ts';
import { dashboardHooks } from './dashboard-hooks.ts';

const ana = { userId: 'ana', username: 'ana', name: 'ana' };
const forged = { user: { username: 'owner' }, socketId: 'x' };
const connection = { handshake: { headers: { cookie: 'c' }, address: '10.0.0.1', auth: forged } };

function given(changed: Partial<DashboardGuard> = {}) {
  const faults: unknown[] = [];
  const guard: DashboardGuard = {
    userOf: () => ana,
    admits: () => true,
    mayUse: () => true,
    present: () => {},
    decidesAlone: true,
    ...changed,
  };
  return { faults, ...dashboardHooks(guard, (error) => faults.push(error)) };
}
const nobody = { userOf: () => undefined };

describe('what Dashboard is told', () => {
  it('is who is logged in, never what a browser says', () => {
    const client = (guard: Partial<DashboardGuard>, message: object) =>
      (given(guard).onAddConnectionCredentials(connection, message) as { _client: object })._client;
    assert.deepEqual(client({}, { _client: forged }), { socketId: 'x', user: ana });
    assert.deepEqual(client({}, {}), { user: ana });
    assert.deepEqual(client(nobody, { _client: forged }), { socketId: 'x' });
    assert.deepEqual(client(nobody, { _client: 'owner' }), {});
    assert.deepEqual(client({ ...nobody, decidesAlone: false }, { _client: forged }), forged);
  });

  it('is nothing of what a browser says of itself, at each way in', () => {
    const { onAction, onChange, onSend } = given();
    for (const hook of [onAction, onChange, onSend]) {
      assert.deepEqual(hook(connection, 'w', { payload: 1, _client: forged }), { payload: 1 });
      assert.deepEqual(hook(connection, 'w', [{ _client: forged }, [{ a: 1, _client: forged }], 7]), [
        {},
        [{ a: 1 }],
        7,
      ]);
      assert.equal(hook(connection, { toString: () => 'w' }, { payload: 1 }), null);
      assert.equal(hook(connection, 'w', null), null);
    }
  });

  it('is that nothing goes on where rules deny, also where they cannot be asked', () => {
    const fails = (): never => {
      throw new Error('broken');
    };
    for (const mayUse of [() => false, fails])
      assert.equal(given({ mayUse }).onSend(connection, 'w', {}), null);
    const { faults, ...hooks } = given({ userOf: fails, admits: fails });
    assert.deepEqual(hooks.onAddConnectionCredentials(connection, { _client: forged }), {
      _client: { socketId: 'x' },
    });
    assert.equal(hooks.onIsValidConnection(connection, {}), false);
    assert.equal(faults.length, 2);
  });

  it('is nothing of lists in lists without end, on which Dashboard would end Node-RED', () => {
    const { onAction, onChange, onSend } = given();
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    for (const hook of [onAction, onChange, onSend]) {
      for (const depth of [11, 20_000]) assert.equal(hook(connection, 'w', nested(depth)), null);
      assert.deepEqual(hook(connection, 'w', nested(10)), nested(10));
    }
  });

  it('is whom a message is for', () => {
    const to = (username: string) => ({ _client: { user: { username } } });
    const { onIsValidConnection, onCanSaveInStore } = given();
    assert.equal(onIsValidConnection(connection, to('ana')), true);
    assert.equal(onIsValidConnection(connection, to('ben')), false);
    assert.equal(onIsValidConnection(connection, {}), true);
    assert.equal(given({ admits: () => false }).onIsValidConnection(connection, {}), false);
    assert.equal(onCanSaveInStore(to('ana')), false);
    assert.equal(onCanSaveInStore({}), true);
  });

  it('survives whatever stands in place of a connection', () => {
    const seen: unknown[] = [];
    const { onAction } = given({ mayUse: (client) => seen.push(client) > 0 });
    for (const odd of [undefined, null, 7, {}, { handshake: 'x' }]) onAction(odd, 'w', {});
    assert.deepEqual(seen, Array(5).fill({ headers: {}, address: undefined }));
  });
});
