import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { DeviceRow } from '../store/device-rows.ts';
import { hubKey } from '../store/member.fixture.ts';
import { Sender, type SenderOptions } from './sender.ts';

describe('renewing what is wanted of a whole fleet', () => {
  it('reads a few devices at a time', async () => {
    const ids = Array.from({ length: 120 }, (_, number) => `oven-${number}`);
    const asked: number[] = [];
    const store: Partial<SenderOptions['store']> = {
      listDeviceIds: async () => ids,
      selectDevices: async (selection) => {
        asked.push(selection.kind === 'devices' ? selection.devices.length : Number.POSITIVE_INFINITY);
        return [{ id: 'oven-0', desired: null, shut_out: 0 } as DeviceRow];
      },
    };
    const sender = new Sender({
      store: store as SenderOptions['store'],
      blobs: {} as SenderOptions['blobs'],
      keys: { hubKey: () => hubKey },
      wanted: { tell: () => assert.fail('nothing is otherwise') },
      random: randomBytes,
      now: () => 0,
      onSent: () => undefined,
    });
    assert.equal(await sender.renew(), 0);
    assert.deepEqual(asked, [50, 50, 20]);
  });
});
