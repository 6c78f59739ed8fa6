import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'mocha';
import { Presence } from '../presence.ts';
import { Rooms } from '../rooms.fixture.ts';
import type { Member } from '../store/member.fixture.ts';
import { describeStores } from '../store/store.fixture.ts';
import { Road } from './road.ts';

describeStores('the road to devices', (opened) => {
  let rooms: Rooms;
  let road: Road;
  let one: Member;

  beforeEach(async () => {
    rooms = new Rooms(opened().store);
    await rooms.keys.setUp({ mode: 'one-key' });
    one = await rooms.member('oven-1');
    const now = (): number => rooms.time;
    road = new Road({
      ...{ store: () => rooms.store, keys: rooms.keys, wanted: rooms.wanted, now },
      presence: new Presence({ now, onRefused: () => undefined, onChanged: () => undefined }),
      onReport: () => undefined,
      onCopied: () => undefined,
    });
  });
  afterEach(() => rooms.remove());

  const say = (reported: string) => road.exchange(one.id, { format: 1, trust: 1, reported });

  it('tells what is wanted to a report that is new, and to one that was overheard only that there is something', async () => {
    const reported = one.report();
    assert.deepEqual(await say(reported), { format: 1, trust: [], next: 20_000 });
    await rooms.carryOut((await rooms.plan()).id);
    const again = await say(reported);
    assert.deepEqual([again.desired, again.anew], [undefined, true]);
    const next = await say(one.report({ counter: 2 }));
    assert.deepEqual([next.desired !== undefined, next.anew], [true, undefined]);
    // It has seen that.
    const seen = one.report({ counter: 3, desired: 1 });
    await say(seen);
    const last = await say(seen);
    assert.deepEqual([last.desired, last.anew], [undefined, undefined]);
  });
});
