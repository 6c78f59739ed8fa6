import assert from 'node:assert/strict';
import { shortWords, wordsOf } from './words.ts';

/** The consonants that are heard. @see https://www.archives.gov/research/census/soundex */
function soundOf(word: string): string {
  const kinds = ['bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'];
  const codes = Array.from(word, (letter) => 1 + kinds.findIndex((letters) => letters.includes(letter)));
  let [sound, before] = [word[0] ?? '', codes[0] ?? 0];
  for (const [at, code] of codes.entries()) {
    if (at > 0 && code > 0 && code !== before) sound += code;
    if (!'hw'.includes(word[at] ?? '')) before = code;
  }
  return `${sound}000`.slice(0, 4);
}

describe('the short words', () => {
  it('are 256 that neither sound, begin nor end alike', () => {
    assert.equal(shortWords.length, 256);
    for (const trait of [soundOf, (word: string) => word.slice(0, 3), (word: string) => word.slice(-4)])
      assert.equal(new Set(shortWords.map(trait)).size, 256);
    for (const word of shortWords) assert.match(word, /^[a-z]{4,8}$/);
  });

  it('are other ones whatever differs', () => {
    const enrolling = {
      trust: 'a',
      keys: { signing: 'b', sealing: 'c' },
      hubNonce: 'd',
      deviceNonce: 'e',
    };
    const all = [
      enrolling,
      { ...enrolling, trust: 'x' },
      { ...enrolling, keys: { signing: 'x', sealing: 'c' } },
      { ...enrolling, keys: { signing: 'b', sealing: 'x' } },
      { ...enrolling, hubNonce: 'x' },
      { ...enrolling, deviceNonce: 'x' },
    ].map((each) => wordsOf(each).join(' '));
    assert.equal(new Set(all).size, all.length);
  });
});
