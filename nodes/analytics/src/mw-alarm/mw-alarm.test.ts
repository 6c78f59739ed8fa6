import assert from 'node:assert/strict';
import type { NodeContext } from '@millwright/runtime';
import { type Bench, eachWithBench } from '../alarms/engine.fixture.ts';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import type { CreateAlarmEngine } from '../mw-alarm-engine/mw-alarm-engine.ts';
import { createAlarm } from './mw-alarm.ts';
import { type AlarmConfig, alarmNode } from './schema.ts';

/** An alarm with a limit of 90 as its node makes it, and what its engine knows of it. */
function alarmNodeOf(bench: Bench, config: object) {
  const result = alarmNode.parse({ schema: 1, engine: 'engine', condition: 'limit', at: 90, ...config });
  assert.ok(result.ok, JSON.stringify(result));
  const create = createAlarm((() => ({})) as unknown as CreateAlarmEngine, bench.clock);
  const sent: string[] = [];
  const { input } = create({
    id: 'level',
    config: result.value,
    refer: () => ({ engine: bench.engine }),
    send: (message: { readonly payload: { readonly to: string } }) => sent.push(message.payload.to),
    status: () => {},
  } as unknown as NodeContext<AlarmConfig>);
  return { input, sent, state: () => bench.engine.alarms()[0]?.state };
}

describe('a message that cannot be read', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  for (const message of [{}, { payload: {} }, { sample: {} }, { samples: [{ tag: 'a' }, { tag: 'b' }] }])
    it(`leaves no value until one comes that can be: ${JSON.stringify(message)}`, async () => {
      await bench.engine.start();
      const { input, state } = alarmNodeOf(bench, { text: 'Level high', level: 'hi' });
      input({ payload: 20 });
      assert.equal(state()?.holds, false);
      assert.throws(() => input(message), alarmEngineErrors.noReading.is);
      assert.deepEqual([state()?.holds, state()?.quality], ['unknown', 'bad']);
      input({ payload: 95 });
      assert.throws(() => input(message), alarmEngineErrors.noReading.is);
      assert.deepEqual([state()?.holds, state()?.stage], ['unknown', 'unacknowledged']);
      // The next sample may have been taken a little before that message came.
      input({ sample: { value: 20, ts: bench.clock.now() } });
      assert.deepEqual([state()?.holds, state()?.stage], [false, 'returned']);
    });

  it('changes nothing where it is about another tag', async () => {
    await bench.engine.start();
    const { input, state } = alarmNodeOf(bench, { text: 'Level high', level: 'hi', tag: 'level' });
    input({ payload: 20 });
    input({ payload: {}, topic: 'other' });
    assert.equal(state()?.holds, false);
  });
});

describe('a message that ends suppression', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  it('raises by what it says itself, and not by the reading of before', async () => {
    await bench.engine.start();
    const { input, state } = alarmNodeOf(bench, { text: 'Speed low', level: 'lo' });
    input({ suppress: true, sample: { tag: 'speed', value: 50 } });
    assert.equal(state()?.stage, 'suppressed');
    input({ suppress: false, sample: { tag: 'speed', value: 100 } });
    assert.equal(state()?.stage, 'normal');
    input({ suppress: true, sample: { tag: 'speed', value: 100 } });
    input({ suppress: false, sample: { tag: 'speed', value: 50 } });
    assert.equal(state()?.stage, 'unacknowledged');
  });
});

describe('a message that brings a set point', () => {
  let bench: Bench;
  eachWithBench((own) => {
    bench = own;
  });

  it('has its own reading held against it, and no other one', async () => {
    await bench.engine.start();
    const { input, state, sent } = alarmNodeOf(bench, { text: 'Speed', condition: 'deviation', at: 5 });
    const speed = (value: number): object => ({ sample: { tag: 'speed', value } });
    input({ setPoint: 50, ...speed(50) });
    input({ setPoint: 80, ...speed(80) });
    assert.deepEqual([state()?.stage, sent], ['normal', []]);
    input({ setPoint: 60 });
    assert.deepEqual([state()?.stage, sent], ['unacknowledged', ['unacknowledged']]);
  });
});
