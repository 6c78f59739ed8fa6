import assert from 'node:assert/strict';
import { newDevice, type State } from '@millwright/rollout';
import { journalAtEnrolment } from './new-journal.ts';

describe('the journal of a device that is enrolled anew', () => {
  const committed = { slot: 'job-0000000000000007', rev: 'r' };
  const former: State = {
    ...newDevice('exit'),
    turn: 40,
    last: { counter: 7, digest: 'd', hub: 'h' },
    known: [{ name: 'oven-line', highest: 7, floor: 5 }],
    drift: 'revert',
    committed,
  };

  it('knows nothing of the former hub, and leaves the slot alone from which Node-RED runs', () => {
    assert.deepEqual(journalAtEnrolment(former, 'none'), {
      ...newDevice('none'),
      turn: 40,
      live: committed.slot,
    });
    assert.equal(journalAtEnrolment({ ...former, live: 'kept-12' }, 'none').live, 'kept-12');
  });

  it('is an empty one where there was none', () => {
    assert.deepEqual(journalAtEnrolment(undefined, 'supervised'), newDevice('supervised'));
  });
});
