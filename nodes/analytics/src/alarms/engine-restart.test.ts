import assert from 'node:assert/strict';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import {
  type Bench,
  eachWithBench,
  good,
  hour,
  levelHigh,
  named,
  settled,
  shelve,
} from './engine.fixture.ts';
import { loadAgain } from './engine.ts';

describe('an alarm engine after a restart', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  for (const how of ['closed', 'killed'] as const)
    it(`of one that was ${how}: an acknowledgement stands, and goes on while the condition holds`, async () => {
      (await bench.started()).read(good(95));
      await bench.acknowledge();
      const alarm = await bench.restart(how);
      assert.equal(bench.stage(), 'acknowledged');
      alarm.read(good(96));
      assert.equal(bench.stage(), 'acknowledged');
      assert.deepEqual((await bench.written()).length, 2);
    });

  it('what has gone meanwhile returns, and comes again as another occurrence', async () => {
    (await bench.started()).read(good(95));
    await bench.acknowledge();
    const alarm = await bench.restart();
    alarm.read(good(50));
    assert.equal(bench.stage(), 'normal');
    alarm.read(good(95));
    assert.equal(bench.engine.alarms()[0]?.state.occurrence, 2);
    await settled(bench, 4);
    assert.deepEqual(
      (await bench.engine.journal({ limit: 10 })).map(({ seq }) => seq),
      [4, 3, 2, 1],
    );
  });

  it('shelving ends when it should, also where nobody was there', async () => {
    (await bench.started()).read(good(95));
    await bench.act(shelve);
    const end = bench.clock.now() + hour;
    await bench.engine.close();
    bench.clock.advance(3 * hour);
    await bench.restart('killed');
    assert.equal(bench.stage(), 'unacknowledged');
    const [line] = await bench.engine.journal({ limit: 1 });
    await settled(bench, 3);
    const [newest] = await bench.engine.journal({ limit: 1 });
    assert.deepEqual([newest?.cause, newest?.ts], ['expiry', end], JSON.stringify(line));
  });

  it('shelving that goes on ends at the time that was said', async () => {
    await bench.started();
    await bench.act(shelve);
    await bench.restart();
    bench.clock.advance(hour - 1);
    assert.equal(bench.stage(), 'shelved');
    bench.clock.advance(1);
    assert.equal(bench.stage(), 'normal');
  });

  it('what logic said about suppression is known underneath a person’s command', async () => {
    const alarm = await bench.started();
    await bench.act(shelve);
    alarm.suppress(true);
    await bench.restart();
    await bench.act({ kind: 'unshelve', alarm: 'level' });
    assert.equal(bench.stage(), 'suppressed');
  });

  it('what went on underneath while it was set aside is known', async () => {
    const alarm = await bench.started();
    await bench.act(shelve);
    alarm.read(good(95));
    await bench.restart('closed');
    await bench.act({ kind: 'unshelve', alarm: 'level' });
    assert.equal(bench.stage(), 'unacknowledged');
  });

  it('logic that suppressed it before the file could be read has not been forgotten once it can be', async () => {
    await bench.started();
    await bench.engine.close();
    bench.isGone = true;
    const alarm = await bench.restart('killed');
    alarm.suppress(true);
    assert.equal(bench.stage(), 'suppressed');
    bench.isGone = false;
    bench.clock.advance(loadAgain);
    while (bench.engine.readiness().state !== 'ready') await new Promise((resolve) => setImmediate(resolve));
    assert.equal(bench.stage(), 'suppressed');
  });

  it('another definition counts, and the alarm stands until its condition is told', async () => {
    (await bench.started(named('level', { latching: true }))).read(good(95));
    const changed = { ...levelHigh, condition: { ...levelHigh.condition, at: 120 } } as typeof levelHigh;
    const alarm = await bench.restart('closed', changed);
    assert.equal(bench.stage(), 'unacknowledged');
    alarm.read(good(95));
    assert.equal(bench.stage(), 'returned', 'it latches no longer');
  });

  for (const [what, statement] of [
    ['is no JSON', "update alarm set state = 'x'"],
    ['contradicts itself', "update alarm set state = json_set(state, '$.stage', 'shelved')"],
    [
      'lacks a record of its journal',
      "update alarm set state = json_set(state, '$.seq', 0, '$.raised', 0, '$.occurrence', 0); delete from journal where seq = 1",
    ],
  ] as const)
    it(`a state that ${what} is told of: the alarm is what its journal says last`, async () => {
      (await bench.started()).read(good(95));
      await bench.acknowledge();
      await bench.engine.close();
      bench.spoil(statement);
      const alarm = await bench.restart('killed');
      assert.deepEqual(bench.faults, ['alarm.bad-state']);
      assert.equal(bench.stage(), 'acknowledged');
      alarm.read(good(50));
      await settled(bench, what === 'lacks a record of its journal' ? 2 : 3);
      assert.equal((await bench.engine.journal({ limit: 1 }))[0]?.seq, 3);
      await bench.restart();
      assert.deepEqual(bench.faults, ['alarm.bad-state']);
      assert.equal(bench.stage(), 'normal');
    });

  for (const [what, plan] of [
    ['that is there', levelHigh],
    ['whose node is not there', named('another')],
  ] as const)
    it(`a state of yesterday that is no JSON, of an alarm ${what}, keeps nothing else from being read`, async () => {
      (await bench.started()).read(good(95));
      const other = bench.watch(named('other'));
      other.read(good(95));
      await bench.acknowledge('other');
      await settled(bench, 3);
      await bench.engine.close();
      bench.spoil("update alarm set state = 'x' where alarm = 'level'");
      bench.clock.advance(24 * hour);
      await bench.restart('killed', plan);
      bench.watch(named('other'));
      assert.deepEqual([bench.faults, bench.engine.readiness()], [['alarm.bad-state'], { state: 'ready' }]);
      assert.equal(bench.stage('other'), 'acknowledged');
      assert.deepEqual(
        bench.engine.figures().stale.map(({ alarm }) => alarm),
        ['other'],
      );
      if (plan === levelHigh) assert.equal(bench.stage(), 'unacknowledged');
    });

  for (const spoilt of ['x', 'null', '{}', '7'])
    it(`a line of the journal that is ${spoilt} hides no other one`, async () => {
      const alarm = await bench.started();
      for (const value of [95, 50, 95, 50]) alarm.read(good(value));
      await settled(bench, 4);
      await bench.engine.close();
      bench.spoil(`update journal set line = '${spoilt}' where seq = 3`);
      await bench.restart('killed');
      for (const query of [{ limit: 2 }, { limit: 2, alarm: 'level' }])
        assert.deepEqual(
          (await bench.engine.journal(query)).map(({ seq }) => seq),
          [4, 2],
        );
      assert.equal(bench.engine.figures().total, 1);
    });

  it('a state and a journal that are both damaged begin anew, and the journal goes on', async () => {
    (await bench.started()).read(good(95));
    await bench.acknowledge();
    await bench.engine.close();
    bench.spoil("update alarm set state = 'x'; update journal set line = 'x' where seq = 2");
    const alarm = await bench.restart('killed');
    assert.deepEqual([bench.faults, bench.stage()], [['alarm.bad-state'], 'normal']);
    alarm.read(good(95));
    await settled(bench, 2);
    assert.equal((await bench.engine.journal({ limit: 1 }))[0]?.seq, 3);
  });

  it('a state that a newer version kept is left as it is, and nothing is done until it can be read', async () => {
    (await bench.started()).read(good(95));
    await bench.acknowledge();
    await bench.engine.close();
    bench.spoil("update alarm set state = json_set(state, '$.format', 2)");
    const alarm = await bench.restart('killed');
    assert.deepEqual(bench.faults, ['alarm-engine.not-loaded']);
    assert.deepEqual(bench.engine.readiness(), { state: 'failed', code: 'alarm.newer-state' });
    alarm.read(good(50));
    await assert.rejects(bench.act(shelve), alarmEngineErrors.notLoaded.is);
    await bench.engine.close();
    bench.spoil("update alarm set state = json_set(state, '$.format', 1)");
    await bench.restart('killed');
    assert.equal(bench.stage(), 'acknowledged');
  });

  it('what the journal has beyond a state that was kept counts', async () => {
    (await bench.started()).read(good(95));
    await settled(bench, 1);
    await bench.engine.close();
    bench.spoil(
      "update alarm set state = json_set(state, '$.seq', 0, '$.raised', 0, '$.occurrence', 0, '$.stage', 'normal', '$.active', json('false'), '$.acknowledged', json('true'))",
    );
    await bench.restart('killed');
    assert.deepEqual([bench.stage(), bench.faults], ['unacknowledged', []]);
  });

  it('the figures of today are known', async () => {
    (await bench.started()).read(good(95));
    await settled(bench, 1);
    await bench.restart();
    assert.equal(bench.engine.figures().total, 1);
  });
});
