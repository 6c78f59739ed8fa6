import assert from 'node:assert/strict';
import { type AlarmEntry, alarmErrors } from '@millwright/analytics';
import { storeErrors } from '@millwright/store';
import fc from 'fast-check';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import { Bench, hour, levelHigh, named, settled, start } from './engine.fixture.ts';
import { mostAlarms } from './engine.ts';
import { again } from './journal-writer.ts';

const good = (value: number, ts = start) => ({ ts, value, quality: 'good' }) as const;
const shelve = { kind: 'shelve', alarm: 'level', duration: hour, oneShot: false, note: 'pump' } as const;

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`an alarm engine (seed ${seed})`, () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });
  afterEach(() => bench.close());

  const stage = (id = 'level'): string | undefined =>
    bench.engine.alarms().find((each) => each.id === id)?.state.stage;
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
    assert.equal(stage(), 'unacknowledged', 'the deadband has not been passed');
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

  it('waits with what alarms are told until it knows what was kept', async () => {
    const alarm = bench.watch();
    alarm.read(good(95));
    assert.deepEqual(bench.steps, []);
    assert.deepEqual(bench.engine.alarms(), []);
    await bench.engine.start();
    assert.equal(stage(), 'unacknowledged');
  });

  describe('commands', () => {
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

    it('come before what is told while they are on their way', async () => {
      const alarm = await bench.started();
      alarm.read(good(95));
      await settled(bench, 1);
      bench.release = () => {};
      const acknowledged = bench.acknowledge();
      await new Promise((resolve) => setImmediate(resolve));
      alarm.read(good(80));
      assert.equal(stage(), 'unacknowledged', 'nothing is done before it is on disk');
      bench.release();
      bench.release = undefined;
      await acknowledged;
      assert.deepEqual(
        bench.steps.map(({ to }) => to),
        ['unacknowledged', 'acknowledged', 'normal'],
      );
    });
  });

  describe('after a restart', () => {
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

    it('the figures of today are known', async () => {
      (await bench.started()).read(good(95));
      await settled(bench, 1);
      await bench.restart();
      assert.equal(bench.engine.figures().total, 1);
    });
  });

  it('lets an alarm leave the list and keeps its journal, and knows it when it comes back', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    await bench.acknowledge();
    await bench.engine.leave(alarm);
    assert.deepEqual(bench.engine.alarms(), []);
    assert.deepEqual(bench.engine.figures().frequent, []);
    assert.equal((await bench.engine.journal({ limit: 10, alarm: 'level' })).length, 2);
    bench.watch();
    assert.equal(stage(), 'acknowledged');
  });

  it('runs delays by its clock, whatever time a sample has', async () => {
    const alarm = await bench.started(named('level', { onDelay: 5_000 }));
    alarm.read(good(95, 0));
    bench.clock.advance(4_999);
    assert.equal(stage(), 'normal');
    bench.clock.advance(1);
    assert.equal(stage(), 'unacknowledged');
  });

  it('holds the last value against another set point', async () => {
    const condition = { kind: 'deviation', direction: 'either', at: 5, deadband: 1 } as const;
    const alarm = await bench.started({ ...levelHigh, condition });
    alarm.read(good(50));
    assert.equal(stage(), 'normal');
    alarm.setPoint(40);
    assert.equal(stage(), 'unacknowledged');
    alarm.setPoint(null);
    assert.equal(stage(), 'unacknowledged', 'what is not known ends nothing');
    alarm.setPoint(51);
    assert.equal(stage(), 'returned');
  });

  describe('with a full disk', () => {
    it('refuses commands and changes nothing, while alarms go on; later all of it is written in order', async () => {
      const alarm = await bench.started();
      alarm.read(good(95));
      await settled(bench, 1);
      bench.isFull = true;
      await assert.rejects(bench.acknowledge(), storeErrors.diskFull.is);
      assert.equal(stage(), 'unacknowledged');
      alarm.read(good(50));
      assert.equal(stage(), 'returned');
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
    alarm.read(good(95));
    assert.equal(stage(), 'unacknowledged');
    await assert.rejects(bench.acknowledge(), alarmEngineErrors.notLoaded.is);
    bench.isGone = false;
    bench.clock.advance(10_000);
    await soon(() => stage() === 'acknowledged');
    assert.equal((await bench.written()).length, 2);
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

  it('deletes lines that are older than they are kept, and no state of an alarm that lives', async () => {
    const alarm = await bench.started();
    alarm.read(good(95));
    await settled(bench, 1);
    // The next look at it is a day after the one before has ended.
    while ((await bench.written()).length > 0) {
      bench.clock.advance(24 * hour);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await bench.restart();
    assert.equal(stage(), 'unacknowledged');
  });

  it('has after any history a journal without a gap, which says where each alarm is', async function () {
    this.timeout(30_000);
    const doing = fc.oneof(
      fc.record({ do: fc.constant('read' as const), value: fc.constantFrom(50, 89, 95) }),
      fc.record({ do: fc.constant('suppress' as const), on: fc.boolean() }),
      fc.record({ do: fc.constant('pass' as const), time: fc.integer({ min: 1, max: 20_000 }) }),
      fc.record({
        do: fc.constant('command' as const),
        kind: fc.constantFrom('acknowledge', 'reset', 'shelve', 'unshelve', 'out', 'back'),
      }),
      fc.record({ do: fc.constant('restart' as const) }),
    );
    const plan = fc.record({
      latching: fc.boolean(),
      autoAcknowledge: fc.boolean(),
      onDelay: fc.constantFrom(0, 3_000),
      offDelay: fc.constantFrom(0, 3_000),
    });
    const commands = {
      reset: { kind: 'reset', alarm: 'level' },
      shelve: { ...shelve, duration: 10_000 },
      unshelve: { kind: 'unshelve', alarm: 'level' },
      out: { kind: 'out-of-service', alarm: 'level', note: 'test' },
      back: { kind: 'return-to-service', alarm: 'level' },
    } as const;
    await fc.assert(
      fc.asyncProperty(plan, fc.array(doing, { maxLength: 30 }), async (more, history) => {
        const own = new Bench();
        try {
          let alarm = await own.started(named('level', more));
          for (const each of history) {
            if (each.do === 'read') alarm.read(good(each.value));
            else if (each.do === 'suppress') alarm.suppress(each.on);
            else if (each.do === 'pass') own.clock.advance(each.time);
            else if (each.do === 'restart') alarm = await own.restart('closed', named('level', more));
            else {
              const { kind } = each;
              const command = kind === 'acknowledge' ? own.acknowledge() : own.act(commands[kind]);
              // What does not apply is refused, and stands in no journal.
              await command.catch(() => undefined);
            }
          }
          await own.engine.close();
          const lines = [...(await own.engine.journal({ limit: 500 }))].reverse();
          assert.deepEqual(
            lines.map(({ seq }) => seq),
            lines.map((_, index) => index + 1),
          );
          const stages = ['normal', ...lines.map(({ to }) => to)];
          assert.deepEqual(
            lines.map(({ from }) => from),
            stages.slice(0, -1),
          );
          assert.equal(alarm.state.stage, stages.at(-1));
        } finally {
          await own.close();
        }
      }),
      { seed, numRuns: 25 },
    );
  });
});
