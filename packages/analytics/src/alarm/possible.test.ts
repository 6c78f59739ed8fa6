import assert from 'node:assert/strict';
import {
  acknowledge,
  gone,
  holds,
  outOfService,
  plain,
  shelve,
  suppress,
  type Undated,
  unknown,
} from './given.fixture.ts';
import { possibleCommands } from './possible.ts';
import { type AlarmState, newAlarm } from './state.ts';
import { step } from './step.ts';

const latching = { ...plain, latching: true };

/** The alarm after all of this, one a second. */
const after = (...events: readonly (Undated | typeof acknowledge)[]): AlarmState =>
  events.reduce<AlarmState>((state, event, index) => {
    const told = typeof event === 'function' ? event(state) : event;
    return step(latching, state, { ...told, ts: (index + 1) * 1_000 }).state;
  }, newAlarm(0));

const shelving = ['shelve', 'out-of-service'];

describe('the commands that an alarm can take', () => {
  for (const [title, state, commands] of [
    ['normal', after(gone), shelving],
    ['raised', after(holds), ['acknowledge', ...shelving]],
    ['acknowledged', after(holds, acknowledge), shelving],
    ['latched', after(holds, gone), ['acknowledge', 'reset', ...shelving]],
    ['latched and acknowledged', after(holds, acknowledge, gone), ['reset', ...shelving]],
    ['latched, and nothing is known any more', after(holds, acknowledge, gone, unknown), shelving],
    ['shelved', after(holds, shelve), ['unshelve']],
    ['suppressed by design', after(holds, suppress), []],
    ['out of service', after(holds, outOfService), ['return-to-service']],
  ] as const) {
    it(title, () => {
      assert.deepEqual([...possibleCommands(state)].sort(), [...commands].sort());
    });
  }
});
