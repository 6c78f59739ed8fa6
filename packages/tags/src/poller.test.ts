import assert from 'node:assert/strict';
import { ManualClock } from './manual-clock.ts';
import { type Pace, Poller } from './poller.ts';

/** A poller whose runs take the given times, one after the other (then none). */
function scene(interval: number, durations: number[] = []) {
  const clock = new ManualClock();
  const starts: number[] = [];
  const paces: Pace[] = [];
  const faults: unknown[] = [];
  let running = 0;
  let most = 0;
  const poller = new Poller({
    interval,
    clock,
    onFault: (error) => faults.push(error),
    onPace: (pace) => paces.push(pace),
    run: () => {
      starts.push(clock.elapsed());
      running += 1;
      most = Math.max(most, running);
      const takes = durations.shift() ?? 0;
      return new Promise<void>((resolve) => {
        clock.after(takes, () => {
          running -= 1;
          resolve();
        });
      });
    },
  });
  return { clock, poller, starts, paces, faults, overlap: () => most };
}

describe('poller', () => {
  it('starts at multiples of the interval, however long a run takes within it', async () => {
    const { clock, poller, starts } = scene(100, [90, 10, 0, 99, 50]);
    poller.start();
    await clock.advanceAsync(550);
    assert.deepEqual(starts, [0, 100, 200, 300, 400, 500]);
    assert.equal(poller.pace.slow, false);
    assert.equal(poller.pace.skipped, 0);
  });

  it('leaves starts out instead of overlapping, counts them and says so', async () => {
    const { clock, poller, starts, paces, overlap } = scene(100, [0, 250, 0]);
    poller.start();
    await clock.advanceAsync(450);
    assert.deepEqual(starts, [0, 100, 400]);
    assert.equal(overlap(), 1);
    assert.deepEqual(paces, [{ slow: true, interval: 300, skipped: 2 }]);
  });

  it('calls itself in time again only after several runs in time', async () => {
    const { clock, poller, paces } = scene(100, [150]);
    poller.start();
    await clock.advanceAsync(310);
    assert.deepEqual(
      paces.map((pace) => pace.slow),
      [true],
    );
    await clock.advanceAsync(100);
    assert.deepEqual(
      paces.map((pace) => pace.slow),
      [true, false],
    );
    assert.equal(poller.pace.interval, 100);
  });

  it('goes on after a run that throws', async () => {
    const clock = new ManualClock();
    const faults: unknown[] = [];
    let runs = 0;
    const run = async () => {
      runs += 1;
      throw new Error('bug');
    };
    const poller = new Poller({ interval: 100, clock, run, onFault: (error) => faults.push(error) });
    poller.start();
    await clock.advanceAsync(200);
    assert.equal(runs, 3);
    assert.equal(faults.length, 3);
  });

  it('goes on when whoever hears of the pace throws', async () => {
    const clock = new ManualClock();
    const faults: unknown[] = [];
    const starts: number[] = [];
    const poller = new Poller({
      interval: 100,
      clock,
      run: () => {
        starts.push(clock.elapsed());
        return new Promise((resolve) => void clock.after(starts.length === 1 ? 150 : 0, resolve));
      },
      onFault: (error) => faults.push(error),
      onPace: ({ slow }) => {
        throw new Error(slow ? 'slow' : 'in time');
      },
    });
    poller.start();
    await clock.advanceAsync(550);
    assert.deepEqual(starts, [0, 200, 300, 400, 500]);
    assert.deepEqual(faults.map(String), ['Error: slow', 'Error: in time']);
    await poller.stop();
    assert.equal(clock.pending, 0);
  });

  it('leaves no timer when it is stopped by whoever hears of the pace', async () => {
    const clock = new ManualClock();
    let stopped: Promise<void> | undefined;
    const poller = new Poller({
      interval: 100,
      clock,
      run: () => new Promise((resolve) => void clock.after(150, resolve)),
      onFault: (error) => assert.fail(String(error)),
      onPace: () => {
        stopped = poller.stop();
      },
    });
    poller.start();
    await clock.advanceAsync(160);
    await stopped;
    assert.equal(clock.pending, 0);
  });

  it('stops after the run under way, and leaves no timer', async () => {
    const { clock, poller, starts } = scene(100, [50]);
    poller.start();
    await clock.advanceAsync(10);
    let stopped = false;
    const stopping = poller.stop().then(() => {
      stopped = true;
    });
    await clock.advanceAsync(30);
    assert.equal(stopped, false);
    await clock.advanceAsync(1_000);
    await stopping;
    assert.deepEqual(starts, [0]);
    assert.equal(clock.pending, 0);
  });

  it('does not overlap itself where it is started again before the run under way has ended', async () => {
    const { clock, poller, starts } = scene(100, [50]);
    poller.start();
    await clock.advanceAsync(10);
    void poller.stop();
    poller.start();
    await clock.advanceAsync(30);
    assert.deepEqual(starts, [0]);
    await clock.advanceAsync(215);
    assert.deepEqual(starts, [0, 50, 150, 250]);
    assert.equal(clock.pending, 1);
    await poller.stop();
  });
});
