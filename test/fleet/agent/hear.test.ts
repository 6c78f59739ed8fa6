import assert from 'node:assert/strict';
import { checkDesired } from '@millwright/release';
import type { Desired } from '@millwright/rollout';
import { attacks } from '../../../packages/release/src/attacks.fixture.ts';
import { acknowledged, traits } from '../../../packages/release/src/people.fixture.ts';
import { type Situation, usual } from '../../../packages/release/src/receivers.fixture.ts';
import type { HubFrame } from '../../../plugins/fleet/src/common/road.ts';
import { type Believed, hear } from '../../../plugins/fleet/src/runtime/device/road/hear.ts';

/** What a device would keep, in a situation. */
class Device implements Believed {
  readonly device = traits.id;
  trust: Situation['trust'];
  readonly last: Situation['last'];
  readonly done: string[] = [];
  readonly #situation: Situation;

  constructor(situation: Situation) {
    this.#situation = situation;
    this.trust = situation.trust;
    this.last = situation.last;
  }

  follow(trust: Situation['trust']): void {
    this.trust = trust;
    this.done.push('follow');
  }
  call({ name = '' }: Parameters<Believed['call']>[0]): void {
    if (name !== '') this.done.push(`call ${name}`);
  }
  see(_seen: number, wantsRelease: boolean): void {
    this.done.push(`see ${wantsRelease}`);
  }
  clock(): Situation['clock'] {
    return this.#situation.clock;
  }
  acknowledge(jobs: readonly string[]): void {
    this.done.push(`acknowledge ${jobs}`);
  }
  async take(wish: Desired): Promise<void> {
    this.done.push(`take ${wish.job}`);
  }
  warn(): void {}
}

const frames: Readonly<Partial<Record<string, (envelope: string) => HubFrame>>> = {
  desired: (desired) => ({ format: 1, trust: [], next: 0, desired }),
  acknowledged: (word) => ({ format: 1, trust: [], next: 0, acknowledged: word }),
  trust: (envelope) => ({ format: 1, trust: [envelope], next: 0 }),
};
/** A chain may begin with versions that were passed long ago: those are left alone, and nobody goes back to them. */
const leftAlone: ReadonlySet<string> = new Set(['release.trust-older']);

describe('a frame of the hub', () => {
  for (const { name, arrives, refused, good, code, at, goodAt } of attacks) {
    const frame = frames[arrives];
    if (!frame) continue;
    it(`moves no device with ${name}`, async () => {
      const device = new Device({ ...usual, ...at });
      if (leftAlone.has(code)) await hear(frame(refused), device);
      else await assert.rejects(hear(frame(refused), device), { code });
      assert.deepEqual(device.done, []);
      const other = new Device({ ...usual, ...goodAt });
      await hear(frame(good), other);
      assert.ok(other.done.length > 0);
    });
  }

  it('is believed from the front: whom to follow, what is known, what is wanted', async () => {
    const good = (arrives: string) =>
      attacks.find((each) => each.arrives === arrives && !each.goodAt)?.good ?? '';
    const device = new Device(usual);
    const frame = {
      format: 1,
      trust: [good('trust')],
      next: 0,
      acknowledged: good('acknowledged'),
      desired: good('desired'),
    };
    await hear(frame, device);
    assert.deepEqual(device.done, [
      'follow',
      `acknowledge ${acknowledged.jobs}`,
      'take job-0000000000000012',
      'see true',
    ]);
  });

  it('that comes again changes nothing', async () => {
    const attack = attacks.find(({ arrives, goodAt }) => arrives === 'desired' && !goodAt);
    const good = attack?.good ?? '';
    const { last } = checkDesired(good, {
      device: traits.id,
      trust: usual.trust.trust,
      last: usual.last,
      clock: usual.clock,
    });
    const device = new Device({ ...usual, last });
    await hear({ format: 1, trust: [], next: 0, desired: good }, device);
    assert.deepEqual(device.done, []);
  });
});
