import assert from 'node:assert/strict';
import type { NodeContext } from '@millwright/runtime';
import { type Bench, eachWithBench } from '../alarms/engine.fixture.ts';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import type { CreateAlarmEngine } from '../mw-alarm-engine/mw-alarm-engine.ts';
import { createAlarm } from './mw-alarm.ts';
import { type AlarmConfig, alarmNode } from './schema.ts';

describe('an alarm node', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  const made = (config: object) => {
    const result = alarmNode.parse({ schema: 1, engine: 'engine', text: 'Speed', ...config });
    assert.ok(result.ok, JSON.stringify(result));
    const create = createAlarm((() => ({})) as unknown as CreateAlarmEngine, bench.clock);
    return create({
      id: 'speed',
      config: result.value,
      refer: () => ({ engine: bench.engine }),
      send: (message: { readonly payload: { readonly to: string } }) => sent.push(message.payload.to),
      status: () => {},
    } as unknown as NodeContext<AlarmConfig>).input;
  };
  const stage = (): string | undefined => bench.engine.alarms()[0]?.state.stage;
  const speed = (value: number): object => ({ sample: { tag: 'speed', value } });
  let sent: string[];

  beforeEach(async () => {
    sent = [];
    await bench.engine.start();
  });

  it('raises at the end of suppression by what that message says itself, and not by the reading of before', () => {
    const input = made({ condition: 'limit', level: 'lo', at: 90 });
    input({ suppress: true, ...speed(50) });
    assert.equal(stage(), 'suppressed');
    input({ suppress: false, ...speed(100) });
    assert.equal(stage(), 'normal');
    input({ suppress: true, ...speed(100) });
    input({ suppress: false, ...speed(50) });
    assert.equal(stage(), 'unacknowledged');
  });

  it('holds the reading of a message against the set point that comes with it, and no other one', () => {
    const input = made({ condition: 'deviation', at: 5 });
    input({ setPoint: 50, ...speed(50) });
    input({ setPoint: 80, ...speed(80) });
    assert.deepEqual([stage(), sent], ['normal', []]);
    input({ setPoint: 60 });
    assert.deepEqual([stage(), sent], ['unacknowledged', ['unacknowledged']]);
  });

  it('holds the reading of before against a set point that comes with one that is too old', () => {
    const input = made({ condition: 'deviation', at: 5 });
    input({ setPoint: 50, ...speed(50) });
    input({ setPoint: 80, sample: { tag: 'speed', value: 80, ts: bench.clock.now() - 1 } });
    assert.equal(stage(), 'unacknowledged');
  });

  for (const message of [{}, { payload: {} }, { sample: {} }, { samples: [{ tag: 'a' }, { tag: 'b' }] }])
    it(`has no value after what cannot be read, until something can be: ${JSON.stringify(message)}`, () => {
      const input = made({ condition: 'limit', level: 'hi', at: 90 });
      const state = () => bench.engine.alarms()[0]?.state;
      input({ payload: 20 });
      assert.equal(state()?.holds, false);
      assert.throws(() => input(message), alarmEngineErrors.noReading.is);
      assert.deepEqual([state()?.holds, state()?.quality], ['unknown', 'bad']);
      input({ payload: 95 });
      assert.throws(() => input(message), alarmEngineErrors.noReading.is);
      assert.deepEqual([state()?.holds, state()?.stage], ['unknown', 'unacknowledged']);
      input({ payload: 20 });
      assert.deepEqual([state()?.holds, state()?.stage], [false, 'returned']);
    });

  it('keeps its value where a message that cannot be read is about another tag', () => {
    const input = made({ condition: 'limit', level: 'hi', at: 90, tag: 'level' });
    input({ payload: 20 });
    input({ payload: {}, topic: 'other' });
    assert.equal(bench.engine.alarms()[0]?.state.holds, false);
  });
});
