import assert from 'node:assert/strict';
import { findCheckpoints, signCheckpoint } from './checkpoint.ts';
import { makeKey } from './keys.ts';
import { origin, TestLog } from './log.fixture.ts';
import { otherLogs } from './other-logs.ts';
import { verifyDatabase } from './verify-database.ts';

const time = Date.parse('2026-11-26T06:00:00Z');
const anchorOf = (name: string, size: number) =>
  signCheckpoint({ size, root: new Uint8Array(32), time: time + size }, makeKey(name));

describe('other logs of an instance', () => {
  const former = 'millwright/audit/line-3/11111111';

  it('are those that anchors know, with the most events that each had', () => {
    const anchors = findCheckpoints(
      [
        anchorOf(former, 10),
        anchorOf(former, 30),
        anchorOf(former, 20),
        anchorOf('millwright/audit/line-3/22222222', 40),
        anchorOf('millwright/audit/line-4/33333333', 50),
        anchorOf('another/log', 60),
        anchorOf(origin, 70),
      ].join('\n'),
    );
    const known = { origin: former, size: 30, time: time + 30 };
    assert.deepEqual(otherLogs(anchors, origin, {}), [
      { origin: 'millwright/audit/line-3/22222222', size: 40, time: time + 40 },
      known,
    ]);
    assert.deepEqual(otherLogs(anchors, origin, { former: ['millwright/audit/line-3/22222222'] }), [known]);
    assert.deepEqual(
      otherLogs(anchors, origin, { ofOneInstance: true }).map(({ size }) => size),
      [50, 40, 30],
    );
    assert.deepEqual(otherLogs(anchors, 'another/log/too', {}), []);
  });

  it('keep the verifier from saying that all is well, until somebody says why they are there', () => {
    const log = new TestLog();
    log.appendMany(5);
    log.checkpoint();
    const verdict = (...known: string[]) => {
      const notes = [...log.notes, anchorOf(former, 120)].join('\n');
      const steps = verifyDatabase(log.database, { anchors: findCheckpoints(notes), former: known });
      for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
    };
    const { result, reason, others, anchored } = verdict();
    assert.deepEqual([result, reason, anchored], ['unverifiable', 'replaced', 6]);
    assert.deepEqual(others, [{ origin: former, size: 120, time: time + 120 }]);
    const { result: well, others: none } = verdict(former);
    assert.deepEqual([well, none], ['ok', undefined]);
  });
});
