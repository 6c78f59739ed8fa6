import assert from 'node:assert/strict';
import type { AlarmEntry } from '@millwright/analytics';
import { storeErrors } from '@millwright/store';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import { type Bench, eachWithBench, good, hour, levelHigh, named, settled } from './engine.fixture.ts';
import { loadAgain, mostAlarms } from './engine.ts';
import { again } from './journal-writer.ts';
import { farewell } from './roll.ts';
import { mostTold } from './turns.ts';

describe('an alarm engine', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  const soon = async (what: () => boolean): Promise<void> => {
    while (!what()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('raises an alarm, tells of the step, and writes it', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    assert.deepEqual(
      bench.steps.map(({ from, to, value, limit }) => [from, to, value, limit]),
      [['normal', 'unacknowledged', 95, 90]],
    );
    await settled(bench, 1);
    const [line] = await bench.engine.journal({ limit: 10 });
    assert.equal(line?.text, 'Filler: level high');
    assert.equal(line?.number, 1);
    alarm.read(good(89));
    assert.equal(bench.stage(), 'unacknowledged', 'the deadband has not been passed');
  });

  it('lists what an operator needs to know of an alarm', async () => {
    await bench.started();
    const [{ state, ...entry } = {} as AlarmEntry] = bench.engine.alarms();
    assert.deepEqual(entry, {
      id: 'level',
      text: 'Filler: level high',
      area: 'Filling',
      tag: 'filler.level',
      priority: 2,
      longestShelving: 8 * hour,
      unit: '%',
    });
    assert.equal(state?.stage, 'normal');
  });

  it('waits with what alarms are told until it knows what was kept, and says when it does', async () => {
    const told: number[] = [];
    bench.engine.follow((changed) => told.push(changed.length));
    const alarm = bench.watch();
    alarm.read(good(95));
    assert.deepEqual(bench.steps, []);
    assert.deepEqual([bench.engine.alarms(), bench.engine.readiness()], [[], { state: 'loading' }]);
    bench.clock.advance(100);
    await bench.engine.start();
    assert.equal(bench.stage(), 'unacknowledged');
    assert.deepEqual(bench.engine.readiness(), { state: 'ready' });
    bench.clock.advance(100);
    assert.deepEqual(told, [1, 1]);
  });

  it('tells that it is ready also where it has no alarm', async () => {
    let told = 0;
    bench.engine.follow(() => {
      told += 1;
    });
    await bench.engine.start();
    bench.clock.advance(100);
    assert.equal(told, 1);
  });

  it('bounds what waits for its file, says so once, and knows the newest', async () => {
    const alarms = [bench.watch(), bench.watch(named('other'))];
    for (const alarm of alarms) for (let n = 0; n <= 2 * mostTold; n += 1) alarm.read(good(n));
    assert.deepEqual(bench.faults, ['alarm-engine.passed-over']);
    await bench.engine.start();
    assert.deepEqual(
      bench.engine.alarms().map(({ state }) => state.value),
      [2 * mostTold, 2 * mostTold],
    );
  });

  it('lets an alarm leave the list and keeps its journal, and knows it when it comes back', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    await bench.acknowledge();
    await bench.engine.leave(alarm);
    await assert.rejects(bench.acknowledge(), alarmEngineErrors.unknownAlarm.is);
    bench.clock.advance(farewell);
    assert.deepEqual(bench.engine.alarms(), []);
    assert.deepEqual(bench.engine.figures().frequent, []);
    assert.equal((await bench.engine.journal({ limit: 10, alarm: 'level' })).length, 2);
    bench.watch();
    assert.equal(bench.stage(), 'acknowledged');
  });

  it('keeps an alarm in the list that a deploy ends and begins anew', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    await bench.engine.leave(alarm);
    assert.deepEqual([bench.stage(), bench.engine.alarms().length], ['unacknowledged', 1]);
    bench.watch();
    bench.clock.advance(farewell);
    assert.deepEqual([bench.stage(), bench.engine.alarms().length], ['unacknowledged', 1]);
  });

  it('runs delays by its clock, whatever time a sample has', async () => {
    const alarm = await bench.started(named('level', { onDelay: 5_000 }));
    alarm.read(good(95, 0));
    bench.clock.advance(4_999);
    assert.equal(bench.stage(), 'normal');
    bench.clock.advance(1);
    assert.equal(bench.stage(), 'unacknowledged');
  });

  it('holds the last value against another set point', async () => {
    const condition = { kind: 'deviation', direction: 'either', at: 5, deadband: 1 } as const;
    const alarm = await bench.started({ ...levelHigh, condition });
    alarm.read(good(50));
    assert.equal(bench.stage(), 'normal');
    alarm.setPoint(40);
    assert.equal(bench.stage(), 'unacknowledged');
    alarm.setPoint(null);
    assert.equal(bench.stage(), 'unacknowledged', 'what is not known ends nothing');
    alarm.setPoint(51);
    assert.equal(bench.stage(), 'returned');
    alarm.setPoint(80, true);
    assert.equal(bench.stage(), 'returned', 'the reading that follows counts');
    alarm.read(good(70));
    assert.equal(bench.stage(), 'unacknowledged');
  });

  describe('with a full disk', () => {
    it('refuses commands and changes nothing, while alarms go on; later all of it is written in order', async () => {
      const alarm = await bench.started();
      alarm.read(good(95));
      await settled(bench, 1);
      bench.isFull = true;
      await assert.rejects(bench.acknowledge(), storeErrors.diskFull.is);
      assert.equal(bench.stage(), 'unacknowledged');
      alarm.read(good(50));
      assert.equal(bench.stage(), 'returned');
      await soon(() => bench.faults.length > 0);
      assert.deepEqual(bench.faults, ['alarm-engine.not-kept']);
      bench.isFull = false;
      bench.clock.advance(again);
      await settled(bench, 2);
      await bench.acknowledge();
      assert.deepEqual(await bench.written(), [
        'level normal unacknowledged',
        'level unacknowledged returned',
        'level returned normal',
      ]);
    });

    it('says at its end how much it could not write', async () => {
      const alarm = await bench.started();
      bench.isFull = true;
      alarm.read(good(95));
      await bench.engine.close();
      assert.deepEqual(bench.faults, ['alarm-engine.not-kept', 'alarm-engine.steps-lost']);
    });
  });

  it('lets alarms begin anew where nothing can be read, and takes up what was kept once it can be', async () => {
    (await bench.started()).read(good(95));
    await bench.acknowledge();
    await bench.engine.close();
    bench.isGone = true;
    const alarm = await bench.restart('killed');
    assert.deepEqual(bench.faults, ['alarm-engine.not-loaded']);
    assert.deepEqual(bench.engine.readiness(), { state: 'failed', code: 'store.not-writable' });
    alarm.read(good(95));
    assert.equal(bench.stage(), 'unacknowledged');
    await assert.rejects(bench.acknowledge(), alarmEngineErrors.notLoaded.is);
    bench.isGone = false;
    bench.clock.advance(loadAgain);
    await soon(() => bench.stage() === 'acknowledged');
    assert.equal((await bench.written()).length, 2);
  });

  it('says that its alarms began anew where their file was damaged', async () => {
    (await bench.started()).read(good(95));
    await settled(bench, 1);
    await bench.engine.close();
    bench.damage();
    await bench.restart('killed');
    assert.deepEqual(bench.faults, ['alarm-engine.set-aside']);
    assert.deepEqual(bench.engine.readiness(), { state: 'ready', anew: bench.clock.now() });
    const anew = bench.clock.now();
    bench.clock.advance(hour);
    await bench.deploy();
    assert.deepEqual(bench.engine.readiness(), { state: 'ready', anew }, 'a deploy mends nothing');
    assert.equal(bench.faults.length, 1);
    await bench.restart();
    assert.deepEqual(bench.engine.readiness(), { state: 'ready' });
  });

  for (const how of ['damage', 'damagePages'] as const)
    it(`says so where that was found at a write (${how}), and keeps what alarms are`, async () => {
      const alarm = await bench.started();
      alarm.read(good(95));
      await bench.acknowledge();
      const other = bench.watch(named('other'));
      bench.engine.follow(() => undefined);
      bench[how]();
      other.read(good(95));
      // What met the damage is written at the next attempt.
      while (!bench.faults.includes('alarm-engine.set-aside')) {
        await new Promise((resolve) => setImmediate(resolve));
        bench.clock.advance(again / 10);
      }
      const { state, ...more } = bench.engine.readiness();
      assert.deepEqual([state, Object.keys(more)], ['ready', ['anew']]);
      assert.equal(bench.stage(), 'acknowledged');
      await bench.restart();
      assert.deepEqual([bench.stage(), bench.engine.readiness()], ['acknowledged', { state: 'ready' }]);
    });

  it('takes 2,000 alarms and no more', async () => {
    for (let n = 0; n < mostAlarms; n += 1) bench.watch(named(`a${n}`));
    assert.throws(() => bench.watch(named('one more')), alarmEngineErrors.tooManyAlarms.is);
  });

  it('tells followers of several at once, and not of values that no list shows', async () => {
    const one = await bench.started();
    const other = bench.watch(named('other'));
    const told: string[][] = [];
    const end = bench.engine.follow((changed) => told.push(changed.map(({ id }) => id)));
    bench.clock.advance(100);
    one.read(good(10));
    bench.clock.advance(100);
    told.length = 0;
    one.read(good(11));
    bench.clock.advance(1000);
    assert.deepEqual(told, []);
    one.read({ ...good(0), value: 'no number' });
    bench.clock.advance(100);
    assert.deepEqual(told.splice(0), [['level']], 'it has no value any more');
    one.read(good(11));
    bench.clock.advance(100);
    assert.deepEqual(told.splice(0), [['level']]);
    one.read(good(95));
    other.read(good(95));
    one.read(good(96));
    assert.deepEqual(told, []);
    bench.clock.advance(100);
    assert.deepEqual(told, [['level', 'other']]);
    await bench.engine.leave(other);
    bench.clock.advance(100);
    assert.deepEqual(told.at(-1), [], 'the list is another one');
    end();
    one.read(good(10));
    bench.clock.advance(1000);
    assert.equal(told.length, 2);
  });

  it('pages its journal, newest first, of one alarm or of all', async () => {
    const [one, other] = [await bench.started(), bench.watch(named('other'))];
    for (let n = 0; n < 3; n += 1)
      for (const alarm of [one, other]) {
        alarm.read(good(95));
        alarm.read(good(50));
      }
    await settled(bench, 12);
    const first = await bench.engine.journal({ limit: 5 });
    assert.deepEqual(
      first.map(({ number }) => number),
      [12, 11, 10, 9, 8],
    );
    const before = first.at(-1)?.number ?? 0;
    const next = await bench.engine.journal({ limit: 5, before });
    assert.equal(next[0]?.number, 7);
    const own = await bench.engine.journal({ limit: 500, alarm: 'other', before });
    assert.ok(own.length > 0 && own.every(({ alarm, number }) => alarm === 'other' && number < before));
    for (const limit of [0, 501, 1.5, Number.NaN])
      await assert.rejects(bench.engine.journal({ limit }), alarmEngineErrors.badQuery.is);
  });
});
