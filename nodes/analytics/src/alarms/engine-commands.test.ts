import assert from 'node:assert/strict';
import { type AlarmEntry, alarmErrors } from '@millwright/analytics';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import { type Bench, eachWithBench, good, hour, settled, shelve } from './engine.fixture.ts';
import { mostCommands } from './watched-alarm.ts';

describe('commands of an alarm engine', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  it('are on disk before they are answered, with who gave them', async () => {
    (await bench.started()).read(good(95));
    await bench.acknowledge();
    assert.deepEqual(await bench.written(), [
      'level normal unacknowledged',
      'level unacknowledged acknowledged',
    ]);
    const [line] = await bench.engine.journal({ limit: 1 });
    assert.deepEqual([line?.actor, line?.cause], ['ann', 'acknowledge']);
  });

  it('are operations of whoever gives them, about the widget, with what they are for', async () => {
    (await bench.started()).read(good(95));
    await bench.act({ ...shelve, note: ' pump ' });
    assert.deepEqual(bench.operations, [
      {
        name: 'alarm.shelve',
        action: 'alarm.shelve',
        locks: [],
        target: { kind: 'node', id: 'list' },
        actor: { kind: 'user', name: 'ann' },
        note: 'pump',
        facts: {
          alarm: 'level',
          text: 'Filler: level high',
          area: 'Filling',
          duration: hour,
          oneShot: false,
        },
      },
    ]);
  });

  it('of somebody without a name are those of anyone', async () => {
    (await bench.started()).read(good(95));
    await bench.engine.act(
      { kind: 'acknowledge', alarm: 'level', occurrence: 1, seq: 1 },
      { kind: 'user' },
      { node: 'list' },
    );
    assert.deepEqual((bench.operations[0] as { actor: object }).actor, { kind: 'anyone' });
    assert.equal((await bench.engine.journal({ limit: 1 }))[0]?.actor, 'anyone');
  });

  it('that wait when their alarm leaves are refused, so that nobody waits for ever', async () => {
    const alarm = await bench.started();
    const under = alarm.command({ kind: 'out-of-service', note: 'calibration' }, 'ann');
    const waiting = alarm.command({ kind: 'return-to-service' }, 'ann');
    const refused = assert.rejects(waiting, (error) => alarmEngineErrors.unknownAlarm.is(error));
    await bench.engine.leave(alarm);
    await Promise.all([under, refused]);
    await assert.rejects(alarm.command({ kind: 'return-to-service' }, 'ann'), (error) =>
      alarmEngineErrors.unknownAlarm.is(error),
    );
    assert.deepEqual(await bench.written(), ['level normal out-of-service']);
  });

  it('each have their operation and action', async () => {
    await bench.started();
    await bench.act(shelve);
    await bench.act({ kind: 'unshelve', alarm: 'level' });
    await bench.act({ kind: 'out-of-service', alarm: 'level', note: 'calibration' });
    await bench.act({ kind: 'return-to-service', alarm: 'level' });
    assert.deepEqual(
      bench.operations.map((each) => Object.values(each).slice(0, 2)),
      [
        ['alarm.shelve', 'alarm.shelve'],
        ['alarm.unshelve', 'alarm.shelve'],
        ['alarm.out-of-service', 'alarm.service'],
        ['alarm.return-to-service', 'alarm.service'],
      ],
    );
  });

  it('that do not apply, are about nothing or make no sense are refused', async () => {
    await bench.started();
    await assert.rejects(bench.act({ kind: 'reset', alarm: 'level' }), alarmErrors.doesNotApply.is);
    await assert.rejects(bench.act({ ...shelve, duration: 9 * hour }), alarmErrors.badShelving.is);
    await assert.rejects(bench.act({ kind: 'reset', alarm: 'nobody' }), alarmEngineErrors.unknownAlarm.is);
    const senseless: object[] = [
      { kind: 'explode', alarm: 'level' },
      { ...shelve, note: '  ' },
      { ...shelve, duration: Number.NaN },
      { ...shelve, note: 'x'.repeat(3000) },
      { kind: 'acknowledge', alarm: 'level', occurrence: '1', seq: 1 },
      { kind: 'reset' },
    ];
    for (const each of senseless)
      await assert.rejects(bench.act(each as typeof shelve), alarmEngineErrors.badRequest.is);
    assert.deepEqual(await bench.written(), []);
  });

  it('of two people who acknowledge the same: the second finds it done', async () => {
    (await bench.started()).read(good(95));
    const { state } = bench.engine.alarms()[0] as AlarmEntry;
    const { occurrence, seq } = state;
    const request = { kind: 'acknowledge', alarm: 'level', occurrence, seq } as const;
    await Promise.all([bench.act(request, 'ann'), bench.act(request, 'bob')]);
    assert.deepEqual((await bench.written()).length, 2);
  });

  it('wait for their turn, but not more of them than somebody can have meant', async () => {
    const alarm = bench.watch();
    const waiting = Array.from({ length: mostCommands }, () =>
      alarm.command({ kind: 'out-of-service', note: 'calibration' }, 'ann'),
    );
    const all = Promise.allSettled(waiting);
    await assert.rejects(alarm.command({ kind: 'reset' }, 'ann'), (error) =>
      alarmEngineErrors.tooManyCommands.is(error),
    );
    await bench.engine.start();
    assert.equal((await all).filter(({ status }) => status === 'fulfilled').length, 1);
    assert.deepEqual(await bench.written(), ['level normal out-of-service']);
  });

  it('come before what is told while they are on their way', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    await settled(bench, 1);
    bench.release = () => {};
    const acknowledged = bench.acknowledge();
    await new Promise((resolve) => setImmediate(resolve));
    alarm.read(good(80));
    assert.equal(bench.stage(), 'unacknowledged', 'nothing is done before it is on disk');
    bench.release();
    bench.release = undefined;
    await acknowledged;
    assert.deepEqual(
      bench.steps.map(({ to }) => to),
      ['unacknowledged', 'acknowledged', 'normal'],
    );
  });
});
