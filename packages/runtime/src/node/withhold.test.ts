import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { withholdNode } from './withhold.ts';

describe('a node type that is withheld', () => {
  it('is told of in the log where flows have it, and nowhere else', () => {
    const warnings: string[] = [];
    const log = { warn: (message: string) => warnings.push(message) };
    const events = new EventEmitter();
    withholdNode({ events, log } as unknown as Parameters<typeof withholdNode>[0], 'mw-press', 'It is off.');
    const tell = (payload?: object) => events.emit('runtime-event', { id: 'runtime-state', payload });
    tell();
    tell({ error: 'safe-mode' });
    tell({ error: 'missing-types', types: ['other'] });
    assert.deepEqual(warnings, []);
    tell({ error: 'missing-types', types: ['other', 'mw-press'] });
    assert.deepEqual(warnings, ['[mw-press] It is off.']);
  });
});
