import assert from 'node:assert/strict';
import { asShown, isShown } from './shown.ts';

const shown: readonly (readonly [about: string, text: string])[] = [
  ['any letters', 'Ofen 7 – é 窯 🔥'],
  ['a Persian word that keeps two letters apart', 'می\u200cخواهم'],
  ['the same with a vowel sign', 'می\u064e\u200cخواهم'],
  ['a Sinhala word with a joined letter', 'ශ්\u200dරී ලංකා'],
  ['a Hindi word that keeps a consonant whole', 'क्\u200cष'],
  ['a Malayalam word that ends with one', 'അവന്\u200d'],
];

const hidden: readonly (readonly [about: string, text: string])[] = [
  ['a joiner between Latin letters', 'oven\u200d7'],
  ['one that keeps Latin letters apart', 'oven\u200c7'],
  ['one behind a letter that joins nothing', 'د\u200cر'],
  ['one at the end of a word', 'می\u200c'],
  ['one at its beginning', '\u200cمی'],
  ['two of them', 'می\u200c\u200cخواهم'],
  ['two behind a sign', 'क्\u200c\u200cष'],
  ['a joiner of Arabic letters', 'می\u200dخواهم'],
  ['what joins pictures', '👷\u200d🔧'],
  ['a line break', 'a\nb'],
  ['a null', 'a\0'],
  ['another line break', 'a\u2028b'],
  ['what turns the direction', 'a\u202eb'],
  ['a mark of bytes', '\ufeffa'],
  ['a soft hyphen', 'a\u00adb'],
  ['half a pair', 'a\ud83d'],
  ['a steered terminal', '\u001b[31m'],
];

describe('a text that people see', () => {
  for (const [about, text] of shown)
    it(`may have ${about}`, () => {
      assert.ok(isShown(text));
      assert.equal(asShown(text), text);
    });

  for (const [about, text] of hidden)
    it(`is not one with ${about}, which is marked where it has to be quoted`, () => {
      assert.equal(isShown(text), false);
      assert.ok(isShown(asShown(text)));
      assert.equal(asShown(text).length, text.length);
    });
});
