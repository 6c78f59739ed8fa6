import assert from 'node:assert/strict';
import { newHold, readHold } from './draft.ts';

describe('a hold of audit as it is typed', () => {
  const problemsOf = (more: object): unknown => {
    const read = readHold({ ...newHold('hold-1'), ...more });
    return read.ok ? undefined : read.problems;
  };

  it('needs a reason, and an end after its beginning', () => {
    assert.deepEqual(problemsOf({}), { reason: 'needed' });
    assert.deepEqual(problemsOf({ reason: 'x'.repeat(501) }), { reason: 'wrong' });
    const backwards = { reason: 'Case 7', since: '2026-11-02T10:00', until: '2026-11-02T09:00' };
    assert.deepEqual(problemsOf(backwards), { until: 'backwards' });
    assert.deepEqual(problemsOf({ reason: 'Case 7', since: 'soon' }), { since: 'wrong' });
  });

  it('covers everything without limits, else what lies between them in the zone of the user', () => {
    assert.deepEqual(readHold({ ...newHold('hold-1'), reason: ' Case 7 ' }), {
      ok: true,
      hold: { id: 'hold-1', reason: 'Case 7' },
    });
    const read = readHold({ ...newHold('hold-1'), reason: 'Case 7', since: '2026-11-02T10:00' });
    assert.ok(read.ok);
    assert.equal(read.hold.since, new Date(2026, 10, 2, 10).getTime());
  });
});
