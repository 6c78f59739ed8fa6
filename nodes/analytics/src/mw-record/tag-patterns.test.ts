import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooserOf } from './tag-patterns.ts';

describe('patterns of tags', () => {
  it('choose by name, by beginning, by end, by what is between', () => {
    const isChosen = chooserOf(['oven.*', '*.speed', 'line*level', 'exact']);
    for (const tag of ['oven.', 'oven.temperature', 'fan.speed', 'line 2 level', 'linelevel', 'exact'])
      assert.ok(isChosen(tag), tag);
    for (const tag of ['Oven.temperature', 'oven', 'speed', 'line levels', 'exactly', ''])
      assert.ok(!isChosen(tag), tag);
    assert.ok(chooserOf([])('anything'));
  });

  it('never let one character stand for two parts of a pattern', () => {
    assert.ok(!chooserOf(['ab*ba'])('aba'));
    assert.ok(chooserOf(['ab*ba'])('abba'));
    assert.ok(!chooserOf(['*ab*ab'])('xab'));
  });

  it('choose as a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (pattern, tag) => {
        assert.equal(chooserOf([pattern])(tag), new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(tag));
      }),
    );
  });
});
