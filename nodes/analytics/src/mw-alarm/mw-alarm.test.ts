import assert from 'node:assert/strict';
import type { NodeContext } from '@millwright/runtime';
import { type Bench, eachWithBench } from '../alarms/engine.fixture.ts';
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
});
