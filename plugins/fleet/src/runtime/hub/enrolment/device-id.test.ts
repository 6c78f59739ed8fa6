import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { deviceId } from '../../../common/fields.ts';
import { deviceIdOf } from './device-id.ts';

describe('the id of a device', () => {
  it('begins with its name, and is one whatever that is', () => {
    const zero = (bytes: number) => new Uint8Array(bytes);
    assert.equal(deviceIdOf('Öfen, Halle 3', zero), 'ofen-halle-3-22222222');
    assert.equal(deviceIdOf('炉', zero), '22222222');
    for (const name of ['-', '..', 'a--b', '_a_', 'x'.repeat(200), `${'a'.repeat(39)} b`, '\u{1f525}', 'É.é'])
      assert.ok(v.is(deviceId, deviceIdOf(name, randomBytes)), name);
  });

  it('is another one for each device', () => {
    const ids = new Set(Array.from({ length: 1000 }, () => deviceIdOf('Oven', randomBytes)));
    assert.equal(ids.size, 1000);
  });
});
