import assert from 'node:assert/strict';
import { TypedText } from './typed-text.ts';

describe('a typed value', () => {
  for (const [text, parsed] of [
    ['21.5', 21.5],
    ['-7', -7],
    ['true', true],
    ['[1, 2, 3]', [1, 2, 3]],
    ['{"X": 1}', { X: 1 }],
    ['9007199254740993', '9007199254740993'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['true story', 'true story'],
    ['[half', '[half'],
    ['start', 'start'],
  ] as const)
    it(`looks like ${JSON.stringify(parsed)}: ${text}`, () => {
      assert.deepEqual(new TypedText(text).parsed, parsed);
    });
});
