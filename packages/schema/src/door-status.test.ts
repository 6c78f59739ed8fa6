import assert from 'node:assert/strict';
import * as v from 'valibot';
import { doorStatusSchema } from './door-status.ts';

const copy = { plugin: 'history', packageName: '@millwright/node-red-history', version: '0.1.0' };
const older = { ok: true, nodeRed: '5.0.7', checks: [], copies: [{ ...copy, state: 'owner' }] };

describe('the status of a door of another version', () => {
  it('is read where an older one lacks members', () => {
    assert.deepEqual(v.parse(doorStatusSchema, older), older);
    const running = [{ name: 'flows.deploy', actor: 'anna', since: '2026-03-01T10:20:30.000Z' }];
    assert.deepEqual(v.parse(doorStatusSchema, { ...older, running }).running?.[0]?.locks, []);
  });

  it('is read where a newer one has more members and states', () => {
    const copies = [{ ...copy, state: 'sleeping', since: 1 }];
    assert.deepEqual(v.parse(doorStatusSchema, { ...older, copies, mood: 'fine' }), {
      ...older,
      copies: [{ ...copy, state: 'sleeping' }],
    });
  });

  it('is refused where it is something else', () => {
    for (const other of [null, [], {}, { ...older, copies: [{ ...copy }] }, { ...older, ok: 'yes' }])
      assert.equal(v.is(doorStatusSchema, other), false, JSON.stringify(other));
  });
});
