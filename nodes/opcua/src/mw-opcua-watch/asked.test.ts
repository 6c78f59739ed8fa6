import assert from 'node:assert/strict';
import { tagErrors } from '@millwright/tags';
import { opcuaNodeErrors } from '../common/errors.ts';
import { type Asked, askedOf } from './asked.ts';

describe('what a message asks of a watch', () => {
  const asked: readonly (readonly [object, Asked])[] = [
    [
      { watch: 'add', tags: ['a', { name: 'b', address: 'i=1' }] },
      { do: 'add', names: ['a'], own: [{ name: 'b', address: 'i=1' }] },
    ],
    [
      { watch: 'remove', tags: ['a'] },
      { do: 'remove', names: ['a'] },
    ],
    [{ watch: 'pause' }, { do: 'pause' }],
    [{ watch: 'resume', tags: 'whatever' }, { do: 'resume' }],
    [
      { watch: 'change', publishing: 200, sampling: 0 },
      { do: 'change', pace: { publishing: 200, sampling: 0 } },
    ],
    [
      { watch: 'link', topic: 'a', tags: ['b', 'c'] },
      { do: 'link', trigger: 'a', linked: ['b', 'c'] },
    ],
    [
      { watch: 'link', topic: 'a', tags: [] },
      { do: 'link', trigger: 'a', linked: [] },
    ],
  ];
  for (const [message, expected] of asked) {
    it(`is understood: ${JSON.stringify(message)}`, () => {
      assert.deepEqual(askedOf({ ...message }), expected);
    });
  }

  for (const message of [
    {},
    { watch: 'stop' },
    { watch: true },
    { watch: 'remove', tags: [{ name: 'a', address: 'i=1' }] },
    { watch: 'change' },
    { watch: 'change', publishing: 1 },
    { watch: 'change', publishing: '100' },
    { watch: 'change', sampling: -1 },
    { watch: 'change', queue: 1.5 },
    { watch: 'link', tags: ['a'] },
    { watch: 'link', topic: '', tags: ['a'] },
  ]) {
    it(`is refused: ${JSON.stringify(message)}`, () => {
      assert.throws(() => askedOf({ ...message }), opcuaNodeErrors.badWatch.is);
    });
  }

  for (const message of [{ watch: 'add' }, { watch: 'remove', tags: [] }, { watch: 'link', topic: 'a' }]) {
    it(`is refused without tags: ${JSON.stringify(message)}`, () => {
      assert.throws(() => askedOf({ ...message }), tagErrors.badSelection.is);
    });
  }
});
