import assert from 'node:assert/strict';
import { changedValues } from './value-changes.ts';

describe('values that a device gets otherwise than it has them', () => {
  const value = (name: string, text: string, isSecret = false) => ({
    ...{ name, isSecret, value: text, mark: text },
    origin: 'device',
  });

  it('are told with both texts, secret ones without', () => {
    const before = [
      { name: 'GONE', value: '1' },
      { name: 'PIN', sealed: true as const },
      { name: 'SAME', value: '2' },
      { name: 'TROUBLE', value: 'none' },
      { name: 'USER', value: 'anna' },
    ];
    const after = [
      value('NEW', '3'),
      value('PIN', 'planted', true),
      value('SAME', '2'),
      value('TOKEN', 'planted', true),
      value('TROUBLE', 'crash'),
      value('USER', 'planted', true),
    ];
    assert.deepEqual(changedValues(before, after), [
      { name: 'GONE', state: 'removed', before: '1' },
      { name: 'NEW', state: 'added', after: '3' },
      { name: 'TOKEN', state: 'added' },
      { name: 'TROUBLE', state: 'changed', before: 'none', after: 'crash' },
      { name: 'USER', state: 'changed', before: 'anna' },
    ]);
    assert.deepEqual(changedValues([], []), []);
  });
});
