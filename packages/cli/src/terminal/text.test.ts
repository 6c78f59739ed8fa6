import assert from 'node:assert/strict';
import { counted, jsonText, plain, short, visible, wantsColour, wrap } from './text.ts';

describe('text for a terminal', () => {
  it('cannot steer it', () => {
    assert.equal(plain('a\u001b[2Jb\u009b31mc\nd\u202ee'), 'a [2Jb 31mc d e');
    assert.equal(plain('Öl — 80 °C ●'), 'Öl — 80 °C ●');
  });

  it('that is code keeps its tabs, and shows what would steer', () => {
    assert.equal(visible('\ta\r\u001b[2J\u202eb\u0085\u007f'), '\ta^M^[[2J<U+202E>b<U+0085><U+007F>');
  });

  it('is cut where nobody would read on', () => {
    assert.equal(short('abcdef', 4), 'abc…');
    assert.equal(short('abcd', 4), 'abcd');
  });

  it('is broken between words, and a long word is left whole', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('see /a/very/long/path now', 9), ['see', '/a/very/long/path', 'now']);
    assert.deepEqual(wrap('', 9), ['']);
  });

  it('counts in words', () => {
    assert.deepEqual([counted(1, 'node'), counted(1234, 'node')], ['1 node', '1,234 nodes']);
  });

  it('has colours for a person only, and only if wanted', () => {
    assert.equal(wantsColour(true, {}), true);
    assert.equal(wantsColour(false, {}), false);
    assert.equal(wantsColour(true, { NO_COLOR: '1' }), false);
    assert.equal(wantsColour(true, { NO_COLOR: '' }), true);
    assert.equal(wantsColour(true, { TERM: 'dumb' }), false);
  });

  it('as JSON cannot steer it either, and stays the same value', () => {
    const value = { name: 'a\u001b[2Jb\u009b31mc\nd\u202ee\u2028', öl: '80 °C' };
    const text = jsonText(value);
    for (const each of ['\u001b', '\u009b', '\u202e', '\u2028']) assert.equal(text.includes(each), false);
    assert.match(text, /80 °C/);
    assert.deepEqual(JSON.parse(text), value);
  });
});
