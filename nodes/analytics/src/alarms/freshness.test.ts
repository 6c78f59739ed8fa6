import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { type Bench, eachWithBench, good, hour, levelHigh, settled, start } from './engine.fixture.ts';
import { arrival, Freshness } from './freshness.ts';

describe('the freshness of what an alarm is told', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  const holds = () => bench.engine.alarms()[0]?.state.holds;
  const stale = { ...levelHigh, staleAfter: 30_000 };

  it('lets nothing of yesterday end an alarm of today, and says so once', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    for (const value of [20, 21]) alarm.read(good(value, start - 24 * hour));
    assert.equal(bench.stage(), 'unacknowledged');
    assert.equal(bench.engine.alarms()[0]?.state.value, 95);
    assert.deepEqual(bench.faults, ['alarm-engine.older-reading']);
  });

  it('lets what has the same time count', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    alarm.read(good(20));
    assert.equal(bench.stage(), 'returned');
    assert.deepEqual(bench.faults, []);
  });

  it('is not misled by one reading from the future', async () => {
    const alarm = await bench.started();
    alarm.read(good(95, start + 365 * 24 * hour));
    alarm.read(good(96, start - hour));
    assert.equal(bench.engine.alarms()[0]?.state.value, 95, 'it is older than when that one came');
    bench.clock.advance(1000);
    alarm.read(good(20, start + 500));
    assert.equal(bench.stage(), 'returned');
  });

  it('goes on where the clock here is set back', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    const { now } = bench.clock;
    bench.clock.now = () => now.call(bench.clock) - hour;
    alarm.read(good(20, bench.clock.now() - 50));
    assert.equal(bench.stage(), 'returned');
    alarm.read(good(95, bench.clock.now() - 24 * hour));
    assert.equal(bench.stage(), 'returned', 'from then on its time is kept anew');
  });

  it('has no value any more once nothing has come for too long, and what stands goes on', async () => {
    const alarm = await bench.started(stale);
    alarm.read(good(20));
    bench.clock.advance(20_000);
    alarm.read(good(21, start + 20_000));
    bench.clock.advance(29_999);
    assert.equal(holds(), false);
    bench.clock.advance(1);
    assert.deepEqual([holds(), bench.stage()], ['unknown', 'normal']);
    alarm.read(good(95, start + 50_000));
    assert.deepEqual([holds(), bench.stage()], [true, 'unacknowledged']);
    await bench.acknowledge();
    bench.clock.advance(hour);
    assert.deepEqual([holds(), bench.stage()], ['unknown', 'acknowledged']);
    alarm.read(good(95, start + 50_000 + hour));
    assert.deepEqual([holds(), bench.stage()], [true, 'acknowledged']);
  });

  it('does not take what is old for a sign of life', async () => {
    const alarm = await bench.started(stale);
    alarm.read(good(20));
    for (let second = 0; second < 30; second += 1) {
      bench.clock.advance(1000);
      alarm.read(good(20, start - hour));
    }
    assert.equal(holds(), 'unknown');
  });

  it('waits for ever where nothing else is said', async () => {
    (await bench.started()).read(good(20));
    bench.clock.advance(48 * hour);
    assert.equal(holds(), false);
  });

  it('leaves no timer behind', () => {
    const clock = new ManualClock(start);
    const freshness = new Freshness(clock, 1000, () => assert.fail('it has ended'));
    freshness.takes(start, arrival(clock));
    freshness.takes(start, arrival(clock));
    assert.equal(clock.pending, 1);
    freshness.close();
    assert.equal(clock.pending, 0);
  });

  it('knows nothing after a restart until a reading comes, and what stood goes on', async () => {
    (await bench.started(stale)).read(good(95));
    await settled(bench, 1);
    const alarm = await bench.restart('killed', stale);
    bench.clock.advance(hour);
    assert.deepEqual([holds(), bench.stage()], ['unknown', 'unacknowledged']);
    alarm.read(good(95, start + hour));
    bench.clock.advance(29_999);
    assert.equal(holds(), true);
    bench.clock.advance(1);
    assert.deepEqual([holds(), bench.stage()], ['unknown', 'unacknowledged']);
  });

  it('counts a reading that waits behind a command', async () => {
    const alarm = await bench.started(stale);
    alarm.read(good(95));
    bench.release = () => {};
    const done = bench.acknowledge();
    while (bench.operations.length === 0) await new Promise((resolve) => setImmediate(resolve));
    bench.clock.advance(29_000);
    alarm.read(good(96, start + 29_000));
    bench.clock.advance(1_000);
    const { release } = bench;
    bench.release = undefined;
    release();
    await done;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(holds(), true);
    bench.clock.advance(28_000 + 1_000);
    assert.equal(holds(), 'unknown');
  });

  it('raises the alarm that a value cannot be had', async () => {
    const alarm = await bench.started({ ...stale, condition: { kind: 'quality' } });
    alarm.read(good(20));
    bench.clock.advance(30_000);
    assert.equal(bench.stage(), 'unacknowledged');
  });
});
