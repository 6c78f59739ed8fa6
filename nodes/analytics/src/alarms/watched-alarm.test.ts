import assert from 'node:assert/strict';
import { alarmErrors } from '@millwright/analytics';
import { hour, levelHigh } from './engine.fixture.ts';
import { WatchedAlarm } from './watched-alarm.ts';

describe('a watched alarm', () => {
  it('takes what had become due before a command that is refused, and nobody had noticed', async () => {
    let now = 0;
    const kept: string[] = [];
    const alarm = new WatchedAlarm(levelHigh, {
      // A machine that slept: its clock has gone on, and no timer has come yet.
      clock: { now: () => now, elapsed: () => 0, after: () => () => {} },
      journal: {
        add: ({ lines }) => void kept.push(...lines.map(({ cause, ts }) => `${cause} ${ts}`)),
        commit: async () => {},
      },
      onChange: () => {},
      onPassedOver: () => {},
      onOlder: () => {},
    });
    alarm.resume(undefined);
    await alarm.command({ kind: 'shelve', duration: hour, oneShot: false, note: 'pump' }, 'ann');
    now = 2 * hour;
    await assert.rejects(alarm.command({ kind: 'unshelve' }, 'ann'), alarmErrors.doesNotApply.is);
    assert.deepEqual([alarm.state.stage, kept], ['normal', [`expiry ${hour}`]]);
  });
});
