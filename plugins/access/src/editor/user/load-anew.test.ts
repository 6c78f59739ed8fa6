import assert from 'node:assert/strict';
import type { Me } from '../../common/state.ts';
import { isAnothers } from './load-anew.ts';

type Actions = Me['actions'];
const sees = { 'flow.read': true } as Actions;
const nothing = { 'flow.read': false } as Actions;

describe('a page', () => {
  it('is another’s once its requests are, unless its menu says so', () => {
    const before = { name: 'setup', phase: 'off' } as const;
    assert.equal(isAnothers(before, { name: 'setup', phase: 'off', actions: sees }, 'setup'), false);
    assert.equal(isAnothers(before, { name: 'anna', phase: 'on', actions: sees }, 'setup'), true);
    assert.equal(isAnothers(before, { name: 'anna', phase: 'on', actions: sees }, 'anna'), false);
    const nobody = { phase: 'off' } as const;
    assert.equal(isAnothers(nobody, { name: 'anna', phase: 'on', actions: sees }, undefined), true);
  });

  it('is to be emptied where rules begin to hold by which its user sees no flows', () => {
    const before = { name: 'bob', phase: 'off' } as const;
    assert.equal(isAnothers(before, { name: 'bob', phase: 'on', actions: nothing }, 'bob'), true);
    assert.equal(isAnothers(before, { name: 'bob', phase: 'on', actions: sees }, 'bob'), false);
    const on = { name: 'bob', phase: 'on' } as const;
    assert.equal(isAnothers(on, { name: 'bob', phase: 'on', actions: nothing }, 'bob'), false);
  });
});
