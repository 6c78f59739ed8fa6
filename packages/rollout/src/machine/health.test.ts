import assert from 'node:assert/strict';
import type { Health } from './desired.ts';
import { Told, verified, wish } from './given.fixture.ts';
import { strictest } from './health.ts';

describe('what is watched', () => {
  it('is never less than the release says, whatever its hub asks for', () => {
    const signed: Health = { windowSeconds: 600, connections: true, node: 'health' };
    const usual = { windowSeconds: 60, eventLoopMilliseconds: 200, connections: true };
    const rows: readonly (readonly [name: string, Health, Health | undefined, Health])[] = [
      ['nothing is asked', signed, undefined, signed],
      [
        'a second, without connections, late by a minute, another node',
        signed,
        { windowSeconds: 1, connections: false, eventLoopMilliseconds: 60_000, node: 'other' },
        { ...signed, eventLoopMilliseconds: 200 },
      ],
      [
        'more than was signed',
        { windowSeconds: 10, connections: false, eventLoopMilliseconds: 1000 },
        { windowSeconds: 60, connections: true, eventLoopMilliseconds: 50, node: 'health' },
        { windowSeconds: 60, connections: true, eventLoopMilliseconds: 50, node: 'health' },
      ],
      ['no word of connections', { windowSeconds: 60 }, { windowSeconds: 1, connections: false }, usual],
      [
        'signed without connections',
        { windowSeconds: 60, connections: false },
        { windowSeconds: 1 },
        { ...usual, connections: false },
      ],
    ];
    for (const [name, own, asked, expected] of rows) assert.deepEqual(strictest(own, asked), expected, name);
  });

  it('is that on its way through the machine', () => {
    const health = { windowSeconds: 1, connections: false, eventLoopMilliseconds: 60_000 };
    const { effects } = new Told().deliver(wish(1, { health }));
    const watch = effects.find(({ kind }) => kind === 'watch');
    assert.ok(watch?.kind === 'watch');
    assert.equal(watch.milliseconds, verified.health.windowSeconds * 1000);
    assert.deepEqual(watch.health, { windowSeconds: 60, eventLoopMilliseconds: 200, connections: true });
  });
});
