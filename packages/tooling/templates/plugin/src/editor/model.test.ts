import assert from 'node:assert/strict';
import { type CountsEvent, type CountsState, reduce } from './model.ts';

const loaded: CountsEvent = {
  type: 'loaded',
  counts: [{ operation: 'flows.deploy', count: 2, lastAt: 0 }],
};
const failed: CountsEvent = {
  type: 'failed',
  failure: { code: 'editor.unreachable', message: '', status: 0 },
};
const phaseAfter = (...events: readonly CountsEvent[]): string =>
  events.reduce(reduce, { phase: 'loading' } as CountsState).phase;

describe('the sidebar', () => {
  it('says that it could not load, until it can', () => {
    assert.equal(phaseAfter(failed), 'failed');
    assert.equal(phaseAfter(failed, { type: 'loading' }), 'loading');
    assert.equal(phaseAfter(failed, { type: 'loading' }, loaded), 'ready');
  });

  it('keeps what it shows while it asks again, and when that fails', () => {
    assert.equal(phaseAfter(loaded, { type: 'loading' }), 'ready');
    assert.equal(phaseAfter(loaded, { type: 'loading' }, failed), 'ready');
  });
});
