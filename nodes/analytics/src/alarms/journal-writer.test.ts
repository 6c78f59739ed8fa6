import assert from 'node:assert/strict';
import { newAlarm } from '@millwright/analytics';
import { storeErrors } from '@millwright/store';
import { ManualClock } from '@millwright/tags';
import { again, JournalWriter, mostWaiting } from './journal-writer.ts';
import type { KeptStep } from './kept.ts';

const line = { text: '', area: '', alarm: 'a', seq: 1, ts: 0, from: 'normal', to: 'returned' } as const;
const kept = (alarm: string): KeptStep => ({
  alarm,
  state: newAlarm(0),
  lines: [{ ...line, cause: 'condition-true', occurrence: 1, priority: 1 }],
});

describe('what brings steps of alarms to disk', () => {
  it('keeps back what waits in order, never too much, says what is lost, and tries again', async () => {
    const clock = new ManualClock();
    const faults: string[] = [];
    const written: string[] = [];
    let isFull = true;
    let recovered = 0;
    const writer = new JournalWriter({
      engine: 'e',
      clock,
      store: {
        append: async (_engine, steps) => {
          if (isFull) throw storeErrors.diskFull({ file: 'alarms.db' });
          written.push(...steps.map(({ alarm }) => alarm));
          return undefined;
        },
      },
      onFault: ({ code }) => void faults.push(code),
      onRecovered: () => {
        recovered += 1;
      },
      onSetAside: () => {},
    });
    for (let n = 0; n < mostWaiting + 3; n += 1) writer.add(kept(String(n)));
    await assert.rejects(writer.commit(kept('command')), storeErrors.diskFull.is);
    assert.deepEqual(faults, ['alarm-engine.not-kept']);
    isFull = false;
    await clock.advanceAsync(again);
    assert.equal(written.length, mostWaiting);
    assert.deepEqual([written[0], written.at(-1)], ['3', String(mostWaiting + 2)]);
    assert.deepEqual([faults.at(-1), recovered], ['alarm-engine.steps-lost', 1]);
    await writer.close();
    assert.equal(faults.length, 2);
  });
});
