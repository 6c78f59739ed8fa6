import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeNote, fitsNote, longestNote, readNote } from './note.ts';

describe('the note of a request', () => {
  it('comes as it was sent, in any script and on several lines, without spaces around it', () => {
    for (const note of ['Fix oven 3', 'Ofen 3: Sollwert 180 °C', '烤箱', 'a\nb\r\n"c" <b>%20</b>', '🔥'])
      assert.deepEqual(readNote(encodeNote(` ${note} `)), { ok: true, note });
  });

  it('is plain ASCII on its way, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (note) => {
        const sent = encodeNote(note);
        assert.match(sent, /^[\x21-\x7e]*$/);
        assert.deepEqual(readNote(sent), { ok: true, note: note.trim() || undefined });
      }),
    );
    assert.equal(encodeNote('half \ud83d'), 'half%20%EF%BF%BD');
  });

  it('is none where nothing is said', () => {
    for (const value of [undefined, '', '%20%0A'])
      assert.deepEqual(readNote(value), { ok: true, note: undefined });
  });

  it('may be plain ASCII without percent signs, as people write it on a command line', () => {
    assert.deepEqual(readNote('Fix oven 3'), { ok: true, note: 'Fix oven 3' });
  });

  it('is refused when it cannot be read or is too long', () => {
    for (const value of ['100%', '%E4', '%zz'])
      assert.deepEqual(readNote(value), { ok: false, problem: 'malformed' });
    const longest = 'x'.repeat(longestNote);
    assert.deepEqual(readNote(longest), { ok: true, note: longest });
    assert.deepEqual(readNote(`${longest}x`), { ok: false, problem: 'too-long' });
  });

  it('fits exactly when it would be read', () => {
    for (const note of [
      '',
      'x'.repeat(longestNote),
      `${'x'.repeat(longestNote)}x`,
      '烤'.repeat(1300),
      '烤'.repeat(1400),
    ])
      assert.equal(fitsNote(note), readNote(encodeNote(note)).ok);
    assert.equal(fitsNote('烤'.repeat(1400)), false);
  });
});
