import assert from 'node:assert/strict';
import { countOne, forget, latestFirst, nothingCounted } from './counts.ts';

const counts = [
  ['flows.deploy', 1],
  ['flow.add', 2],
  ['flows.deploy', 3],
] as const;
const counted = counts.reduce((former, [operation, at]) => countOne(former, operation, at), nothingCounted);

describe('counts', () => {
  it('say how often each operation ended and when last, the latest first', () => {
    assert.deepEqual(latestFirst(counted), [
      { operation: 'flows.deploy', count: 2, lastAt: 3 },
      { operation: 'flow.add', count: 1, lastAt: 2 },
    ]);
  });

  it('forget one operation and leave the others, also for who still holds the former counts', () => {
    const after = forget(counted, 'flows.deploy');
    assert.deepEqual(
      latestFirst(after).map(({ operation }) => operation),
      ['flow.add'],
    );
    assert.equal(counted.size, 2);
    assert.equal(countOne(after, 'flows.deploy', 9).get('flows.deploy')?.count, 1);
  });
});
