import assert from 'node:assert/strict';
import { type Bench, eachWithBench, good, hour, named, settled, shelve } from './engine.fixture.ts';

const [minute, week] = [60_000, 7 * 24 * hour];

describe('what an alarm engine deletes', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  /** More than the thirty days for which this engine keeps lines: it looks a minute after its start, and then a day after each stop. */
  const pass = async (): Promise<void> => {
    await bench.pruned(minute);
    for (let weeks = 0; weeks < 6; weeks += 1) await bench.pruned(week);
  };

  it('is no line that is younger than it is kept', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    await settled(bench, 1);
    await bench.pruned(minute);
    for (let weeks = 0; weeks < 5; weeks += 1) await bench.pruned(week);
    assert.equal((await bench.written()).length, 1);
    await bench.pruned(week);
    assert.deepEqual(await bench.written(), []);
  });

  it('is no state of an alarm that lives, normal or not', async () => {
    const alarm = await bench.started();
    const normal = bench.watch(named('normal'));
    for (const value of [95, 50, 95]) alarm.read(good(value));
    for (const value of [95, 50]) normal.read(good(value));
    await bench.acknowledge('normal');
    await settled(bench, 6);
    await pass();
    assert.deepEqual(await bench.written(), []);
    await bench.restart();
    bench.watch(named('normal')).read(good(95));
    assert.equal(bench.stage(), 'unacknowledged');
    assert.deepEqual(
      bench.engine.alarms().map(({ state }) => state.occurrence),
      [2, 2],
    );
  });

  it('is of alarms that do not live only what is normal', async () => {
    const alarms = [await bench.started(), bench.watch(named('normal')), bench.watch(named('served'))];
    for (const alarm of alarms) for (const value of [95, 50]) alarm.read(good(value));
    await bench.acknowledge();
    await bench.act({ ...shelve, duration: 4 * hour });
    await bench.acknowledge('normal');
    await bench.act({ kind: 'out-of-service', alarm: 'served', note: 'test' });
    await settled(bench, 9);
    await bench.engine.close();
    await bench.restart('killed', named('another'));
    await pass();
    await bench.restart();
    const back = ['normal', 'served'].map((id) => bench.watch(named(id)));
    assert.deepEqual(
      back.map(({ state }) => [state.stage, state.occurrence]),
      [
        ['normal', 0],
        ['out-of-service', 1],
      ],
    );
  });

  it('is nothing by its age after the clock has leapt, until it is believed again', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    await settled(bench, 1);
    await bench.pruned(minute);
    await bench.pruned(365 * 24 * hour);
    await bench.pruned(24 * hour);
    await bench.restart();
    await bench.pruned(minute);
    assert.equal((await bench.written()).length, 1);
    assert.equal(bench.warnings.length, 2, 'once for each start');
    await bench.pruned(week);
    await bench.pruned(week);
    assert.deepEqual(await bench.written(), []);
    assert.deepEqual(bench.faults, []);
    assert.equal(bench.stage(), 'unacknowledged');
  });
});
