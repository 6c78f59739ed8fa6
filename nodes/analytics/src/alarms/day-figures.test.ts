import assert from 'node:assert/strict';
import type { JournalRecord } from '@millwright/analytics';
import { ManualClock } from '@millwright/tags';
import { DayFigures } from './day-figures.ts';

const minute = 60_000;
const day = 86_400_000;
const noon = new Date(2026, 4, 5, 12).getTime();

const raised = (alarm: string, ts: number): JournalRecord => ({
  alarm,
  seq: 1,
  ts,
  from: 'normal',
  to: 'unacknowledged',
  cause: 'condition-true',
  occurrence: 1,
  priority: 2,
});
const all = (): boolean => true;

describe('the figures of a day', () => {
  it('are of all areas, or of one alone', () => {
    const figures = new DayFigures(new ManualClock(noon));
    for (let n = 0; n <= 10; n += 1) figures.take(raised(`filler-${n}`, noon), 'Filler');
    figures.take(raised('boiler', noon), 'Boiler');
    const rates = [undefined, 'Filler', 'Boiler', 'Packer'].map((area) => {
      const { rate, flood } = figures.now(all, area);
      return [rate, flood !== undefined];
    });
    assert.deepEqual(rates, [
      [12, true],
      [11, true],
      [1, false],
      [0, false],
    ]);
  });

  it('begin anew with the day in each area, and with what the journal has', () => {
    const clock = new ManualClock(noon);
    const figures = new DayFigures(clock);
    figures.take(raised('lost', noon), 'Filler');
    figures.refill([{ ...raised('kept', noon - minute), text: '', area: 'Boiler' }]);
    assert.deepEqual([figures.now(all, 'Filler').total, figures.now(all, 'Boiler').total], [0, 1]);
    clock.advance(day);
    const { total, stale } = figures.now(all, 'Boiler');
    assert.deepEqual([total, stale.map(({ alarm }) => alarm)], [0, ['kept']]);
  });
});
