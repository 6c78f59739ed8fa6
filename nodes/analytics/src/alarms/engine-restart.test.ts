import assert from 'node:assert/strict';
import { Bench, good, hour, levelHigh, named, settled, shelve } from './engine.fixture.ts';

describe('an alarm engine after a restart', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });
  afterEach(() => bench.close());

  const stage = (id = 'level'): string | undefined =>
    bench.engine.alarms().find((each) => each.id === id)?.state.stage;

  for (const how of ['closed', 'killed'] as const)
    it(`of one that was ${how}: an acknowledgement stands, and goes on while the condition holds`, async () => {
      (await bench.started()).read(good(95));
      await bench.acknowledge();
      const alarm = await bench.restart(how);
      assert.equal(stage(), 'acknowledged');
      alarm.read(good(96));
      assert.equal(stage(), 'acknowledged');
      assert.deepEqual((await bench.written()).length, 2);
    });

  it('what has gone meanwhile returns, and comes again as another occurrence', async () => {
    (await bench.started()).read(good(95));
    await bench.acknowledge();
    const alarm = await bench.restart();
    alarm.read(good(50));
    assert.equal(stage(), 'normal');
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
    assert.equal(stage(), 'unacknowledged');
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
    assert.equal(stage(), 'shelved');
    bench.clock.advance(1);
    assert.equal(stage(), 'normal');
  });

  it('what logic said about suppression is known underneath a person’s command', async () => {
    const alarm = await bench.started();
    await bench.act(shelve);
    alarm.suppress(true);
    await bench.restart();
    await bench.act({ kind: 'unshelve', alarm: 'level' });
    assert.equal(stage(), 'suppressed');
  });

  it('another definition counts, and the alarm stands until its condition is told', async () => {
    (await bench.started(named('level', { latching: true }))).read(good(95));
    const changed = { ...levelHigh, condition: { ...levelHigh.condition, at: 120 } } as typeof levelHigh;
    const alarm = await bench.restart('closed', changed);
    assert.equal(stage(), 'unacknowledged');
    alarm.read(good(95));
    assert.equal(stage(), 'returned', 'it latches no longer');
  });

  for (const [what, statement] of [
    ['is no JSON', "update alarm set state = 'x'"],
    ['contradicts itself', "update alarm set state = json_set(state, '$.stage', 'shelved')"],
    [
      'lacks a record of its journal',
      "update alarm set state = json_set(state, '$.seq', 0, '$.raised', 0, '$.occurrence', 0); delete from journal where seq = 1",
    ],
  ] as const)
    it(`a state that ${what} is passed over and told of; its journal goes on`, async () => {
      (await bench.started()).read(good(95));
      await bench.acknowledge();
      await bench.engine.close();
      bench.spoil(statement);
      const alarm = await bench.restart('killed');
      assert.deepEqual(bench.faults, ['alarm.bad-state']);
      assert.equal(stage(), 'normal');
      alarm.read(good(95));
      await settled(bench, what === 'lacks a record of its journal' ? 2 : 3);
      assert.equal((await bench.engine.journal({ limit: 1 }))[0]?.seq, 3);
      await bench.restart();
      assert.deepEqual(bench.faults, ['alarm.bad-state']);
      assert.equal(stage(), 'unacknowledged');
    });

  it('what the journal has beyond a state that was kept counts', async () => {
    (await bench.started()).read(good(95));
    await settled(bench, 1);
    await bench.engine.close();
    bench.spoil(
      "update alarm set state = json_set(state, '$.seq', 0, '$.raised', 0, '$.occurrence', 0, '$.stage', 'normal', '$.active', json('false'), '$.acknowledged', json('true'))",
    );
    await bench.restart('killed');
    assert.deepEqual([stage(), bench.faults], ['unacknowledged', []]);
  });

  it('the figures of today are known', async () => {
    (await bench.started()).read(good(95));
    await settled(bench, 1);
    await bench.restart();
    assert.equal(bench.engine.figures().total, 1);
  });
});
