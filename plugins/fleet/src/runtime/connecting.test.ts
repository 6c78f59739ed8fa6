import assert from 'node:assert/strict';
import type { Host } from '@millwright/runtime';
import { Connecting } from './connecting.ts';

describe('where people have this Node-RED connect to', () => {
  it('is so often as people mistype, each by himself, and then a while later', () => {
    let now = 0;
    let name: string | undefined = 'anna';
    const current = () => ({ actor: { kind: 'user', ...(name !== undefined && { name }) } });
    const connecting = new Connecting({ current } as unknown as Pick<Host, 'current'>, () => now);
    for (let tries = 0; tries < 10; tries++) connecting.check();
    assert.throws(() => connecting.check(), { code: 'fleet.too-often', details: { retryAfter: 20 } });
    name = 'mara';
    connecting.check();
    name = undefined;
    connecting.check();
    name = 'anna';
    now += 20_000;
    connecting.check();
    assert.throws(() => connecting.check(), { code: 'fleet.too-often' });
  });
});
