import assert from 'node:assert/strict';
import { typedValue } from './typed-value.ts';

describe('a value that somebody types for an S7 tag', () => {
  for (const [format, text, value] of [
    [{ type: 'BOOL' }, 'on', true],
    [{ type: 'BOOL' }, 'maybe', 'maybe'],
    [{ type: 'INT' }, '-7', -7],
    [{ type: 'REAL' }, '1.5e3', 1_500],
    [{ type: 'REAL' }, 'fast', 'fast'],
    [{ type: 'LINT' }, '9007199254740993', '9007199254740993'],
    [{ type: 'LINT', scaling: { kind: 'factor', factor: 0.1, offset: 0 } }, '1.5', 1.5],
    [{ type: 'STRING' }, '42', '42'],
    [{ type: 'DTL' }, '2026-11-28T06:30:00Z', '2026-11-28T06:30:00Z'],
    [{ type: 'INT', count: 3 }, '[1, 2, 3]', [1, 2, 3]],
    [{ type: 'INT', count: 3 }, '1, 2, 3', [1, 2, 3]],
    [{ type: 'BOOL', count: 2 }, 'true, false', [true, false]],
    [{ type: 'INT', count: 3 }, 'one, two', 'one, two'],
  ] as const) {
    it(`is taken as its type wants it: ${format.type}${'count' in format ? '[]' : ''} "${text}"`, () => {
      assert.deepEqual(typedValue(format, text), value);
    });
  }
});
