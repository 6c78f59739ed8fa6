import assert from 'node:assert/strict';
import type { NodeContext } from '@millwright/runtime';
import { Bench } from '../alarms/engine.fixture.ts';
import type { CreateAlarmEngine } from '../mw-alarm-engine/mw-alarm-engine.ts';
import { createAlarm } from './mw-alarm.ts';
import { type AlarmConfig, alarmNode } from './schema.ts';

describe('a message that ends suppression', () => {
  it('raises by what it says itself, and not by the reading of before', async () => {
    const bench = new Bench();
    try {
      await bench.engine.start();
      const result = alarmNode.parse({
        schema: 1,
        engine: 'engine',
        text: 'Speed low',
        condition: 'limit',
        level: 'lo',
        at: 90,
      });
      assert.ok(result.ok, JSON.stringify(result));
      const create = createAlarm((() => ({})) as unknown as CreateAlarmEngine, bench.clock);
      const { input } = create({
        id: 'speed',
        config: result.value,
        refer: () => ({ engine: bench.engine }),
        send: () => {},
        status: () => {},
      } as unknown as NodeContext<AlarmConfig>);
      const stage = (): string | undefined => bench.engine.alarms()[0]?.state.stage;
      input({ suppress: true, sample: { tag: 'speed', value: 50 } });
      assert.equal(stage(), 'suppressed');
      input({ suppress: false, sample: { tag: 'speed', value: 100 } });
      assert.equal(stage(), 'normal');
      input({ suppress: true, sample: { tag: 'speed', value: 100 } });
      input({ suppress: false, sample: { tag: 'speed', value: 50 } });
      assert.equal(stage(), 'unacknowledged');
    } finally {
      await bench.close();
    }
  });
});
