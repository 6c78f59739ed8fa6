import assert from 'node:assert/strict';
import { isolated } from './isolated.ts';

describe('texts side by side in a line', () => {
  it('have each a direction of their own', () => {
    const parts = isolated(['95 \u202e', 'Filler']).map((part) =>
      typeof part === 'string' ? part : [part.type, part.children],
    );
    assert.deepEqual(parts, [['bdi', '95 \u202e'], ' · ', ['bdi', 'Filler']]);
  });
});
