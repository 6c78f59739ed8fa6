import assert from 'node:assert/strict';
import { textsOf } from '../texts.fixture.ts';
import { changesOf, type DeviceDraft, isChanged, nameProblem } from './draft.ts';
import { eventText } from './history-view.ts';

const before: DeviceDraft = {
  name: 'Filler 1',
  labels: [{ name: 'line', value: '1' }],
  driftPolicy: 'report',
};

describe('changes of a device', () => {
  it('are only those that were made', () => {
    assert.deepEqual(changesOf(before, before), {});
    assert.equal(isChanged(before, { ...before }), false);
    assert.deepEqual(changesOf(before, { ...before, name: ' Filler 2 ' }), { name: 'Filler 2' });
    assert.deepEqual(changesOf(before, { ...before, labels: [] }), { labels: [] });
    assert.deepEqual(changesOf(before, { ...before, driftPolicy: 'revert' }), { driftPolicy: 'revert' });
  });

  it('are none while something of them cannot be', () => {
    assert.equal(changesOf(before, { ...before, name: ' ' }), undefined);
    assert.equal(changesOf(before, { ...before, name: 'Filler\u202e1' }), undefined);
    assert.deepEqual(['', 'Filler\u00071', 'Filler 1'].map(nameProblem), ['missing', 'unshown', undefined]);
    assert.equal(changesOf(before, { ...before, labels: [{ name: 'line', value: '' }] }), undefined);
  });
});

describe('what happened to a device', () => {
  it('is one line, with who and why', () => {
    const texts = textsOf('en-US');
    const release = { name: 'line', version: 3 };
    assert.equal(
      eventText({ time: 1, kind: 'wanted', release, by: 'mara' }, texts),
      'line 3 is wanted, by mara',
    );
    const error = { code: 'rollout.crashed', message: 'x' };
    assert.equal(
      eventText({ time: 1, kind: 'outcome', release, result: 'rolled-back', error }, texts),
      'line 3 went back to what ran before: Node-RED ended by itself while the new flows started or were watched.',
    );
    assert.equal(eventText({ time: 1, kind: 'of-a-newer-hub' }, texts), 'of-a-newer-hub');
  });
});
