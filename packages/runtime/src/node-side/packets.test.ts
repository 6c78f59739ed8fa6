import assert from 'node:assert/strict';
import { isSound } from './packets.ts';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('what browsers send to Dashboard', () => {
  it('is sound as its pages send it', () => {
    const change = { number: 1, ask: 'command', body: { alarms: [{ alarm: 'fire' }] } };
    for (const packet of [
      ['widget-load', 'f6f2187d.f17ca8', null],
      ['widget-load', 'ui-notification-1'],
      ['widget-action', 'a-b', [[{ payload: 1 }], null]],
      ['widget-send', 'a', Buffer.alloc(100_000)],
      ['widget-change', 'a', change],
      ['ui-control', 'a', 'change', { page: 1 }],
      ['of another package', { a: 1 }, () => {}],
      ['widget-send', 'a', nested(64)],
    ])
      assert.equal(isSound(packet), true, JSON.stringify(packet).slice(0, 80));
  });

  it('is not sound without an id that can be looked for', () => {
    for (const event of ['widget-load', 'widget-change', 'widget-action', 'widget-send'])
      for (const id of [
        undefined,
        null,
        '',
        7,
        true,
        {},
        { toString: 1 },
        ['a'],
        () => {},
        '__proto__',
        'constructor',
        'toString',
        'x'.repeat(1_001),
      ])
        assert.equal(isSound([event, id, {}]), false, `${event} ${JSON.stringify(id)}`);
    assert.equal(isSound(['widget-load', 'a', () => {}]), false);
  });

  it('is not sound where it goes deeper than anybody needs', () => {
    for (const event of ['widget-action', 'widget-send', 'ui-event', 'another'])
      for (const depth of [65, 20_000]) assert.equal(isSound([event, 'a', nested(depth)]), false);
    assert.equal(isSound(['ui-event', 'a', JSON.parse(`${'{"a":'.repeat(65)}{}${'}'.repeat(65)}`)]), false);
  });
});
