import type { JournalRecord } from '@millwright/analytics';
import type { Message, NodeContext } from '@millwright/runtime';
import type { Clock } from '@millwright/tags';
import type { AlarmPlan } from '../alarms/plan.ts';
import type { Told } from '../alarms/readings.ts';
import { TagHeard } from '../alarms/tag-heard.ts';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import type { CreateAlarmEngine } from '../mw-alarm-engine/mw-alarm-engine.ts';
import { alarmEngineNode } from '../mw-alarm-engine/schema.ts';
import { planOf } from './plan-of.ts';
import type { AlarmConfig } from './schema.ts';
import { wordOf } from './word-of.ts';

/** Tells an alarm of the engine what messages say, and sends what becomes of it. */
export const createAlarm =
  (createEngine: CreateAlarmEngine, clock: Clock) =>
  ({ id, config, refer, send, status }: NodeContext<AlarmConfig>) => {
    const { engine } = refer(createEngine, alarmEngineNode.type, config.engine);
    const plan = planOf(id, config);
    const alarm = engine.watch(plan, ({ after, records }) => {
      for (const record of records) send(messageOf(record, plan));
      status(wordOf(after));
    });
    const heard = new TagHeard(config.tag);
    const readable = (message: Message): Told => {
      try {
        return heard.toldBy(message, clock.now());
      } catch (error) {
        // What it watches has said something that nobody understands: the value of before counts no longer.
        if (alarmEngineErrors.noReading.is(error)) alarm.unreadable();
        throw error;
      }
    };
    return {
      input(message: Message): void {
        const { reading, suppress, setPoint } = readable(message);
        // A reading that comes along is held against it, and not the one of before.
        if (setPoint !== undefined) alarm.setPoint(setPoint, reading !== undefined);
        // Where suppression ends with a message, what that message says counts, and not the reading of before.
        if (suppress === true) alarm.suppress(true);
        if (reading) alarm.read(reading);
        if (suppress === false) alarm.suppress(false);
      },
      close: () => engine.leave(alarm),
    };
  };

/** A step of the alarm, as flows are told of it. */
const messageOf = (record: JournalRecord, { text, area, unit }: AlarmPlan) => ({
  topic: text,
  payload: { ...record, text, area, ...(unit !== undefined && { unit }) },
});
